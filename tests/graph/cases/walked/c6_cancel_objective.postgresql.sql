SELECT session.id, session.workspace_id, session.agent_id, session.agent_version_id, session.variation_id, session.environment_id, session.parent_id, session.parent_tool_call_id, session.thread, session.of_draft, session.title, session.external_id, session.labels, session.extensions, session.end_user_id, session.variables, session.secrets, session.secret_names, session.snapshot, session.seq, session.context_window_id, session.input_tokens, session.output_tokens, session.cache_read_tokens, session.cache_write_tokens, session.tool_call_count, session.created_by, session.owner_id, session.closed_at, session.close_reason, session.archived_at, session.deleted_at, session.retention_tier, session.created_at, session.updated_at
FROM session
WHERE session.id = $1::VARCHAR COLLATE "C" AND session.workspace_id = any($2::TEXT[])
ORDER BY session.id FOR NO KEY UPDATE;

SELECT CASE WHEN (session.closed_at IS NOT NULL) THEN 'CLOSED' ELSE coalesce((
  SELECT run.status
  FROM run
  WHERE session.id = run.session_id AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
  ORDER BY run.number
  LIMIT 1
), 'IDLE') END AS status, (
  SELECT run.status
  FROM run
  WHERE session.id = run.session_id
  ORDER BY run.number DESC
  LIMIT 1
) AS outcome
FROM session
WHERE session.id = $1::VARCHAR COLLATE "C";

SELECT run.id, run.workspace_id, run.session_id, run.agent_id, run.agent_version_id, run.number, run.status, run.epoch, run.worker, run.heartbeat_at, run.input, run.overrides, run.callback_url, run.trigger, run.parent_run_id, run.waiting_for, run.resumptions, run.resumed_at, run.extensions, run.output, run.error, run.usage, run.turns, run.cancel_requested_at, run.cancel_reason, run.created_by, run.started_at, run.finished_at, run.created_at, run.updated_at
FROM run
WHERE run.session_id = $1::VARCHAR COLLATE "C" AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
ORDER BY run.number FOR UPDATE;

UPDATE run SET status=$1::VARCHAR COLLATE "C", epoch=$2::BIGINT, output=$3::JSON, error=$4::JSON, finished_at=$5::TIMESTAMP
WITH TIME ZONE, updated_at=$5::TIMESTAMP
WITH TIME ZONE
WHERE run.id = $6::VARCHAR COLLATE "C";

UPDATE session SET seq= (session.seq + $1::BIGINT), input_tokens= (session.input_tokens + $2::BIGINT), output_tokens= (session.output_tokens + $3::BIGINT), cache_read_tokens= (session.cache_read_tokens + $4::BIGINT), cache_write_tokens= (session.cache_write_tokens + $5::BIGINT), tool_call_count= (session.tool_call_count + $6::BIGINT), updated_at=$7::TIMESTAMP
WITH TIME ZONE
WHERE session.id = $8::VARCHAR COLLATE "C" RETURNING session.id, session.seq, session.workspace_id, session.agent_id, session.context_window_id, session.tool_call_count, EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE session.workspace_id = webhook_endpoint.workspace_id AND webhook_endpoint.enabled AND webhook_endpoint.deleted_at IS NULL AND webhook_endpoint.archived_at IS NULL
) AS heard;

INSERT INTO event(id, workspace_id, session_id, run_id, context_window_id, seq, kind, payload, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::BIGINT, $7::VARCHAR COLLATE "C", $8::JSON, $9::TIMESTAMP WITH TIME ZONE);

UPDATE tool_call SET updated_at=$1::TIMESTAMP
WITH TIME ZONE, status=$2::VARCHAR COLLATE "C", finished_at=$1::TIMESTAMP
WITH TIME ZONE, expires_at=$3::TIMESTAMP
WITH TIME ZONE
WHERE tool_call.run_id = $4::VARCHAR COLLATE "C" AND tool_call.finished_at IS NULL;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

UPDATE session SET closed_at=$1::TIMESTAMP
WITH TIME ZONE, close_reason=$2::VARCHAR COLLATE "C"
WHERE session.id = $3::VARCHAR COLLATE "C";

UPDATE session SET seq= (session.seq + $1::BIGINT), input_tokens= (session.input_tokens + $2::BIGINT), output_tokens= (session.output_tokens + $3::BIGINT), cache_read_tokens= (session.cache_read_tokens + $4::BIGINT), cache_write_tokens= (session.cache_write_tokens + $5::BIGINT), tool_call_count= (session.tool_call_count + $6::BIGINT), updated_at=$7::TIMESTAMP
WITH TIME ZONE
WHERE session.id = $8::VARCHAR COLLATE "C" RETURNING session.id, session.seq, session.workspace_id, session.agent_id, session.context_window_id, session.tool_call_count, EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE session.workspace_id = webhook_endpoint.workspace_id AND webhook_endpoint.enabled AND webhook_endpoint.deleted_at IS NULL AND webhook_endpoint.archived_at IS NULL
) AS heard;

INSERT INTO event(id, workspace_id, session_id, run_id, context_window_id, seq, kind, payload, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::BIGINT, $7::VARCHAR COLLATE "C", $8::JSON, $9::TIMESTAMP WITH TIME ZONE);

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

-- Reads the answer.
SELECT concat('{"id":"', r1.id, '","outcome":', coalesce(('"' || (
  SELECT run.status
  FROM run
  WHERE run.session_id = r1.id
  ORDER BY run.number DESC
  LIMIT 1
)) || '"', 'null'), ',"closeReason":', coalesce(CAST (to_json(r1.close_reason) AS VARCHAR), 'null'), '}') AS anon_1
FROM session AS r1
WHERE r1.id = $1::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
LIMIT 1;
