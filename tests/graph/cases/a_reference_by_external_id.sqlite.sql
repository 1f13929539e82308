SELECT printf('{"handle":%s,"externalId":%s}', json_quote(r1.handle), json_quote(r1.external_id)) AS anon_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_1
FROM agent AS r1
WHERE r1.external_id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
ORDER BY coalesce(r1.workspace_id = ?, 0) DESC
LIMIT 2 OFFSET ?;
