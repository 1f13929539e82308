-- Besides: 11 of verbs.

SELECT '{"agentId":"' || r1.id || '","id":"' || r1.id || '","name":' || json_quote(r1.name) || ',"workspace":' || coalesce((
  SELECT '{"teamId":' || r2.number || '}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || ',"defaultVersion":' || coalesce((
  SELECT '{"systemPrompt":' || json_quote(r3.instructions) || ',"defaultModel":' || r3.models || ',"links":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"secret":' || coalesce((
      SELECT '{"makeConnectionId":' || r5.number || '}' AS anon_6
      FROM secret AS r5
      WHERE r5.id = r4p.target_id AND r5.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_7
      )
    ), 'null') || '}', ','), '') || ']}' AS anon_5
    FROM (
      SELECT r4.target_id AS target_id, r4.position AS position, r4.id AS id
      FROM link AS r4
      WHERE r4.kind = ? AND r4.agent_version_id = r3.id AND r4.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_8
      )
      ORDER BY r4.position ASC, r4.id ASC
      LIMIT ? OFFSET ?
    ) AS r4p
  ) || '}' AS anon_4
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_9
  )
), 'null') || '}' AS anon_1
FROM agent AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_10
)
LIMIT 1 OFFSET ?;
