SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = $1::VARCHAR COLLATE "C" AND agent.workspace_id = any($2::TEXT[])
ORDER BY agent.id FOR NO KEY UPDATE;

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = $1::VARCHAR COLLATE "C";

SELECT coalesce(max(agent_version.number), $1::INTEGER) AS number
FROM agent_version
WHERE agent_version.agent_id = $2::VARCHAR COLLATE "C";

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = $1::VARCHAR COLLATE "C"
ORDER BY link.kind, link.position;

SELECT mcp_server.id, mcp_server.workspace_id, mcp_server.name, mcp_server.description, mcp_server.labels, mcp_server.external_id, mcp_server.handle, mcp_server.extensions, mcp_server.created_by, mcp_server.owner_id, mcp_server.created_at, mcp_server.updated_at, mcp_server.archived_at, mcp_server.deleted_at, mcp_server.retention_tier, mcp_server.account_id, mcp_server.number, mcp_server.tool_set_id, mcp_server.transport, mcp_server.url, mcp_server.command, mcp_server.headers, mcp_server.auth, mcp_server.oauth, mcp_server.secret_id, mcp_server.sealed, mcp_server.status, mcp_server.error, mcp_server.checked_at
FROM mcp_server
WHERE mcp_server.id = $1::VARCHAR COLLATE "C" AND mcp_server.workspace_id = any($2::TEXT[])
ORDER BY mcp_server.id;

SELECT mcp_server.id, mcp_server.workspace_id, mcp_server.name, mcp_server.description, mcp_server.labels, mcp_server.external_id, mcp_server.handle, mcp_server.extensions, mcp_server.created_by, mcp_server.owner_id, mcp_server.created_at, mcp_server.updated_at, mcp_server.archived_at, mcp_server.deleted_at, mcp_server.retention_tier, mcp_server.account_id, mcp_server.number, mcp_server.tool_set_id, mcp_server.transport, mcp_server.url, mcp_server.command, mcp_server.headers, mcp_server.auth, mcp_server.oauth, mcp_server.secret_id, mcp_server.sealed, mcp_server.status, mcp_server.error, mcp_server.checked_at
FROM mcp_server
WHERE mcp_server.id = $1::VARCHAR COLLATE "C";

SELECT mcp_server.id, mcp_server.workspace_id, mcp_server.name, mcp_server.description, mcp_server.labels, mcp_server.external_id, mcp_server.handle, mcp_server.extensions, mcp_server.created_by, mcp_server.owner_id, mcp_server.created_at, mcp_server.updated_at, mcp_server.archived_at, mcp_server.deleted_at, mcp_server.retention_tier, mcp_server.account_id, mcp_server.number, mcp_server.tool_set_id, mcp_server.transport, mcp_server.url, mcp_server.command, mcp_server.headers, mcp_server.auth, mcp_server.oauth, mcp_server.secret_id, mcp_server.sealed, mcp_server.status, mcp_server.error, mcp_server.checked_at
FROM mcp_server
WHERE mcp_server.id = $1::VARCHAR COLLATE "C";

DELETE
FROM link
WHERE link.id = any($1::TEXT[]);

UPDATE link SET kind=$1::VARCHAR COLLATE "C", target_id=$2::VARCHAR COLLATE "C", inline=$3::JSON, position=$4::BIGINT, settings=$5::JSON, sealed=$6::VARCHAR COLLATE "C", extensions=$7::JSON, updated_at=$8::TIMESTAMP
WITH TIME ZONE
WHERE link.id = $9::VARCHAR COLLATE "C";

UPDATE agent_version SET state=$1::VARCHAR COLLATE "C", number=$2::BIGINT, name=$3::VARCHAR COLLATE "C", description=$4::VARCHAR COLLATE "C", metadata=$5::JSON, extensions=$6::JSON, bindings=$7::JSON, note=$8::VARCHAR COLLATE "C", published_at=$9::TIMESTAMP
WITH TIME ZONE, published_by=$10::VARCHAR COLLATE "C", updated_at=$11::TIMESTAMP
WITH TIME ZONE
WHERE agent_version.id = $12::VARCHAR COLLATE "C";

