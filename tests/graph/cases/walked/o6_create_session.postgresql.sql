-- Besides: 25 of verbs.

SELECT concat('{"session":', coalesce((
  SELECT concat('{"type":"Session","id":"', r2.id, '","session_id":"', r2.id, '","agent_id":', coalesce((
    SELECT concat('{"id":"', r3.id, '"}') AS anon_3
    FROM agent AS r3
    WHERE r3.id = r2.agent_id AND r3.workspace_id = any($1::TEXT[])
  ), 'null'), ',"agent_version":', coalesce((
    SELECT concat('{"number":', coalesce(CAST (r4.number AS VARCHAR), 'null'), '}') AS anon_4
    FROM agent_version AS r4
    WHERE r4.id = r2.agent_version_id AND r4.workspace_id = any($1::TEXT[])
  ), 'null'), ',"environment_id":', coalesce((
    SELECT concat('{"id":"', r5.id, '"}') AS anon_5
    FROM environment AS r5
    WHERE r5.id = r2.environment_id AND r5.workspace_id = any($1::TEXT[])
  ), 'null'), ',"title":', coalesce(CAST (to_json(r2.title) AS VARCHAR), 'null'), ',"status":', coalesce(('"' || CASE WHEN (r2.closed_at IS NOT NULL) THEN 'CLOSED' ELSE coalesce((
    SELECT run.status
    FROM run
    WHERE run.session_id = r2.id AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
    ORDER BY run.number
    LIMIT 1
  ), 'IDLE') END) || '"', 'null'), ',"metadata":', coalesce(CAST ((r2.extensions -> $2::VARCHAR COLLATE "C") -> $3::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"archived_at":', coalesce(('"' || to_char(r2.archived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"created_at":"', to_char(r2.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updated_at":"', to_char(r2.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","vault_ids":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"secret":', coalesce((
      SELECT concat('{"id":"', r7.id, '"}') AS anon_7
      FROM secret AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id = any($1::TEXT[])
    ), 'null'), '}'), ',' ORDER BY r6p.position ASC, r6p.id ASC), ''), ']}') AS anon_6
    FROM (
      SELECT r6.target_id AS target_id, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind = $4::VARCHAR COLLATE "C" AND r6.session_id = r2.id AND r6.workspace_id = any($1::TEXT[])
      ORDER BY r6.position ASC, r6.id ASC
      LIMIT $5::BIGINT
    ) AS r6p
  ), ',"resources":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"id":"', r8p.stable_id, '","kind":"', r8p.kind, '","file":', coalesce((
      SELECT concat('{"file_id":"', r9.id, '"}') AS anon_9
      FROM file AS r9
      WHERE r9.id = r8p.target_id AND r9.workspace_id = any($1::TEXT[])
    ), 'null'), ',"memoryStore":', coalesce((
      SELECT concat('{"memory_store_id":"', r10.id, '"}') AS anon_10
      FROM memory_store AS r10
      WHERE r10.id = r8p.target_id AND r10.workspace_id = any($1::TEXT[])
    ), 'null'), ',"settings":', CASE WHEN (coalesce(coalesce(CAST (r8p.settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"mount_path":', coalesce(CAST (r8p.settings -> 'mountPath' AS VARCHAR), 'null'), ',"access":', coalesce(CAST (r8p.settings -> 'access' AS VARCHAR), 'null'), '}') END, '}'), ',' ORDER BY r8p.kind ASC, r8p.position ASC, r8p.id ASC), ''), ']}') AS anon_8
    FROM (
      SELECT r8.stable_id AS stable_id, r8.kind AS kind, r8.target_id AS target_id, r8.settings AS settings, r8.position AS position, r8.id AS id
      FROM link AS r8
      WHERE r8.kind = any($6::TEXT[] COLLATE "C") AND r8.session_id = r2.id AND r8.workspace_id = any($1::TEXT[])
      ORDER BY r8.kind ASC, r8.position ASC, r8.id ASC
      LIMIT $7::BIGINT
    ) AS r8p
  ), ',"usage_in":', CAST (r2.input_tokens AS VARCHAR), ',"usage_out":', CAST (r2.output_tokens AS VARCHAR), '}') AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM run AS r1
WHERE r1.id = $8::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
