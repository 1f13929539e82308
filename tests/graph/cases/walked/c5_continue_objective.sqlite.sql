-- Besides: 7 of verbs.

SELECT '{"events":' || (
  SELECT '{"nodes":[' || coalesce(group_concat(printf('{"id":"%s","createdAt":"%s"%s}', r2p.id, r2p.created_at, CASE WHEN (r2p.kind IN ('InputReceived')) THEN ',"content":' || coalesce(r2p.payload -> '$."text"', 'null') ELSE '' END), ','), '') || ']}' AS anon_2
  FROM (
    SELECT r2.id AS id, r2.created_at AS created_at, r2.kind AS kind, r2.payload AS payload, r2.seq AS seq
    FROM event AS r2
    WHERE 1 = 1 AND r2.run_id = r1.id AND r2.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_3
    )
    ORDER BY r2.seq ASC, r2.id ASC
    LIMIT ? OFFSET ?
  ) AS r2p
) || '}' AS anon_1
FROM run AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_4
)
LIMIT 1 OFFSET ?;
