-- Besides: 3 of verbs.

SELECT concat('{"id":"', r1.id, '","name":', CAST (to_json(r1.name) AS VARCHAR), ',"display_name":', CAST (to_json(r1.name) AS VARCHAR), ',"type":"', r1.kind, '","hosts":', CAST (r1.hosts AS VARCHAR), ',"has_secret":', CASE WHEN ((r1.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r1.sealed IS NOT NULL) THEN 'true' ELSE 'false' END, ',"metadata":', coalesce(CAST ((r1.extensions -> $1::VARCHAR COLLATE "C") -> $2::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"archived_at":', coalesce(('"' || to_char(r1.archived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"created_at":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updated_at":"', to_char(r1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_1
FROM secret AS r1
WHERE r1.id = $3::VARCHAR COLLATE "C" AND r1.workspace_id = any($4::TEXT[])
LIMIT 1;
