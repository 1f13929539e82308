SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = $1::VARCHAR COLLATE "C" AND agent.workspace_id = any($2::TEXT[])
ORDER BY agent.id;

SELECT variation.id, variation.workspace_id, variation.name, variation.description, variation.labels, variation.external_id, variation.handle, variation.extensions, variation.created_by, variation.owner_id, variation.created_at, variation.updated_at, variation.archived_at, variation.deleted_at, variation.retention_tier, variation.agent_id, variation.agent_version_id, variation.weight, variation.feedback_count, variation.gain_millis
FROM variation
WHERE variation.id = $1::VARCHAR COLLATE "C" AND variation.workspace_id = any($2::TEXT[])
ORDER BY variation.id;

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = $1::VARCHAR COLLATE "C";

SELECT memory_store.id, memory_store.workspace_id, memory_store.name, memory_store.description, memory_store.labels, memory_store.external_id, memory_store.handle, memory_store.extensions, memory_store.created_by, memory_store.owner_id, memory_store.created_at, memory_store.updated_at, memory_store.archived_at, memory_store.deleted_at, memory_store.retention_tier, memory_store.kind, memory_store.agent_id, memory_store.episodic_key, memory_store.managed, memory_store.embedder, memory_store.expires_at, memory_store.last_used_at
FROM memory_store
WHERE memory_store.handle = $1::VARCHAR COLLATE "C" AND memory_store.workspace_id = any($2::TEXT[])
ORDER BY memory_store.id;

SELECT memory_store.id, memory_store.workspace_id, memory_store.name, memory_store.description, memory_store.labels, memory_store.external_id, memory_store.handle, memory_store.extensions, memory_store.created_by, memory_store.owner_id, memory_store.created_at, memory_store.updated_at, memory_store.archived_at, memory_store.deleted_at, memory_store.retention_tier, memory_store.kind, memory_store.agent_id, memory_store.episodic_key, memory_store.managed, memory_store.embedder, memory_store.expires_at, memory_store.last_used_at
FROM memory_store
WHERE memory_store.handle = $1::VARCHAR COLLATE "C" AND memory_store.workspace_id = any($2::TEXT[])
ORDER BY memory_store.id;

SELECT model.id, model.workspace_id, model.model_provider_id, model.created_at, model.updated_at, model.name, model.handle, model.family, model.label, model.enabled, model.seeded, model.input_price, model.output_price, model.cache_read_price, model.cache_write_price, model.max_input_tokens, model.max_output_tokens, model.labels, model.extensions, model.external_id, model_provider.protocol
FROM model
JOIN model_provider ON model_provider.id = model.model_provider_id
WHERE model.workspace_id = $1::VARCHAR COLLATE "C" AND model_provider.deleted_at IS NULL AND (model.external_id = any($2::TEXT[]) OR model.handle = any($2::TEXT[]) OR model.id = any($2::TEXT[]) OR model.name = any($2::TEXT[]))
ORDER BY model.created_at, model.id;

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = $1::VARCHAR COLLATE "C"
ORDER BY link.kind, link.position;

SELECT memory_store.id, memory_store.workspace_id, memory_store.name, memory_store.description, memory_store.labels, memory_store.external_id, memory_store.handle, memory_store.extensions, memory_store.created_by, memory_store.owner_id, memory_store.created_at, memory_store.updated_at, memory_store.archived_at, memory_store.deleted_at, memory_store.retention_tier, memory_store.kind, memory_store.agent_id, memory_store.episodic_key, memory_store.managed, memory_store.embedder, memory_store.expires_at, memory_store.last_used_at
FROM memory_store
WHERE memory_store.id = any($1::TEXT[])
ORDER BY memory_store.created_at, memory_store.id;

SELECT webhook_endpoint.id, webhook_endpoint.types
FROM webhook_endpoint
WHERE webhook_endpoint.workspace_id = $1::VARCHAR COLLATE "C" AND (webhook_endpoint.agent_id IS NULL OR webhook_endpoint.agent_id = $2::VARCHAR COLLATE "C") AND webhook_endpoint.enabled AND webhook_endpoint.deleted_at IS NULL AND webhook_endpoint.archived_at IS NULL
ORDER BY webhook_endpoint.created_at, webhook_endpoint.id;

