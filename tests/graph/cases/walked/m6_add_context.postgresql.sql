-- Besides: 16 of verbs.

SELECT concat('{"file":', coalesce((
  SELECT concat('{"id":"', r2.id, '","documentName":', CAST (to_json(r2.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r2.description) AS VARCHAR), 'null'), ',"createdAt":"', to_char(r2.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","mediaType":', CAST (to_json(r2.media_type) AS VARCHAR), '}') AS anon_2
  FROM file AS r2
  WHERE r2.id = r1.target_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM link AS r1
WHERE r1.id = $2::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;

SELECT concat('{"agentId":"', r1.id, '"}') AS anon_1
FROM agent AS r1
WHERE r1.id = $1::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
LIMIT 1;
