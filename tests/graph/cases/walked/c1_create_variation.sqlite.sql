SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = ? AND agent.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY agent.id;

SELECT count(*) AS n
FROM variation
WHERE variation.agent_id = ?;

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

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.external_id = ? AND tool.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY tool.id;

SELECT tool_set.id, tool_set.workspace_id, tool_set.name, tool_set.description, tool_set.labels, tool_set.external_id, tool_set.handle, tool_set.extensions, tool_set.created_by, tool_set.owner_id, tool_set.created_at, tool_set.updated_at, tool_set.archived_at, tool_set.deleted_at, tool_set.retention_tier, tool_set.kind, tool_set.base_url, tool_set.headers, tool_set.sealed, tool_set.secret_id, tool_set.agent_id, tool_set.include, tool_set.exclude, tool_set.approval, tool_set.managed, tool_set.sync_status, tool_set.sync_error, tool_set.sync_failures, tool_set.sync_due_at, tool_set.synced_at
FROM tool_set
WHERE tool_set.handle = ? AND tool_set.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY tool_set.id;

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

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

INSERT INTO variation(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, agent_id, agent_version_id, weight, feedback_count, gain_millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING id;

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
SELECT '{"id":"' || r1.id || '","workspace":' || coalesce((
  SELECT '{"account":' || coalesce((
    SELECT '{"accountId":"' || r3.id || '"}' AS anon_3
    FROM account AS r3
    WHERE r3.id = r2.account_id AND r3.id = ?
  ), 'null') || ',"workspaceId":"' || r2.id || '"}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_4
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || ',"createdBy":' || coalesce((
  SELECT '{"profileId":"' || r4.id || '"}' AS anon_5
  FROM principal AS r4
  WHERE r4.id = r1.created_by AND r4.account_id = ?
), 'null') || ',"name":' || json_quote(r1.name) || ',"createdAt":"' || r1.created_at || '","externalId":' || json_quote(r1.external_id) || ',"labels":' || r1.labels || ',"description":' || json_quote(r1.description) || ',"weight":' || r1.weight || ',"agentVersion":' || coalesce((
  SELECT '{"prompt":' || json_quote(r5.instructions) || ',"limits":' || CASE WHEN (coalesce(coalesce(r5.limits, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"maxSubObjectives":%s,"maxToolCalls":%s}', coalesce(r5.limits -> '$."maxChildSessions"', 'null'), coalesce(r5.limits -> '$."maxToolCalls"', 'null')) END || ',"models":' || r5.models || ',"modelSettings":' || CASE WHEN (coalesce(coalesce(r5.model_settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"temperature":' || coalesce(r5.model_settings -> '$."temperature"', 'null') || '}' END || ',"compaction":' || CASE WHEN (coalesce(coalesce(r5.compaction, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"threshold":%s,"summarization":%s,"clearing":%s}', coalesce(r5.compaction -> '$."threshold"', 'null'), CASE WHEN (coalesce(r5.compaction -> '$."summarization"', 'null') = 'null') THEN 'null' ELSE '{"instructions":' || coalesce(r5.compaction -> '$."summarization"."instructions"', 'null') || '}' END, CASE WHEN (coalesce(r5.compaction -> '$."clearing"', 'null') = 'null') THEN 'null' ELSE '{"preserveRecentResults":' || coalesce(r5.compaction -> '$."clearing"."keep"', 'null') || '}' END) END || ',"toolSelection":' || CASE WHEN (coalesce(coalesce(r5.tool_selection, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"allowDiscovery":%s,"hints":%s,"maxTools":%s}', coalesce(r5.tool_selection -> '$."allowDiscovery"', 'null'), coalesce(r5.tool_selection -> '$."hints"', 'null'), coalesce(r5.tool_selection -> '$."maxTools"', 'null')) END || ',"episodicMemory":' || CASE WHEN (coalesce(coalesce(r5.episodic_memory, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"enableEpisodicMemory":%s,"episodicMemoryTtl":%s}', coalesce(r5.episodic_memory -> '$."enabled"', 'null'), coalesce(r5.episodic_memory -> '$."ttlSeconds"', 'null')) END || ',"assignments":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"id":"' || r6p.stable_id || '","tool":' || coalesce((
      SELECT printf('{"id":"%s","name":%s}', r7.id, json_quote(r7.name)) AS anon_8
      FROM tool AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_9
      )
    ), 'null') || ',"toolSet":' || coalesce((
      SELECT printf('{"id":"%s","name":%s}', r8.id, json_quote(r8.name)) AS anon_10
      FROM tool_set AS r8
      WHERE r8.id = r6p.target_id AND r8.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_11
      )
    ), 'null') || ',"agent":' || coalesce((
      SELECT printf('{"id":"%s","name":%s}', r9.id, json_quote(r9.name)) AS anon_12
      FROM agent AS r9
      WHERE r9.id = r6p.target_id AND r9.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_13
      )
    ), 'null') || '}', ','), '') || ']}' AS anon_7
    FROM (
      SELECT r6.stable_id AS stable_id, r6.target_id AS target_id, r6.kind AS kind, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind IN (
        SELECT value
        FROM json_each(?) AS anon_14
      ) AND r6.agent_version_id = r5.id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_15
      )
      ORDER BY r6.kind ASC, r6.position ASC, r6.id ASC
      LIMIT ? OFFSET ?
    ) AS r6p
  ) || '}' AS anon_6
  FROM agent_version AS r5
  WHERE r5.id = r1.agent_version_id AND r5.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_16
  )
), 'null') || ',"feedbackCount":' || r1.feedback_count || ',"score":' || coalesce(real_text(CASE WHEN (r1.feedback_count = 0) THEN NULL ELSE CAST (1000 + r1.gain_millis AS REAL) / ((1000 * (2 + r1.feedback_count)) + 0.0) END), 'null') || '}' AS anon_1
FROM variation AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_17
)
LIMIT 1 OFFSET ?;
