-- Besides: 14 of verbs.

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
