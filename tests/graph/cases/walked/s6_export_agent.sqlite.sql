-- Reads the answer.
SELECT '{"name":' || json_quote(r1.name) || ',"description":' || json_quote(r1.description) || ',"currentVersion":' || coalesce((
  SELECT '{"instructions":' || json_quote(r2.instructions) || ',"models":' || r2.models || ',"modelSettings":' || CASE WHEN (coalesce(coalesce(r2.model_settings, 'null'), 'null') = 'null') THEN 'null' ELSE '{"temperature":' || coalesce(r2.model_settings -> '$."temperature"', 'null') || '}' END || ',"links":' || (
    WITH r3p AS (
      SELECT r3.kind AS kind, r3.inline AS inline, r3.settings AS settings, r3.extensions AS extensions, r3.target_id AS target_id, r3.position AS position, r3.id AS id
      FROM link AS r3
      WHERE 1 = 1 AND r3.agent_version_id = r2.id AND r3.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_3
      )
      ORDER BY r3.kind ASC, r3.position ASC, r3.id ASC
      LIMIT ? OFFSET ?
    ), r3p0 AS (
      SELECT '{"kind":"' || r3p.kind || '","inline":' || coalesce(r3p.inline, 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r3p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"tools":%s,"alias":%s,"mountPath":%s}', coalesce(r3p.settings -> '$."tools"', 'null'), coalesce(r3p.settings -> '$."alias"', 'null'), coalesce(r3p.settings -> '$."mountPath"', 'null')) END || ',"extensions":' || r3p.extensions || ',"mcpServer":' || coalesce((
        SELECT printf('{"name":%s,"url":%s,"transport":"%s","headers":%s}', json_quote(r4.name), json_quote(r4.url), r4.transport, r4.headers) AS anon_4
        FROM mcp_server AS r4
        WHERE r4.id = r3p.target_id AND r4.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_5
        )
      ), 'null') || ',"semanticDataModel":' || coalesce((
        SELECT printf('{"name":%s,"description":%s,"definition":%s}', json_quote(r5.name), json_quote(r5.description), r5.definition) AS anon_6
        FROM semantic_data_model AS r5
        WHERE r5.id = r3p.target_id AND r5.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_7
        )
      ), 'null') || ',"file":' || coalesce((
        SELECT printf('{"name":%s,"url":File.url[%s,%s,%s,%s,%s,%s,%s],"sha256":%s}', json_quote(r6.name), json_quote(r6.name), json_quote(r6.media_type), r6.size, json_quote(r6.sha256), CASE WHEN r6.downloadable THEN 'true' ELSE 'false' END, coalesce(('"' || r6.deleted_at) || '"', 'null'), coalesce(('"' || r6.expires_at) || '"', 'null'), json_quote(r6.sha256)) AS anon_8
        FROM file AS r6
        WHERE r6.id = r3p.target_id AND r6.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_9
        )
      ), 'null') || ',"toolSet":' || coalesce((
        SELECT '{"name":' || json_quote(r7.name) || ',"extensions":' || r7.extensions || ',"tools":' || (
          SELECT '{"nodes":[' || coalesce(group_concat(printf('{"name":%s,"description":%s,"inputSchema":%s,"config":%s}', json_quote(r8p.name), json_quote(r8p.description), r8p.input_schema, r8p.config), ','), '') || ']}' AS anon_11
          FROM (
            SELECT r8.name AS name, r8.description AS description, r8.input_schema AS input_schema, r8.config AS config, r8.created_at AS created_at, r8.id AS id
            FROM tool AS r8
            WHERE (+ r8.deleted_at) IS NULL AND (+ r8.archived_at) IS NULL AND r8.tool_set_id = r7.id AND r8.workspace_id IN (
              SELECT value
              FROM json_each(?) AS anon_12
            )
            ORDER BY r8.created_at DESC, r8.id DESC
            LIMIT ? OFFSET ?
          ) AS r8p
        ) || '}' AS anon_10
        FROM tool_set AS r7
        WHERE r7.id = r3p.target_id AND r7.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_13
        )
      ), 'null') || '}' AS t
      FROM (
        SELECT *
        FROM r3p
        ORDER BY r3p.kind ASC, r3p.position ASC, r3p.id ASC
        LIMIT ? OFFSET ?
      ) AS r3p
      ORDER BY r3p.kind ASC, r3p.position ASC, r3p.id ASC
    )
    SELECT '{"nodes":[' || (
      SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
      FROM r3p0
    ) || '],"pageInfo":{"hasNextPage":' || CASE WHEN ((
      SELECT count(*) AS count_1
      FROM r3p
    ) > ?) THEN 'true' ELSE 'false' END || ',"endCursor":' || coalesce((
      SELECT '"80355679.000.' || base64url(printf('["%s",%s,"%s"]', r3p.kind, r3p.position, r3p.id)) || '"' AS anon_15
      FROM (
        SELECT *
        FROM r3p
        ORDER BY r3p.kind ASC, r3p.position ASC, r3p.id ASC
        LIMIT ? OFFSET ?
      ) AS r3p
      ORDER BY r3p.kind DESC, r3p.position DESC, r3p.id DESC
      LIMIT 1 OFFSET ?
    ), 'null') || '}}' AS anon_14
  ) || '}' AS anon_2
  FROM agent_version AS r2
  WHERE r2.id = coalesce(r1.draft_version_id, r1.default_version_id) AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_16
  )
), 'null') || '}' AS anon_1
FROM agent AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_17
)
LIMIT 1 OFFSET ?;
