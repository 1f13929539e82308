-- Reads the answer.
/* for these values */
WITH r1p AS (
  SELECT r1.id AS id, r1.workspace_id AS workspace_id, r1.name AS name, r1.description AS description, r1.default_version_id AS default_version_id, r1.created_by AS created_by, r1.runtime_user_id AS runtime_user_id, r1.deleted_at AS deleted_at, r1.retention_tier AS retention_tier, r1.created_at AS created_at, r1.updated_at AS updated_at
  FROM agent AS r1
  WHERE (r1.workspace_id = 'wsp_00000000000000000000000000') = FALSE AND coalesce(r1.draft_version_id, r1.default_version_id) IN (
    SELECT r3.agent_version_id
    FROM link AS r3
    WHERE r3.kind = 'TOOL' AND r3.workspace_id = any($1::TEXT[]) AND r3.target_id IN (
      SELECT r2.id
      FROM tool AS r2
      WHERE r2.workspace_id = any($1::TEXT[]) AND r2.deleted_at IS NULL AND r2.archived_at IS NULL AND r2.id IS NOT NULL AND r2.name >= $3::VARCHAR COLLATE "C" AND r2.name < $4::VARCHAR COLLATE "C"
    )
  ) AND r1.workspace_id != 'wsp_00000000000000000000000000' AND r1.workspace_id = any($1::TEXT[]) AND r1.workspace_id = (
    SELECT r8.id
    FROM workspace AS r8
    WHERE r8.handle = $5::VARCHAR COLLATE "C" AND r8.id = any($1::TEXT[]) AND r8.id != 'wsp_00000000000000000000000000'
    LIMIT 1
  )
  ORDER BY r1.name DESC, r1.id DESC
  LIMIT $6::BIGINT
)
SELECT concat('{"id":"', r1p.id, '","workspaceId":', coalesce((
  SELECT concat('{"id":"', r4.id, '"}') AS anon_2
  FROM workspace AS r4
  WHERE r4.id = r1p.workspace_id AND r4.id = any($1::TEXT[]) AND r4.id != 'wsp_00000000000000000000000000'
), 'null'), ',"name":', CAST (to_json(r1p.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r1p.description) AS VARCHAR), 'null'), ',"system":', CASE WHEN ((r1p.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1p.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END, ',"defaultVersionId":', coalesce((
  SELECT concat('{"id":"', r5.id, '"}') AS anon_3
  FROM agent_version AS r5
  WHERE r5.id = r1p.default_version_id AND r5.workspace_id = any($1::TEXT[])
), 'null'), ',"createdBy":', coalesce((
  SELECT concat('{"id":"', r6.id, '"}') AS anon_4
  FROM principal AS r6
  WHERE r6.id = r1p.created_by AND r6.account_id = $2::VARCHAR COLLATE "C"
), 'null'), ',"runtimeUserId":', coalesce((
  SELECT concat('{"id":"', r7.id, '"}') AS anon_5
  FROM principal AS r7
  WHERE r7.id = r1p.runtime_user_id AND r7.account_id = $2::VARCHAR COLLATE "C"
), 'null'), ',"deletedAt":', coalesce(('"' || to_char(r1p.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"retentionTier":"', r1p.retention_tier, '","createdAt":"', to_char(r1p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updatedAt":"', to_char(r1p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_1, concat('[', coalesce(CAST (to_json(r1p.name) AS VARCHAR), 'null'), ',', coalesce(('"' || r1p.id) || '"', 'null'), ']') AS anon_6, counted.n
FROM (
  SELECT count(*) AS n
  FROM agent AS r1
  WHERE (r1.workspace_id = 'wsp_00000000000000000000000000') = FALSE AND coalesce(r1.draft_version_id, r1.default_version_id) IN (
    SELECT r3.agent_version_id
    FROM link AS r3
    WHERE r3.kind = 'TOOL' AND r3.workspace_id = any($1::TEXT[]) AND r3.target_id IN (
      SELECT r2.id
      FROM tool AS r2
      WHERE r2.workspace_id = any($1::TEXT[]) AND r2.deleted_at IS NULL AND r2.archived_at IS NULL AND r2.id IS NOT NULL AND r2.name >= $3::VARCHAR COLLATE "C" AND r2.name < $4::VARCHAR COLLATE "C"
    )
  ) AND r1.workspace_id != 'wsp_00000000000000000000000000' AND r1.workspace_id = any($1::TEXT[]) AND r1.workspace_id = (
    SELECT r8.id
    FROM workspace AS r8
    WHERE r8.handle = $5::VARCHAR COLLATE "C" AND r8.id = any($1::TEXT[]) AND r8.id != 'wsp_00000000000000000000000000'
    LIMIT 1
  )
) AS counted
LEFT OUTER JOIN r1p ON true
ORDER BY r1p.name DESC, r1p.id DESC;
