WITH r1p AS (
  SELECT r2.handle AS handle, r2.name AS name, r2.created_at AS created_at, r2.id AS id
  FROM json_each(?) AS w
  JOIN agent AS r2 ON r2.id IN (
    SELECT r1.id AS id
    FROM agent AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r2.created_at DESC, r2.id DESC
  LIMIT ? OFFSET ?
)
SELECT printf('{"handle":%s,"title":%s}', json_quote(r1p.handle), json_quote(r1p.name)) AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
