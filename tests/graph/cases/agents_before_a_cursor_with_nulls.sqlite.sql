WITH r1p AS (
  SELECT r2.handle AS handle, r2.archived_at AS archived_at, r2.created_at AS created_at, r2.id AS id
  FROM json_each(?) AS w
  JOIN agent AS r2 ON r2.id IN (
    SELECT r1.id AS id
    FROM agent AS r1
    WHERE (+ r1.deleted_at) IS NULL AND r1.workspace_id = w.value AND (r1.archived_at IS NOT NULL OR r1.archived_at IS NULL AND r1.created_at > ? OR r1.archived_at IS NULL AND r1.created_at = ? AND r1.id > ?)
    ORDER BY r1.archived_at DESC NULLS FIRST, r1.created_at ASC, r1.id ASC
    LIMIT ? OFFSET ?
  )
  ORDER BY r2.archived_at DESC NULLS FIRST, r2.created_at ASC, r2.id ASC
  LIMIT ? OFFSET ?
)
SELECT printf('{"handle":%s,"archivedAt":%s}', json_quote(r1p.handle), coalesce(('"' || r1p.archived_at) || '"', 'null')) AS anon_1, printf('%s00[%s,"%s","%s"]', CASE WHEN (r1p.archived_at IS NULL) THEN '1' ELSE '0' END, coalesce(('"' || r1p.archived_at) || '"', 'null'), r1p.created_at, r1p.id) AS anon_2
FROM r1p
ORDER BY r1p.archived_at DESC NULLS FIRST, r1p.created_at ASC, r1p.id ASC;
