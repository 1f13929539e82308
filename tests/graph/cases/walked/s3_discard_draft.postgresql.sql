-- Besides: 7 of verbs.

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
