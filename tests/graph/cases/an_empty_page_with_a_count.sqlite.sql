WITH r1p AS (
  SELECT r2.id AS id, r2.created_at AS created_at
  FROM json_each(?) AS w
  JOIN agent AS r2 ON r2.id IN (
    SELECT r1.id AS id
    FROM agent AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.name = ? AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r2.created_at DESC, r2.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"id":"' || r1p.id || '"}' AS anon_1, printf('[%s,%s]', coalesce(('"' || r1p.created_at) || '"', 'null'), coalesce(('"' || r1p.id) || '"', 'null')) AS anon_2, counted.n
FROM (
  SELECT count(*) AS n
  FROM agent AS r1
  WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.name = ? AND r1.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
) AS counted
LEFT OUTER JOIN r1p ON 1 = 1
ORDER BY r1p.created_at DESC, r1p.id DESC;
