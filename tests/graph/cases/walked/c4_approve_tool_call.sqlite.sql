SELECT tool_call.id, tool_call.workspace_id, tool_call.run_id, tool_call.created_at, tool_call.updated_at, tool_call.session_id, tool_call.agent_id, tool_call.tool_id, tool_call.agent_called_id, tool_call.child_session_id, tool_call.message_id, tool_call.provider_call_id, tool_call.position, tool_call.name, tool_call.kind, tool_call.arguments, tool_call.arguments_digest, tool_call.approval, tool_call.status, tool_call.memo, tool_call.decided_by, tool_call.decided_at, tool_call.started_at, tool_call.finished_at, tool_call.expires_at, tool_call.result, tool_call.error, tool_call.idempotency_key
FROM tool_call
WHERE tool_call.id = ? AND tool_call.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY tool_call.id;

SELECT session.id, session.workspace_id, session.agent_id, session.agent_version_id, session.variation_id, session.environment_id, session.parent_id, session.parent_tool_call_id, session.thread, session.of_draft, session.title, session.external_id, session.labels, session.extensions, session.end_user_id, session.variables, session.secrets, session.secret_names, session.snapshot, session.seq, session.context_window_id, session.input_tokens, session.output_tokens, session.cache_read_tokens, session.cache_write_tokens, session.tool_call_count, session.created_by, session.owner_id, session.closed_at, session.close_reason, session.archived_at, session.deleted_at, session.retention_tier, session.created_at, session.updated_at
FROM session
WHERE session.id = ? AND session.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY session.id;

SELECT session.id
FROM session
WHERE session.id = ?;

SELECT tool_call.id, tool_call.workspace_id, tool_call.run_id, tool_call.created_at, tool_call.updated_at, tool_call.session_id, tool_call.agent_id, tool_call.tool_id, tool_call.agent_called_id, tool_call.child_session_id, tool_call.message_id, tool_call.provider_call_id, tool_call.position, tool_call.name, tool_call.kind, tool_call.arguments, tool_call.arguments_digest, tool_call.approval, tool_call.status, tool_call.memo, tool_call.decided_by, tool_call.decided_at, tool_call.started_at, tool_call.finished_at, tool_call.expires_at, tool_call.result, tool_call.error, tool_call.idempotency_key
FROM tool_call
WHERE tool_call.id = ?;

UPDATE session SET seq= (session.seq + ?), input_tokens= (session.input_tokens + ?), output_tokens= (session.output_tokens + ?), cache_read_tokens= (session.cache_read_tokens + ?), cache_write_tokens= (session.cache_write_tokens + ?), tool_call_count= (session.tool_call_count + ?), updated_at=?
WHERE session.id = ? RETURNING id, seq, workspace_id, agent_id, context_window_id, tool_call_count, EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = workspace_id AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

INSERT INTO event(id, workspace_id, session_id, run_id, context_window_id, seq, kind, payload, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

UPDATE tool_call SET updated_at=?, approval=?, status=?, memo=?, decided_by=?, decided_at=?, finished_at=?, expires_at=?
WHERE tool_call.id = ?;

SELECT run.waiting_for, run.status
FROM run
WHERE run.id = ?;

UPDATE run SET waiting_for=?
WHERE run.id = ?;

-- Reads the answer.
SELECT '{"id":"' || r1.id || '","createdAt":"' || r1.created_at || '","arguments":' || r1.arguments || ',"memo":' || json_quote(r1.memo) || ',"result":' || coalesce(r1.result, 'null') || ',"tool":' || coalesce((
  SELECT printf('{"id":"%s","name":%s}', r2.id, json_quote(r2.name)) AS anon_2
  FROM tool AS r2
  WHERE r2.id = r1.tool_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"decidedBy":' || coalesce((
  SELECT printf('{"id":"%s","name":%s}', r3.id, json_quote(r3.name)) AS anon_4
  FROM principal AS r3
  WHERE r3.id = r1.decided_by AND r3.account_id = ?
), 'null') || ',"status":"' || r1.approval || '","executionStatus":"' || r1.status || '"}' AS anon_1
FROM tool_call AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_5
)
LIMIT 1 OFFSET ?;
