SELECT concat('{"handle":', CAST (to_json(r1.handle) AS VARCHAR), ',"externalId":', coalesce(CAST (to_json(r1.external_id) AS VARCHAR), 'null'), '}') AS anon_1, coalesce(r1.workspace_id = $1::VARCHAR COLLATE "C", false) AS coalesce_1
FROM agent AS r1
WHERE r1.external_id = $2::VARCHAR COLLATE "C" AND r1.workspace_id = any($3::TEXT[])
ORDER BY coalesce(r1.workspace_id = $1::VARCHAR COLLATE "C", false) DESC
LIMIT 2;