INSERT INTO session(id, workspace_id, agent_id, agent_version_id, variation_id, environment_id, parent_id, parent_tool_call_id, thread, of_draft, title, external_id, labels, extensions, end_user_id, variables, secrets, secret_names, snapshot, seq, context_window_id, created_by, owner_id, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::VARCHAR COLLATE "C", $10::BOOLEAN, $11::VARCHAR COLLATE "C", $12::VARCHAR COLLATE "C", $13::JSON, $14::JSON, $15::VARCHAR COLLATE "C", $16::JSON, $17::JSON, $18::JSON, $19::JSON, $20::BIGINT, $21::VARCHAR COLLATE "C", $22::VARCHAR COLLATE "C", $23::VARCHAR COLLATE "C", $24::TIMESTAMP WITH TIME ZONE, $25::TIMESTAMP WITH TIME ZONE) ON CONFLICT (agent_id, workspace_id, thread)
WHERE closed_at IS NULL AND deleted_at IS NULL DO NOTHING RETURNING session.id, session.workspace_id, session.agent_id, session.agent_version_id, session.variation_id, session.environment_id, session.parent_id, session.parent_tool_call_id, session.thread, session.of_draft, session.title, session.external_id, session.labels, session.extensions, session.end_user_id, session.variables, session.secrets, session.secret_names, session.snapshot, session.seq, session.context_window_id, session.input_tokens, session.output_tokens, session.cache_read_tokens, session.cache_write_tokens, session.tool_call_count, session.created_by, session.owner_id, session.closed_at, session.close_reason, session.archived_at, session.deleted_at, session.retention_tier, session.created_at, session.updated_at;

INSERT INTO context_window(id, workspace_id, session_id, created_at, updated_at, number, first_seq, input_tokens, output_tokens, strategies, pending) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::TIMESTAMP WITH TIME ZONE, $5::TIMESTAMP WITH TIME ZONE, $6::BIGINT, $7::BIGINT, $8::BIGINT, $9::BIGINT, $10::JSON, $11::BOOLEAN);

DELETE
FROM link
WHERE link.id = any($1::TEXT[]);

INSERT INTO link(id, workspace_id, stable_id, session_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::JSON, $8::BIGINT, $9::JSON, $10::VARCHAR COLLATE "C", $11::JSON, $12::VARCHAR COLLATE "C", $13::TIMESTAMP WITH TIME ZONE, $14::TIMESTAMP WITH TIME ZONE);

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

SELECT session.id, session.workspace_id, session.agent_id, session.agent_version_id, session.variation_id, session.environment_id, session.parent_id, session.parent_tool_call_id, session.thread, session.of_draft, session.title, session.external_id, session.labels, session.extensions, session.end_user_id, session.variables, session.secrets, session.secret_names, session.snapshot, session.seq, session.context_window_id, session.input_tokens, session.output_tokens, session.cache_read_tokens, session.cache_write_tokens, session.tool_call_count, session.created_by, session.owner_id, session.closed_at, session.close_reason, session.archived_at, session.deleted_at, session.retention_tier, session.created_at, session.updated_at
FROM session
WHERE session.id = $1::VARCHAR COLLATE "C" AND session.workspace_id = any($2::TEXT[])
ORDER BY session.id FOR NO KEY UPDATE;

SELECT run.id, run.workspace_id, run.session_id, run.agent_id, run.agent_version_id, run.number, run.status, run.epoch, run.worker, run.heartbeat_at, run.input, run.overrides, run.callback_url, run.trigger, run.parent_run_id, run.waiting_for, run.resumptions, run.resumed_at, run.extensions, run.output, run.error, run.usage, run.turns, run.cancel_requested_at, run.cancel_reason, run.created_by, run.started_at, run.finished_at, run.created_at, run.updated_at
FROM run
WHERE run.session_id = $1::VARCHAR COLLATE "C" AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
ORDER BY run.number FOR UPDATE;

SELECT coalesce(max(run.number), $1::INTEGER) AS number
FROM run
WHERE run.session_id = $2::VARCHAR COLLATE "C";

INSERT INTO run(id, workspace_id, session_id, agent_id, agent_version_id, number, status, epoch, input, overrides, callback_url, trigger, parent_run_id, waiting_for, resumptions, extensions, usage, turns, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::BIGINT, $7::VARCHAR COLLATE "C", $8::BIGINT, $9::JSON, $10::JSON, $11::VARCHAR COLLATE "C", $12::VARCHAR COLLATE "C", $13::VARCHAR COLLATE "C", $14::JSON, $15::BIGINT, $16::JSON, $17::JSON, $18::BIGINT, $19::VARCHAR COLLATE "C", $20::TIMESTAMP WITH TIME ZONE, $21::TIMESTAMP WITH TIME ZONE);

