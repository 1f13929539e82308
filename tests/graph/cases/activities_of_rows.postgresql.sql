WITH r1p AS (
  SELECT r1.position AS position, r1.type AS type, r1.subject_id AS subject_id, r1.parent_id AS parent_id, r1.data AS data, r1.actor_id AS actor_id, r1.workspace_id AS workspace_id, r1.created_at AS created_at, r1.id AS id
  FROM unnest($2::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.position AS position, r1.type AS type, r1.subject_id AS subject_id, r1.parent_id AS parent_id, r1.data AS data, r1.actor_id AS actor_id, r1.workspace_id AS workspace_id, r1.created_at AS created_at, r1.id AS id
    FROM activity AS r1
    WHERE r1.type = any($3::TEXT[] COLLATE "C") AND ((r1.position IS NULL) IS NOT TRUE) AND r1.workspace_id = w.value
    ORDER BY r1.position DESC NULLS FIRST, r1.id DESC
    LIMIT $4::BIGINT
  ) AS r1 ON true
  ORDER BY r1.position DESC NULLS FIRST, r1.id DESC
  LIMIT $5::BIGINT
)
SELECT concat('{"position":', coalesce(CAST (r1p.position AS VARCHAR), 'null'), ',"type":', CAST (to_json(r1p.type) AS VARCHAR), ',"subjectId":"', r1p.subject_id, '","parentId":', coalesce(('"' || r1p.parent_id) || '"', 'null'), ',"data":', CAST (r1p.data AS VARCHAR), ',"actor":', coalesce((
  SELECT concat('{"id":"', r2.id, '"}') AS anon_2
  FROM principal AS r2
  WHERE r2.id = r1p.actor_id AND r2.account_id = $1::VARCHAR COLLATE "C"
), 'null'), ',"workspace":', coalesce((
  SELECT concat('{"handle":', CAST (to_json(r3.handle) AS VARCHAR), '}') AS anon_3
  FROM workspace AS r3
  WHERE r3.id = r1p.workspace_id AND r3.id = any($2::TEXT[]) AND r3.id != 'wsp_00000000000000000000000000'
), 'null'), ',"createdAt":"', to_char(r1p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_1, concat(CASE WHEN (r1p.position IS NULL) THEN '1' ELSE '0' END, '0[', coalesce(CAST (r1p.position AS VARCHAR), 'null'), ',"', r1p.id, '"]') AS anon_4
FROM r1p
ORDER BY r1p.position DESC NULLS FIRST, r1p.id DESC;

/* for these values */
WITH r1p AS (
  SELECT r1.id AS id, r1.created_at AS created_at
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.id AS id, r1.created_at AS created_at
    FROM agent AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.id IN (
      SELECT r2.subject_id
      FROM activity AS r2
      WHERE r2.workspace_id = any($1::TEXT[]) AND true AND r2.subject_id IS NOT NULL AND r2.type = $4::VARCHAR COLLATE "C"
    ) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT $5::BIGINT
  ) AS r1 ON true
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $6::BIGINT
)
SELECT concat('{"id":"', r1p.id, '","activities":', (
  WITH r3p AS (
    SELECT r3.id AS id, r3.type AS type, r3.position AS position
    FROM activity AS r3
    WHERE true AND r3.subject_id = r1p.id AND r3.workspace_id = any($1::TEXT[])
    ORDER BY r3.position DESC NULLS FIRST, r3.id DESC
    LIMIT $2::BIGINT
  )
  SELECT concat('{"nodes":[', (
    SELECT coalesce(string_agg(concat('{"id":"', r3p.id, '","type":', CAST (to_json(r3p.type) AS VARCHAR), ',"position":', coalesce(CAST (r3p.position AS VARCHAR), 'null'), '}'), ',' ORDER BY r3p.position DESC NULLS FIRST, r3p.id DESC), '') AS coalesce_1
    FROM (
      SELECT *
      FROM r3p
      ORDER BY r3p.position DESC NULLS FIRST, r3p.id DESC
      LIMIT $3::BIGINT
    ) AS r3p
  ), '],"totalCount":', coalesce(CAST ((
    SELECT count(*) AS count_1
    FROM activity AS r3
    WHERE true AND r3.subject_id = r1p.id AND r3.workspace_id = any($1::TEXT[])
  ) AS VARCHAR), 'null'), '}') AS anon_2
), '}') AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
