WITH r1p AS (
  SELECT r2.name AS name, r2.created_at AS created_at, r2.id AS id
  FROM json_each(?) AS w
  JOIN agent AS r2 ON r2.id IN (
    SELECT r1.id AS id
    FROM agent AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND (r1.name >= ? AND r1.name < ? OR substr(fold(r1.name), ?, length(?)) = ? OR length(r1.name) >= length(?) AND substr(r1.name, (length(r1.name) - length(?)) + ?) = ? OR instr(r1.handle, ?) > 0 AND ((r1.handle IN (
      SELECT value
      FROM json_each(?) AS anon_2
    )) IS NOT TRUE) OR length(fold(r1.description)) >= length(?) AND substr(fold(r1.description), (length(fold(r1.description)) - length(?)) + ?) = ? AND r1.description IS NOT ?) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r2.created_at DESC, r2.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"name":' || json_quote(r1p.name) || '}' AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
