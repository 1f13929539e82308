-- Besides: 0 of verbs.

SELECT '{"id":' || coalesce('"' || r1.id || '"', 'null') || ',"name":' || json_quote(r1.name) || ',"workspace":' || coalesce((
  SELECT '{"teamId":' || coalesce(r3.number, 'null') || '}' AS anon_2
  FROM workspace AS r3
  WHERE r3.id = r1.workspace_id AND r3.id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  ) AND r3.id != 'wsp_00000000000000000000000000'
), 'null') || ',"createdAt":' || coalesce('"' || r1.created_at || '"', 'null') || ',"defaultVersion":' || coalesce((
  SELECT '{"systemPrompt":' || json_quote(r4.instructions) || ',"defaultModel":' || coalesce(r4.models, 'null') || ',"limits":' || CASE WHEN (coalesce(coalesce(r4.limits, 'null'), 'null') = 'null') THEN 'null' ELSE '{"recursionLimit":' || coalesce(r4.limits -> '$."maxTurns"', 'null') || ',"iterationsFromHistoryCount":' || coalesce(r4.limits -> '$."historyRuns"', 'null') || '}' END || ',"modelSettings":' || CASE WHEN (coalesce(coalesce(r4.model_settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"maxTokens":' || coalesce(r4.model_settings -> '$."maxOutputTokens"', 'null') || ',"temperature":' || coalesce(r4.model_settings -> '$."temperature"', 'null') || ',"topP":' || coalesce(r4.model_settings -> '$."topP"', 'null') || '}' END || ',"scenarios":' || (
    WITH r5p AS (
      SELECT r5.target_id AS target_id, r5.settings AS settings, r5.position AS position, r5.id AS id
      FROM link AS r5
      WHERE r5.kind = ? AND r5.agent_version_id = r4.id AND r5.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_5
      )
      ORDER BY r5.position ASC, r5.id ASC
      LIMIT ? OFFSET ?
    ), r5p0 AS (
      SELECT '{"tool":' || coalesce((
        SELECT '{"makeScenarioId":' || coalesce(r6.number, 'null') || '}' AS anon_6
        FROM tool AS r6
        WHERE r6.id = r5p.target_id AND r6.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_7
        )
      ), 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r5p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"approvalMode":' || coalesce(r5p.settings -> '$."approval"', 'null') || '}' END || '}' AS t
      FROM (
        SELECT *
        FROM r5p
        ORDER BY r5p.position ASC, r5p.id ASC
        LIMIT ? OFFSET ?
      ) AS r5p
      ORDER BY r5p.position ASC, r5p.id ASC
    )
    SELECT '{"nodes":[' || (
      SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
      FROM r5p0
    ) || ']}' AS anon_8
  ) || ',"mcpConfigs":' || (
    WITH r7p AS (
      SELECT r7.target_id AS target_id, r7.settings AS settings, r7.position AS position, r7.id AS id
      FROM link AS r7
      WHERE r7.kind = ? AND r7.agent_version_id = r4.id AND r7.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_9
      )
      ORDER BY r7.position ASC, r7.id ASC
      LIMIT ? OFFSET ?
    ), r7p0 AS (
      SELECT '{"mcpServer":' || coalesce((
        SELECT '{"mcpConnectionId":' || coalesce(r8.number, 'null') || '}' AS anon_10
        FROM mcp_server AS r8
        WHERE r8.id = r7p.target_id AND r8.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_11
        )
      ), 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r7p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"toolIds":' || coalesce(r7p.settings -> '$."tools"', 'null') || ',"name":' || coalesce(r7p.settings -> '$."alias"', 'null') || '}' END || '}' AS t
      FROM (
        SELECT *
        FROM r7p
        ORDER BY r7p.position ASC, r7p.id ASC
        LIMIT ? OFFSET ?
      ) AS r7p
      ORDER BY r7p.position ASC, r7p.id ASC
    )
    SELECT '{"nodes":[' || (
      SELECT coalesce(group_concat(t, ','), '') AS coalesce_2
      FROM r7p0
    ) || ']}' AS anon_12
  ) || ',"contexts":' || (
    WITH r9p AS (
      SELECT r9.target_id AS target_id, r9.position AS position, r9.id AS id
      FROM link AS r9
      WHERE r9.kind = ? AND r9.agent_version_id = r4.id AND r9.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_13
      )
      ORDER BY r9.position ASC, r9.id ASC
      LIMIT ? OFFSET ?
    ), r9p0 AS (
      SELECT '{"file":' || coalesce((
        SELECT '{"id":' || coalesce('"' || r10.id || '"', 'null') || ',"documentName":' || json_quote(r10.name) || ',"description":' || json_quote(r10.description) || ',"createdAt":' || coalesce('"' || r10.created_at || '"', 'null') || '}' AS anon_14
        FROM file AS r10
        WHERE r10.id = r9p.target_id AND r10.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_15
        )
      ), 'null') || '}' AS t
      FROM (
        SELECT *
        FROM r9p
        ORDER BY r9p.position ASC, r9p.id ASC
        LIMIT ? OFFSET ?
      ) AS r9p
      ORDER BY r9p.position ASC, r9p.id ASC
    )
    SELECT '{"nodes":[' || (
      SELECT coalesce(group_concat(t, ','), '') AS coalesce_3
      FROM r9p0
    ) || ']}' AS anon_16
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
