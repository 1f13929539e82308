SELECT session.id, session.workspace_id, session.agent_id, session.agent_version_id, session.variation_id, session.environment_id, session.parent_id, session.parent_tool_call_id, session.thread, session.of_draft, session.title, session.external_id, session.labels, session.extensions, session.end_user_id, session.variables, session.secrets, session.secret_names, session.snapshot, session.seq, session.context_window_id, session.input_tokens, session.output_tokens, session.cache_read_tokens, session.cache_write_tokens, session.tool_call_count, session.created_by, session.owner_id, session.closed_at, session.close_reason, session.archived_at, session.deleted_at, session.retention_tier, session.created_at, session.updated_at
FROM session
WHERE session.id = $1::VARCHAR COLLATE "C" AND session.workspace_id = any($2::TEXT[])
ORDER BY session.id FOR NO KEY UPDATE;

SELECT run.id, run.workspace_id, run.session_id, run.agent_id, run.agent_version_id, run.number, run.status, run.epoch, run.worker, run.heartbeat_at, run.input, run.overrides, run.callback_url, run.trigger, run.parent_run_id, run.waiting_for, run.resumptions, run.resumed_at, run.extensions, run.output, run.error, run.usage, run.turns, run.cancel_requested_at, run.cancel_reason, run.created_by, run.started_at, run.finished_at, run.created_at, run.updated_at
FROM run
WHERE run.session_id = $1::VARCHAR COLLATE "C" AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
ORDER BY run.number FOR UPDATE;

UPDATE session SET secrets=$1::JSON, secret_names=$2::JSON, updated_at=$3::TIMESTAMP
WITH TIME ZONE
WHERE session.id = $4::VARCHAR COLLATE "C";

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
SELECT concat('{"events":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"id":"', r2p.id, '","createdAt":"', to_char(r2p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"', CASE WHEN (r2p.kind IN ('InputReceived')) THEN concat(',"content":', coalesce(CAST (r2p.payload -> 'text' AS VARCHAR), 'null')) ELSE '' END, '}'), ',' ORDER BY r2p.seq ASC, r2p.id ASC), ''), ']}') AS anon_2
  FROM (
    SELECT r2.id AS id, r2.created_at AS created_at, r2.kind AS kind, r2.payload AS payload, r2.seq AS seq
    FROM event AS r2
    WHERE true AND r2.run_id = r1.id AND r2.workspace_id = any($1::TEXT[])
    ORDER BY r2.seq ASC, r2.id ASC
    LIMIT $2::BIGINT
  ) AS r2p
), '}') AS anon_1
FROM run AS r1
WHERE r1.id = $3::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
