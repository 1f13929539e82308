WITH r1p AS (
  SELECT r4.position AS position, r4.type AS type, r4.subject_id AS subject_id, r4.parent_id AS parent_id, r4.data AS data, r4.actor_id AS actor_id, r4.workspace_id AS workspace_id, r4.created_at AS created_at, r4.id AS id
  FROM json_each(?) AS w
  JOIN activity AS r4 ON r4.id IN (
    SELECT r1.id AS id
    FROM activity AS r1
    WHERE r1.type IN (
      SELECT value
      FROM json_each(?) AS anon_6
    ) AND ((r1.position IS NULL) IS NOT TRUE) AND r1.workspace_id = w.value
    ORDER BY r1.position DESC NULLS FIRST, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r4.position DESC NULLS FIRST, r4.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"position":' || coalesce(r1p.position, 'null') || ',"type":' || json_quote(r1p.type) || ',"subjectId":"' || r1p.subject_id || '","parentId":' || coalesce(('"' || r1p.parent_id) || '"', 'null') || ',"data":' || r1p.data || ',"actor":' || coalesce((
  SELECT '{"id":"' || r2.id || '"}' AS anon_2
  FROM principal AS r2
  WHERE r2.id = r1p.actor_id AND r2.account_id = ?
), 'null') || ',"workspace":' || coalesce((
  SELECT '{"handle":' || json_quote(r3.handle) || '}' AS anon_3
  FROM workspace AS r3
  WHERE r3.id = r1p.workspace_id AND r3.id IN (
    SELECT value
    FROM json_each(?) AS anon_4
  ) AND r3.id != 'wsp_00000000000000000000000000'
), 'null') || ',"createdAt":"' || r1p.created_at || '"}' AS anon_1, printf('%s0[%s,"%s"]', CASE WHEN (r1p.position IS NULL) THEN '1' ELSE '0' END, coalesce(r1p.position, 'null'), r1p.id) AS anon_5
FROM r1p
ORDER BY r1p.position DESC NULLS FIRST, r1p.id DESC;

WITH r1p AS (
  SELECT r4.id AS id, r4.created_at AS created_at
  FROM json_each(?) AS w
  JOIN agent AS r4 ON r4.id IN (
    SELECT r1.id AS id
    FROM agent AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.id IN (
      SELECT r2.subject_id
      FROM activity AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_4
      ) AND 1 = 1 AND r2.subject_id IS NOT NULL AND r2.type = ?
    ) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r4.created_at DESC, r4.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"id":"' || r1p.id || '","activities":' || (
  WITH r3p AS (
    SELECT r3.id AS id, r3.type AS type, r3.position AS position
    FROM activity AS r3
    WHERE 1 = 1 AND r3.subject_id = r1p.id AND r3.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_2
    )
    ORDER BY r3.position DESC NULLS FIRST, r3.id DESC
    LIMIT ? OFFSET ?
  ), r3p0 AS (
    SELECT printf('{"id":"%s","type":%s,"position":%s}', r3p.id, json_quote(r3p.type), coalesce(r3p.position, 'null')) AS t
    FROM (
      SELECT *
      FROM r3p
      ORDER BY r3p.position DESC NULLS FIRST, r3p.id DESC
      LIMIT ? OFFSET ?
    ) AS r3p
    ORDER BY r3p.position DESC NULLS FIRST, r3p.id DESC
  )
  SELECT '{"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
    FROM r3p0
  ) || '],"totalCount":' || coalesce((
    SELECT count(*) AS count_1
    FROM activity AS r3
    WHERE 1 = 1 AND r3.subject_id = r1p.id AND r3.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_2
    )
  ), 'null') || '}' AS anon_3
) || '}' AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
