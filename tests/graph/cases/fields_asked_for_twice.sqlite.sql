WITH r1p AS (
  SELECT r1.handle AS handle, r1.name AS name, r1.created_at AS created_at, r1.id AS id
  FROM json_each(?) AS w
  JOIN agent AS r1 ON r1.workspace_id = w.value
  WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"handle":' || json_quote(r1p.handle) || ',"title":' || json_quote(r1p.name) || '}' AS anon_1, coalesce('"' || r1p.created_at || '"', 'null') AS coalesce_1, coalesce('"' || r1p.id || '"', 'null') AS coalesce_2
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