UPDATE session SET seq= (session.seq + $1::BIGINT), input_tokens= (session.input_tokens + $2::BIGINT), output_tokens= (session.output_tokens + $3::BIGINT), cache_read_tokens= (session.cache_read_tokens + $4::BIGINT), cache_write_tokens= (session.cache_write_tokens + $5::BIGINT), tool_call_count= (session.tool_call_count + $6::BIGINT), updated_at=$7::TIMESTAMP
WITH TIME ZONE
WHERE session.id = $8::VARCHAR COLLATE "C" RETURNING session.id, session.seq, session.workspace_id, session.agent_id, session.context_window_id, session.tool_call_count, EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE session.workspace_id = webhook_endpoint.workspace_id AND webhook_endpoint.enabled AND webhook_endpoint.deleted_at IS NULL AND webhook_endpoint.archived_at IS NULL
) AS heard;

INSERT INTO event(id, workspace_id, session_id, run_id, context_window_id, seq, kind, payload, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::BIGINT, $7::VARCHAR COLLATE "C", $8::JSON, $9::TIMESTAMP WITH TIME ZONE);

-- Reads the answer.
SELECT concat('{"input":', CASE WHEN (coalesce(coalesce(CAST (r1.input AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"initialMessage":', coalesce(CAST (r1.input -> 'text' AS VARCHAR), 'null'), '}') END, ',"session":', coalesce((
  SELECT concat('{"id":"', r2.id, '","externalId":', coalesce(CAST (to_json(r2.external_id) AS VARCHAR), 'null'), ',"labels":', CAST (r2.labels AS VARCHAR), ',"createdAt":"', to_char(r2.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","instructions":', coalesce(CAST (r2.snapshot -> 'instructions' AS VARCHAR), 'null'), ',"data":', coalesce(CAST (r2.variables -> $1::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"agent":', coalesce((
    SELECT concat('{"id":"', r3.id, '","name":', CAST (to_json(r3.name) AS VARCHAR), '}') AS anon_3
    FROM agent AS r3
    WHERE r3.id = r2.agent_id AND r3.workspace_id = any($2::TEXT[])
  ), 'null'), ',"variation":', coalesce((
    SELECT concat('{"id":"', r4.id, '","name":', CAST (to_json(r4.name) AS VARCHAR), '}') AS anon_4
    FROM variation AS r4
    WHERE r4.id = r2.variation_id AND r4.workspace_id = any($2::TEXT[])
  ), 'null'), ',"parent":', coalesce((
    SELECT concat('{"parentObjectiveId":"', r5.id, '"}') AS anon_5
    FROM session AS r5
    WHERE r5.id = r2.parent_id AND r5.workspace_id = any($2::TEXT[])
  ), 'null'), ',"links":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"memoryStore":', coalesce((
      SELECT concat('{"memoryLayerId":"', r7.id, '"}') AS anon_7
      FROM memory_store AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id = any($2::TEXT[])
    ), 'null'), ',"settings":', CASE WHEN (coalesce(coalesce(CAST (r6p.settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"memoryEntryId":', coalesce(CAST (r6p.settings -> 'entryKey' AS VARCHAR), 'null'), '}') END, '}'), ',' ORDER BY r6p.position ASC, r6p.id ASC), ''), ']}') AS anon_6
    FROM (
      SELECT r6.target_id AS target_id, r6.settings AS settings, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind = $3::VARCHAR COLLATE "C" AND r6.session_id = r2.id AND r6.workspace_id = any($2::TEXT[])
      ORDER BY r6.position ASC, r6.id ASC
      LIMIT $4::BIGINT
    ) AS r6p
  ), ',"outcome":', coalesce(('"' || (
    SELECT run.status
    FROM run
    WHERE run.session_id = r2.id
    ORDER BY run.number DESC
    LIMIT 1
  )) || '"', 'null'), '}') AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id = any($2::TEXT[])
), 'null'), '}') AS anon_1
FROM run AS r1
WHERE r1.id = $5::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
LIMIT 1;
