-- Besides: 15 of verbs.

SELECT concat('{"id":"', r1.id, '","workspace":', coalesce((
  SELECT concat('{"account":', coalesce((
    SELECT concat('{"accountId":"', r3.id, '"}') AS anon_3
    FROM account AS r3
    WHERE r3.id = r2.account_id AND r3.id = $1::VARCHAR COLLATE "C"
  ), 'null'), ',"workspaceId":"', r2.id, '"}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id = any($2::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), ',"createdBy":', coalesce((
  SELECT concat('{"profileId":"', r4.id, '"}') AS anon_4
  FROM principal AS r4
  WHERE r4.id = r1.created_by AND r4.account_id = $1::VARCHAR COLLATE "C"
), 'null'), ',"name":', CAST (to_json(r1.name) AS VARCHAR), ',"createdAt":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","externalId":', coalesce(CAST (to_json(r1.external_id) AS VARCHAR), 'null'), ',"labels":', CAST (r1.labels AS VARCHAR), ',"description":', coalesce(CAST (to_json(r1.description) AS VARCHAR), 'null'), ',"weight":', CAST (r1.weight AS VARCHAR), ',"agentVersion":', coalesce((
  SELECT concat('{"prompt":', CAST (to_json(r5.instructions) AS VARCHAR), ',"limits":', CASE WHEN (coalesce(coalesce(CAST (r5.limits AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"maxSubObjectives":', coalesce(CAST (r5.limits -> 'maxChildSessions' AS VARCHAR), 'null'), ',"maxToolCalls":', coalesce(CAST (r5.limits -> 'maxToolCalls' AS VARCHAR), 'null'), '}') END, ',"models":', CAST (r5.models AS VARCHAR), ',"modelSettings":', CASE WHEN (coalesce(coalesce(CAST (r5.model_settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"temperature":', coalesce(CAST (r5.model_settings -> 'temperature' AS VARCHAR), 'null'), '}') END, ',"compaction":', CASE WHEN (coalesce(coalesce(CAST (r5.compaction AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"threshold":', coalesce(CAST (r5.compaction -> 'threshold' AS VARCHAR), 'null'), ',"summarization":', CASE WHEN (coalesce(CAST (r5.compaction -> 'summarization' AS VARCHAR), 'null') = 'null') THEN 'null' ELSE concat('{"instructions":', coalesce(CAST ((r5.compaction -> 'summarization') -> 'instructions' AS VARCHAR), 'null'), '}') END, ',"clearing":', CASE WHEN (coalesce(CAST (r5.compaction -> 'clearing' AS VARCHAR), 'null') = 'null') THEN 'null' ELSE concat('{"preserveRecentResults":', coalesce(CAST ((r5.compaction -> 'clearing') -> 'keep' AS VARCHAR), 'null'), '}') END, '}') END, ',"toolSelection":', CASE WHEN (coalesce(coalesce(CAST (r5.tool_selection AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"allowDiscovery":', coalesce(CAST (r5.tool_selection -> 'allowDiscovery' AS VARCHAR), 'null'), ',"hints":', coalesce(CAST (r5.tool_selection -> 'hints' AS VARCHAR), 'null'), ',"maxTools":', coalesce(CAST (r5.tool_selection -> 'maxTools' AS VARCHAR), 'null'), '}') END, ',"episodicMemory":', CASE WHEN (coalesce(coalesce(CAST (r5.episodic_memory AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"enableEpisodicMemory":', coalesce(CAST (r5.episodic_memory -> 'enabled' AS VARCHAR), 'null'), ',"episodicMemoryTtl":', coalesce(CAST (r5.episodic_memory -> 'ttlSeconds' AS VARCHAR), 'null'), '}') END, ',"assignments":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"id":"', r6p.stable_id, '","tool":', coalesce((
      SELECT concat('{"id":"', r7.id, '","name":', CAST (to_json(r7.name) AS VARCHAR), '}') AS anon_7
      FROM tool AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id = any($2::TEXT[])
    ), 'null'), ',"toolSet":', coalesce((
      SELECT concat('{"id":"', r8.id, '","name":', CAST (to_json(r8.name) AS VARCHAR), '}') AS anon_8
      FROM tool_set AS r8
      WHERE r8.id = r6p.target_id AND r8.workspace_id = any($2::TEXT[])
    ), 'null'), ',"agent":', coalesce((
      SELECT concat('{"id":"', r9.id, '","name":', CAST (to_json(r9.name) AS VARCHAR), '}') AS anon_9
      FROM agent AS r9
      WHERE r9.id = r6p.target_id AND r9.workspace_id = any($2::TEXT[])
    ), 'null'), '}'), ',' ORDER BY r6p.kind ASC, r6p.position ASC, r6p.id ASC), ''), ']}') AS anon_6
    FROM (
      SELECT r6.stable_id AS stable_id, r6.target_id AS target_id, r6.kind AS kind, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind = any($3::TEXT[] COLLATE "C") AND r6.agent_version_id = r5.id AND r6.workspace_id = any($2::TEXT[])
      ORDER BY r6.kind ASC, r6.position ASC, r6.id ASC
      LIMIT $4::BIGINT
    ) AS r6p
  ), '}') AS anon_5
  FROM agent_version AS r5
  WHERE r5.id = r1.agent_version_id AND r5.workspace_id = any($2::TEXT[])
), 'null'), ',"feedbackCount":', CAST (r1.feedback_count AS VARCHAR), ',"score":', coalesce(regexp_replace(CASE WHEN (CAST (CASE WHEN (r1.feedback_count = 0) THEN NULL ELSE CAST (1000 + r1.gain_millis AS DOUBLE PRECISION) / CAST ((1000 * (2 + r1.feedback_count)) AS NUMERIC) END AS VARCHAR) ~ 'e[+]15$') THEN CAST (CAST (CAST (CASE WHEN (r1.feedback_count = 0) THEN NULL ELSE CAST (1000 + r1.gain_millis AS DOUBLE PRECISION) / CAST ((1000 * (2 + r1.feedback_count)) AS NUMERIC) END AS VARCHAR) AS NUMERIC) AS VARCHAR) ELSE CAST (CASE WHEN (r1.feedback_count = 0) THEN NULL ELSE CAST (1000 + r1.gain_millis AS DOUBLE PRECISION) / CAST ((1000 * (2 + r1.feedback_count)) AS NUMERIC) END AS VARCHAR) END, '^(-?[0-9]+)$', '\1.0'), 'null'), '}') AS anon_1
FROM variation AS r1
WHERE r1.id = $5::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
LIMIT 1;
