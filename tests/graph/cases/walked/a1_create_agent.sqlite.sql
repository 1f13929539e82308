-- Besides: 13 of verbs.

SELECT '{"id":"' || r1.id || '","workspaceId":' || coalesce((
  SELECT '{"id":"' || r2.id || '"}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || ',"name":' || json_quote(r1.name) || ',"description":' || json_quote(r1.description) || ',"system":' || CASE WHEN ((r1.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END || ',"defaultVersionId":' || coalesce((
  SELECT '{"id":"' || r3.id || '"}' AS anon_4
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || ',"createdBy":' || coalesce((
  SELECT '{"id":"' || r4.id || '"}' AS anon_6
  FROM principal AS r4
  WHERE r4.id = r1.created_by AND r4.account_id = ?
), 'null') || ',"runtimeUserId":' || coalesce((
  SELECT '{"id":"' || r5.id || '"}' AS anon_7
  FROM principal AS r5
  WHERE r5.id = r1.runtime_user_id AND r5.account_id = ?
), 'null') || ',"deletedAt":' || coalesce(('"' || r1.deleted_at) || '"', 'null') || ',"retentionTier":"' || r1.retention_tier || '","createdAt":"' || r1.created_at || '","updatedAt":"' || r1.updated_at || '"}' AS anon_1
FROM agent AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_8
)
LIMIT 1 OFFSET ?;
