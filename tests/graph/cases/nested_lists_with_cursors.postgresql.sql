WITH r1p AS (
  SELECT r1.handle AS handle, r1.id AS id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.handle AS handle, r1.id AS id
    FROM agent AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.workspace_id = w.value
    ORDER BY r1.handle ASC, r1.id ASC
    LIMIT $8::BIGINT
  ) AS r1 ON true
  ORDER BY r1.handle ASC, r1.id ASC
  LIMIT $9::BIGINT
)
SELECT concat('{"handle":', CAST (to_json(r1p.handle) AS VARCHAR), ',"versions":', (
  WITH r2p AS (
    SELECT r2.number AS number, r2.id AS id
    FROM agent_version AS r2
    WHERE true AND r2.agent_id = r1p.id AND r2.workspace_id = any($1::TEXT[])
    ORDER BY r2.number DESC NULLS LAST, r2.id DESC
    LIMIT $2::BIGINT
  )
  SELECT concat('{"totalCount":', coalesce(CAST ((
    SELECT count(*) AS count_1
    FROM agent_version AS r2
    WHERE true AND r2.agent_id = r1p.id AND r2.workspace_id = any($1::TEXT[])
  ) AS VARCHAR), 'null'), ',"edges":[', (
    SELECT coalesce(string_agg(concat('{"cursor":"64732857.', CASE WHEN (r2p.number IS NULL) THEN '1' ELSE '0' END, '0.', rtrim(translate(encode(convert_to(concat('[', coalesce(CAST (r2p.number AS VARCHAR), 'null'), ',"', r2p.id, '"]'), 'UTF8'), 'base64'), E'+/\n', '-_'), '='), '","node":{"number":', coalesce(CAST (r2p.number AS VARCHAR), 'null'), '}}'), ',' ORDER BY r2p.number DESC NULLS LAST, r2p.id DESC), '') AS coalesce_1
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.number DESC NULLS LAST, r2p.id DESC
      LIMIT $3::BIGINT
    ) AS r2p
  ), '],"pageInfo":{"hasNextPage":', CASE WHEN ((
    SELECT count(*) AS count_1
    FROM r2p
  ) > $4::BIGINT) THEN 'true' ELSE 'false' END, ',"endCursor":', coalesce((
    SELECT concat('"64732857.', CASE WHEN (r2p.number IS NULL) THEN '1' ELSE '0' END, '0.', rtrim(translate(encode(convert_to(concat('[', coalesce(CAST (r2p.number AS VARCHAR), 'null'), ',"', r2p.id, '"]'), 'UTF8'), 'base64'), E'+/\n', '-_'), '='), '"') AS anon_3
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.number DESC NULLS LAST, r2p.id DESC
      LIMIT $5::BIGINT
    ) AS r2p
    ORDER BY r2p.number ASC NULLS FIRST, r2p.id ASC
    LIMIT 1
  ), 'null'), '},"nextCursor":', CASE WHEN (CASE WHEN ((
    SELECT count(*) AS count_1
    FROM r2p
  ) > $6::BIGINT) THEN 'true' ELSE 'false' END = 'true') THEN coalesce((
    SELECT concat('"64732857.', CASE WHEN (r2p.number IS NULL) THEN '1' ELSE '0' END, '0.', rtrim(translate(encode(convert_to(concat('[', coalesce(CAST (r2p.number AS VARCHAR), 'null'), ',"', r2p.id, '"]'), 'UTF8'), 'base64'), E'+/\n', '-_'), '='), '"') AS anon_4
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.number DESC NULLS LAST, r2p.id DESC
      LIMIT $7::BIGINT
    ) AS r2p
    ORDER BY r2p.number ASC NULLS FIRST, r2p.id ASC
    LIMIT 1
  ), 'null') ELSE 'null' END, '}') AS anon_2
), '}') AS anon_1, concat('[', CAST (to_json(r1p.handle) AS VARCHAR), ',"', r1p.id, '"]') AS anon_5
FROM r1p
ORDER BY r1p.handle ASC, r1p.id ASC;