UPDATE agent SET updated_at=$1::TIMESTAMP
WITH TIME ZONE, default_version_id=$2::VARCHAR COLLATE "C", draft_version_id=$3::VARCHAR COLLATE "C"
WHERE agent.id = $4::VARCHAR COLLATE "C";

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

SELECT session.id, session.workspace_id, session.agent_id, session.agent_version_id, session.variation_id, session.environment_id, session.parent_id, session.parent_tool_call_id, session.thread, session.of_draft, session.title, session.external_id, session.labels, session.extensions, session.end_user_id, session.variables, session.secrets, session.secret_names, session.snapshot, session.seq, session.context_window_id, session.input_tokens, session.output_tokens, session.cache_read_tokens, session.cache_write_tokens, session.tool_call_count, session.created_by, session.owner_id, session.closed_at, session.close_reason, session.archived_at, session.deleted_at, session.retention_tier, session.created_at, session.updated_at
FROM session
WHERE session.agent_version_id = $1::VARCHAR COLLATE "C" AND session.of_draft AND session.deleted_at IS NULL
ORDER BY session.id FOR NO KEY UPDATE;

SELECT run.id, run.workspace_id, run.session_id, run.agent_id, run.agent_version_id, run.number, run.status, run.epoch, run.worker, run.heartbeat_at, run.input, run.overrides, run.callback_url, run.trigger, run.parent_run_id, run.waiting_for, run.resumptions, run.resumed_at, run.extensions, run.output, run.error, run.usage, run.turns, run.cancel_requested_at, run.cancel_reason, run.created_by, run.started_at, run.finished_at, run.created_at, run.updated_at
FROM run
WHERE run.session_id = $1::VARCHAR COLLATE "C" AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
ORDER BY run.number FOR UPDATE;

UPDATE session SET deleted_at=$1::TIMESTAMP
WITH TIME ZONE, updated_at=$2::TIMESTAMP
WITH TIME ZONE
WHERE session.id = $3::VARCHAR COLLATE "C";

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

-- Reads the answer.
SELECT concat('{"id":"', r1.id, '","name":', CAST (to_json(r1.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r1.description) AS VARCHAR), 'null'), ',"currentVersion":', coalesce((
  SELECT concat('{"runbook_text":', CAST (to_json(r2.instructions) AS VARCHAR), '}') AS anon_2
  FROM agent_version AS r2
  WHERE r2.id = coalesce(r1.draft_version_id, r1.default_version_id) AND r2.workspace_id = any($1::TEXT[])
), 'null'), ',"state":', CASE WHEN ((r1.draft_version_id IS NOT NULL) IS NULL) THEN 'null' WHEN (r1.draft_version_id IS NOT NULL) THEN 'true' ELSE 'false' END, ',"version":', coalesce((
  SELECT concat('{"number":', coalesce(CAST (r3.number AS VARCHAR), 'null'), '}') AS anon_3
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"live_version_id":', coalesce((
  SELECT concat('{"id":"', r4.id, '"}') AS anon_4
  FROM agent_version AS r4
  WHERE r4.id = r1.default_version_id AND r4.workspace_id = any($1::TEXT[])
), 'null'), ',"architecture_name":', coalesce(CAST ((r1.extensions -> $2::VARCHAR COLLATE "C") -> $3::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"architecture_version":', coalesce(CAST ((r1.extensions -> $4::VARCHAR COLLATE "C") -> $5::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"mode":', coalesce(CAST ((r1.extensions -> $6::VARCHAR COLLATE "C") -> $7::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"created_by":', coalesce((
  SELECT concat('{"id":"', r5.id, '"}') AS anon_5
  FROM principal AS r5
  WHERE r5.id = r1.created_by AND r5.account_id = $8::VARCHAR COLLATE "C"
), 'null'), ',"created_at":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updated_at":"', to_char(r1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_1
FROM agent AS r1
WHERE r1.id = $9::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
