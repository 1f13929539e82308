-- Reads the answer.
SELECT concat('{"response":', coalesce(CAST (r1.output AS VARCHAR), 'null'), ',"session":', coalesce((
  SELECT concat('{"threadId":', coalesce(CAST (to_json(r2.thread) AS VARCHAR), 'null'), '}') AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), ',"usage":', CASE WHEN (coalesce(coalesce(CAST (r1.usage AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"promptTokens":', coalesce(CAST (r1.usage -> 'inputTokens' AS VARCHAR), 'null'), ',"completionTokens":', coalesce(CAST (r1.usage -> 'outputTokens' AS VARCHAR), 'null'), '}') END, ',"events":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"__typename":', coalesce(('"' || r3p.kind) || '"', 'null'), ',"id":"', r3p.id, '"', CASE WHEN (r3p.kind IN ('InputReceived')) THEN concat(',"messages":', coalesce(CAST (r3p.payload -> 'messages' AS VARCHAR), 'null')) WHEN (r3p.kind IN ('MessageCompleted')) THEN concat(',"content":', coalesce(CAST (r3p.payload -> 'content' AS VARCHAR), 'null')) WHEN (r3p.kind IN ('ToolCallCompleted')) THEN concat(',"toolCallId":', coalesce(CAST (r3p.payload -> 'toolCallId' AS VARCHAR), 'null'), ',"result":', coalesce(CAST (r3p.payload -> 'result' AS VARCHAR), 'null')) ELSE '' END, '}'), ',' ORDER BY r3p.seq ASC, r3p.id ASC), ''), ']}') AS anon_3
  FROM (
    SELECT r3.kind AS kind, r3.id AS id, r3.payload AS payload, r3.seq AS seq
    FROM event AS r3
    WHERE true AND r3.run_id = r1.id AND r3.workspace_id = any($1::TEXT[])
    ORDER BY r3.seq ASC, r3.id ASC
    LIMIT $2::BIGINT
  ) AS r3p
), '}') AS anon_1
FROM run AS r1
WHERE r1.id = $3::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
