-- Besides: 19 of verbs.

SELECT '{"input":' || CASE WHEN (coalesce(coalesce(r1.input, 'null'), 'null') = 'null') THEN 'null' ELSE '{"initialMessage":' || coalesce(r1.input -> '$."text"', 'null') || '}' END || ',"session":' || coalesce((
  SELECT '{"id":"' || r2.id || '","externalId":' || json_quote(r2.external_id) || ',"labels":' || r2.labels || ',"createdAt":"' || r2.created_at || '","instructions":' || coalesce(r2.snapshot -> '$."instructions"', 'null') || ',"data":' || coalesce(r2.variables -> ?, 'null') || ',"agent":' || coalesce((
    SELECT printf('{"id":"%s","name":%s}', r3.id, json_quote(r3.name)) AS anon_3
    FROM agent AS r3
    WHERE r3.id = r2.agent_id AND r3.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_4
    )
  ), 'null') || ',"variation":' || coalesce((
    SELECT printf('{"id":"%s","name":%s}', r4.id, json_quote(r4.name)) AS anon_5
    FROM variation AS r4
    WHERE r4.id = r2.variation_id AND r4.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_6
    )
  ), 'null') || ',"parent":' || coalesce((
    SELECT '{"parentObjectiveId":"' || r5.id || '"}' AS anon_7
    FROM session AS r5
    WHERE r5.id = r2.parent_id AND r5.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_8
    )
  ), 'null') || ',"links":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"memoryStore":' || coalesce((
      SELECT '{"memoryLayerId":"' || r7.id || '"}' AS anon_10
      FROM memory_store AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_11
      )
    ), 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r6p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"memoryEntryId":' || coalesce(r6p.settings -> '$."entryKey"', 'null') || '}' END || '}', ','), '') || ']}' AS anon_9
    FROM (
      SELECT r6.target_id AS target_id, r6.settings AS settings, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind = ? AND r6.session_id = r2.id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_12
      )
      ORDER BY r6.position ASC, r6.id ASC
      LIMIT ? OFFSET ?
    ) AS r6p
  ) || ',"outcome":' || coalesce(('"' || (
    SELECT run.status
    FROM run
    WHERE run.session_id = r2.id
    ORDER BY run.number DESC
    LIMIT 1 OFFSET ?
  )) || '"', 'null') || '}' AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_13
  )
), 'null') || '}' AS anon_1
FROM run AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_14
)
LIMIT 1 OFFSET ?;
