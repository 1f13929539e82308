-- Reads the answer.
SELECT '{"id":"' || r1.id || '","name":' || json_quote(r1.name) || ',"workspace":' || coalesce((
  SELECT '{"teamId":' || r3.number || '}' AS anon_2
  FROM workspace AS r3
  WHERE r3.id = r1.workspace_id AND r3.id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  ) AND r3.id != 'wsp_00000000000000000000000000'
), 'null') || ',"createdAt":"' || r1.created_at || '","defaultVersion":' || coalesce((
  SELECT '{"systemPrompt":' || json_quote(r4.instructions) || ',"defaultModel":' || r4.models || ',"limits":' || CASE WHEN (coalesce(coalesce(r4.limits, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"recursionLimit":%s,"iterationsFromHistoryCount":%s}', coalesce(r4.limits -> '$."maxTurns"', 'null'), coalesce(r4.limits -> '$."historyRuns"', 'null')) END || ',"modelSettings":' || CASE WHEN (coalesce(coalesce(r4.model_settings, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"maxTokens":%s,"temperature":%s,"topP":%s}', coalesce(r4.model_settings -> '$."maxOutputTokens"', 'null'), coalesce(r4.model_settings -> '$."temperature"', 'null'), coalesce(r4.model_settings -> '$."topP"', 'null')) END || ',"scenarios":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"tool":' || coalesce((
      SELECT '{"makeScenarioId":' || r6.number || '}' AS anon_6
      FROM tool AS r6
      WHERE r6.id = r5p.target_id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_7
      )
    ), 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r5p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"approvalMode":' || coalesce(r5p.settings -> '$."approval"', 'null') || '}' END || '}', ','), '') || ']}' AS anon_5
    FROM (
      SELECT r5.target_id AS target_id, r5.settings AS settings, r5.position AS position, r5.id AS id
      FROM link AS r5
      WHERE r5.kind = ? AND r5.agent_version_id = r4.id AND r5.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_8
      )
      ORDER BY r5.position ASC, r5.id ASC
      LIMIT ? OFFSET ?
    ) AS r5p
  ) || ',"mcpConfigs":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"mcpServer":' || coalesce((
      SELECT '{"mcpConnectionId":' || r8.number || '}' AS anon_10
      FROM mcp_server AS r8
      WHERE r8.id = r7p.target_id AND r8.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_11
      )
    ), 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r7p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"toolIds":%s,"name":%s}', coalesce(r7p.settings -> '$."tools"', 'null'), coalesce(r7p.settings -> '$."alias"', 'null')) END || '}', ','), '') || ']}' AS anon_9
    FROM (
      SELECT r7.target_id AS target_id, r7.settings AS settings, r7.position AS position, r7.id AS id
      FROM link AS r7
      WHERE r7.kind = ? AND r7.agent_version_id = r4.id AND r7.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_12
      )
      ORDER BY r7.position ASC, r7.id ASC
      LIMIT ? OFFSET ?
    ) AS r7p
  ) || ',"contexts":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"file":' || coalesce((
      SELECT printf('{"id":"%s","documentName":%s,"description":%s,"createdAt":"%s"}', r10.id, json_quote(r10.name), json_quote(r10.description), r10.created_at) AS anon_14
      FROM file AS r10
      WHERE r10.id = r9p.target_id AND r10.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_15
      )
    ), 'null') || '}', ','), '') || ']}' AS anon_13
    FROM (
      SELECT r9.target_id AS target_id, r9.position AS position, r9.id AS id
      FROM link AS r9
      WHERE r9.kind = ? AND r9.agent_version_id = r4.id AND r9.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_16
      )
      ORDER BY r9.position ASC, r9.id ASC
      LIMIT ? OFFSET ?
    ) AS r9p
  ) || '}' AS anon_4
  FROM agent_version AS r4
  WHERE r4.id = r1.default_version_id AND r4.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_17
  )
), 'null') || ',"outputParserFormat":' || coalesce((r1.extensions -> ?) -> ?, 'null') || '}' AS anon_1
FROM agent AS r1
WHERE r1.workspace_id = (
  SELECT r2.id
  FROM workspace AS r2
  WHERE r2.number = ? AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_18
  ) AND r2.id != 'wsp_00000000000000000000000000'
  LIMIT 1 OFFSET ?
) AND r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_19
)
LIMIT 1 OFFSET ?;
