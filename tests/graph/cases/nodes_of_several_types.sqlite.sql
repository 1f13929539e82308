SELECT '{"id":' || coalesce('"' || r1.id || '"', 'null') || ',"handle":' || json_quote(r1.handle) || ',"versions":' || (
  WITH r2p AS (
    SELECT r2.state AS state, r2.created_at AS created_at, r2.id AS id
    FROM agent_version AS r2
    WHERE 1 = 1 AND r2.agent_id = r1.id AND r2.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_2
    )
    ORDER BY r2.created_at DESC, r2.id DESC
    LIMIT ? OFFSET ?
  ), r2p0 AS (
    SELECT '{"state":' || coalesce('"' || r2p.state || '"', 'null') || '}' AS t
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.created_at DESC, r2p.id DESC
      LIMIT ? OFFSET ?
    ) AS r2p
    ORDER BY r2p.created_at DESC, r2p.id DESC
  )
  SELECT '{"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
    FROM r2p0
  ) || ']}' AS anon_3
) || '}' AS anon_1, r1.id
FROM agent AS r1
WHERE r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_4
) AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_5
);

SELECT '{"id":' || coalesce('"' || r1.id || '"', 'null') || ',"__typename":' || coalesce('"' || r1.kind || '"', 'null') || ',"seq":' || coalesce(r1.seq, 'null') || '}' AS anon_1, r1.id
FROM event AS r1
WHERE r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_2
) AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_3
);

SELECT '{"id":' || coalesce('"' || r1.id || '"', 'null') || ',"status":' || coalesce('"' || r1.status || '"', 'null') || ',"session":' || coalesce((
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

SELECT '{"id":' || coalesce('"' || r1.id || '"', 'null') || '}' AS anon_1, r1.id
FROM workspace AS r1
WHERE r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_2
) AND r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_3
) AND r1.id != 'wsp_00000000000000000000000000';
