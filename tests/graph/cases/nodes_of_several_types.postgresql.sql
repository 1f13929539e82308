SELECT concat('{"id":"', r1.id, '","handle":', CAST (to_json(r1.handle) AS VARCHAR), ',"versions":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"state":"', r2p.state, '"}'), ',' ORDER BY r2p.created_at DESC, r2p.id DESC), ''), ']}') AS anon_2
  FROM (
    SELECT r2.state AS state, r2.created_at AS created_at, r2.id AS id
    FROM agent_version AS r2
    WHERE true AND r2.agent_id = r1.id AND r2.workspace_id = any($1::TEXT[])
    ORDER BY r2.created_at DESC, r2.id DESC
    LIMIT $2::BIGINT
  ) AS r2p
), '}') AS anon_1, r1.id
FROM agent AS r1
WHERE r1.id = any($3::TEXT[] COLLATE "C") AND r1.workspace_id = any($1::TEXT[]);

SELECT concat('{"id":"', r1.id, '","__typename":', coalesce(('"' || r1.kind) || '"', 'null'), ',"seq":', CAST (r1.seq AS VARCHAR), '}') AS anon_1, r1.id
FROM event AS r1
WHERE r1.id = any($1::TEXT[] COLLATE "C") AND r1.workspace_id = any($2::TEXT[]);

SELECT concat('{"id":"', r1.id, '","status":"', r1.status, '","session":', coalesce((
  SELECT concat('{"title":', coalesce(CAST (to_json(r2.title) AS VARCHAR), 'null'), '}') AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1, r1.id
FROM run AS r1
WHERE r1.id = any($2::TEXT[] COLLATE "C") AND r1.workspace_id = any($1::TEXT[]);

SELECT concat('{"id":"', r1.id, '"}') AS anon_1, r1.id
FROM workspace AS r1
WHERE r1.id = any($1::TEXT[] COLLATE "C") AND r1.id = any($2::TEXT[]) AND r1.id != 'wsp_00000000000000000000000000';
