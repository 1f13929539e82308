-- Besides: 13 of verbs.

SELECT concat('{"id":"', r1.id, '","workspaceId":', coalesce((
  SELECT concat('{"id":"', r2.id, '"}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id = any($1::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), ',"name":', CAST (to_json(r1.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r1.description) AS VARCHAR), 'null'), ',"system":', CASE WHEN ((r1.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END, ',"defaultVersionId":', coalesce((
  SELECT concat('{"id":"', r3.id, '"}') AS anon_3
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"createdBy":', coalesce((
  SELECT concat('{"id":"', r4.id, '"}') AS anon_4
  FROM principal AS r4
  WHERE r4.id = r1.created_by AND r4.account_id = $2::VARCHAR COLLATE "C"
), 'null'), ',"runtimeUserId":', coalesce((
  SELECT concat('{"id":"', r5.id, '"}') AS anon_5
  FROM principal AS r5
  WHERE r5.id = r1.runtime_user_id AND r5.account_id = $2::VARCHAR COLLATE "C"
), 'null'), ',"deletedAt":', coalesce(('"' || to_char(r1.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"retentionTier":"', r1.retention_tier, '","createdAt":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updatedAt":"', to_char(r1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_1
FROM agent AS r1
WHERE r1.id = $3::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
