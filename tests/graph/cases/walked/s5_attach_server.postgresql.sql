-- Besides: 11 of verbs.

SELECT concat('{"stableId":"', r1.stable_id, '"}') AS anon_1
FROM link AS r1
WHERE r1.id = $1::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
LIMIT 1;
