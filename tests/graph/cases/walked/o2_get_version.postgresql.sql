-- Reads the answer.
SELECT concat('{"type":"AgentVersion","agent":', coalesce((
  SELECT concat('{"id":"', r3.id, '","archived":', coalesce(('"' || to_char(r3.archived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"archived_at":', coalesce(('"' || to_char(r3.archived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"created_at":"', to_char(r3.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updated_at":"', to_char(r3.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_2
  FROM agent AS r3
  WHERE r3.id = r1.agent_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"name":', CAST (to_json(r1.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r1.description) AS VARCHAR), 'null'), ',"model":', CAST (r1.models AS VARCHAR), ',"system":', CAST (to_json(r1.instructions) AS VARCHAR), ',"environment_id":', coalesce((
  SELECT concat('{"id":"', r4.id, '"}') AS anon_3
  FROM environment AS r4
  WHERE r4.id = r1.environment_id AND r4.workspace_id = any($1::TEXT[])
), 'null'), ',"harness":', coalesce(CAST ((r1.extensions -> $2::VARCHAR COLLATE "C") -> $3::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"metadata":', CAST (r1.metadata AS VARCHAR), ',"version":', coalesce(CAST (r1.number AS VARCHAR), 'null'), ',"tools":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"sent":', coalesce(CAST ((r5p.extensions -> $4::VARCHAR COLLATE "C") -> $5::VARCHAR COLLATE "C" AS VARCHAR), 'null'), '}'), ',' ORDER BY r5p.kind ASC, r5p.position ASC, r5p.id ASC), ''), ']}') AS anon_4
  FROM (
    SELECT r5.extensions AS extensions, r5.kind AS kind, r5.position AS position, r5.id AS id
    FROM link AS r5
    WHERE r5.kind = any($6::TEXT[] COLLATE "C") AND r5.agent_version_id = r1.id AND r5.workspace_id = any($1::TEXT[])
    ORDER BY r5.kind ASC, r5.position ASC, r5.id ASC
    LIMIT $7::BIGINT
  ) AS r5p
), ',"skills":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"skill":', coalesce((
    SELECT concat('{"skill_id":', CAST (to_json(r7.handle) AS VARCHAR), '}') AS anon_6
    FROM skill AS r7
    WHERE r7.id = r6p.target_id AND r7.workspace_id = any($1::TEXT[])
  ), 'null'), ',"settings":', CASE WHEN (coalesce(coalesce(CAST (r6p.settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"version":', coalesce(CAST (r6p.settings -> 'version' AS VARCHAR), 'null'), '}') END, '}'), ',' ORDER BY r6p.position ASC, r6p.id ASC), ''), ']}') AS anon_5
  FROM (
    SELECT r6.target_id AS target_id, r6.settings AS settings, r6.position AS position, r6.id AS id
    FROM link AS r6
    WHERE r6.kind = $8::VARCHAR COLLATE "C" AND r6.agent_version_id = r1.id AND r6.workspace_id = any($1::TEXT[])
    ORDER BY r6.position ASC, r6.id ASC
    LIMIT $9::BIGINT
  ) AS r6p
), ',"mcp_servers":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"inline":', coalesce(CAST (r8p.inline AS VARCHAR), 'null'), ',"mcpServer":', coalesce((
    SELECT concat('{"name":', CAST (to_json(r9.name) AS VARCHAR), ',"url":', coalesce(CAST (to_json(r9.url) AS VARCHAR), 'null'), '}') AS anon_8
    FROM mcp_server AS r9
    WHERE r9.id = r8p.target_id AND r9.workspace_id = any($1::TEXT[])
  ), 'null'), '}'), ',' ORDER BY r8p.position ASC, r8p.id ASC), ''), ']}') AS anon_7
  FROM (
    SELECT r8.inline AS inline, r8.target_id AS target_id, r8.position AS position, r8.id AS id
    FROM link AS r8
    WHERE r8.kind = $10::VARCHAR COLLATE "C" AND r8.agent_version_id = r1.id AND r8.workspace_id = any($1::TEXT[])
    ORDER BY r8.position ASC, r8.id ASC
    LIMIT $11::BIGINT
  ) AS r8p
), ',"memory_store_id":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"memoryStore":', coalesce((
    SELECT concat('{"id":"', r11.id, '"}') AS anon_10
    FROM memory_store AS r11
    WHERE r11.id = r10p.target_id AND r11.workspace_id = any($1::TEXT[])
  ), 'null'), '}'), ',' ORDER BY r10p.position ASC, r10p.id ASC), ''), ']}') AS anon_9
  FROM (
    SELECT r10.target_id AS target_id, r10.position AS position, r10.id AS id
    FROM link AS r10
    WHERE r10.kind = $12::VARCHAR COLLATE "C" AND r10.agent_version_id = r1.id AND r10.workspace_id = any($1::TEXT[])
    ORDER BY r10.position ASC, r10.id ASC
    LIMIT $13::BIGINT
  ) AS r10p
), '}') AS anon_1, coalesce(r1.workspace_id = $14::VARCHAR COLLATE "C", false) AS coalesce_1
FROM agent_version AS r1
WHERE r1.agent_id = (
  SELECT r2.id
  FROM agent AS r2
  WHERE r2.id = $15::VARCHAR COLLATE "C" AND r2.workspace_id = any($1::TEXT[])
  LIMIT 1
) AND r1.number = $16::BIGINT AND r1.workspace_id = any($1::TEXT[])
ORDER BY coalesce(r1.workspace_id = $14::VARCHAR COLLATE "C", false) DESC
LIMIT 2;
