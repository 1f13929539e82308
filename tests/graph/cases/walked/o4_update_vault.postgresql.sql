SELECT secret.id, secret.workspace_id, secret.name, secret.description, secret.labels, secret.external_id, secret.handle, secret.extensions, secret.created_by, secret.owner_id, secret.created_at, secret.updated_at, secret.archived_at, secret.deleted_at, secret.retention_tier, secret.account_id, secret.number, secret.kind, secret.parent_id, secret.hosts, secret.settings, secret.sealed, secret.sealed_with, secret.expires_at, secret.rotated_at, secret.last_used_at
FROM secret
WHERE secret.id = $1::VARCHAR COLLATE "C" AND secret.workspace_id = any($2::TEXT[])
ORDER BY secret.id;

SELECT secret.id, secret.workspace_id, secret.name, secret.description, secret.labels, secret.external_id, secret.handle, secret.extensions, secret.created_by, secret.owner_id, secret.created_at, secret.updated_at, secret.archived_at, secret.deleted_at, secret.retention_tier, secret.account_id, secret.number, secret.kind, secret.parent_id, secret.hosts, secret.settings, secret.sealed, secret.sealed_with, secret.expires_at, secret.rotated_at, secret.last_used_at
FROM secret
WHERE secret.id = $1::VARCHAR COLLATE "C" AND secret.workspace_id = any($2::TEXT[])
ORDER BY secret.id FOR NO KEY UPDATE;

UPDATE secret SET updated_at=$1::TIMESTAMP
WITH TIME ZONE, sealed=$2::VARCHAR COLLATE "C", sealed_with=$3::VARCHAR COLLATE "C", rotated_at=$4::TIMESTAMP
WITH TIME ZONE
WHERE secret.id = $5::VARCHAR COLLATE "C";

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

-- Reads the answer.
SELECT concat('{"id":"', r1.id, '","name":', CAST (to_json(r1.name) AS VARCHAR), ',"display_name":', CAST (to_json(r1.name) AS VARCHAR), ',"type":"', r1.kind, '","hosts":', CAST (r1.hosts AS VARCHAR), ',"has_secret":', CASE WHEN ((r1.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r1.sealed IS NOT NULL) THEN 'true' ELSE 'false' END, ',"metadata":', coalesce(CAST ((r1.extensions -> $1::VARCHAR COLLATE "C") -> $2::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"archived_at":', coalesce(('"' || to_char(r1.archived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"created_at":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updated_at":"', to_char(r1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_1
FROM secret AS r1
WHERE r1.id = $3::VARCHAR COLLATE "C" AND r1.workspace_id = any($4::TEXT[])
LIMIT 1;
