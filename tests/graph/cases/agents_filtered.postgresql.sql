/* for these values */
WITH r1p AS (
  SELECT r1.id AS id, r1.name AS name, r1.external_id AS external_id, r1.deleted_at AS deleted_at
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.id AS id, r1.name AS name, r1.external_id AS external_id, r1.deleted_at AS deleted_at
    FROM agent AS r1
    WHERE r1.deleted_at IS NULL AND (strpos(fold(r1.name), $2::VARCHAR COLLATE "C") > 0 OR r1.default_version_id IN (
      SELECT r2.id
      FROM agent_version AS r2
      WHERE r2.workspace_id = any($1::TEXT[]) AND r2.number >= $3::BIGINT
    )) AND ((r1.id IN (
      SELECT r3.agent_id
      FROM session AS r3
      WHERE r3.workspace_id = any($1::TEXT[]) AND r3.deleted_at IS NULL AND r3.archived_at IS NULL AND r3.agent_id IS NOT NULL AND CASE WHEN (r3.closed_at IS NOT NULL) THEN 'CLOSED' ELSE coalesce((
        SELECT run.status
        FROM run
        WHERE run.session_id = r3.id AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
        ORDER BY run.number
        LIMIT 1
      ), 'IDLE') END = any($4::TEXT[] COLLATE "C")
    )) IS NOT TRUE) AND r1.external_id IS NOT NULL AND r1.workspace_id = w.value
    ORDER BY r1.deleted_at ASC NULLS FIRST, r1.name DESC, r1.id DESC
    LIMIT $5::BIGINT
  ) AS r1 ON true
  ORDER BY r1.deleted_at ASC NULLS FIRST, r1.name DESC, r1.id DESC
  LIMIT $6::BIGINT
)
SELECT concat('{"id":"', r1p.id, '","name":', CAST (to_json(r1p.name) AS VARCHAR), ',"externalId":', coalesce(CAST (to_json(r1p.external_id) AS VARCHAR), 'null'), '}') AS anon_1
FROM r1p
ORDER BY r1p.deleted_at ASC NULLS FIRST, r1p.name DESC, r1p.id DESC;
