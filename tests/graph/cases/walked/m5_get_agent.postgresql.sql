-- Reads the answer.
SELECT concat('{"id":"', r1.id, '","name":', CAST (to_json(r1.name) AS VARCHAR), ',"workspace":', coalesce((
  SELECT concat('{"teamId":', CAST (r3.number AS VARCHAR), '}') AS anon_2
  FROM workspace AS r3
  WHERE r3.id = r1.workspace_id AND r3.id = any($1::TEXT[]) AND r3.id != 'wsp_00000000000000000000000000'
), 'null'), ',"createdAt":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","defaultVersion":', coalesce((
  SELECT concat('{"systemPrompt":', CAST (to_json(r4.instructions) AS VARCHAR), ',"defaultModel":', CAST (r4.models AS VARCHAR), ',"limits":', CASE WHEN (coalesce(coalesce(CAST (r4.limits AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"recursionLimit":', coalesce(CAST (r4.limits -> 'maxTurns' AS VARCHAR), 'null'), ',"iterationsFromHistoryCount":', coalesce(CAST (r4.limits -> 'historyRuns' AS VARCHAR), 'null'), '}') END, ',"modelSettings":', CASE WHEN (coalesce(coalesce(CAST (r4.model_settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"maxTokens":', coalesce(CAST (r4.model_settings -> 'maxOutputTokens' AS VARCHAR), 'null'), ',"temperature":', coalesce(CAST (r4.model_settings -> 'temperature' AS VARCHAR), 'null'), ',"topP":', coalesce(CAST (r4.model_settings -> 'topP' AS VARCHAR), 'null'), '}') END, ',"scenarios":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"tool":', coalesce((
      SELECT concat('{"makeScenarioId":', CAST (r6.number AS VARCHAR), '}') AS anon_5
      FROM tool AS r6
      WHERE r6.id = r5p.target_id AND r6.workspace_id = any($1::TEXT[])
    ), 'null'), ',"settings":', CASE WHEN (coalesce(coalesce(CAST (r5p.settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"approvalMode":', coalesce(CAST (r5p.settings -> 'approval' AS VARCHAR), 'null'), '}') END, '}'), ',' ORDER BY r5p.position ASC, r5p.id ASC), ''), ']}') AS anon_4
    FROM (
      SELECT r5.target_id AS target_id, r5.settings AS settings, r5.position AS position, r5.id AS id
      FROM link AS r5
      WHERE r5.kind = $2::VARCHAR COLLATE "C" AND r5.agent_version_id = r4.id AND r5.workspace_id = any($1::TEXT[])
      ORDER BY r5.position ASC, r5.id ASC
      LIMIT $3::BIGINT
    ) AS r5p
  ), ',"mcpConfigs":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"mcpServer":', coalesce((
      SELECT concat('{"mcpConnectionId":', CAST (r8.number AS VARCHAR), '}') AS anon_7
      FROM mcp_server AS r8
      WHERE r8.id = r7p.target_id AND r8.workspace_id = any($1::TEXT[])
    ), 'null'), ',"settings":', CASE WHEN (coalesce(coalesce(CAST (r7p.settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"toolIds":', coalesce(CAST (r7p.settings -> 'tools' AS VARCHAR), 'null'), ',"name":', coalesce(CAST (r7p.settings -> 'alias' AS VARCHAR), 'null'), '}') END, '}'), ',' ORDER BY r7p.position ASC, r7p.id ASC), ''), ']}') AS anon_6
    FROM (
      SELECT r7.target_id AS target_id, r7.settings AS settings, r7.position AS position, r7.id AS id
      FROM link AS r7
      WHERE r7.kind = $4::VARCHAR COLLATE "C" AND r7.agent_version_id = r4.id AND r7.workspace_id = any($1::TEXT[])
      ORDER BY r7.position ASC, r7.id ASC
      LIMIT $5::BIGINT
    ) AS r7p
  ), ',"contexts":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"file":', coalesce((
      SELECT concat('{"id":"', r10.id, '","documentName":', CAST (to_json(r10.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r10.description) AS VARCHAR), 'null'), ',"createdAt":"', to_char(r10.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_9
      FROM file AS r10
      WHERE r10.id = r9p.target_id AND r10.workspace_id = any($1::TEXT[])
    ), 'null'), '}'), ',' ORDER BY r9p.position ASC, r9p.id ASC), ''), ']}') AS anon_8
    FROM (
      SELECT r9.target_id AS target_id, r9.position AS position, r9.id AS id
      FROM link AS r9
      WHERE r9.kind = $6::VARCHAR COLLATE "C" AND r9.agent_version_id = r4.id AND r9.workspace_id = any($1::TEXT[])
      ORDER BY r9.position ASC, r9.id ASC
      LIMIT $7::BIGINT
    ) AS r9p
  ), '}') AS anon_3
  FROM agent_version AS r4
  WHERE r4.id = r1.default_version_id AND r4.workspace_id = any($1::TEXT[])
), 'null'), ',"outputParserFormat":', coalesce(CAST ((r1.extensions -> $8::VARCHAR COLLATE "C") -> $9::VARCHAR COLLATE "C" AS VARCHAR), 'null'), '}') AS anon_1
FROM agent AS r1
WHERE r1.workspace_id = (
  SELECT r2.id
  FROM workspace AS r2
  WHERE r2.number = $10::BIGINT AND r2.id = any($1::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
  LIMIT 1
) AND r1.id = $11::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
