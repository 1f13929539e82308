-- Besides: 15 of verbs.

SELECT '{"id":"' || r1.id || '","workspace":' || coalesce((
  SELECT '{"account":' || coalesce((
    SELECT '{"accountId":"' || r3.id || '"}' AS anon_3
    FROM account AS r3
    WHERE r3.id = r2.account_id AND r3.id = ?
  ), 'null') || ',"workspaceId":"' || r2.id || '"}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_4
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || ',"createdBy":' || coalesce((
  SELECT '{"profileId":"' || r4.id || '"}' AS anon_5
  FROM principal AS r4
  WHERE r4.id = r1.created_by AND r4.account_id = ?
), 'null') || ',"name":' || json_quote(r1.name) || ',"createdAt":"' || r1.created_at || '","externalId":' || json_quote(r1.external_id) || ',"labels":' || r1.labels || ',"description":' || json_quote(r1.description) || ',"weight":' || r1.weight || ',"agentVersion":' || coalesce((
  SELECT '{"prompt":' || json_quote(r5.instructions) || ',"limits":' || CASE WHEN (coalesce(coalesce(r5.limits, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"maxSubObjectives":%s,"maxToolCalls":%s}', coalesce(r5.limits -> '$."maxChildSessions"', 'null'), coalesce(r5.limits -> '$."maxToolCalls"', 'null')) END || ',"models":' || r5.models || ',"modelSettings":' || CASE WHEN (coalesce(coalesce(r5.model_settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"temperature":' || coalesce(r5.model_settings -> '$."temperature"', 'null') || '}' END || ',"compaction":' || CASE WHEN (coalesce(coalesce(r5.compaction, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"threshold":%s,"summarization":%s,"clearing":%s}', coalesce(r5.compaction -> '$."threshold"', 'null'), CASE WHEN (coalesce(r5.compaction -> '$."summarization"', 'null') = 'null') THEN 'null' ELSE '{"instructions":' || coalesce(r5.compaction -> '$."summarization"."instructions"', 'null') || '}' END, CASE WHEN (coalesce(r5.compaction -> '$."clearing"', 'null') = 'null') THEN 'null' ELSE '{"preserveRecentResults":' || coalesce(r5.compaction -> '$."clearing"."keep"', 'null') || '}' END) END || ',"toolSelection":' || CASE WHEN (coalesce(coalesce(r5.tool_selection, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"allowDiscovery":%s,"hints":%s,"maxTools":%s}', coalesce(r5.tool_selection -> '$."allowDiscovery"', 'null'), coalesce(r5.tool_selection -> '$."hints"', 'null'), coalesce(r5.tool_selection -> '$."maxTools"', 'null')) END || ',"episodicMemory":' || CASE WHEN (coalesce(coalesce(r5.episodic_memory, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"enableEpisodicMemory":%s,"episodicMemoryTtl":%s}', coalesce(r5.episodic_memory -> '$."enabled"', 'null'), coalesce(r5.episodic_memory -> '$."ttlSeconds"', 'null')) END || ',"assignments":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"id":"' || r6p.stable_id || '","tool":' || coalesce((
      SELECT printf('{"id":"%s","name":%s}', r7.id, json_quote(r7.name)) AS anon_8
      FROM tool AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_9
      )
    ), 'null') || ',"toolSet":' || coalesce((
      SELECT printf('{"id":"%s","name":%s}', r8.id, json_quote(r8.name)) AS anon_10
      FROM tool_set AS r8
      WHERE r8.id = r6p.target_id AND r8.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_11
      )
    ), 'null') || ',"agent":' || coalesce((
      SELECT printf('{"id":"%s","name":%s}', r9.id, json_quote(r9.name)) AS anon_12
      FROM agent AS r9
      WHERE r9.id = r6p.target_id AND r9.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_13
      )
    ), 'null') || '}', ','), '') || ']}' AS anon_7
    FROM (
      SELECT r6.stable_id AS stable_id, r6.target_id AS target_id, r6.kind AS kind, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind IN (
        SELECT value
        FROM json_each(?) AS anon_14
      ) AND r6.agent_version_id = r5.id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_15
      )
      ORDER BY r6.kind ASC, r6.position ASC, r6.id ASC
      LIMIT ? OFFSET ?
    ) AS r6p
  ) || '}' AS anon_6
  FROM agent_version AS r5
  WHERE r5.id = r1.agent_version_id AND r5.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_16
  )
), 'null') || ',"feedbackCount":' || r1.feedback_count || ',"score":' || coalesce(real_text(CASE WHEN (r1.feedback_count = 0) THEN NULL ELSE CAST (1000 + r1.gain_millis AS REAL) / ((1000 * (2 + r1.feedback_count)) + 0.0) END), 'null') || '}' AS anon_1
FROM variation AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_17
)
LIMIT 1 OFFSET ?;
