WITH r1p AS (
  SELECT r11.kind AS kind, r11.managed AS managed, r11.sync_status AS sync_status, r11.include AS include, r11.agent_id AS agent_id, r11.id AS id, r11.synced_at AS synced_at
  FROM json_each(?) AS w
  JOIN tool_set AS r11 ON r11.id IN (
    SELECT r1.id AS id
    FROM tool_set AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.kind IN (
      SELECT value
      FROM json_each(?) AS anon_17
    ) AND r1.id IN (
      SELECT r2.tool_set_id
      FROM tool AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_18
      ) AND (+ r2.deleted_at) IS NULL AND (+ r2.archived_at) IS NULL AND r2.tool_set_id IS NOT NULL AND r2.enabled = TRUE
    ) AND r1.workspace_id = w.value
    ORDER BY r1.synced_at ASC NULLS LAST, r1.id ASC
    LIMIT ? OFFSET ?
  )
  ORDER BY r11.synced_at ASC NULLS LAST, r11.id ASC
  LIMIT ? OFFSET ?
)
SELECT '{"kind":"' || r1p.kind || '","managed":' || CASE WHEN r1p.managed THEN 'true' ELSE 'false' END || ',"syncStatus":"' || r1p.sync_status || '","include":' || coalesce(r1p.include, 'null') || ',"agent":' || coalesce((
  SELECT '{"id":"' || r3.id || '"}' AS anon_2
  FROM agent AS r3
  WHERE r3.id = r1p.agent_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"mcpServer":' || coalesce((
  SELECT '{"number":' || r4.number || ',"url":' || json_quote(r4.url) || ',"hasValue":' || CASE WHEN ((r4.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r4.sealed IS NOT NULL) THEN 'true' ELSE 'false' END || ',"oauth":' || CASE WHEN (coalesce(coalesce(r4.oauth, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"clientId":%s,"expiresAt":%s}', coalesce(r4.oauth -> '$."clientId"', 'null'), coalesce(r4.oauth -> '$."expiresAt"', 'null')) END || ',"tools":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"id":"' || r5p.id || '"}', ','), '') || ']}' AS anon_5
    FROM (
      SELECT r5.id AS id, r5.created_at AS created_at
      FROM tool AS r5
      WHERE (+ r5.deleted_at) IS NULL AND (+ r5.archived_at) IS NULL AND r5.tool_set_id = r4.tool_set_id AND r5.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_6
      )
      ORDER BY r5.created_at DESC, r5.id DESC
      LIMIT ? OFFSET ?
    ) AS r5p
  ) || '}' AS anon_4
  FROM mcp_server AS r4
  WHERE r4.id = (
    SELECT mcp_server.id
    FROM mcp_server
    WHERE mcp_server.tool_set_id = r1p.id
  ) AND r4.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_7
  )
), 'null') || ',"tools":' || (
  SELECT '{"nodes":[' || coalesce(group_concat('{"callName":' || json_quote(r6p.call_name) || ',"number":' || r6p.number || ',"inputSchema":' || r6p.input_schema || ',"inputDataSchema":' || coalesce((
    SELECT '{"id":"' || r8.id || '"}' AS anon_9
    FROM data_schema AS r8
    WHERE r8.id = r6p.input_schema_id AND r8.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_10
    )
  ), 'null') || ',"toolSet":' || coalesce((
    SELECT '{"id":"' || r9.id || '"}' AS anon_11
    FROM tool_set AS r9
    WHERE r9.id = r6p.tool_set_id AND r9.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_12
    )
  ), 'null') || ',"runtimeUser":' || coalesce((
    SELECT '{"id":"' || r10.id || '"}' AS anon_13
    FROM principal AS r10
    WHERE r10.id = r6p.runtime_user_id AND r10.account_id = ?
  ), 'null') || '}', ','), '') || ']}' AS anon_8
  FROM (
    SELECT r6.call_name AS call_name, r6.number AS number, r6.input_schema AS input_schema, r6.input_schema_id AS input_schema_id, r6.tool_set_id AS tool_set_id, r6.runtime_user_id AS runtime_user_id, r6.created_at AS created_at, r6.id AS id
    FROM tool AS r6
    WHERE (+ r6.deleted_at) IS NULL AND (+ r6.archived_at) IS NULL AND r6.input_schema_id IN (
      SELECT r7.id
      FROM data_schema AS r7
      WHERE r7.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_14
      ) AND r7.digest IS NOT NULL
    ) AND r6.tool_set_id = r1p.id AND r6.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_15
    )
    ORDER BY r6.created_at DESC, r6.id DESC
    LIMIT ? OFFSET ?
  ) AS r6p
) || '}' AS anon_1, printf('%s0[%s,%s]', CASE WHEN (r1p.synced_at IS NULL) THEN '1' ELSE '0' END, coalesce(('"' || r1p.synced_at) || '"', 'null'), coalesce(('"' || r1p.id) || '"', 'null')) AS anon_16, counted.n
FROM (
  SELECT count(*) AS n
  FROM tool_set AS r1
  WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.kind IN (
    SELECT value
    FROM json_each(?) AS anon_17
  ) AND r1.id IN (
    SELECT r2.tool_set_id
    FROM tool AS r2
    WHERE r2.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_18
    ) AND (+ r2.deleted_at) IS NULL AND (+ r2.archived_at) IS NULL AND r2.tool_set_id IS NOT NULL AND r2.enabled = TRUE
  ) AND r1.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_19
  )
) AS counted
LEFT OUTER JOIN r1p ON 1 = 1
ORDER BY r1p.synced_at ASC NULLS LAST, r1p.id ASC;

WITH r1p AS (
  SELECT r4.auth AS auth, r4.command AS command, r4.tool_set_id AS tool_set_id, r4.created_at AS created_at, r4.id AS id
  FROM json_each(?) AS w
  JOIN mcp_server AS r4 ON r4.id IN (
    SELECT r1.id AS id
    FROM mcp_server AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND (r1.sealed IS NOT NULL) = FALSE AND ((r1.tool_set_id IN (
      SELECT r2.tool_set_id
      FROM tool AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_4
      ) AND (+ r2.deleted_at) IS NULL AND (+ r2.archived_at) IS NULL AND r2.tool_set_id IS NOT NULL AND r2.status = ?
    )) IS NOT TRUE) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r4.created_at DESC, r4.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"auth":"' || r1p.auth || '","command":' || coalesce(r1p.command, 'null') || ',"toolSet":' || coalesce((
  SELECT printf('{"handle":%s,"syncError":%s}', json_quote(r3.handle), json_quote(r3.sync_error)) AS anon_2
  FROM tool_set AS r3
  WHERE r3.id = r1p.tool_set_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || '}' AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;

WITH r1p AS (
  SELECT r3.number AS number, r3.workspace_id AS workspace_id, r3.id AS id
  FROM json_each(?) AS w
  JOIN tool AS r3 ON r3.id IN (
    SELECT r1.id AS id
    FROM tool AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.workspace_id = 'wsp_00000000000000000000000000' AND r1.workspace_id = w.value
    ORDER BY r1.number DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r3.number DESC, r3.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"number":' || r1p.number || ',"isSystem":' || CASE WHEN ((r1p.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1p.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END || ',"workspace":' || coalesce((
  SELECT '{"id":"' || r2.id || '"}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1p.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || '}' AS anon_1
FROM r1p
ORDER BY r1p.number DESC, r1p.id DESC;
