SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = ? AND agent.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY agent.id;

SELECT variation.id, variation.workspace_id, variation.name, variation.description, variation.labels, variation.external_id, variation.handle, variation.extensions, variation.created_by, variation.owner_id, variation.created_at, variation.updated_at, variation.archived_at, variation.deleted_at, variation.retention_tier, variation.agent_id, variation.agent_version_id, variation.weight, variation.feedback_count, variation.gain_millis
FROM variation
WHERE variation.agent_id = ? AND variation.archived_at IS NULL AND variation.deleted_at IS NULL
ORDER BY variation.id;

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = ?;

SELECT secret.id, secret.workspace_id, secret.name, secret.description, secret.labels, secret.external_id, secret.handle, secret.extensions, secret.created_by, secret.owner_id, secret.created_at, secret.updated_at, secret.archived_at, secret.deleted_at, secret.retention_tier, secret.account_id, secret.number, secret.kind, secret.parent_id, secret.hosts, secret.settings, secret.sealed, secret.sealed_with, secret.expires_at, secret.rotated_at, secret.last_used_at
FROM secret
WHERE secret.handle = ? AND secret.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY secret.id;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = ? AND upload.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY upload.id;

UPDATE upload SET status=?, consumed_by=?, updated_at=?
WHERE upload.id = ? AND upload.status = ? AND upload.expires_at > ? RETURNING id, workspace_id, name, media_type, size, sha256, status, blob, expires_at, consumed_by, labels, external_id, extensions, created_by, created_at, updated_at;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

INSERT INTO file(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, media_type, size, sha256, session_id, mount_path, downloadable, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING id;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

SELECT memory_store.id, memory_store.workspace_id, memory_store.name, memory_store.description, memory_store.labels, memory_store.external_id, memory_store.handle, memory_store.extensions, memory_store.created_by, memory_store.owner_id, memory_store.created_at, memory_store.updated_at, memory_store.archived_at, memory_store.deleted_at, memory_store.retention_tier, memory_store.kind, memory_store.agent_id, memory_store.episodic_key, memory_store.managed, memory_store.embedder, memory_store.expires_at, memory_store.last_used_at
FROM memory_store
WHERE memory_store.handle = ? AND memory_store.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY memory_store.id;

SELECT environment.id, environment.workspace_id, environment.name, environment.description, environment.labels, environment.external_id, environment.handle, environment.extensions, environment.created_by, environment.owner_id, environment.created_at, environment.updated_at, environment.archived_at, environment.deleted_at, environment.retention_tier, environment.base_image, environment.packages, environment.network, environment.variables, environment.status, environment.build_error, environment.digest
FROM environment
WHERE environment.handle = ? AND environment.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY environment.id;

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

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = ?
ORDER BY link.kind, link.position;

SELECT memory_store.id, memory_store.workspace_id, memory_store.name, memory_store.description, memory_store.labels, memory_store.external_id, memory_store.handle, memory_store.extensions, memory_store.created_by, memory_store.owner_id, memory_store.created_at, memory_store.updated_at, memory_store.archived_at, memory_store.deleted_at, memory_store.retention_tier, memory_store.kind, memory_store.agent_id, memory_store.episodic_key, memory_store.managed, memory_store.embedder, memory_store.expires_at, memory_store.last_used_at
FROM memory_store
WHERE memory_store.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY memory_store.created_at, memory_store.id;

SELECT file.id, file.workspace_id, file.name, file.description, file.labels, file.external_id, file.handle, file.extensions, file.created_by, file.owner_id, file.created_at, file.updated_at, file.archived_at, file.deleted_at, file.retention_tier, file.media_type, file.size, file.sha256, file.session_id, file.mount_path, file.downloadable, file.expires_at
FROM file
WHERE file.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY file.created_at, file.id;

SELECT webhook_endpoint.id, webhook_endpoint.types
FROM webhook_endpoint
WHERE webhook_endpoint.workspace_id = ? AND (webhook_endpoint.agent_id IS NULL OR webhook_endpoint.agent_id = ?) AND webhook_endpoint.enabled = 1 AND webhook_endpoint.deleted_at IS NULL AND webhook_endpoint.archived_at IS NULL
ORDER BY webhook_endpoint.created_at, webhook_endpoint.id;

INSERT INTO session(id, workspace_id, agent_id, agent_version_id, variation_id, environment_id, parent_id, parent_tool_call_id, thread, of_draft, title, external_id, labels, extensions, end_user_id, variables, secrets, secret_names, snapshot, seq, context_window_id, created_by, owner_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (agent_id, workspace_id, thread)
WHERE closed_at IS NULL AND deleted_at IS NULL DO NOTHING RETURNING id, workspace_id, agent_id, agent_version_id, variation_id, environment_id, parent_id, parent_tool_call_id, thread, of_draft, title, external_id, labels, extensions, end_user_id, variables, secrets, secret_names, snapshot, seq, context_window_id, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, tool_call_count, created_by, owner_id, closed_at, close_reason, archived_at, deleted_at, retention_tier, created_at, updated_at;

INSERT INTO context_window(id, workspace_id, session_id, created_at, updated_at, number, first_seq, input_tokens, output_tokens, strategies, pending) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

DELETE
FROM link
WHERE link.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
);

INSERT INTO link(id, workspace_id, stable_id, session_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

SELECT session.id, session.workspace_id, session.agent_id, session.agent_version_id, session.variation_id, session.environment_id, session.parent_id, session.parent_tool_call_id, session.thread, session.of_draft, session.title, session.external_id, session.labels, session.extensions, session.end_user_id, session.variables, session.secrets, session.secret_names, session.snapshot, session.seq, session.context_window_id, session.input_tokens, session.output_tokens, session.cache_read_tokens, session.cache_write_tokens, session.tool_call_count, session.created_by, session.owner_id, session.closed_at, session.close_reason, session.archived_at, session.deleted_at, session.retention_tier, session.created_at, session.updated_at
FROM session
WHERE session.id = ? AND session.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY session.id;

SELECT run.id, run.workspace_id, run.session_id, run.agent_id, run.agent_version_id, run.number, run.status, run.epoch, run.worker, run.heartbeat_at, run.input, run.overrides, run.callback_url, run."trigger", run.parent_run_id, run.waiting_for, run.resumptions, run.resumed_at, run.extensions, run.output, run.error, run.usage, run.turns, run.cancel_requested_at, run.cancel_reason, run.created_by, run.started_at, run.finished_at, run.created_at, run.updated_at
FROM run
WHERE run.session_id = ? AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
ORDER BY run.number;

SELECT coalesce(max(run.number), ?) AS number
FROM run
WHERE run.session_id = ?;

INSERT INTO run(id, workspace_id, session_id, agent_id, agent_version_id, number, status, epoch, input, overrides, callback_url, "trigger", parent_run_id, waiting_for, resumptions, extensions, usage, turns, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

UPDATE session SET seq= (session.seq + ?), input_tokens= (session.input_tokens + ?), output_tokens= (session.output_tokens + ?), cache_read_tokens= (session.cache_read_tokens + ?), cache_write_tokens= (session.cache_write_tokens + ?), tool_call_count= (session.tool_call_count + ?), updated_at=?
WHERE session.id = ? RETURNING id, seq, workspace_id, agent_id, context_window_id, tool_call_count, EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = workspace_id AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

INSERT INTO event(id, workspace_id, session_id, run_id, context_window_id, seq, kind, payload, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Reads the answer.
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
      WHERE r6.kind = ? AND r6.target_id IS NOT NULL AND r6.session_id = r2.id AND r6.workspace_id IN (
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
