-- Besides: 25 of verbs.

SELECT '{"session":' || coalesce((
  SELECT '{"type":"Session","id":' || coalesce('"' || r2.id || '"', 'null') || ',"session_id":' || coalesce('"' || r2.id || '"', 'null') || ',"agent_id":' || coalesce((
    SELECT '{"id":' || coalesce('"' || r3.id || '"', 'null') || '}' AS anon_3
    FROM agent AS r3
    WHERE r3.id = r2.agent_id AND r3.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_4
    )
  ), 'null') || ',"agent_version":' || coalesce((
    SELECT '{"number":' || coalesce(r4.number, 'null') || '}' AS anon_5
    FROM agent_version AS r4
    WHERE r4.id = r2.agent_version_id AND r4.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_6
    )
  ), 'null') || ',"environment_id":' || coalesce((
    SELECT '{"id":' || coalesce('"' || r5.id || '"', 'null') || '}' AS anon_7
    FROM environment AS r5
    WHERE r5.id = r2.environment_id AND r5.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_8
    )
  ), 'null') || ',"title":' || json_quote(r2.title) || ',"status":' || coalesce('"' || CASE WHEN (r2.closed_at IS NOT NULL) THEN 'CLOSED' ELSE coalesce((
    SELECT run.status
    FROM run
    WHERE run.session_id = r2.id AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
    ORDER BY run.number
    LIMIT 1 OFFSET ?
  ), 'IDLE') END || '"', 'null') || ',"metadata":' || coalesce((r2.extensions -> ?) -> ?, 'null') || ',"archived_at":' || coalesce('"' || r2.archived_at || '"', 'null') || ',"created_at":' || coalesce('"' || r2.created_at || '"', 'null') || ',"updated_at":' || coalesce('"' || r2.updated_at || '"', 'null') || ',"vault_ids":' || (
    WITH r6p AS (
      SELECT r6.target_id AS target_id, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind = ? AND r6.session_id = r2.id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_9
      )
      ORDER BY r6.position ASC, r6.id ASC
      LIMIT ? OFFSET ?
    ), r6p0 AS (
      SELECT '{"secret":' || coalesce((
        SELECT '{"id":' || coalesce('"' || r7.id || '"', 'null') || '}' AS anon_10
        FROM secret AS r7
        WHERE r7.id = r6p.target_id AND r7.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_11
        )
      ), 'null') || '}' AS t
      FROM (
        SELECT *
        FROM r6p
        ORDER BY r6p.position ASC, r6p.id ASC
        LIMIT ? OFFSET ?
      ) AS r6p
      ORDER BY r6p.position ASC, r6p.id ASC
    )
    SELECT '{"nodes":[' || (
      SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
      FROM r6p0
    ) || ']}' AS anon_12
  ) || ',"resources":' || (
    WITH r8p AS (
      SELECT r8.stable_id AS stable_id, r8.kind AS kind, r8.target_id AS target_id, r8.settings AS settings, r8.position AS position, r8.id AS id
      FROM link AS r8
      WHERE r8.kind IN (
        SELECT value
        FROM json_each(?) AS anon_13
      ) AND r8.session_id = r2.id AND r8.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_14
      )
      ORDER BY r8.kind ASC, r8.position ASC, r8.id ASC
      LIMIT ? OFFSET ?
    ), r8p0 AS (
      SELECT '{"id":' || coalesce('"' || r8p.stable_id || '"', 'null') || ',"kind":' || coalesce('"' || r8p.kind || '"', 'null') || ',"file":' || coalesce((
        SELECT '{"file_id":' || coalesce('"' || r9.id || '"', 'null') || '}' AS anon_15
        FROM file AS r9
        WHERE r9.id = r8p.target_id AND r9.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_16
        )
      ), 'null') || ',"memoryStore":' || coalesce((
        SELECT '{"memory_store_id":' || coalesce('"' || r10.id || '"', 'null') || '}' AS anon_17
        FROM memory_store AS r10
        WHERE r10.id = r8p.target_id AND r10.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_18
        )
      ), 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r8p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"mount_path":' || coalesce(r8p.settings -> '$."mountPath"', 'null') || ',"access":' || coalesce(r8p.settings -> '$."access"', 'null') || '}' END || '}' AS t
      FROM (
        SELECT *
        FROM r8p
        ORDER BY r8p.kind ASC, r8p.position ASC, r8p.id ASC
        LIMIT ? OFFSET ?
      ) AS r8p
      ORDER BY r8p.kind ASC, r8p.position ASC, r8p.id ASC
    )
    SELECT '{"nodes":[' || (
      SELECT coalesce(group_concat(t, ','), '') AS coalesce_2
      FROM r8p0
    ) || ']}' AS anon_19
  ) || ',"usage_in":' || coalesce(r2.input_tokens, 'null') || ',"usage_out":' || coalesce(r2.output_tokens, 'null') || '}' AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_20
  )
), 'null') || '}' AS anon_1
FROM run AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_21
)
LIMIT 1 OFFSET ?;
