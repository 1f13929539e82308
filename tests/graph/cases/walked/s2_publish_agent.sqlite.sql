-- Besides: 16 of verbs.

SELECT '{"id":"' || r1.id || '","name":' || json_quote(r1.name) || ',"description":' || json_quote(r1.description) || ',"currentVersion":' || coalesce((
  SELECT '{"runbook_text":' || json_quote(r2.instructions) || '}' AS anon_2
  FROM agent_version AS r2
  WHERE r2.id = coalesce(r1.draft_version_id, r1.default_version_id) AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"state":' || CASE WHEN ((r1.draft_version_id IS NOT NULL) IS NULL) THEN 'null' WHEN (r1.draft_version_id IS NOT NULL) THEN 'true' ELSE 'false' END || ',"version":' || coalesce((
  SELECT '{"number":' || coalesce(r3.number, 'null') || '}' AS anon_4
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || ',"live_version_id":' || coalesce((
  SELECT '{"id":"' || r4.id || '"}' AS anon_6
  FROM agent_version AS r4
  WHERE r4.id = r1.default_version_id AND r4.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_7
  )
), 'null') || ',"architecture_name":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"architecture_version":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"mode":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"created_by":' || coalesce((
  SELECT '{"id":"' || r5.id || '"}' AS anon_8
  FROM principal AS r5
  WHERE r5.id = r1.created_by AND r5.account_id = ?
), 'null') || ',"created_at":"' || r1.created_at || '","updated_at":"' || r1.updated_at || '"}' AS anon_1
FROM agent AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_9
)
LIMIT 1 OFFSET ?;
