/* for these values */
WITH r1p AS (
  SELECT r1.title AS title, r1.id AS id
  FROM unnest($2::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.title AS title, r1.id AS id
    FROM session AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.id IN (
      SELECT r2.session_id
      FROM event AS r2
      WHERE r2.workspace_id = any($2::TEXT[]) AND true AND r2.session_id IS NOT NULL AND r2.kind = any($8::TEXT[] COLLATE "C")
    ) AND (r1.id NOT IN (
      SELECT r3.session_id
      FROM event AS r3
      WHERE r3.workspace_id = any($2::TEXT[]) AND true AND r3.session_id IS NOT NULL AND r3.kind = $9::VARCHAR COLLATE "C"
    )) AND r1.workspace_id = w.value
    ORDER BY r1.id ASC
    LIMIT $10::BIGINT
  ) AS r1 ON true
  ORDER BY r1.id ASC
  LIMIT $11::BIGINT
)
SELECT concat('{"title":', coalesce(CAST (to_json(r1p.title) AS VARCHAR), 'null'), ',"events":', (
  WITH r4p AS (
    SELECT r4.kind AS kind, r4.seq AS seq, r4.payload AS payload, r4.id AS id
    FROM event AS r4
    WHERE r4.kind = any($1::TEXT[] COLLATE "C") AND r4.session_id = r1p.id AND r4.workspace_id = any($2::TEXT[])
    ORDER BY r4.seq DESC, r4.id DESC
    LIMIT $3::BIGINT
  )
  SELECT concat('{"totalCount":', coalesce(CAST ((
    SELECT count(*) AS count_1
    FROM event AS r4
    WHERE r4.kind = any($1::TEXT[] COLLATE "C") AND r4.session_id = r1p.id AND r4.workspace_id = any($2::TEXT[])
  ) AS VARCHAR), 'null'), ',"nodes":[', (
    SELECT coalesce(string_agg(concat('{"kind":"', r4p.kind, '","type":', coalesce(('"' || r4p.kind) || '"', 'null'), ',"seq":', CAST (r4p.seq AS VARCHAR), CASE WHEN (r4p.kind IN ('InputReceived')) THEN concat(',"text":', coalesce(CAST (r4p.payload -> 'text' AS VARCHAR), 'null')) ELSE '' END, '}'), ',' ORDER BY r4p.seq ASC, r4p.id ASC), '') AS coalesce_1
    FROM (
      SELECT *
      FROM r4p
      ORDER BY r4p.seq DESC, r4p.id DESC
      LIMIT $4::BIGINT
    ) AS r4p
  ), ']}') AS anon_2
), ',"runs":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"number":', CAST (r5p.number AS VARCHAR), ',"events":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"kind":"', r6p.kind, '"}'), ',' ORDER BY r6p.seq ASC, r6p.id ASC), ''), ']}') AS anon_4
    FROM (
      SELECT r6.kind AS kind, r6.seq AS seq, r6.id AS id
      FROM event AS r6
      WHERE (((r6.kind = any($5::TEXT[] COLLATE "C")) IS NOT TRUE) IS NOT TRUE) AND r6.run_id = r5p.id AND r6.workspace_id = any($2::TEXT[])
      ORDER BY r6.seq ASC, r6.id ASC
      LIMIT $6::BIGINT
    ) AS r6p
  ), '}'), ',' ORDER BY r5p.number ASC, r5p.id ASC), ''), ']}') AS anon_3
  FROM (
    SELECT r5.number AS number, r5.id AS id
    FROM run AS r5
    WHERE true AND r5.session_id = r1p.id AND r5.workspace_id = any($2::TEXT[])
    ORDER BY r5.number ASC, r5.id ASC
    LIMIT $7::BIGINT
  ) AS r5p
), '}') AS anon_1
FROM r1p
ORDER BY r1p.id ASC;
