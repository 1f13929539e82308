-- Besides: 15 of verbs.

SELECT concat('{"id":"', r1.stable_id, '","tool":', coalesce((
  SELECT concat('{"id":"', r2.id, '","name":', CAST (to_json(r2.name) AS VARCHAR), '}') AS anon_2
  FROM tool AS r2
  WHERE r2.id = r1.target_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), ',"toolSet":', coalesce((
  SELECT concat('{"id":"', r3.id, '","name":', CAST (to_json(r3.name) AS VARCHAR), '}') AS anon_3
  FROM tool_set AS r3
  WHERE r3.id = r1.target_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"agent":', coalesce((
  SELECT concat('{"id":"', r4.id, '","name":', CAST (to_json(r4.name) AS VARCHAR), '}') AS anon_4
  FROM agent AS r4
  WHERE r4.id = r1.target_id AND r4.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM link AS r1
WHERE r1.id = $2::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
