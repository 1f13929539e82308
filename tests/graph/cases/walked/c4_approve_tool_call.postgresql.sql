SELECT tool_call.id, tool_call.workspace_id, tool_call.run_id, tool_call.created_at, tool_call.updated_at, tool_call.session_id, tool_call.agent_id, tool_call.tool_id, tool_call.agent_called_id, tool_call.child_session_id, tool_call.message_id, tool_call.provider_call_id, tool_call.position, tool_call.name, tool_call.kind, tool_call.arguments, tool_call.arguments_digest, tool_call.approval, tool_call.status, tool_call.memo, tool_call.decided_by, tool_call.decided_at, tool_call.started_at, tool_call.finished_at, tool_call.expires_at, tool_call.result, tool_call.error, tool_call.idempotency_key
FROM tool_call
WHERE tool_call.id = $1::VARCHAR COLLATE "C" AND tool_call.workspace_id = any($2::TEXT[])
ORDER BY tool_call.id;

SELECT session.id, session.workspace_id, session.agent_id, session.agent_version_id, session.variation_id, session.environment_id, session.parent_id, session.parent_tool_call_id, session.thread, session.of_draft, session.title, session.external_id, session.labels, session.extensions, session.end_user_id, session.variables, session.secrets, session.secret_names, session.snapshot, session.seq, session.context_window_id, session.input_tokens, session.output_tokens, session.cache_read_tokens, session.cache_write_tokens, session.tool_call_count, session.created_by, session.owner_id, session.closed_at, session.close_reason, session.archived_at, session.deleted_at, session.retention_tier, session.created_at, session.updated_at
FROM session
WHERE session.id = $1::VARCHAR COLLATE "C" AND session.workspace_id = any($2::TEXT[])
ORDER BY session.id;

SELECT session.id
FROM session
WHERE session.id = $1::VARCHAR COLLATE "C" FOR UPDATE;

SELECT tool_call.id, tool_call.workspace_id, tool_call.run_id, tool_call.created_at, tool_call.updated_at, tool_call.session_id, tool_call.agent_id, tool_call.tool_id, tool_call.agent_called_id, tool_call.child_session_id, tool_call.message_id, tool_call.provider_call_id, tool_call.position, tool_call.name, tool_call.kind, tool_call.arguments, tool_call.arguments_digest, tool_call.approval, tool_call.status, tool_call.memo, tool_call.decided_by, tool_call.decided_at, tool_call.started_at, tool_call.finished_at, tool_call.expires_at, tool_call.result, tool_call.error, tool_call.idempotency_key
FROM tool_call
WHERE tool_call.id = $1::VARCHAR COLLATE "C";

UPDATE session SET seq= (session.seq + $1::BIGINT), input_tokens= (session.input_tokens + $2::BIGINT), output_tokens= (session.output_tokens + $3::BIGINT), cache_read_tokens= (session.cache_read_tokens + $4::BIGINT), cache_write_tokens= (session.cache_write_tokens + $5::BIGINT), tool_call_count= (session.tool_call_count + $6::BIGINT), updated_at=$7::TIMESTAMP
WITH TIME ZONE
WHERE session.id = $8::VARCHAR COLLATE "C" RETURNING session.id, session.seq, session.workspace_id, session.agent_id, session.context_window_id, session.tool_call_count, EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE session.workspace_id = webhook_endpoint.workspace_id AND webhook_endpoint.enabled AND webhook_endpoint.deleted_at IS NULL AND webhook_endpoint.archived_at IS NULL
) AS heard;

INSERT INTO event(id, workspace_id, session_id, run_id, context_window_id, seq, kind, payload, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::BIGINT, $7::VARCHAR COLLATE "C", $8::JSON, $9::TIMESTAMP WITH TIME ZONE);

UPDATE tool_call SET updated_at=$1::TIMESTAMP
WITH TIME ZONE, approval=$2::VARCHAR COLLATE "C", status=$3::VARCHAR COLLATE "C", memo=$4::VARCHAR COLLATE "C", decided_by=$5::VARCHAR COLLATE "C", decided_at=$1::TIMESTAMP
WITH TIME ZONE, finished_at=$6::TIMESTAMP
WITH TIME ZONE, expires_at=$7::TIMESTAMP
WITH TIME ZONE
WHERE tool_call.id = $8::VARCHAR COLLATE "C";

SELECT run.waiting_for, run.status
FROM run
WHERE run.id = $1::VARCHAR COLLATE "C";

UPDATE run SET waiting_for=$1::JSON
WHERE run.id = $2::VARCHAR COLLATE "C";

-- Reads the answer.
SELECT concat('{"id":"', r1.id, '","createdAt":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","arguments":', CAST (r1.arguments AS VARCHAR), ',"memo":', coalesce(CAST (to_json(r1.memo) AS VARCHAR), 'null'), ',"result":', coalesce(CAST (r1.result AS VARCHAR), 'null'), ',"tool":', coalesce((
  SELECT concat('{"id":"', r2.id, '","name":', CAST (to_json(r2.name) AS VARCHAR), '}') AS anon_2
  FROM tool AS r2
  WHERE r2.id = r1.tool_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), ',"decidedBy":', coalesce((
  SELECT concat('{"id":"', r3.id, '","name":', CAST (to_json(r3.name) AS VARCHAR), '}') AS anon_3
  FROM principal AS r3
  WHERE r3.id = r1.decided_by AND r3.account_id = $2::VARCHAR COLLATE "C"
), 'null'), ',"status":"', r1.approval, '","executionStatus":"', r1.status, '"}') AS anon_1
FROM tool_call AS r1
WHERE r1.id = $3::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
