SELECT '{"id":"' || r1.id || '","handle":' || json_quote(r1.handle) || ',"versions":' || (
  SELECT '{"nodes":[' || coalesce(group_concat('{"state":"' || r2p.state || '"}', ','), '') || ']}' AS anon_2
  FROM (
    SELECT r2.state AS state, r2.created_at AS created_at, r2.id AS id
    FROM agent_version AS r2
    WHERE 1 = 1 AND r2.agent_id = r1.id AND r2.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_3
    )
    ORDER BY r2.created_at DESC, r2.id DESC
    LIMIT ? OFFSET ?
  ) AS r2p
) || '}' AS anon_1, r1.id
FROM agent AS r1
WHERE r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_4
) AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_5
);

SELECT printf('{"id":"%s","__typename":%s,"seq":%s}', r1.id, coalesce(('"' || r1.kind) || '"', 'null'), r1.seq) AS anon_1, r1.id
FROM event AS r1
WHERE r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_2
) AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_3
);

SELECT '{"id":"' || r1.id || '","status":"' || r1.status || '","session":' || coalesce((
  SELECT '{"title":' || json_quote(r2.title) || '}' AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || '}' AS anon_1, r1.id
FROM run AS r1
WHERE r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_4
) AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_5
);

SELECT '{"id":"' || r1.id || '"}' AS anon_1, r1.id
FROM workspace AS r1
WHERE r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_2
) AND r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_3
) AND r1.id != 'wsp_00000000000000000000000000';
