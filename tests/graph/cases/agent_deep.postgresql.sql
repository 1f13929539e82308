SELECT concat('{"id":"', r1.id, '","name":', CAST (to_json(r1.name) AS VARCHAR), ',"state":', coalesce(('"' || CASE WHEN (r1.default_version_id IS NULL) THEN 'DRAFT' ELSE 'LIVE' END) || '"', 'null'), ',"labels":', CAST (r1.labels AS VARCHAR), ',"workspace":', coalesce((
  SELECT concat('{"name":', CAST (to_json(r2.name) AS VARCHAR), ',"account":', coalesce((
    SELECT concat('{"id":"', r3.id, '","name":', CAST (to_json(r3.name) AS VARCHAR), '}') AS anon_3
    FROM account AS r3
    WHERE r3.id = r2.account_id AND r3.id = $1::VARCHAR COLLATE "C"
  ), 'null'), '}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id = any($2::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), ',"currentVersion":', coalesce((
  SELECT concat('{"number":', coalesce(CAST (r4.number AS VARCHAR), 'null'), ',"limits":', CASE WHEN (coalesce(coalesce(CAST (r4.limits AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"maxTurns":', coalesce(CAST (r4.limits -> 'maxTurns' AS VARCHAR), 'null'), ',"maxTokens":', coalesce(CAST (r4.limits -> 'maxTokens' AS VARCHAR), 'null'), '}') END, ',"agent":', coalesce((
    SELECT concat('{"handle":', CAST (to_json(r5.handle) AS VARCHAR), '}') AS anon_5
    FROM agent AS r5
    WHERE r5.id = r4.agent_id AND r5.workspace_id = any($2::TEXT[])
  ), 'null'), '}') AS anon_4
  FROM agent_version AS r4
  WHERE r4.id = coalesce(r1.draft_version_id, r1.default_version_id) AND r4.workspace_id = any($2::TEXT[])
), 'null'), ',"owner":', coalesce((
  SELECT concat('{"name":', CAST (to_json(r6.name) AS VARCHAR), ',"kind":"', r6.kind, '"}') AS anon_6
  FROM principal AS r6
  WHERE r6.id = r1.owner_id AND r6.account_id = $1::VARCHAR COLLATE "C"
), 'null'), '}') AS anon_1, coalesce(r1.workspace_id = $3::VARCHAR COLLATE "C", false) AS coalesce_1
FROM agent AS r1
WHERE r1.handle = $4::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
ORDER BY coalesce(r1.workspace_id = $3::VARCHAR COLLATE "C", false) DESC
LIMIT 2;
