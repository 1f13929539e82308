WITH r1p AS (
  SELECT r7.title AS title, r7.id AS id
  FROM json_each(?) AS w
  JOIN session AS r7 ON r7.id IN (
    SELECT r1.id AS id
    FROM session AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.id IN (
      SELECT r2.session_id
      FROM event AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_10
      ) AND 1 = 1 AND r2.session_id IS NOT NULL AND r2.kind IN (
        SELECT value
        FROM json_each(?) AS anon_11
      )
    ) AND (r1.id NOT IN (
      SELECT r3.session_id
      FROM event AS r3
      WHERE r3.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_12
      ) AND 1 = 1 AND r3.session_id IS NOT NULL AND r3.kind = ?
    )) AND r1.workspace_id = w.value
    ORDER BY r1.id ASC
    LIMIT ? OFFSET ?
  )
  ORDER BY r7.id ASC
  LIMIT ? OFFSET ?
)
SELECT '{"title":' || json_quote(r1p.title) || ',"events":' || (
  WITH r4p AS (
    SELECT r4.kind AS kind, r4.seq AS seq, r4.payload AS payload, r4.id AS id
    FROM event AS r4
    WHERE r4.kind IN (
      SELECT value
      FROM json_each(?) AS anon_2
    ) AND r4.session_id = r1p.id AND r4.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_3
    )
    ORDER BY r4.seq DESC, r4.id DESC
    LIMIT ? OFFSET ?
  ), r4p0 AS (
    SELECT printf('{"kind":"%s","type":%s,"seq":%s%s}', r4p.kind, coalesce(('"' || r4p.kind) || '"', 'null'), r4p.seq, CASE WHEN (r4p.kind IN ('InputReceived')) THEN ',"text":' || coalesce(r4p.payload -> '$."text"', 'null') ELSE '' END) AS t
    FROM (
      SELECT *
      FROM r4p
      ORDER BY r4p.seq DESC, r4p.id DESC
      LIMIT ? OFFSET ?
    ) AS r4p
    ORDER BY r4p.seq ASC, r4p.id ASC
  )
  SELECT '{"totalCount":' || coalesce((
    SELECT count(*) AS count_1
    FROM event AS r4
    WHERE r4.kind IN (
      SELECT value
      FROM json_each(?) AS anon_2
    ) AND r4.session_id = r1p.id AND r4.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_3
    )
  ), 'null') || ',"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
    FROM r4p0
  ) || ']}' AS anon_4
) || ',"runs":' || (
  SELECT '{"nodes":[' || coalesce(group_concat('{"number":' || r5p.number || ',"events":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"kind":"' || r6p.kind || '"}', ','), '') || ']}' AS anon_6
    FROM (
      SELECT r6.kind AS kind, r6.seq AS seq, r6.id AS id
      FROM event AS r6
      WHERE (((r6.kind IN (
        SELECT value
        FROM json_each(?) AS anon_7
      )) IS NOT TRUE) IS NOT TRUE) AND r6.run_id = r5p.id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_8
      )
      ORDER BY r6.seq ASC, r6.id ASC
      LIMIT ? OFFSET ?
    ) AS r6p
  ) || '}', ','), '') || ']}' AS anon_5
  FROM (
    SELECT r5.number AS number, r5.id AS id
    FROM run AS r5
    WHERE 1 = 1 AND r5.session_id = r1p.id AND r5.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_9
    )
    ORDER BY r5.number ASC, r5.id ASC
    LIMIT ? OFFSET ?
  ) AS r5p
) || '}' AS anon_1
FROM r1p
ORDER BY r1p.id ASC;
