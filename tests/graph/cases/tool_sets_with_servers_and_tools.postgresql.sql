/* for these values */
WITH r1p AS (
  SELECT r1.kind AS kind, r1.managed AS managed, r1.sync_status AS sync_status, r1.include AS include, r1.agent_id AS agent_id, r1.id AS id, r1.synced_at AS synced_at
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.kind AS kind, r1.managed AS managed, r1.sync_status AS sync_status, r1.include AS include, r1.agent_id AS agent_id, r1.id AS id, r1.synced_at AS synced_at
    FROM tool_set AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.kind = any($5::TEXT[] COLLATE "C") AND r1.id IN (
      SELECT r2.tool_set_id
      FROM tool AS r2
      WHERE r2.workspace_id = any($1::TEXT[]) AND r2.deleted_at IS NULL AND r2.archived_at IS NULL AND r2.tool_set_id IS NOT NULL AND r2.enabled = TRUE
    ) AND r1.workspace_id = w.value
    ORDER BY r1.synced_at ASC NULLS LAST, r1.id ASC
    LIMIT $6::BIGINT
  ) AS r1 ON true
  ORDER BY r1.synced_at ASC NULLS LAST, r1.id ASC
  LIMIT $7::BIGINT
)
SELECT concat('{"kind":"', r1p.kind, '","managed":', CASE WHEN r1p.managed THEN 'true' ELSE 'false' END, ',"syncStatus":"', r1p.sync_status, '","include":', coalesce(CAST (r1p.include AS VARCHAR), 'null'), ',"agent":', coalesce((
  SELECT concat('{"id":"', r3.id, '"}') AS anon_2
  FROM agent AS r3
  WHERE r3.id = r1p.agent_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"mcpServer":', coalesce((
  SELECT concat('{"number":', CAST (r4.number AS VARCHAR), ',"url":', coalesce(CAST (to_json(r4.url) AS VARCHAR), 'null'), ',"hasValue":', CASE WHEN ((r4.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r4.sealed IS NOT NULL) THEN 'true' ELSE 'false' END, ',"oauth":', CASE WHEN (coalesce(coalesce(CAST (r4.oauth AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"clientId":', coalesce(CAST (r4.oauth -> 'clientId' AS VARCHAR), 'null'), ',"expiresAt":', coalesce(CAST (r4.oauth -> 'expiresAt' AS VARCHAR), 'null'), '}') END, ',"tools":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"id":"', r5p.id, '"}'), ',' ORDER BY r5p.created_at DESC, r5p.id DESC), ''), ']}') AS anon_4
    FROM (
      SELECT r5.id AS id, r5.created_at AS created_at
      FROM tool AS r5
      WHERE r5.deleted_at IS NULL AND r5.archived_at IS NULL AND r5.tool_set_id = r4.tool_set_id AND r5.workspace_id = any($1::TEXT[])
      ORDER BY r5.created_at DESC, r5.id DESC
      LIMIT $2::BIGINT
    ) AS r5p
  ), '}') AS anon_3
  FROM mcp_server AS r4
  WHERE r4.id = (
    SELECT mcp_server.id
    FROM mcp_server
    WHERE mcp_server.tool_set_id = r1p.id
  ) AND r4.workspace_id = any($1::TEXT[])
), 'null'), ',"tools":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"callName":', CAST (to_json(r6p.call_name) AS VARCHAR), ',"number":', CAST (r6p.number AS VARCHAR), ',"inputSchema":', CAST (r6p.input_schema AS VARCHAR), ',"inputDataSchema":', coalesce((
    SELECT concat('{"id":"', r8.id, '"}') AS anon_6
    FROM data_schema AS r8
    WHERE r8.id = r6p.input_schema_id AND r8.workspace_id = any($1::TEXT[])
  ), 'null'), ',"toolSet":', coalesce((
    SELECT concat('{"id":"', r9.id, '"}') AS anon_7
    FROM tool_set AS r9
    WHERE r9.id = r6p.tool_set_id AND r9.workspace_id = any($1::TEXT[])
  ), 'null'), ',"runtimeUser":', coalesce((
    SELECT concat('{"id":"', r10.id, '"}') AS anon_8
    FROM principal AS r10
    WHERE r10.id = r6p.runtime_user_id AND r10.account_id = $3::VARCHAR COLLATE "C"
  ), 'null'), '}'), ',' ORDER BY r6p.created_at DESC, r6p.id DESC), ''), ']}') AS anon_5
  FROM (
    SELECT r6.call_name AS call_name, r6.number AS number, r6.input_schema AS input_schema, r6.input_schema_id AS input_schema_id, r6.tool_set_id AS tool_set_id, r6.runtime_user_id AS runtime_user_id, r6.created_at AS created_at, r6.id AS id
    FROM tool AS r6
    WHERE r6.deleted_at IS NULL AND r6.archived_at IS NULL AND r6.input_schema_id IN (
      SELECT r7.id
      FROM data_schema AS r7
      WHERE r7.workspace_id = any($1::TEXT[]) AND r7.digest IS NOT NULL
    ) AND r6.tool_set_id = r1p.id AND r6.workspace_id = any($1::TEXT[])
    ORDER BY r6.created_at DESC, r6.id DESC
    LIMIT $4::BIGINT
  ) AS r6p
), '}') AS anon_1, concat(CASE WHEN (r1p.synced_at IS NULL) THEN '1' ELSE '0' END, '0[', coalesce(('"' || to_char(r1p.synced_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',', coalesce(('"' || r1p.id) || '"', 'null'), ']') AS anon_9, counted.n
FROM (
  SELECT count(*) AS n
  FROM tool_set AS r1
  WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.kind = any($5::TEXT[] COLLATE "C") AND r1.id IN (
    SELECT r2.tool_set_id
    FROM tool AS r2
    WHERE r2.workspace_id = any($1::TEXT[]) AND r2.deleted_at IS NULL AND r2.archived_at IS NULL AND r2.tool_set_id IS NOT NULL AND r2.enabled = TRUE
  ) AND r1.workspace_id = any($1::TEXT[])
) AS counted
LEFT OUTER JOIN r1p ON true
ORDER BY r1p.synced_at ASC NULLS LAST, r1p.id ASC;

/* for these values */
WITH r1p AS (
  SELECT r1.auth AS auth, r1.command AS command, r1.tool_set_id AS tool_set_id, r1.created_at AS created_at, r1.id AS id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.auth AS auth, r1.command AS command, r1.tool_set_id AS tool_set_id, r1.created_at AS created_at, r1.id AS id
    FROM mcp_server AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND (r1.sealed IS NOT NULL) = FALSE AND ((r1.tool_set_id IN (
      SELECT r2.tool_set_id
      FROM tool AS r2
      WHERE r2.workspace_id = any($1::TEXT[]) AND r2.deleted_at IS NULL AND r2.archived_at IS NULL AND r2.tool_set_id IS NOT NULL AND r2.status = $2::VARCHAR COLLATE "C"
    )) IS NOT TRUE) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT $3::BIGINT
  ) AS r1 ON true
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $4::BIGINT
)
SELECT concat('{"auth":"', r1p.auth, '","command":', coalesce(CAST (r1p.command AS VARCHAR), 'null'), ',"toolSet":', coalesce((
  SELECT concat('{"handle":', CAST (to_json(r3.handle) AS VARCHAR), ',"syncError":', coalesce(CAST (to_json(r3.sync_error) AS VARCHAR), 'null'), '}') AS anon_2
  FROM tool_set AS r3
  WHERE r3.id = r1p.tool_set_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;

WITH r1p AS (
  SELECT r1.number AS number, r1.workspace_id AS workspace_id, r1.id AS id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.number AS number, r1.workspace_id AS workspace_id, r1.id AS id
    FROM tool AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.workspace_id = 'wsp_00000000000000000000000000' AND r1.workspace_id = w.value
    ORDER BY r1.number DESC, r1.id DESC
    LIMIT $2::BIGINT
  ) AS r1 ON true
  ORDER BY r1.number DESC, r1.id DESC
  LIMIT $3::BIGINT
)
SELECT concat('{"number":', CAST (r1p.number AS VARCHAR), ',"isSystem":', CASE WHEN ((r1p.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1p.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END, ',"workspace":', coalesce((
  SELECT concat('{"id":"', r2.id, '"}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1p.workspace_id AND r2.id = any($1::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), '}') AS anon_1
FROM r1p
ORDER BY r1p.number DESC, r1p.id DESC;
