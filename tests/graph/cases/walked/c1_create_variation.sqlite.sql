-- Besides: 15 of verbs.

SELECT '{"id":' || coalesce('"' || r1.id || '"', 'null') || ',"workspace":' || coalesce((
  SELECT '{"account":' || coalesce((
    SELECT '{"accountId":' || coalesce('"' || r3.id || '"', 'null') || '}' AS anon_3
    FROM account AS r3
    WHERE r3.id = r2.account_id AND r3.id = ?
  ), 'null') || ',"workspaceId":' || coalesce('"' || r2.id || '"', 'null') || '}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_4
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || ',"createdBy":' || coalesce((
  SELECT '{"profileId":' || coalesce('"' || r4.id || '"', 'null') || '}' AS anon_5
  FROM principal AS r4
  WHERE r4.id = r1.created_by AND r4.account_id = ?
), 'null') || ',"name":' || json_quote(r1.name) || ',"createdAt":' || coalesce('"' || r1.created_at || '"', 'null') || ',"externalId":' || json_quote(r1.external_id) || ',"labels":' || coalesce(r1.labels, 'null') || ',"description":' || json_quote(r1.description) || ',"weight":' || coalesce(r1.weight, 'null') || ',"agentVersion":' || coalesce((
  SELECT '{"prompt":' || json_quote(r5.instructions) || ',"limits":' || CASE WHEN (coalesce(coalesce(r5.limits, 'null'), 'null') = 'null') THEN 'null' ELSE '{"maxSubObjectives":' || coalesce(r5.limits -> '$."maxChildSessions"', 'null') || ',"maxToolCalls":' || coalesce(r5.limits -> '$."maxToolCalls"', 'null') || '}' END || ',"models":' || coalesce(r5.models, 'null') || ',"modelSettings":' || CASE WHEN (coalesce(coalesce(r5.model_settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"temperature":' || coalesce(r5.model_settings -> '$."temperature"', 'null') || '}' END || ',"compaction":' || CASE WHEN (coalesce(coalesce(r5.compaction, 'null'), 'null') = 'null') THEN 'null' ELSE '{"threshold":' || coalesce(r5.compaction -> '$."threshold"', 'null') || ',"summarization":' || CASE WHEN (coalesce(r5.compaction -> '$."summarization"', 'null') = 'null') THEN 'null' ELSE '{"instructions":' || coalesce(r5.compaction -> '$."summarization"."instructions"', 'null') || '}' END || ',"clearing":' || CASE WHEN (coalesce(r5.compaction -> '$."clearing"', 'null') = 'null') THEN 'null' ELSE '{"preserveRecentResults":' || coalesce(r5.compaction -> '$."clearing"."keep"', 'null') || '}' END || '}' END || ',"toolSelection":' || CASE WHEN (coalesce(coalesce(r5.tool_selection, 'null'), 'null') = 'null') THEN 'null' ELSE '{"allowDiscovery":' || coalesce(r5.tool_selection -> '$."allowDiscovery"', 'null') || ',"hints":' || coalesce(r5.tool_selection -> '$."hints"', 'null') || ',"maxTools":' || coalesce(r5.tool_selection -> '$."maxTools"', 'null') || '}' END || ',"episodicMemory":' || CASE WHEN (coalesce(coalesce(r5.episodic_memory, 'null'), 'null') = 'null') THEN 'null' ELSE '{"enableEpisodicMemory":' || coalesce(r5.episodic_memory -> '$."enabled"', 'null') || ',"episodicMemoryTtl":' || coalesce(r5.episodic_memory -> '$."ttlSeconds"', 'null') || '}' END || ',"assignments":' || (
    WITH r6p AS (
      SELECT r6.stable_id AS stable_id, r6.target_id AS target_id, r6.kind AS kind, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind IN (
        SELECT value
        FROM json_each(?) AS anon_7
      ) AND r6.agent_version_id = r5.id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_8
      )
      ORDER BY r6.kind ASC, r6.position ASC, r6.id ASC
      LIMIT ? OFFSET ?
    ), r6p0 AS (
      SELECT '{"id":' || coalesce('"' || r6p.stable_id || '"', 'null') || ',"tool":' || coalesce((
        SELECT '{"id":' || coalesce('"' || r7.id || '"', 'null') || ',"name":' || json_quote(r7.name) || '}' AS anon_9
        FROM tool AS r7
        WHERE r7.id = r6p.target_id AND r7.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_10
        )
      ), 'null') || ',"toolSet":' || coalesce((
        SELECT '{"id":' || coalesce('"' || r8.id || '"', 'null') || ',"name":' || json_quote(r8.name) || '}' AS anon_11
        FROM tool_set AS r8
        WHERE r8.id = r6p.target_id AND r8.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_12
        )
      ), 'null') || ',"agent":' || coalesce((
        SELECT '{"id":' || coalesce('"' || r9.id || '"', 'null') || ',"name":' || json_quote(r9.name) || '}' AS anon_13
        FROM agent AS r9
        WHERE r9.id = r6p.target_id AND r9.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_14
        )
      ), 'null') || '}' AS t
      FROM (
        SELECT *
        FROM r6p
        ORDER BY r6p.kind ASC, r6p.position ASC, r6p.id ASC
        LIMIT ? OFFSET ?
      ) AS r6p
      ORDER BY r6p.kind ASC, r6p.position ASC, r6p.id ASC
    )
    SELECT '{"nodes":[' || (
      SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
      FROM r6p0
    ) || ']}' AS anon_15
  ) || '}' AS anon_6
  FROM agent_version AS r5
  WHERE r5.id = r1.agent_version_id AND r5.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_16
  )
), 'null') || ',"feedbackCount":' || coalesce(r1.feedback_count, 'null') || ',"score":' || coalesce(real_text(CASE WHEN (r1.feedback_count = 0) THEN NULL ELSE CAST (1000 + r1.gain_millis AS REAL) / ((1000 * (2 + r1.feedback_count)) + 0.0) END), 'null') || '}' AS anon_1
FROM variation AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_17
)
LIMIT 1 OFFSET ?;
