SELECT session.id, session.workspace_id, session.agent_id, session.agent_version_id, session.variation_id, session.environment_id, session.parent_id, session.parent_tool_call_id, session.thread, session.of_draft, session.title, session.external_id, session.labels, session.extensions, session.end_user_id, session.variables, session.secrets, session.secret_names, session.snapshot, session.seq, session.context_window_id, session.input_tokens, session.output_tokens, session.cache_read_tokens, session.cache_write_tokens, session.tool_call_count, session.created_by, session.owner_id, session.closed_at, session.close_reason, session.archived_at, session.deleted_at, session.retention_tier, session.created_at, session.updated_at
FROM session
WHERE session.id = ? AND session.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY session.id;

SELECT CASE WHEN (session.closed_at IS NOT NULL) THEN 'CLOSED' ELSE coalesce((
  SELECT run.status
  FROM run
  WHERE session.id = run.session_id AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
  ORDER BY run.number
  LIMIT 1 OFFSET ?
), 'IDLE') END AS status, (
  SELECT run.status
  FROM run
  WHERE session.id = run.session_id
  ORDER BY run.number DESC
  LIMIT 1 OFFSET ?
) AS outcome
FROM session
WHERE session.id = ?;

SELECT run.id, run.workspace_id, run.session_id, run.agent_id, run.agent_version_id, run.number, run.status, run.epoch, run.worker, run.heartbeat_at, run.input, run.overrides, run.callback_url, run."trigger", run.parent_run_id, run.waiting_for, run.resumptions, run.resumed_at, run.extensions, run.output, run.error, run.usage, run.turns, run.cancel_requested_at, run.cancel_reason, run.created_by, run.started_at, run.finished_at, run.created_at, run.updated_at
FROM run
WHERE run.session_id = ? AND run.status IN ('QUEUED', 'RUNNING', 'WAITING')
ORDER BY run.number;

UPDATE run SET status=?, epoch=?, output=?, error=?, finished_at=?, updated_at=?
WHERE run.id = ?;

UPDATE session SET seq= (session.seq + ?), input_tokens= (session.input_tokens + ?), output_tokens= (session.output_tokens + ?), cache_read_tokens= (session.cache_read_tokens + ?), cache_write_tokens= (session.cache_write_tokens + ?), tool_call_count= (session.tool_call_count + ?), updated_at=?
WHERE session.id = ? RETURNING id, seq, workspace_id, agent_id, context_window_id, tool_call_count, EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = workspace_id AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

INSERT INTO event(id, workspace_id, session_id, run_id, context_window_id, seq, kind, payload, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

UPDATE tool_call SET updated_at=?, status=?, finished_at=?, expires_at=?
WHERE tool_call.run_id = ? AND tool_call.finished_at IS NULL;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

UPDATE session SET closed_at=?, close_reason=?
WHERE session.id = ?;

UPDATE session SET seq= (session.seq + ?), input_tokens= (session.input_tokens + ?), output_tokens= (session.output_tokens + ?), cache_read_tokens= (session.cache_read_tokens + ?), cache_write_tokens= (session.cache_write_tokens + ?), tool_call_count= (session.tool_call_count + ?), updated_at=?
WHERE session.id = ? RETURNING id, seq, workspace_id, agent_id, context_window_id, tool_call_count, EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = workspace_id AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

INSERT INTO event(id, workspace_id, session_id, run_id, context_window_id, seq, kind, payload, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

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
SELECT '{"id":"' || r1.id || '","outcome":' || coalesce(('"' || (
  SELECT run.status
  FROM run
  WHERE run.session_id = r1.id
  ORDER BY run.number DESC
  LIMIT 1 OFFSET ?
)) || '"', 'null') || ',"closeReason":' || json_quote(r1.close_reason) || '}' AS anon_1
FROM session AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
LIMIT 1 OFFSET ?;
