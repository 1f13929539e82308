SELECT concat('{"id":"', r1.id, '","name":', CAST (to_json(r1.name) AS VARCHAR), ',"account":', coalesce((
  SELECT concat('{"name":', CAST (to_json(r2.name) AS VARCHAR), '}') AS anon_2
  FROM account AS r2
  WHERE r2.id = r1.account_id AND r2.id = $1::VARCHAR COLLATE "C"
), 'null'), '}') AS anon_1
FROM principal AS r1
WHERE r1.id = $2::VARCHAR COLLATE "C" AND r1.account_id = $1::VARCHAR COLLATE "C"
LIMIT 1;

WITH r1p AS (
  SELECT r1.name AS name, r1.number AS number, r1.id AS id, r1.created_at AS created_at
  FROM workspace AS r1
  WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.id = any($1::TEXT[]) AND r1.id != 'wsp_00000000000000000000000000'
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $5::BIGINT
)
SELECT concat('{"name":', CAST (to_json(r1p.name) AS VARCHAR), ',"number":', CAST (r1p.number AS VARCHAR), ',"members":', (
  WITH r2p AS (
    SELECT r2.role AS role, r2.principal_id AS principal_id, r2.created_at AS created_at, r2.id AS id
    FROM member AS r2
    WHERE true AND r2.workspace_id = r1p.id AND r2.workspace_id = any($1::TEXT[])
    ORDER BY r2.created_at DESC, r2.id DESC
    LIMIT $2::BIGINT
  )
  SELECT concat('{"totalCount":', coalesce(CAST ((
    SELECT count(*) AS count_1
    FROM member AS r2
    WHERE true AND r2.workspace_id = r1p.id AND r2.workspace_id = any($1::TEXT[])
  ) AS VARCHAR), 'null'), ',"nodes":[', (
    SELECT coalesce(string_agg(concat('{"role":"', r2p.role, '","principal":', coalesce((
      SELECT concat('{"name":', CAST (to_json(r3.name) AS VARCHAR), '}') AS anon_3
      FROM principal AS r3
      WHERE r3.id = r2p.principal_id AND r3.account_id = $3::VARCHAR COLLATE "C"
    ), 'null'), '}'), ',' ORDER BY r2p.created_at DESC, r2p.id DESC), '') AS coalesce_1
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.created_at DESC, r2p.id DESC
      LIMIT $4::BIGINT
    ) AS r2p
  ), ']}') AS anon_2
), '}') AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;

WITH r1p AS (
  SELECT r1.workspace_id AS workspace_id, r1.created_by AS created_by, r1.created_at AS created_at, r1.id AS id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.workspace_id AS workspace_id, r1.created_by AS created_by, r1.created_at AS created_at, r1.id AS id
    FROM agent AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.workspace_id = 'wsp_00000000000000000000000000' AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT $3::BIGINT
  ) AS r1 ON true
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $4::BIGINT
)
SELECT concat('{"isSystem":', CASE WHEN ((r1p.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1p.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END, ',"workspace":', coalesce((
  SELECT concat('{"id":"', r2.id, '"}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1p.workspace_id AND r2.id = any($1::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), ',"createdBy":', coalesce((
  SELECT concat('{"id":"', r3.id, '"}') AS anon_3
  FROM principal AS r3
  WHERE r3.id = r1p.created_by AND r3.account_id = $2::VARCHAR COLLATE "C"
), 'null'), '}') AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;

SELECT concat('{"id":"', r1.id, '"}') AS anon_1, coalesce(r1.workspace_id = $1::VARCHAR COLLATE "C", false) AS coalesce_1
FROM agent AS r1
WHERE r1.handle = $2::VARCHAR COLLATE "C" AND r1.workspace_id = any($3::TEXT[])
ORDER BY coalesce(r1.workspace_id = $1::VARCHAR COLLATE "C", false) DESC
LIMIT 2;
