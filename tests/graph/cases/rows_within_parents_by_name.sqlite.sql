SELECT '{"handle":' || json_quote(r1.handle) || '}' AS anon_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_1
FROM agent AS r1
WHERE r1.workspace_id = (
  SELECT r2.id
  FROM workspace AS r2
  WHERE r2.number = ? AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_2
  ) AND r2.id != 'wsp_00000000000000000000000000'
  LIMIT 1 OFFSET ?
) AND r1.handle = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_3
)
ORDER BY coalesce(r1.workspace_id = ?, 0) DESC
LIMIT 2 OFFSET ?;

SELECT coalesce(CASE WHEN (r1.id IS NOT NULL) THEN '{"number":' || coalesce(r1.number, 'null') || ',"agent":' || coalesce((
  SELECT '{"handle":' || json_quote(r3.handle) || '}' AS anon_1
  FROM agent AS r3
  WHERE r3.id = r1.agent_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_2
  )
), 'null') || '}' END, 'null') AS coalesce_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_2, parent.several
FROM (
  SELECT coalesce(max(CASE WHEN coalesce(r2.workspace_id = ?, 0) THEN r2.id END), CASE WHEN (1 = count(*)) THEN max(r2.id) END) AS id, max(CASE WHEN coalesce(r2.workspace_id = ?, 0) THEN r2.id END) IS NULL AND 1 < count(*) AS several
  FROM agent AS r2
  WHERE r2.handle = ? AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
) AS parent
LEFT OUTER JOIN agent_version AS r1 ON r1.agent_id = parent.id AND r1.number = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_4
)
ORDER BY coalesce(r1.workspace_id = ?, 0) DESC
LIMIT 2 OFFSET ?;

SELECT coalesce(CASE WHEN (r1.id IS NOT NULL) THEN '{"externalId":' || json_quote(r1.external_id) || ',"agent":' || coalesce((
  SELECT '{"handle":' || json_quote(r3.handle) || '}' AS anon_1
  FROM agent AS r3
  WHERE r3.id = r1.agent_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_2
  )
), 'null') || '}' END, 'null') AS coalesce_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_2, parent.several
FROM (
  SELECT coalesce(max(CASE WHEN coalesce(r2.workspace_id = ?, 0) THEN r2.id END), CASE WHEN (1 = count(*)) THEN max(r2.id) END) AS id, max(CASE WHEN coalesce(r2.workspace_id = ?, 0) THEN r2.id END) IS NULL AND 1 < count(*) AS several
  FROM agent AS r2
  WHERE r2.handle = ? AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
) AS parent
LEFT OUTER JOIN session AS r1 ON r1.agent_id = parent.id AND r1.external_id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_4
)
ORDER BY coalesce(r1.workspace_id = ?, 0) DESC
LIMIT 2 OFFSET ?;

SELECT coalesce(CASE WHEN (r1.id IS NOT NULL) THEN '{"number":' || r1.number || ',"session":' || coalesce((
  SELECT '{"externalId":' || json_quote(r3.external_id) || '}' AS anon_1
  FROM session AS r3
  WHERE r3.id = r1.session_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_2
  )
), 'null') || '}' END, 'null') AS coalesce_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_2, parent.several
FROM (
  SELECT coalesce(max(CASE WHEN coalesce(r2.workspace_id = ?, 0) THEN r2.id END), CASE WHEN (1 = count(*)) THEN max(r2.id) END) AS id, max(CASE WHEN coalesce(r2.workspace_id = ?, 0) THEN r2.id END) IS NULL AND 1 < count(*) AS several
  FROM session AS r2
  WHERE r2.external_id = ? AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
) AS parent
LEFT OUTER JOIN run AS r1 ON r1.session_id = parent.id AND r1.number = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_4
)
ORDER BY coalesce(r1.workspace_id = ?, 0) DESC
LIMIT 2 OFFSET ?;

SELECT coalesce(CASE WHEN (r1.id IS NOT NULL) THEN '{"number":' || r1.number || '}' END, 'null') AS coalesce_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_2, parent.several
FROM (
  SELECT coalesce(max(CASE WHEN coalesce(r2.workspace_id = ?, 0) THEN r2.id END), CASE WHEN (1 = count(*)) THEN max(r2.id) END) AS id, max(CASE WHEN coalesce(r2.workspace_id = ?, 0) THEN r2.id END) IS NULL AND 1 < count(*) AS several
  FROM session AS r2
  WHERE r2.external_id = ? AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_1
  )
) AS parent
LEFT OUTER JOIN run AS r1 ON r1.session_id = parent.id AND r1.number = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
ORDER BY coalesce(r1.workspace_id = ?, 0) DESC
LIMIT 2 OFFSET ?;
