-- Besides: 3 of verbs.

SELECT concat('{"id":', coalesce(('"' || r1.id) || '"', 'null'), ',"name":', coalesce(CAST (to_json(r1.name) AS VARCHAR), 'null'), ',"display_name":', coalesce(CAST (to_json(r1.name) AS VARCHAR), 'null'), ',"type":', coalesce(('"' || r1.kind) || '"', 'null'), ',"hosts":', coalesce(CAST (r1.hosts AS VARCHAR), 'null'), ',"has_secret":', CASE WHEN ((r1.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r1.sealed IS NOT NULL) THEN 'true' ELSE 'false' END, ',"metadata":', coalesce(CAST ((r1.extensions -> $1::VARCHAR COLLATE "C") -> $2::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"archived_at":', coalesce(('"' || to_char(r1.archived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"created_at":', coalesce(('"' || to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"updated_at":', coalesce(('"' || to_char(r1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), '}') AS anon_1
FROM secret AS r1
WHERE r1.id = $3::VARCHAR COLLATE "C" AND r1.workspace_id = any($4::TEXT[])
LIMIT 1;
