SELECT concat('{"number":', coalesce(CAST (r1.number AS VARCHAR), 'null'), ',"state":"', r1.state, '","agent":', coalesce((
  SELECT concat('{"handle":', CAST (to_json(r3.handle) AS VARCHAR), '}') AS anon_2
  FROM agent AS r3
  WHERE r3.id = r1.agent_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1, coalesce(r1.workspace_id = $2::VARCHAR COLLATE "C", false) AS coalesce_1
FROM agent_version AS r1
WHERE r1.agent_id = (
  SELECT r2.id
  FROM agent AS r2
  WHERE r2.id = $3::VARCHAR COLLATE "C" AND r2.workspace_id = any($1::TEXT[])
  LIMIT 1
) AND r1.number = $4::BIGINT AND r1.workspace_id = any($1::TEXT[])
ORDER BY coalesce(r1.workspace_id = $2::VARCHAR COLLATE "C", false) DESC
LIMIT 2;

SELECT concat('{"number":', coalesce(CAST (r1.number AS VARCHAR), 'null'), '}') AS anon_1, coalesce(r1.workspace_id = $1::VARCHAR COLLATE "C", false) AS coalesce_1
FROM agent_version AS r1
WHERE r1.agent_id = (
  SELECT r2.id
  FROM agent AS r2
  WHERE r2.id = $2::VARCHAR COLLATE "C" AND r2.workspace_id = any($3::TEXT[])
  LIMIT 1
) AND r1.number = $4::BIGINT AND r1.workspace_id = any($3::TEXT[])
ORDER BY coalesce(r1.workspace_id = $1::VARCHAR COLLATE "C", false) DESC
LIMIT 2;
