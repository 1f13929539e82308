SELECT concat('{"__typename":', coalesce(('"' || r1.kind) || '"', 'null'), ',"id":"', r1.id, '","seq":', CAST (r1.seq AS VARCHAR), ',"session":', coalesce((
  SELECT concat('{"title":', coalesce(CAST (to_json(r2.title) AS VARCHAR), 'null'), '}') AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), CASE WHEN (r1.kind IN ('MessageCompleted')) THEN concat(',"message":', coalesce(CAST (r1.payload -> 'text' AS VARCHAR), 'null'), ',"usage":', CASE WHEN (coalesce(CAST (r1.payload -> 'usage' AS VARCHAR), 'null') = 'null') THEN 'null' ELSE concat('{"inputTokens":', coalesce(CAST ((r1.payload -> 'usage') -> 'inputTokens' AS VARCHAR), 'null'), ',"cost":', coalesce(CAST ((r1.payload -> 'usage') -> 'cost' AS VARCHAR), 'null'), '}') END) WHEN (r1.kind IN ('RunStarted')) THEN concat(',"attempt":', coalesce(CAST (r1.payload -> 'attempt' AS VARCHAR), 'null'), ',"model":', coalesce(CAST (r1.payload -> 'model' AS VARCHAR), 'null')) WHEN (r1.kind IN ('ToolCallFailed')) THEN concat(',"name":', coalesce(CAST (r1.payload -> 'name' AS VARCHAR), 'null'), ',"code":', coalesce(CAST (r1.payload -> 'code' AS VARCHAR), 'null'), ',"failure":', coalesce(CAST (r1.payload -> 'message' AS VARCHAR), 'null')) ELSE '' END, '}') AS anon_1
FROM event AS r1
WHERE r1.id = $2::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
