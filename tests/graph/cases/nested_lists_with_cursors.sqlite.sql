WITH r1p AS (
  SELECT r3.handle AS handle, r3.id AS id
  FROM json_each(?) AS w
  JOIN agent AS r3 ON r3.id IN (
    SELECT r1.id AS id
    FROM agent AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.workspace_id = w.value
    ORDER BY r1.handle ASC, r1.id ASC
    LIMIT ? OFFSET ?
  )
  ORDER BY r3.handle ASC, r3.id ASC
  LIMIT ? OFFSET ?
)
SELECT '{"handle":' || json_quote(r1p.handle) || ',"versions":' || (
  WITH r2p AS (
    SELECT r2.number AS number, r2.id AS id
    FROM agent_version AS r2
    WHERE 1 = 1 AND r2.agent_id = r1p.id AND r2.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_2
    )
    ORDER BY r2.number DESC NULLS LAST, r2.id DESC
    LIMIT ? OFFSET ?
  ), r2p0 AS (
    SELECT printf('{"cursor":"64732857.%s0.%s","node":{"number":%s}}', CASE WHEN (r2p.number IS NULL) THEN '1' ELSE '0' END, base64url(printf('[%s,"%s"]', coalesce(r2p.number, 'null'), r2p.id)), coalesce(r2p.number, 'null')) AS t
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.number DESC NULLS LAST, r2p.id DESC
      LIMIT ? OFFSET ?
    ) AS r2p
    ORDER BY r2p.number DESC NULLS LAST, r2p.id DESC
  )
  SELECT '{"totalCount":' || coalesce((
    SELECT count(*) AS count_1
    FROM agent_version AS r2
    WHERE 1 = 1 AND r2.agent_id = r1p.id AND r2.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_2
    )
  ), 'null') || ',"edges":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
    FROM r2p0
  ) || '],"pageInfo":{"hasNextPage":' || CASE WHEN ((
    SELECT count(*) AS count_1
    FROM r2p
  ) > ?) THEN 'true' ELSE 'false' END || ',"endCursor":' || coalesce((
    SELECT printf('"64732857.%s0.%s"', CASE WHEN (r2p.number IS NULL) THEN '1' ELSE '0' END, base64url(printf('[%s,"%s"]', coalesce(r2p.number, 'null'), r2p.id))) AS anon_4
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.number DESC NULLS LAST, r2p.id DESC
      LIMIT ? OFFSET ?
    ) AS r2p
    ORDER BY r2p.number ASC NULLS FIRST, r2p.id ASC
    LIMIT 1 OFFSET ?
  ), 'null') || '},"nextCursor":' || CASE WHEN (CASE WHEN ((
    SELECT count(*) AS count_1
    FROM r2p
  ) > ?) THEN 'true' ELSE 'false' END = 'true') THEN coalesce((
    SELECT printf('"64732857.%s0.%s"', CASE WHEN (r2p.number IS NULL) THEN '1' ELSE '0' END, base64url(printf('[%s,"%s"]', coalesce(r2p.number, 'null'), r2p.id))) AS anon_5
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.number DESC NULLS LAST, r2p.id DESC
      LIMIT ? OFFSET ?
    ) AS r2p
    ORDER BY r2p.number ASC NULLS FIRST, r2p.id ASC
    LIMIT 1 OFFSET ?
  ), 'null') ELSE 'null' END || '}' AS anon_3
) || '}' AS anon_1, printf('[%s,"%s"]', json_quote(r1p.handle), r1p.id) AS anon_6
FROM r1p
ORDER BY r1p.handle ASC, r1p.id ASC;
