-- Besides: 10 of verbs.

SELECT concat('{"id":', coalesce(('"' || r1.id) || '"', 'null'), '}') AS anon_1
FROM agent AS r1
WHERE r1.id = $1::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
LIMIT 1;
