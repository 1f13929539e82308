/* for these values */
WITH r1p AS (
  SELECT r1.title AS title, r1.id AS id, r1.closed_at AS closed_at, r1.seq AS seq, r1.agent_version_id AS agent_version_id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.title AS title, r1.id AS id, r1.closed_at AS closed_at, r1.seq AS seq, r1.agent_version_id AS agent_version_id
    FROM session AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.id IN (
      SELECT r2.session_id
      FROM run AS r2
      WHERE r2.workspace_id = any($1::TEXT[]) AND true AND r2.session_id IS NOT NULL
    ) AND r1.workspace_id = w.value
    ORDER BY r1.id ASC
    LIMIT $5::BIGINT
  ) AS r1 ON true
  ORDER BY r1.id ASC
  LIMIT $6::BIGINT
)
SELECT concat('{"title":', coalesce(CAST (to_json(r1p.title) AS VARCHAR), 'null'), ',"status":', coalesce(('"' || CASE WHEN (r1p.closed_at IS NOT NULL) THEN 'CLOSED' ELSE coalesce((
  SELECT run.status
  FROM run
  WHERE run.session_id = r1p.id AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
  ORDER BY run.number
  LIMIT 1
), 'IDLE') END) || '"', 'null'), ',"seq":', CAST (r1p.seq AS VARCHAR), ',"agentVersion":', coalesce((
  SELECT concat('{"number":', coalesce(CAST (r3.number AS VARCHAR), 'null'), '}') AS anon_2
  FROM agent_version AS r3
  WHERE r3.id = r1p.agent_version_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"runs":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"number":', CAST (r4p.number AS VARCHAR), ',"status":"', r4p.status, '","attempt":', CAST (r4p.epoch AS VARCHAR), ',"input":', CASE WHEN (coalesce(coalesce(CAST (r4p.input AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"text":', coalesce(CAST (r4p.input -> 'text' AS VARCHAR), 'null'), ',"data":', coalesce(CAST (r4p.input -> 'data' AS VARCHAR), 'null'), '}') END, ',"error":', CASE WHEN (coalesce(coalesce(CAST (r4p.error AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"code":', coalesce(CAST (r4p.error -> 'code' AS VARCHAR), 'null'), ',"message":', coalesce(CAST (r4p.error -> 'message' AS VARCHAR), 'null'), '}') END, ',"usage":', CASE WHEN (coalesce(coalesce(CAST (r4p.usage AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"inputTokens":', coalesce(CAST (r4p.usage -> 'inputTokens' AS VARCHAR), 'null'), ',"cost":', coalesce(CAST (r4p.usage -> 'cost' AS VARCHAR), 'null'), '}') END, '}'), ',' ORDER BY r4p.number ASC, r4p.id ASC), ''), ']}') AS anon_3
  FROM (
    SELECT r4.number AS number, r4.status AS status, r4.epoch AS epoch, r4.input AS input, r4.error AS error, r4.usage AS usage, r4.id AS id
    FROM run AS r4
    WHERE true AND r4.session_id = r1p.id AND r4.workspace_id = any($1::TEXT[])
    ORDER BY r4.number ASC, r4.id ASC
    LIMIT $2::BIGINT
  ) AS r4p
), ',"events":', (
  WITH r5p AS (
    SELECT r5.kind AS kind, r5.seq AS seq, r5.created_at AS created_at, r5.run_id AS run_id, r5.payload AS payload, r5.id AS id
    FROM event AS r5
    WHERE true AND r5.session_id = r1p.id AND r5.workspace_id = any($1::TEXT[])
    ORDER BY r5.seq ASC, r5.id ASC
    LIMIT $3::BIGINT
  )
  SELECT concat('{"totalCount":', coalesce(CAST ((
    SELECT count(*) AS count_1
    FROM event AS r5
    WHERE true AND r5.session_id = r1p.id AND r5.workspace_id = any($1::TEXT[])
  ) AS VARCHAR), 'null'), ',"nodes":[', (
    SELECT coalesce(string_agg(concat('{"__typename":', coalesce(('"' || r5p.kind) || '"', 'null'), ',"seq":', CAST (r5p.seq AS VARCHAR), ',"createdAt":"', to_char(r5p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","run":', coalesce((
      SELECT concat('{"number":', CAST (r6.number AS VARCHAR), '}') AS anon_5
      FROM run AS r6
      WHERE r6.id = r5p.run_id AND r6.workspace_id = any($1::TEXT[])
    ), 'null'), CASE WHEN (r5p.kind IN ('InputReceived')) THEN concat(',"said":', coalesce(CAST (r5p.payload -> 'text' AS VARCHAR), 'null'), ',"data":', coalesce(CAST (r5p.payload -> 'data' AS VARCHAR), 'null')) WHEN (r5p.kind IN ('RunFailed')) THEN concat(',"code":', coalesce(CAST (r5p.payload -> 'code' AS VARCHAR), 'null'), ',"usage":', CASE WHEN (coalesce(CAST (r5p.payload -> 'usage' AS VARCHAR), 'null') = 'null') THEN 'null' ELSE concat('{"outputTokens":', coalesce(CAST ((r5p.payload -> 'usage') -> 'outputTokens' AS VARCHAR), 'null'), '}') END) ELSE '' END, '}'), ',' ORDER BY r5p.seq ASC, r5p.id ASC), '') AS coalesce_1
    FROM (
      SELECT *
      FROM r5p
      ORDER BY r5p.seq ASC, r5p.id ASC
      LIMIT $4::BIGINT
    ) AS r5p
  ), ']}') AS anon_4
), '}') AS anon_1
FROM r1p
ORDER BY r1p.id ASC;
