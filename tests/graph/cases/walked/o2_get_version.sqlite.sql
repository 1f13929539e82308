-- Reads the answer.
SELECT '{"type":"AgentVersion","agent":' || coalesce((
  SELECT printf('{"id":"%s","archived":%s,"archived_at":%s,"created_at":"%s","updated_at":"%s"}', r3.id, coalesce(('"' || r3.archived_at) || '"', 'null'), coalesce(('"' || r3.archived_at) || '"', 'null'), r3.created_at, r3.updated_at) AS anon_2
  FROM agent AS r3
  WHERE r3.id = r1.agent_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"name":' || json_quote(r1.name) || ',"description":' || json_quote(r1.description) || ',"model":' || r1.models || ',"system":' || json_quote(r1.instructions) || ',"environment_id":' || coalesce((
  SELECT '{"id":"' || r4.id || '"}' AS anon_4
  FROM environment AS r4
  WHERE r4.id = r1.environment_id AND r4.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || ',"harness":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"metadata":' || r1.metadata || ',"version":' || coalesce(r1.number, 'null') || ',"tools":' || (
  SELECT '{"nodes":[' || coalesce(group_concat('{"sent":' || coalesce((r5p.extensions -> ?) -> ?, 'null') || '}', ','), '') || ']}' AS anon_6
  FROM (
    SELECT r5.extensions AS extensions, r5.kind AS kind, r5.position AS position, r5.id AS id
    FROM link AS r5
    WHERE r5.kind IN (
      SELECT value
      FROM json_each(?) AS anon_7
    ) AND r5.agent_version_id = r1.id AND r5.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_8
    )
    ORDER BY r5.kind ASC, r5.position ASC, r5.id ASC
    LIMIT ? OFFSET ?
  ) AS r5p
) || ',"skills":' || (
  SELECT '{"nodes":[' || coalesce(group_concat('{"skill":' || coalesce((
    SELECT '{"skill_id":' || json_quote(r7.handle) || '}' AS anon_10
    FROM skill AS r7
    WHERE r7.id = r6p.target_id AND r7.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_11
    )
  ), 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r6p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"version":' || coalesce(r6p.settings -> '$."version"', 'null') || '}' END || '}', ','), '') || ']}' AS anon_9
  FROM (
    SELECT r6.target_id AS target_id, r6.settings AS settings, r6.position AS position, r6.id AS id
    FROM link AS r6
    WHERE r6.kind = ? AND r6.agent_version_id = r1.id AND r6.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_12
    )
    ORDER BY r6.position ASC, r6.id ASC
    LIMIT ? OFFSET ?
  ) AS r6p
) || ',"mcp_servers":' || (
  SELECT '{"nodes":[' || coalesce(group_concat('{"inline":' || coalesce(r8p.inline, 'null') || ',"mcpServer":' || coalesce((
    SELECT printf('{"name":%s,"url":%s}', json_quote(r9.name), json_quote(r9.url)) AS anon_14
    FROM mcp_server AS r9
    WHERE r9.id = r8p.target_id AND r9.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_15
    )
  ), 'null') || '}', ','), '') || ']}' AS anon_13
  FROM (
    SELECT r8.inline AS inline, r8.target_id AS target_id, r8.position AS position, r8.id AS id
    FROM link AS r8
    WHERE r8.kind = ? AND r8.agent_version_id = r1.id AND r8.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_16
    )
    ORDER BY r8.position ASC, r8.id ASC
    LIMIT ? OFFSET ?
  ) AS r8p
) || ',"memory_store_id":' || (
  SELECT '{"nodes":[' || coalesce(group_concat('{"memoryStore":' || coalesce((
    SELECT '{"id":"' || r11.id || '"}' AS anon_18
    FROM memory_store AS r11
    WHERE r11.id = r10p.target_id AND r11.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_19
    )
  ), 'null') || '}', ','), '') || ']}' AS anon_17
  FROM (
    SELECT r10.target_id AS target_id, r10.position AS position, r10.id AS id
    FROM link AS r10
    WHERE r10.kind = ? AND r10.agent_version_id = r1.id AND r10.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_20
    )
    ORDER BY r10.position ASC, r10.id ASC
    LIMIT ? OFFSET ?
  ) AS r10p
) || '}' AS anon_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_1
FROM agent_version AS r1
WHERE r1.agent_id = (
  SELECT r2.id
  FROM agent AS r2
  WHERE r2.id = ? AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_21
  )
  LIMIT 1 OFFSET ?
) AND r1.number = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_22
)
ORDER BY coalesce(r1.workspace_id = ?, 0) DESC
LIMIT 2 OFFSET ?;
