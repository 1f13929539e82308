-- Besides: 25 of verbs.

SELECT '{"session":' || coalesce((
  SELECT '{"type":"Session","id":"' || r2.id || '","session_id":"' || r2.id || '","agent_id":' || coalesce((
    SELECT '{"id":"' || r3.id || '"}' AS anon_3
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
    SELECT '{"id":"' || r5.id || '"}' AS anon_7
    FROM environment AS r5
    WHERE r5.id = r2.environment_id AND r5.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_8
    )
  ), 'null') || ',"title":' || json_quote(r2.title) || ',"status":' || coalesce(('"' || CASE WHEN (r2.closed_at IS NOT NULL) THEN 'CLOSED' ELSE coalesce((
    SELECT run.status
    FROM run
    WHERE run.session_id = r2.id AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
    ORDER BY run.number
    LIMIT 1 OFFSET ?
  ), 'IDLE') END) || '"', 'null') || ',"metadata":' || coalesce((r2.extensions -> ?) -> ?, 'null') || ',"archived_at":' || coalesce(('"' || r2.archived_at) || '"', 'null') || ',"created_at":"' || r2.created_at || '","updated_at":"' || r2.updated_at || '","vault_ids":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"secret":' || coalesce((
      SELECT '{"id":"' || r7.id || '"}' AS anon_10
      FROM secret AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_11
      )
    ), 'null') || '}', ','), '') || ']}' AS anon_9
    FROM (
      SELECT r6.target_id AS target_id, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind = ? AND r6.session_id = r2.id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_12
      )
      ORDER BY r6.position ASC, r6.id ASC
      LIMIT ? OFFSET ?
    ) AS r6p
  ) || ',"resources":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"id":"' || r8p.stable_id || '","kind":"' || r8p.kind || '","file":' || coalesce((
      SELECT '{"file_id":"' || r9.id || '"}' AS anon_14
      FROM file AS r9
      WHERE r9.id = r8p.target_id AND r9.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_15
      )
    ), 'null') || ',"memoryStore":' || coalesce((
      SELECT '{"memory_store_id":"' || r10.id || '"}' AS anon_16
      FROM memory_store AS r10
      WHERE r10.id = r8p.target_id AND r10.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_17
      )
    ), 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r8p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"mount_path":%s,"access":%s}', coalesce(r8p.settings -> '$."mountPath"', 'null'), coalesce(r8p.settings -> '$."access"', 'null')) END || '}', ','), '') || ']}' AS anon_13
    FROM (
      SELECT r8.stable_id AS stable_id, r8.kind AS kind, r8.target_id AS target_id, r8.settings AS settings, r8.position AS position, r8.id AS id
      FROM link AS r8
      WHERE r8.kind IN (
        SELECT value
        FROM json_each(?) AS anon_18
      ) AND r8.session_id = r2.id AND r8.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_19
      )
      ORDER BY r8.kind ASC, r8.position ASC, r8.id ASC
      LIMIT ? OFFSET ?
    ) AS r8p
  ) || ',"usage_in":' || r2.input_tokens || ',"usage_out":' || r2.output_tokens || '}' AS anon_2
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
