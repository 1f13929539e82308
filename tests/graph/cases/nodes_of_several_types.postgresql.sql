SELECT concat('{"id":', coalesce(('"' || r1.id) || '"', 'null'), ',"handle":', coalesce(CAST (to_json(r1.handle) AS VARCHAR), 'null'), ',"versions":', (
  WITH r2p AS (
    SELECT r2.state AS state, r2.created_at AS created_at, r2.id AS id
    FROM agent_version AS r2
    WHERE true AND r2.agent_id = r1.id AND r2.workspace_id = any($1::TEXT[])
    ORDER BY r2.created_at DESC, r2.id DESC
    LIMIT $2::BIGINT
  )
  SELECT concat('{"nodes":[', (
    SELECT coalesce(string_agg(concat('{"state":', coalesce(('"' || r2p.state) || '"', 'null'), '}'), ',' ORDER BY r2p.created_at DESC, r2p.id DESC), '') AS coalesce_1
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.created_at DESC, r2p.id DESC
      LIMIT $3::BIGINT
    ) AS r2p
  ), ']}') AS anon_2
), '}') AS anon_1, r1.id
FROM agent AS r1
WHERE r1.id = any($4::TEXT[] COLLATE "C") AND r1.workspace_id = any($1::TEXT[]);

SELECT concat('{"id":', coalesce(('"' || r1.id) || '"', 'null'), ',"__typename":', coalesce(('"' || r1.kind) || '"', 'null'), ',"seq":', coalesce(CAST (r1.seq AS VARCHAR), 'null'), '}') AS anon_1, r1.id
FROM event AS r1
WHERE r1.id = any($1::TEXT[] COLLATE "C") AND r1.workspace_id = any($2::TEXT[]);

SELECT concat('{"id":', coalesce(('"' || r1.id) || '"', 'null'), ',"status":', coalesce(('"' || r1.status) || '"', 'null'), ',"session":', coalesce((
  SELECT concat('{"title":', coalesce(CAST (to_json(r2.title) AS VARCHAR), 'null'), '}') AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1, r1.id
FROM run AS r1
WHERE r1.id = any($2::TEXT[] COLLATE "C") AND r1.workspace_id = any($1::TEXT[]);

SELECT concat('{"id":', coalesce(('"' || r1.id) || '"', 'null'), '}') AS anon_1, r1.id
FROM workspace AS r1
WHERE r1.id = any($1::TEXT[] COLLATE "C") AND r1.id = any($2::TEXT[]) AND r1.id != 'wsp_00000000000000000000000000';
