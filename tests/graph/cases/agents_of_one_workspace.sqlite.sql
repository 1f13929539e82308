WITH r1p AS (
  SELECT r1.handle AS handle, r1.deleted_at AS deleted_at, r1.created_at AS created_at, r1.id AS id
  FROM agent AS r1
  WHERE r1.deleted_at IS NOT NULL AND r1.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_2
  ) AND r1.workspace_id = ?
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT ? OFFSET ?
)
SELECT printf('{"handle":%s,"deletedAt":%s}', json_quote(r1p.handle), coalesce(('"' || r1p.deleted_at) || '"', 'null')) AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
