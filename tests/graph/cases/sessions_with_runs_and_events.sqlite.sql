WITH r1p AS (
  SELECT r7.title AS title, r7.id AS id, r7.closed_at AS closed_at, r7.seq AS seq, r7.agent_version_id AS agent_version_id
  FROM json_each(?) AS w
  JOIN session AS r7 ON r7.id IN (
    SELECT r1.id AS id
    FROM session AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.id IN (
      SELECT r2.session_id
      FROM run AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_10
      ) AND 1 = 1 AND r2.session_id IS NOT NULL
    ) AND r1.workspace_id = w.value
    ORDER BY r1.id ASC
    LIMIT ? OFFSET ?
  )
  ORDER BY r7.id ASC
  LIMIT ? OFFSET ?
)
SELECT '{"title":' || json_quote(r1p.title) || ',"status":' || coalesce(('"' || CASE WHEN (r1p.closed_at IS NOT NULL) THEN 'CLOSED' ELSE coalesce((
  SELECT run.status
  FROM run
  WHERE run.session_id = r1p.id AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
  ORDER BY run.number
  LIMIT 1 OFFSET ?
), 'IDLE') END) || '"', 'null') || ',"seq":' || r1p.seq || ',"agentVersion":' || coalesce((
  SELECT '{"number":' || coalesce(r3.number, 'null') || '}' AS anon_2
  FROM agent_version AS r3
  WHERE r3.id = r1p.agent_version_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"runs":' || (
  SELECT '{"nodes":[' || coalesce(group_concat(printf('{"number":%s,"status":"%s","attempt":%s,"input":%s,"error":%s,"usage":%s}', r4p.number, r4p.status, r4p.epoch, CASE WHEN (coalesce(coalesce(r4p.input, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"text":%s,"data":%s}', coalesce(r4p.input -> '$."text"', 'null'), coalesce(r4p.input -> '$."data"', 'null')) END, CASE WHEN (coalesce(coalesce(r4p.error, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"code":%s,"message":%s}', coalesce(r4p.error -> '$."code"', 'null'), coalesce(r4p.error -> '$."message"', 'null')) END, CASE WHEN (coalesce(coalesce(r4p.usage, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"inputTokens":%s,"cost":%s}', coalesce(r4p.usage -> '$."inputTokens"', 'null'), coalesce(r4p.usage -> '$."cost"', 'null')) END), ','), '') || ']}' AS anon_4
  FROM (
    SELECT r4.number AS number, r4.status AS status, r4.epoch AS epoch, r4.input AS input, r4.error AS error, r4.usage AS usage, r4.id AS id
    FROM run AS r4
    WHERE 1 = 1 AND r4.session_id = r1p.id AND r4.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_5
    )
    ORDER BY r4.number ASC, r4.id ASC
    LIMIT ? OFFSET ?
  ) AS r4p
) || ',"events":' || (
  WITH r5p AS (
    SELECT r5.kind AS kind, r5.seq AS seq, r5.created_at AS created_at, r5.run_id AS run_id, r5.payload AS payload, r5.id AS id
    FROM event AS r5
    WHERE 1 = 1 AND r5.session_id = r1p.id AND r5.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_6
    )
    ORDER BY r5.seq ASC, r5.id ASC
    LIMIT ? OFFSET ?
  ), r5p0 AS (
    SELECT '{"__typename":' || coalesce(('"' || r5p.kind) || '"', 'null') || ',"seq":' || r5p.seq || ',"createdAt":"' || r5p.created_at || '","run":' || coalesce((
      SELECT '{"number":' || r6.number || '}' AS anon_7
      FROM run AS r6
      WHERE r6.id = r5p.run_id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_8
      )
    ), 'null') || CASE WHEN (r5p.kind IN ('InputReceived')) THEN ',"said":' || coalesce(r5p.payload -> '$."text"', 'null') || ',"data":' || coalesce(r5p.payload -> '$."data"', 'null') WHEN (r5p.kind IN ('RunFailed')) THEN ',"code":' || coalesce(r5p.payload -> '$."code"', 'null') || ',"usage":' || CASE WHEN (coalesce(r5p.payload -> '$."usage"', 'null') = 'null') THEN 'null' ELSE '{"outputTokens":' || coalesce(r5p.payload -> '$."usage"."outputTokens"', 'null') || '}' END ELSE '' END || '}' AS t
    FROM (
      SELECT *
      FROM r5p
      ORDER BY r5p.seq ASC, r5p.id ASC
      LIMIT ? OFFSET ?
    ) AS r5p
    ORDER BY r5p.seq ASC, r5p.id ASC
  )
  SELECT '{"totalCount":' || coalesce((
    SELECT count(*) AS count_1
    FROM event AS r5
    WHERE 1 = 1 AND r5.session_id = r1p.id AND r5.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_6
    )
  ), 'null') || ',"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
    FROM r5p0
  ) || ']}' AS anon_9
) || '}' AS anon_1
FROM r1p
ORDER BY r1p.id ASC;
