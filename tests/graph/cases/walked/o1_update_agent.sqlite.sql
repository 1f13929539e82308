SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = ? AND agent.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY agent.id;

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = ?;

SELECT model.id, model.workspace_id, model.model_provider_id, model.created_at, model.updated_at, model.name, model.handle, model.family, model.label, model.enabled, model.seeded, model.input_price, model.output_price, model.cache_read_price, model.cache_write_price, model.max_input_tokens, model.max_output_tokens, model.labels, model.extensions, model.external_id, model_provider.protocol
FROM model
JOIN model_provider ON model_provider.id = model.model_provider_id
WHERE model.workspace_id = ? AND model_provider.deleted_at IS NULL AND (model.external_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
) OR model.handle IN (
  SELECT value
  FROM json_each(?) AS anon_2
) OR model.id IN (
  SELECT value
  FROM json_each(?) AS anon_3
) OR model.name IN (
  SELECT value
  FROM json_each(?) AS anon_4
))
ORDER BY model.created_at, model.id;

SELECT tool_set.id, tool_set.workspace_id, tool_set.name, tool_set.description, tool_set.labels, tool_set.external_id, tool_set.handle, tool_set.extensions, tool_set.created_by, tool_set.owner_id, tool_set.created_at, tool_set.updated_at, tool_set.archived_at, tool_set.deleted_at, tool_set.retention_tier, tool_set.kind, tool_set.base_url, tool_set.headers, tool_set.sealed, tool_set.secret_id, tool_set.agent_id, tool_set.include, tool_set.exclude, tool_set.approval, tool_set.managed, tool_set.sync_status, tool_set.sync_error, tool_set.sync_failures, tool_set.sync_due_at, tool_set.synced_at
FROM tool_set
WHERE tool_set.handle = ? AND tool_set.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY tool_set.id;

SELECT skill.id, skill.workspace_id, skill.name, skill.description, skill.labels, skill.external_id, skill.handle, skill.extensions, skill.created_by, skill.owner_id, skill.created_at, skill.updated_at, skill.archived_at, skill.deleted_at, skill.retention_tier, skill.version_id, skill.number, skill.digest
FROM skill
WHERE skill.handle = ? AND skill.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY skill.id;

UPDATE agent SET extensions=?, updated_at=?
WHERE agent.id = ?;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = ?;

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = ?
ORDER BY link.kind, link.position;

SELECT coalesce(max(agent_version.number), ?) AS number
FROM agent_version
WHERE agent_version.agent_id = ?;

INSERT INTO agent_version(id, workspace_id, agent_id, state, number, base_version_id, name, description, metadata, instructions, models, limits, model_settings, input_schema, input_schema_id, output_schema, output_schema_id, environment_id, compaction, tool_selection, episodic_memory, extensions, bindings, note, published_at, published_by, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

DELETE
FROM link
WHERE link.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
);

INSERT INTO link(id, workspace_id, stable_id, agent_version_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

UPDATE agent SET updated_at=?, default_version_id=?
WHERE agent.id = ?;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

-- Reads the answer.
SELECT '{"defaultVersion":' || coalesce((
  SELECT '{"type":"AgentVersion","agent":' || coalesce((
    SELECT printf('{"id":"%s","archived":%s,"archived_at":%s,"created_at":"%s","updated_at":"%s"}', r3.id, coalesce(('"' || r3.archived_at) || '"', 'null'), coalesce(('"' || r3.archived_at) || '"', 'null'), r3.created_at, r3.updated_at) AS anon_3
    FROM agent AS r3
    WHERE r3.id = r2.agent_id AND r3.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_4
    )
  ), 'null') || ',"name":' || json_quote(r2.name) || ',"description":' || json_quote(r2.description) || ',"model":' || r2.models || ',"system":' || json_quote(r2.instructions) || ',"environment_id":' || coalesce((
    SELECT '{"id":"' || r4.id || '"}' AS anon_5
    FROM environment AS r4
    WHERE r4.id = r2.environment_id AND r4.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_6
    )
  ), 'null') || ',"harness":' || coalesce((r2.extensions -> ?) -> ?, 'null') || ',"metadata":' || r2.metadata || ',"version":' || coalesce(r2.number, 'null') || ',"tools":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"sent":' || coalesce((r5p.extensions -> ?) -> ?, 'null') || '}', ','), '') || ']}' AS anon_7
    FROM (
      SELECT r5.extensions AS extensions, r5.kind AS kind, r5.position AS position, r5.id AS id
      FROM link AS r5
      WHERE r5.kind IN (
        SELECT value
        FROM json_each(?) AS anon_8
      ) AND r5.agent_version_id = r2.id AND r5.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_9
      )
      ORDER BY r5.kind ASC, r5.position ASC, r5.id ASC
      LIMIT ? OFFSET ?
    ) AS r5p
  ) || ',"skills":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"skill":' || coalesce((
      SELECT '{"skill_id":' || json_quote(r7.handle) || '}' AS anon_11
      FROM skill AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_12
      )
    ), 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r6p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"version":' || coalesce(r6p.settings -> '$."version"', 'null') || '}' END || '}', ','), '') || ']}' AS anon_10
    FROM (
      SELECT r6.target_id AS target_id, r6.settings AS settings, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind = ? AND r6.agent_version_id = r2.id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_13
      )
      ORDER BY r6.position ASC, r6.id ASC
      LIMIT ? OFFSET ?
    ) AS r6p
  ) || ',"mcp_servers":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"inline":' || coalesce(r8p.inline, 'null') || ',"mcpServer":' || coalesce((
      SELECT printf('{"name":%s,"url":%s}', json_quote(r9.name), json_quote(r9.url)) AS anon_15
      FROM mcp_server AS r9
      WHERE r9.id = r8p.target_id AND r9.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_16
      )
    ), 'null') || '}', ','), '') || ']}' AS anon_14
    FROM (
      SELECT r8.inline AS inline, r8.target_id AS target_id, r8.position AS position, r8.id AS id
      FROM link AS r8
      WHERE r8.kind = ? AND r8.agent_version_id = r2.id AND r8.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_17
      )
      ORDER BY r8.position ASC, r8.id ASC
      LIMIT ? OFFSET ?
    ) AS r8p
  ) || ',"memory_store_id":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"memoryStore":' || coalesce((
      SELECT '{"id":"' || r11.id || '"}' AS anon_19
      FROM memory_store AS r11
      WHERE r11.id = r10p.target_id AND r11.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_20
      )
    ), 'null') || '}', ','), '') || ']}' AS anon_18
    FROM (
      SELECT r10.target_id AS target_id, r10.position AS position, r10.id AS id
      FROM link AS r10
      WHERE r10.kind = ? AND r10.agent_version_id = r2.id AND r10.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_21
      )
      ORDER BY r10.position ASC, r10.id ASC
      LIMIT ? OFFSET ?
    ) AS r10p
  ) || '}' AS anon_2
  FROM agent_version AS r2
  WHERE r2.id = r1.default_version_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_22
  )
), 'null') || '}' AS anon_1
FROM agent AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_23
)
LIMIT 1 OFFSET ?;
