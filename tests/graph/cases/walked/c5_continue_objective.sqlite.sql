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

UPDATE session SET secrets=?, secret_names=?, updated_at=?
WHERE session.id = ?;

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
SELECT '{"events":' || (
  SELECT '{"nodes":[' || coalesce(group_concat(printf('{"id":"%s","createdAt":"%s"%s}', r2p.id, r2p.created_at, CASE WHEN (r2p.kind IN ('InputReceived')) THEN ',"content":' || coalesce(r2p.payload -> '$."text"', 'null') ELSE '' END), ','), '') || ']}' AS anon_2
  FROM (
    SELECT r2.id AS id, r2.created_at AS created_at, r2.kind AS kind, r2.payload AS payload, r2.seq AS seq
    FROM event AS r2
    WHERE 1 = 1 AND r2.run_id = r1.id AND r2.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_3
    )
    ORDER BY r2.seq ASC, r2.id ASC
    LIMIT ? OFFSET ?
  ) AS r2p
) || '}' AS anon_1
FROM run AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_4
)
LIMIT 1 OFFSET ?;
