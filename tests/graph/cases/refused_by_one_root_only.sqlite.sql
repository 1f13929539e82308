SELECT count(*) AS n
FROM workspace AS r1
WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
) AND r1.id != 'wsp_00000000000000000000000000';
