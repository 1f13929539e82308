-- Besides: 19 of verbs.

SELECT concat('{"input":', CASE WHEN (coalesce(coalesce(CAST (r1.input AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"initialMessage":', coalesce(CAST (r1.input -> 'text' AS VARCHAR), 'null'), '}') END, ',"session":', coalesce((
  SELECT concat('{"id":"', r2.id, '","externalId":', coalesce(CAST (to_json(r2.external_id) AS VARCHAR), 'null'), ',"labels":', CAST (r2.labels AS VARCHAR), ',"createdAt":"', to_char(r2.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","instructions":', coalesce(CAST (r2.snapshot -> 'instructions' AS VARCHAR), 'null'), ',"data":', coalesce(CAST (r2.variables -> $1::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"agent":', coalesce((
    SELECT concat('{"id":"', r3.id, '","name":', CAST (to_json(r3.name) AS VARCHAR), '}') AS anon_3
    FROM agent AS r3
    WHERE r3.id = r2.agent_id AND r3.workspace_id = any($2::TEXT[])
  ), 'null'), ',"variation":', coalesce((
    SELECT concat('{"id":"', r4.id, '","name":', CAST (to_json(r4.name) AS VARCHAR), '}') AS anon_4
    FROM variation AS r4
    WHERE r4.id = r2.variation_id AND r4.workspace_id = any($2::TEXT[])
  ), 'null'), ',"parent":', coalesce((
    SELECT concat('{"parentObjectiveId":"', r5.id, '"}') AS anon_5
    FROM session AS r5
    WHERE r5.id = r2.parent_id AND r5.workspace_id = any($2::TEXT[])
  ), 'null'), ',"links":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"memoryStore":', coalesce((
      SELECT concat('{"memoryLayerId":"', r7.id, '"}') AS anon_7
      FROM memory_store AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id = any($2::TEXT[])
    ), 'null'), ',"settings":', CASE WHEN (coalesce(coalesce(CAST (r6p.settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"memoryEntryId":', coalesce(CAST (r6p.settings -> 'entryKey' AS VARCHAR), 'null'), '}') END, '}'), ',' ORDER BY r6p.position ASC, r6p.id ASC), ''), ']}') AS anon_6
    FROM (
      SELECT r6.target_id AS target_id, r6.settings AS settings, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind = $3::VARCHAR COLLATE "C" AND r6.session_id = r2.id AND r6.workspace_id = any($2::TEXT[])
      ORDER BY r6.position ASC, r6.id ASC
      LIMIT $4::BIGINT
    ) AS r6p
  ), ',"outcome":', coalesce(('"' || (
    SELECT run.status
    FROM run
    WHERE run.session_id = r2.id
    ORDER BY run.number DESC
    LIMIT 1
  )) || '"', 'null'), '}') AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id = any($2::TEXT[])
), 'null'), '}') AS anon_1
FROM run AS r1
WHERE r1.id = $5::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
LIMIT 1;
