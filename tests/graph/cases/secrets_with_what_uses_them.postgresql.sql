/* for these values */
WITH r1p AS (
  SELECT r1.kind AS kind, r1.number AS number, r1.hosts AS hosts, r1.sealed AS sealed, r1.expires_at AS expires_at, r1.settings AS settings, r1.parent_id AS parent_id, r1.id AS id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.kind AS kind, r1.number AS number, r1.hosts AS hosts, r1.sealed AS sealed, r1.expires_at AS expires_at, r1.settings AS settings, r1.parent_id AS parent_id, r1.id AS id
    FROM secret AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND ((r1.sealed IS NOT NULL) = FALSE OR r1.id IN (
      SELECT r2.secret_id
      FROM model_provider AS r2
      WHERE r2.workspace_id = any($1::TEXT[]) AND r2.deleted_at IS NULL AND r2.archived_at IS NULL AND r2.secret_id IS NOT NULL AND r2.seeded = TRUE
    )) AND r1.workspace_id = w.value
    ORDER BY r1.expires_at DESC NULLS FIRST, r1.number ASC, r1.id ASC
    LIMIT $8::BIGINT
  ) AS r1 ON true
  ORDER BY r1.expires_at DESC NULLS FIRST, r1.number ASC, r1.id ASC
  LIMIT $9::BIGINT
)
SELECT concat('{"kind":"', r1p.kind, '","number":', CAST (r1p.number AS VARCHAR), ',"hosts":', CAST (r1p.hosts AS VARCHAR), ',"hasValue":', CASE WHEN ((r1p.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r1p.sealed IS NOT NULL) THEN 'true' ELSE 'false' END, ',"expiresAt":', coalesce(('"' || to_char(r1p.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"settings":', CASE WHEN (coalesce(coalesce(CAST (r1p.settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"serverUrl":', coalesce(CAST (r1p.settings -> 'serverUrl' AS VARCHAR), 'null'), ',"commands":', coalesce(CAST (r1p.settings -> 'commands' AS VARCHAR), 'null'), '}') END, ',"parent":', coalesce((
  SELECT concat('{"number":', CAST (r3.number AS VARCHAR), '}') AS anon_2
  FROM secret AS r3
  WHERE r3.id = r1p.parent_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"children":', (
  WITH r4p AS (
    SELECT r4.kind AS kind, r4.rotated_at AS rotated_at, r4.created_at AS created_at, r4.id AS id
    FROM secret AS r4
    WHERE r4.deleted_at IS NULL AND r4.archived_at IS NULL AND r4.kind IS DISTINCT
    FROM $2::VARCHAR COLLATE "C" AND r4.parent_id = r1p.id AND r4.workspace_id = any($1::TEXT[])
    ORDER BY r4.created_at DESC, r4.id DESC
    LIMIT $3::BIGINT
  )
  SELECT concat('{"nodes":[', (
    SELECT coalesce(string_agg(concat('{"kind":"', r4p.kind, '","rotatedAt":', coalesce(('"' || to_char(r4p.rotated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), '}'), ',' ORDER BY r4p.created_at DESC, r4p.id DESC), '') AS coalesce_1
    FROM (
      SELECT *
      FROM r4p
      ORDER BY r4p.created_at DESC, r4p.id DESC
      LIMIT $4::BIGINT
    ) AS r4p
  ), '],"totalCount":', coalesce(CAST ((
    SELECT count(*) AS count_1
    FROM secret AS r4
    WHERE r4.deleted_at IS NULL AND r4.archived_at IS NULL AND r4.kind IS DISTINCT
    FROM $2::VARCHAR COLLATE "C" AND r4.parent_id = r1p.id AND r4.workspace_id = any($1::TEXT[])
  ) AS VARCHAR), 'null'), '}') AS anon_3
), ',"modelProviders":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"vendor":', CAST (to_json(r5p.vendor) AS VARCHAR), ',"models":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"handle":', CAST (to_json(r6p.handle) AS VARCHAR), '}'), ',' ORDER BY r6p.created_at DESC, r6p.id DESC), ''), ']}') AS anon_5
    FROM (
      SELECT r6.handle AS handle, r6.created_at AS created_at, r6.id AS id
      FROM model AS r6
      WHERE r6.enabled = TRUE AND r6.model_provider_id = r5p.id AND r6.workspace_id = any($1::TEXT[])
      ORDER BY r6.created_at DESC, r6.id DESC
      LIMIT $5::BIGINT
    ) AS r6p
  ), '}'), ',' ORDER BY r5p.created_at DESC, r5p.id DESC), ''), ']}') AS anon_4
  FROM (
    SELECT r5.vendor AS vendor, r5.id AS id, r5.created_at AS created_at
    FROM model_provider AS r5
    WHERE r5.deleted_at IS NULL AND r5.archived_at IS NULL AND r5.secret_id = r1p.id AND r5.workspace_id = any($1::TEXT[])
    ORDER BY r5.created_at DESC, r5.id DESC
    LIMIT $6::BIGINT
  ) AS r5p
), ',"linkedBy":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"kind":"', r7p.kind, '","secret":', coalesce((
    SELECT concat('{"id":"', r8.id, '"}') AS anon_7
    FROM secret AS r8
    WHERE r8.id = r7p.target_id AND r8.workspace_id = any($1::TEXT[])
  ), 'null'), '}'), ',' ORDER BY r7p.created_at DESC, r7p.id DESC), ''), ']}') AS anon_6
  FROM (
    SELECT r7.kind AS kind, r7.target_id AS target_id, r7.created_at AS created_at, r7.id AS id
    FROM link AS r7
    WHERE true AND r7.target_id = r1p.id AND r7.workspace_id = any($1::TEXT[])
    ORDER BY r7.created_at DESC, r7.id DESC
    LIMIT $7::BIGINT
  ) AS r7p
), '}') AS anon_1, concat(CASE WHEN (r1p.expires_at IS NULL) THEN '1' ELSE '0' END, '00[', coalesce(('"' || to_char(r1p.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',', coalesce(CAST (r1p.number AS VARCHAR), 'null'), ',', coalesce(('"' || r1p.id) || '"', 'null'), ']') AS anon_8, counted.n
FROM (
  SELECT count(*) AS n
  FROM secret AS r1
  WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND ((r1.sealed IS NOT NULL) = FALSE OR r1.id IN (
    SELECT r2.secret_id
    FROM model_provider AS r2
    WHERE r2.workspace_id = any($1::TEXT[]) AND r2.deleted_at IS NULL AND r2.archived_at IS NULL AND r2.secret_id IS NOT NULL AND r2.seeded = TRUE
  )) AND r1.workspace_id = any($1::TEXT[])
) AS counted
LEFT OUTER JOIN r1p ON true
ORDER BY r1p.expires_at DESC NULLS FIRST, r1p.number ASC, r1p.id ASC;

/* for these values */
WITH r1p AS (
  SELECT r1.name AS name, r1.family AS family, r1.input_price AS input_price, r1.cache_read_price AS cache_read_price, r1.max_input_tokens AS max_input_tokens, r1.model_provider_id AS model_provider_id, r1.id AS id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.name AS name, r1.family AS family, r1.input_price AS input_price, r1.cache_read_price AS cache_read_price, r1.max_input_tokens AS max_input_tokens, r1.model_provider_id AS model_provider_id, r1.id AS id
    FROM model AS r1
    WHERE r1.model_provider_id IN (
      SELECT r2.id
      FROM model_provider AS r2
      WHERE r2.workspace_id = any($1::TEXT[]) AND r2.protocol = $2::VARCHAR COLLATE "C"
    ) AND r1.workspace_id = w.value
    ORDER BY r1.max_input_tokens DESC NULLS FIRST, r1.id DESC
    LIMIT $3::BIGINT
  ) AS r1 ON true
  ORDER BY r1.max_input_tokens DESC NULLS FIRST, r1.id DESC
  LIMIT $4::BIGINT
)
SELECT concat('{"name":', CAST (to_json(r1p.name) AS VARCHAR), ',"family":', coalesce(CAST (to_json(r1p.family) AS VARCHAR), 'null'), ',"inputPrice":', coalesce(('"' || r1p.input_price) || '"', 'null'), ',"cacheReadPrice":', coalesce(('"' || r1p.cache_read_price) || '"', 'null'), ',"maxInputTokens":', coalesce(CAST (r1p.max_input_tokens AS VARCHAR), 'null'), ',"modelProvider":', coalesce((
  SELECT concat('{"baseUrl":', coalesce(CAST (to_json(r3.base_url) AS VARCHAR), 'null'), ',"headers":', CAST (r3.headers AS VARCHAR), ',"secret":', coalesce((
    SELECT concat('{"id":"', r4.id, '"}') AS anon_3
    FROM secret AS r4
    WHERE r4.id = r3.secret_id AND r4.workspace_id = any($1::TEXT[])
  ), 'null'), '}') AS anon_2
  FROM model_provider AS r3
  WHERE r3.id = r1p.model_provider_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM r1p
ORDER BY r1p.max_input_tokens DESC NULLS FIRST, r1p.id DESC;

WITH r1p AS (
  SELECT r1.digest AS digest, r1.packages AS packages, r1.network AS network, r1.created_at AS created_at, r1.id AS id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.digest AS digest, r1.packages AS packages, r1.network AS network, r1.created_at AS created_at, r1.id AS id
    FROM environment AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.status = $2::VARCHAR COLLATE "C" AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT $3::BIGINT
  ) AS r1 ON true
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $4::BIGINT
)
SELECT concat('{"digest":', CAST (to_json(r1p.digest) AS VARCHAR), ',"packages":', CAST (r1p.packages AS VARCHAR), ',"network":', CASE WHEN (coalesce(coalesce(CAST (r1p.network AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"allowedHosts":', coalesce(CAST (r1p.network -> 'allowedHosts' AS VARCHAR), 'null'), '}') END, '}') AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;

/* for these values */
WITH r1p AS (
  SELECT r1.types AS types, r1.enabled AS enabled, r1.sealed AS sealed, r1.agent_id AS agent_id, r1.id AS id, r1.created_at AS created_at
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.types AS types, r1.enabled AS enabled, r1.sealed AS sealed, r1.agent_id AS agent_id, r1.id AS id, r1.created_at AS created_at
    FROM webhook_endpoint AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.id IN (
      SELECT r2.webhook_endpoint_id
      FROM webhook_delivery AS r2
      WHERE r2.workspace_id = any($1::TEXT[]) AND true AND r2.webhook_endpoint_id IS NOT NULL AND r2.attempted_at IS NOT NULL
    ) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT $3::BIGINT
  ) AS r1 ON true
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $4::BIGINT
)
SELECT concat('{"types":', CAST (r1p.types AS VARCHAR), ',"enabled":', CASE WHEN r1p.enabled THEN 'true' ELSE 'false' END, ',"hasValue":', CASE WHEN ((r1p.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r1p.sealed IS NOT NULL) THEN 'true' ELSE 'false' END, ',"agent":', coalesce((
  SELECT concat('{"id":"', r3.id, '"}') AS anon_2
  FROM agent AS r3
  WHERE r3.id = r1p.agent_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"deliveries":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"type":', CAST (to_json(r4p.type) AS VARCHAR), ',"status":"', r4p.status, '","attempts":', CAST (r4p.attempts AS VARCHAR), ',"responseHeaders":', coalesce(CAST (r4p.response_headers AS VARCHAR), 'null'), ',"event":', coalesce((
    SELECT concat('{"__typename":', coalesce(('"' || r5.kind) || '"', 'null'), ',"seq":', CAST (r5.seq AS VARCHAR), '}') AS anon_4
    FROM event AS r5
    WHERE r5.id = r4p.event_id AND r5.workspace_id = any($1::TEXT[])
  ), 'null'), ',"run":', coalesce((
    SELECT concat('{"number":', CAST (r6.number AS VARCHAR), '}') AS anon_5
    FROM run AS r6
    WHERE r6.id = r4p.run_id AND r6.workspace_id = any($1::TEXT[])
  ), 'null'), '}'), ',' ORDER BY r4p.created_at DESC, r4p.id DESC), ''), ']}') AS anon_3
  FROM (
    SELECT r4.type AS type, r4.status AS status, r4.attempts AS attempts, r4.response_headers AS response_headers, r4.event_id AS event_id, r4.run_id AS run_id, r4.created_at AS created_at, r4.id AS id
    FROM webhook_delivery AS r4
    WHERE true AND r4.webhook_endpoint_id = r1p.id AND r4.workspace_id = any($1::TEXT[])
    ORDER BY r4.created_at DESC, r4.id DESC
    LIMIT $2::BIGINT
  ) AS r4p
), '}') AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
