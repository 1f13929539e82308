-- Reads the answer.
WITH r1p AS (
  SELECT r1.id AS id, r1.workspace_id AS workspace_id, r1.name AS name, r1.description AS description, r1.default_version_id AS default_version_id, r1.created_by AS created_by, r1.runtime_user_id AS runtime_user_id, r1.deleted_at AS deleted_at, r1.retention_tier AS retention_tier, r1.created_at AS created_at, r1.updated_at AS updated_at
  FROM agent AS r1
  WHERE (r1.workspace_id = 'wsp_00000000000000000000000000') = FALSE AND coalesce(r1.draft_version_id, r1.default_version_id) IN (
    SELECT r3.agent_version_id
    FROM link AS r3
    WHERE r3.kind = 'TOOL' AND (+ r3.workspace_id) IN (
      SELECT value
      FROM json_each(?) AS anon_9
    ) AND r3.target_id IN (
      SELECT r2.id
      FROM tool AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_10
      ) AND (+ r2.deleted_at) IS NULL AND (+ r2.archived_at) IS NULL AND r2.id IS NOT NULL AND r2.name >= ? AND r2.name < ?
    )
  ) AND r1.workspace_id != 'wsp_00000000000000000000000000' AND r1.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_11
  ) AND r1.workspace_id = (
    SELECT r8.id
    FROM workspace AS r8
    WHERE r8.handle = ? AND r8.id IN (
      SELECT value
      FROM json_each(?) AS anon_12
    ) AND r8.id != 'wsp_00000000000000000000000000'
    LIMIT 1 OFFSET ?
  )
  ORDER BY r1.name DESC, r1.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"id":"' || r1p.id || '","workspaceId":' || coalesce((
  SELECT '{"id":"' || r4.id || '"}' AS anon_2
  FROM workspace AS r4
  WHERE r4.id = r1p.workspace_id AND r4.id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  ) AND r4.id != 'wsp_00000000000000000000000000'
), 'null') || ',"name":' || json_quote(r1p.name) || ',"description":' || json_quote(r1p.description) || ',"system":' || CASE WHEN ((r1p.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1p.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END || ',"defaultVersionId":' || coalesce((
  SELECT '{"id":"' || r5.id || '"}' AS anon_4
  FROM agent_version AS r5
  WHERE r5.id = r1p.default_version_id AND r5.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || ',"createdBy":' || coalesce((
  SELECT '{"id":"' || r6.id || '"}' AS anon_6
  FROM principal AS r6
  WHERE r6.id = r1p.created_by AND r6.account_id = ?
), 'null') || ',"runtimeUserId":' || coalesce((
  SELECT '{"id":"' || r7.id || '"}' AS anon_7
  FROM principal AS r7
  WHERE r7.id = r1p.runtime_user_id AND r7.account_id = ?
), 'null') || ',"deletedAt":' || coalesce(('"' || r1p.deleted_at) || '"', 'null') || ',"retentionTier":"' || r1p.retention_tier || '","createdAt":"' || r1p.created_at || '","updatedAt":"' || r1p.updated_at || '"}' AS anon_1, printf('[%s,%s]', json_quote(r1p.name), coalesce(('"' || r1p.id) || '"', 'null')) AS anon_8, counted.n
FROM (
  SELECT count(*) AS n
  FROM agent AS r1
  WHERE (r1.workspace_id = 'wsp_00000000000000000000000000') = FALSE AND coalesce(r1.draft_version_id, r1.default_version_id) IN (
    SELECT r3.agent_version_id
    FROM link AS r3
    WHERE r3.kind = 'TOOL' AND (+ r3.workspace_id) IN (
      SELECT value
      FROM json_each(?) AS anon_9
    ) AND r3.target_id IN (
      SELECT r2.id
      FROM tool AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_10
      ) AND (+ r2.deleted_at) IS NULL AND (+ r2.archived_at) IS NULL AND r2.id IS NOT NULL AND r2.name >= ? AND r2.name < ?
    )
  ) AND r1.workspace_id != 'wsp_00000000000000000000000000' AND r1.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_11
  ) AND r1.workspace_id = (
    SELECT r8.id
    FROM workspace AS r8
    WHERE r8.handle = ? AND r8.id IN (
      SELECT value
      FROM json_each(?) AS anon_12
    ) AND r8.id != 'wsp_00000000000000000000000000'
    LIMIT 1 OFFSET ?
  )
) AS counted
LEFT OUTER JOIN r1p ON 1 = 1
ORDER BY r1p.name DESC, r1p.id DESC;
