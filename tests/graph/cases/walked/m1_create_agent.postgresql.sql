-- Besides: 11 of verbs.

SELECT concat('{"agentId":"', r1.id, '","id":"', r1.id, '","name":', CAST (to_json(r1.name) AS VARCHAR), ',"workspace":', coalesce((
  SELECT concat('{"teamId":', CAST (r2.number AS VARCHAR), '}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id = any($1::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), ',"defaultVersion":', coalesce((
  SELECT concat('{"systemPrompt":', CAST (to_json(r3.instructions) AS VARCHAR), ',"defaultModel":', CAST (r3.models AS VARCHAR), ',"links":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"secret":', coalesce((
      SELECT concat('{"makeConnectionId":', CAST (r5.number AS VARCHAR), '}') AS anon_5
      FROM secret AS r5
      WHERE r5.id = r4p.target_id AND r5.workspace_id = any($1::TEXT[])
    ), 'null'), '}'), ',' ORDER BY r4p.position ASC, r4p.id ASC), ''), ']}') AS anon_4
    FROM (
      SELECT r4.target_id AS target_id, r4.position AS position, r4.id AS id
      FROM link AS r4
      WHERE r4.kind = $2::VARCHAR COLLATE "C" AND r4.agent_version_id = r3.id AND r4.workspace_id = any($1::TEXT[])
      ORDER BY r4.position ASC, r4.id ASC
      LIMIT $3::BIGINT
    ) AS r4p
  ), '}') AS anon_3
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM agent AS r1
WHERE r1.id = $4::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
