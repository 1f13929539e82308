SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = $1::VARCHAR COLLATE "C" AND upload.workspace_id = any($2::TEXT[])
ORDER BY upload.id;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = $1::VARCHAR COLLATE "C" AND upload.workspace_id = any($2::TEXT[])
ORDER BY upload.id;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = $1::VARCHAR COLLATE "C" AND upload.workspace_id = any($2::TEXT[])
ORDER BY upload.id;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = $1::VARCHAR COLLATE "C" AND upload.workspace_id = any($2::TEXT[])
ORDER BY upload.id;

UPDATE upload SET status=$1::VARCHAR COLLATE "C", consumed_by=$2::VARCHAR COLLATE "C", updated_at=$3::TIMESTAMP
WITH TIME ZONE
WHERE upload.id = $4::VARCHAR COLLATE "C" AND upload.status = $5::VARCHAR COLLATE "C" AND upload.expires_at > $3::TIMESTAMP
WITH TIME ZONE RETURNING upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = $1::VARCHAR COLLATE "C" AND upload.workspace_id = any($2::TEXT[])
ORDER BY upload.id;

UPDATE upload SET status=$1::VARCHAR COLLATE "C", consumed_by=$2::VARCHAR COLLATE "C", updated_at=$3::TIMESTAMP
WITH TIME ZONE
WHERE upload.id = $4::VARCHAR COLLATE "C" AND upload.status = $5::VARCHAR COLLATE "C" AND upload.expires_at > $3::TIMESTAMP
WITH TIME ZONE RETURNING upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

INSERT INTO skill(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, version_id, number, digest) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::JSON, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::TIMESTAMP WITH TIME ZONE, $12::TIMESTAMP WITH TIME ZONE, $13::VARCHAR COLLATE "C", $14::BIGINT, $15::VARCHAR COLLATE "C");

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

SELECT own.handle
FROM skill AS own
JOIN skill ON skill.handle = own.handle
WHERE own.id = $1::VARCHAR COLLATE "C" AND skill.workspace_id = 'wsp_00000000000000000000000000';

INSERT INTO skill_version(id, workspace_id, skill_id, created_at, updated_at, number, name, description, body, digest, size, created_by) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::TIMESTAMP WITH TIME ZONE, $5::TIMESTAMP WITH TIME ZONE, $6::BIGINT, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::BIGINT, $12::VARCHAR COLLATE "C");

INSERT INTO skill_file(id, workspace_id, skill_version_id, created_at, updated_at, path, media_type, size, sha256) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::TIMESTAMP WITH TIME ZONE, $5::TIMESTAMP WITH TIME ZONE, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::BIGINT, $9::VARCHAR COLLATE "C");

-- Reads the answer.
SELECT concat('{"id":', CAST (to_json(r1.handle) AS VARCHAR), ',"display_title":', CAST (to_json(r1.name) AS VARCHAR), ',"display_name":', CAST (to_json(r1.name) AS VARCHAR), ',"name":', CAST (to_json(r1.handle) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r1.description) AS VARCHAR), 'null'), ',"built_in":', CASE WHEN ((r1.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END, ',"created_at":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updated_at":"', to_char(r1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","version":', coalesce((
  SELECT concat('{"latest_version":', CAST (r2.number AS VARCHAR), ',"latest_version_id":"', r2.id, '","files":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"path":', CAST (to_json(r3p.path) AS VARCHAR), '}'), ',' ORDER BY r3p.path ASC, r3p.id ASC), ''), ']}') AS anon_3
    FROM (
      SELECT r3.path AS path, r3.id AS id
      FROM skill_file AS r3
      WHERE true AND r3.skill_version_id = r2.id AND r3.workspace_id = any($1::TEXT[])
      ORDER BY r3.path ASC, r3.id ASC
      LIMIT $2::BIGINT
    ) AS r3p
  ), '}') AS anon_2
  FROM skill_version AS r2
  WHERE r2.id = r1.version_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM skill AS r1
WHERE r1.id = $3::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
