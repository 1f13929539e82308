WITH r1p AS (
  SELECT r2.name AS name, r2.id AS id
  FROM json_each(?) AS w
  JOIN agent AS r2 ON r2.id IN (
    SELECT r1.id AS id
    FROM agent AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.workspace_id = w.value AND (r1.name, r1.id) > (?, ?)
    ORDER BY r1.name ASC, r1.id ASC
    LIMIT ? OFFSET ?
  )
  ORDER BY r2.name ASC, r2.id ASC
  LIMIT ? OFFSET ?
)
SELECT '{"name":' || json_quote(r1p.name) || '}' AS anon_1, printf('[%s,%s]', json_quote(r1p.name), coalesce(('"' || r1p.id) || '"', 'null')) AS anon_2, counted.n
FROM (
  SELECT count(*) AS n
  FROM agent AS r1
  WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
) AS counted
LEFT OUTER JOIN r1p ON 1 = 1
ORDER BY r1p.name ASC, r1p.id ASC;
