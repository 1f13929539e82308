-- Besides: 0 of verbs.

SELECT '{"type":"AgentVersion","agent":' || coalesce((
  SELECT '{"id":' || coalesce('"' || r3.id || '"', 'null') || ',"archived":' || coalesce('"' || r3.archived_at || '"', 'null') || ',"archived_at":' || coalesce('"' || r3.archived_at || '"', 'null') || ',"created_at":' || coalesce('"' || r3.created_at || '"', 'null') || ',"updated_at":' || coalesce('"' || r3.updated_at || '"', 'null') || '}' AS anon_2
  FROM agent AS r3
  WHERE r3.id = r1.agent_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"name":' || json_quote(r1.name) || ',"description":' || json_quote(r1.description) || ',"model":' || coalesce(r1.models, 'null') || ',"system":' || json_quote(r1.instructions) || ',"environment_id":' || coalesce((
  SELECT '{"id":' || coalesce('"' || r4.id || '"', 'null') || '}' AS anon_4
  FROM environment AS r4
  WHERE r4.id = r1.environment_id AND r4.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || ',"harness":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"metadata":' || coalesce(r1.metadata, 'null') || ',"version":' || coalesce(r1.number, 'null') || ',"tools":' || (
  WITH r5p AS (
    SELECT r5.extensions AS extensions, r5.kind AS kind, r5.position AS position, r5.id AS id
    FROM link AS r5
    WHERE r5.kind IN (
      SELECT value
      FROM json_each(?) AS anon_6
    ) AND r5.agent_version_id = r1.id AND r5.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_7
    )
    ORDER BY r5.kind ASC, r5.position ASC, r5.id ASC
    LIMIT ? OFFSET ?
  ), r5p0 AS (
    SELECT '{"sent":' || coalesce((r5p.extensions -> ?) -> ?, 'null') || '}' AS t
    FROM (
      SELECT *
      FROM r5p
      ORDER BY r5p.kind ASC, r5p.position ASC, r5p.id ASC
      LIMIT ? OFFSET ?
    ) AS r5p
    ORDER BY r5p.kind ASC, r5p.position ASC, r5p.id ASC
  )
  SELECT '{"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
    FROM r5p0
  ) || ']}' AS anon_8
) || ',"skills":' || (
  WITH r6p AS (
    SELECT r6.target_id AS target_id, r6.settings AS settings, r6.position AS position, r6.id AS id
    FROM link AS r6
    WHERE r6.kind = ? AND r6.agent_version_id = r1.id AND r6.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_9
    )
    ORDER BY r6.position ASC, r6.id ASC
    LIMIT ? OFFSET ?
  ), r6p0 AS (
    SELECT '{"skill":' || coalesce((
      SELECT '{"skill_id":' || json_quote(r7.handle) || '}' AS anon_10
      FROM skill AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_11
      )
    ), 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r6p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"version":' || coalesce(r6p.settings -> '$."version"', 'null') || '}' END || '}' AS t
    FROM (
      SELECT *
      FROM r6p
      ORDER BY r6p.position ASC, r6p.id ASC
      LIMIT ? OFFSET ?
    ) AS r6p
    ORDER BY r6p.position ASC, r6p.id ASC
  )
  SELECT '{"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_2
    FROM r6p0
  ) || ']}' AS anon_12
) || ',"mcp_servers":' || (
  WITH r8p AS (
    SELECT r8.inline AS inline, r8.target_id AS target_id, r8.position AS position, r8.id AS id
    FROM link AS r8
    WHERE r8.kind = ? AND r8.agent_version_id = r1.id AND r8.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_13
    )
    ORDER BY r8.position ASC, r8.id ASC
    LIMIT ? OFFSET ?
  ), r8p0 AS (
    SELECT '{"inline":' || coalesce(r8p.inline, 'null') || ',"mcpServer":' || coalesce((
      SELECT '{"name":' || json_quote(r9.name) || ',"url":' || json_quote(r9.url) || '}' AS anon_14
      FROM mcp_server AS r9
      WHERE r9.id = r8p.target_id AND r9.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_15
      )
    ), 'null') || '}' AS t
    FROM (
      SELECT *
      FROM r8p
      ORDER BY r8p.position ASC, r8p.id ASC
      LIMIT ? OFFSET ?
    ) AS r8p
    ORDER BY r8p.position ASC, r8p.id ASC
  )
  SELECT '{"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_3
    FROM r8p0
  ) || ']}' AS anon_16
) || ',"memory_store_id":' || (
  WITH r10p AS (
    SELECT r10.target_id AS target_id, r10.position AS position, r10.id AS id
    FROM link AS r10
    WHERE r10.kind = ? AND r10.agent_version_id = r1.id AND r10.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_17
    )
    ORDER BY r10.position ASC, r10.id ASC
    LIMIT ? OFFSET ?
  ), r10p0 AS (
    SELECT '{"memoryStore":' || coalesce((
      SELECT '{"id":' || coalesce('"' || r11.id || '"', 'null') || '}' AS anon_18
      FROM memory_store AS r11
      WHERE r11.id = r10p.target_id AND r11.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_19
      )
    ), 'null') || '}' AS t
    FROM (
      SELECT *
      FROM r10p
      ORDER BY r10p.position ASC, r10p.id ASC
      LIMIT ? OFFSET ?
    ) AS r10p
    ORDER BY r10p.position ASC, r10p.id ASC
  )
  SELECT '{"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_4
    FROM r10p0
  ) || ']}' AS anon_20
) || '}' AS anon_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_5
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
