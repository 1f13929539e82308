SELECT '{"id":"' || r1.id || '","name":' || json_quote(r1.name) || ',"account":' || coalesce((
  SELECT '{"name":' || json_quote(r2.name) || '}' AS anon_2
  FROM account AS r2
  WHERE r2.id = r1.account_id AND r2.id = ?
), 'null') || '}' AS anon_1
FROM principal AS r1
WHERE r1.id = ? AND r1.account_id = ?
LIMIT 1 OFFSET ?;

WITH r1p AS (
  SELECT r1.name AS name, r1.number AS number, r1.id AS id, r1.created_at AS created_at
  FROM workspace AS r1
  WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  ) AND r1.id != 'wsp_00000000000000000000000000'
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"name":' || json_quote(r1p.name) || ',"number":' || r1p.number || ',"members":' || (
  WITH r2p AS (
    SELECT r2.role AS role, r2.principal_id AS principal_id, r2.created_at AS created_at, r2.id AS id
    FROM member AS r2
    WHERE 1 = 1 AND r2.workspace_id = r1p.id AND r2.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_2
    )
    ORDER BY r2.created_at DESC, r2.id DESC
    LIMIT ? OFFSET ?
  ), r2p0 AS (
    SELECT '{"role":"' || r2p.role || '","principal":' || coalesce((
      SELECT '{"name":' || json_quote(r3.name) || '}' AS anon_3
      FROM principal AS r3
      WHERE r3.id = r2p.principal_id AND r3.account_id = ?
    ), 'null') || '}' AS t
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.created_at DESC, r2p.id DESC
      LIMIT ? OFFSET ?
    ) AS r2p
    ORDER BY r2p.created_at DESC, r2p.id DESC
  )
  SELECT '{"totalCount":' || coalesce((
    SELECT count(*) AS count_1
    FROM member AS r2
    WHERE 1 = 1 AND r2.workspace_id = r1p.id AND r2.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_2
    )
  ), 'null') || ',"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
    FROM r2p0
  ) || ']}' AS anon_4
) || '}' AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;

WITH r1p AS (
  SELECT r4.workspace_id AS workspace_id, r4.created_by AS created_by, r4.created_at AS created_at, r4.id AS id
  FROM json_each(?) AS w
  JOIN agent AS r4 ON r4.id IN (
    SELECT r1.id AS id
    FROM agent AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.workspace_id = 'wsp_00000000000000000000000000' AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r4.created_at DESC, r4.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"isSystem":' || CASE WHEN ((r1p.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1p.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END || ',"workspace":' || coalesce((
  SELECT '{"id":"' || r2.id || '"}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1p.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || ',"createdBy":' || coalesce((
  SELECT '{"id":"' || r3.id || '"}' AS anon_4
  FROM principal AS r3
  WHERE r3.id = r1p.created_by AND r3.account_id = ?
), 'null') || '}' AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;

SELECT '{"id":"' || r1.id || '"}' AS anon_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_1
FROM agent AS r1
WHERE r1.handle = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
ORDER BY coalesce(r1.workspace_id = ?, 0) DESC
LIMIT 2 OFFSET ?;
