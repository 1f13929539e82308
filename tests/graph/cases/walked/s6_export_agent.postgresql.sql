-- Reads the answer.
SELECT concat('{"name":', CAST (to_json(r1.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r1.description) AS VARCHAR), 'null'), ',"currentVersion":', coalesce((
  SELECT concat('{"instructions":', CAST (to_json(r2.instructions) AS VARCHAR), ',"models":', CAST (r2.models AS VARCHAR), ',"modelSettings":', CASE WHEN (coalesce(coalesce(CAST (r2.model_settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"temperature":', coalesce(CAST (r2.model_settings -> 'temperature' AS VARCHAR), 'null'), '}') END, ',"links":', (
    WITH r3p AS (
      SELECT r3.kind AS kind, r3.inline AS inline, r3.settings AS settings, r3.extensions AS extensions, r3.target_id AS target_id, r3.position AS position, r3.id AS id
      FROM link AS r3
      WHERE true AND r3.agent_version_id = r2.id AND r3.workspace_id = any($1::TEXT[])
      ORDER BY r3.kind ASC, r3.position ASC, r3.id ASC
      LIMIT $2::BIGINT
    )
    SELECT concat('{"nodes":[', (
      SELECT coalesce(string_agg(concat('{"kind":"', r3p.kind, '","inline":', coalesce(CAST (r3p.inline AS VARCHAR), 'null'), ',"settings":', CASE WHEN (coalesce(coalesce(CAST (r3p.settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"tools":', coalesce(CAST (r3p.settings -> 'tools' AS VARCHAR), 'null'), ',"alias":', coalesce(CAST (r3p.settings -> 'alias' AS VARCHAR), 'null'), ',"mountPath":', coalesce(CAST (r3p.settings -> 'mountPath' AS VARCHAR), 'null'), '}') END, ',"extensions":', CAST (r3p.extensions AS VARCHAR), ',"mcpServer":', coalesce((
        SELECT concat('{"name":', CAST (to_json(r4.name) AS VARCHAR), ',"url":', coalesce(CAST (to_json(r4.url) AS VARCHAR), 'null'), ',"transport":"', r4.transport, '","headers":', CAST (r4.headers AS VARCHAR), '}') AS anon_4
        FROM mcp_server AS r4
        WHERE r4.id = r3p.target_id AND r4.workspace_id = any($1::TEXT[])
      ), 'null'), ',"semanticDataModel":', coalesce((
        SELECT concat('{"name":', CAST (to_json(r5.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r5.description) AS VARCHAR), 'null'), ',"definition":', CAST (r5.definition AS VARCHAR), '}') AS anon_5
        FROM semantic_data_model AS r5
        WHERE r5.id = r3p.target_id AND r5.workspace_id = any($1::TEXT[])
      ), 'null'), ',"file":', coalesce((
        SELECT concat('{"name":', CAST (to_json(r6.name) AS VARCHAR), ',"url":File.url[', CAST (to_json(r6.name) AS VARCHAR), ',', CAST (to_json(r6.media_type) AS VARCHAR), ',', CAST (r6.size AS VARCHAR), ',', CAST (to_json(r6.sha256) AS VARCHAR), ',', CASE WHEN r6.downloadable THEN 'true' ELSE 'false' END, ',', coalesce(('"' || to_char(r6.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',', coalesce(('"' || to_char(r6.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), '],"sha256":', CAST (to_json(r6.sha256) AS VARCHAR), '}') AS anon_6
        FROM file AS r6
        WHERE r6.id = r3p.target_id AND r6.workspace_id = any($1::TEXT[])
      ), 'null'), ',"toolSet":', coalesce((
        SELECT concat('{"name":', CAST (to_json(r7.name) AS VARCHAR), ',"extensions":', CAST (r7.extensions AS VARCHAR), ',"tools":', (
          SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"name":', CAST (to_json(r8p.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r8p.description) AS VARCHAR), 'null'), ',"inputSchema":', CAST (r8p.input_schema AS VARCHAR), ',"config":', CAST (r8p.config AS VARCHAR), '}'), ',' ORDER BY r8p.created_at DESC, r8p.id DESC), ''), ']}') AS anon_8
          FROM (
            SELECT r8.name AS name, r8.description AS description, r8.input_schema AS input_schema, r8.config AS config, r8.created_at AS created_at, r8.id AS id
            FROM tool AS r8
            WHERE r8.deleted_at IS NULL AND r8.archived_at IS NULL AND r8.tool_set_id = r7.id AND r8.workspace_id = any($1::TEXT[])
            ORDER BY r8.created_at DESC, r8.id DESC
            LIMIT $3::BIGINT
          ) AS r8p
        ), '}') AS anon_7
        FROM tool_set AS r7
        WHERE r7.id = r3p.target_id AND r7.workspace_id = any($1::TEXT[])
      ), 'null'), '}'), ',' ORDER BY r3p.kind ASC, r3p.position ASC, r3p.id ASC), '') AS coalesce_1
      FROM (
        SELECT *
        FROM r3p
        ORDER BY r3p.kind ASC, r3p.position ASC, r3p.id ASC
        LIMIT $4::BIGINT
      ) AS r3p
    ), '],"pageInfo":{"hasNextPage":', CASE WHEN ((
      SELECT count(*) AS count_1
      FROM r3p
    ) > $5::BIGINT) THEN 'true' ELSE 'false' END, ',"endCursor":', coalesce((
      SELECT concat('"80355679.000.', rtrim(translate(encode(convert_to(concat('["', r3p.kind, '",', CAST (r3p.position AS VARCHAR), ',"', r3p.id, '"]'), 'UTF8'), 'base64'), E'+/\n', '-_'), '='), '"') AS anon_9
      FROM (
        SELECT *
        FROM r3p
        ORDER BY r3p.kind ASC, r3p.position ASC, r3p.id ASC
        LIMIT $6::BIGINT
      ) AS r3p
      ORDER BY r3p.kind DESC, r3p.position DESC, r3p.id DESC
      LIMIT 1
    ), 'null'), '}}') AS anon_3
  ), '}') AS anon_2
  FROM agent_version AS r2
  WHERE r2.id = coalesce(r1.draft_version_id, r1.default_version_id) AND r2.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM agent AS r1
WHERE r1.id = $7::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
