WITH r1p AS (
  SELECT r4.id AS id, r4.name AS name, r4.external_id AS external_id, r4.deleted_at AS deleted_at
  FROM json_each(?) AS w
  JOIN agent AS r4 ON r4.id IN (
    SELECT r1.id AS id
    FROM agent AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (instr(fold(r1.name), ?) > 0 OR r1.default_version_id IN (
      SELECT r2.id
      FROM agent_version AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_2
      ) AND r2.number >= ?
    )) AND ((r1.id IN (
      SELECT r3.agent_id
      FROM session AS r3
      WHERE r3.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_3
      ) AND (+ r3.deleted_at) IS NULL AND (+ r3.archived_at) IS NULL AND r3.agent_id IS NOT NULL AND CASE WHEN (r3.closed_at IS NOT NULL) THEN 'CLOSED' ELSE coalesce((
        SELECT run.status
        FROM run
        WHERE run.session_id = r3.id AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
        ORDER BY run.number
        LIMIT 1 OFFSET ?
      ), 'IDLE') END IN (
        SELECT value
        FROM json_each(?) AS anon_4
      )
    )) IS NOT TRUE) AND r1.external_id IS NOT NULL AND r1.workspace_id = w.value
    ORDER BY r1.deleted_at ASC NULLS FIRST, r1.name DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r4.deleted_at ASC NULLS FIRST, r4.name DESC, r4.id DESC
  LIMIT ? OFFSET ?
)
SELECT printf('{"id":"%s","name":%s,"externalId":%s}', r1p.id, json_quote(r1p.name), json_quote(r1p.external_id)) AS anon_1
FROM r1p
ORDER BY r1p.deleted_at ASC NULLS FIRST, r1p.name DESC, r1p.id DESC;
