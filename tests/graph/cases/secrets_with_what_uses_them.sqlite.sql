WITH r1p AS (
  SELECT r9.kind AS kind, r9.number AS number, r9.hosts AS hosts, r9.sealed AS sealed, r9.expires_at AS expires_at, r9.settings AS settings, r9.parent_id AS parent_id, r9.id AS id
  FROM json_each(?) AS w
  JOIN secret AS r9 ON r9.id IN (
    SELECT r1.id AS id
    FROM secret AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND ((r1.sealed IS NOT NULL) = FALSE OR r1.id IN (
      SELECT r2.secret_id
      FROM model_provider AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_15
      ) AND (+ r2.deleted_at) IS NULL AND (+ r2.archived_at) IS NULL AND r2.secret_id IS NOT NULL AND r2.seeded = TRUE
    )) AND r1.workspace_id = w.value
    ORDER BY r1.expires_at DESC NULLS FIRST, r1.number ASC, r1.id ASC
    LIMIT ? OFFSET ?
  )
  ORDER BY r9.expires_at DESC NULLS FIRST, r9.number ASC, r9.id ASC
  LIMIT ? OFFSET ?
)
SELECT '{"kind":"' || r1p.kind || '","number":' || r1p.number || ',"hosts":' || r1p.hosts || ',"hasValue":' || CASE WHEN ((r1p.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r1p.sealed IS NOT NULL) THEN 'true' ELSE 'false' END || ',"expiresAt":' || coalesce(('"' || r1p.expires_at) || '"', 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r1p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"serverUrl":%s,"commands":%s}', coalesce(r1p.settings -> '$."serverUrl"', 'null'), coalesce(r1p.settings -> '$."commands"', 'null')) END || ',"parent":' || coalesce((
  SELECT '{"number":' || r3.number || '}' AS anon_2
  FROM secret AS r3
  WHERE r3.id = r1p.parent_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"children":' || (
  WITH r4p AS (
    SELECT r4.kind AS kind, r4.rotated_at AS rotated_at, r4.created_at AS created_at, r4.id AS id
    FROM secret AS r4
    WHERE (+ r4.deleted_at) IS NULL AND (+ r4.archived_at) IS NULL AND r4.kind IS NOT ? AND r4.parent_id = r1p.id AND r4.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_4
    )
    ORDER BY r4.created_at DESC, r4.id DESC
    LIMIT ? OFFSET ?
  ), r4p0 AS (
    SELECT printf('{"kind":"%s","rotatedAt":%s}', r4p.kind, coalesce(('"' || r4p.rotated_at) || '"', 'null')) AS t
    FROM (
      SELECT *
      FROM r4p
      ORDER BY r4p.created_at DESC, r4p.id DESC
      LIMIT ? OFFSET ?
    ) AS r4p
    ORDER BY r4p.created_at DESC, r4p.id DESC
  )
  SELECT '{"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
    FROM r4p0
  ) || '],"totalCount":' || coalesce((
    SELECT count(*) AS count_1
    FROM secret AS r4
    WHERE (+ r4.deleted_at) IS NULL AND (+ r4.archived_at) IS NULL AND r4.kind IS NOT ? AND r4.parent_id = r1p.id AND r4.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_4
    )
  ), 'null') || '}' AS anon_5
) || ',"modelProviders":' || (
  SELECT '{"nodes":[' || coalesce(group_concat('{"vendor":' || json_quote(r5p.vendor) || ',"models":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"handle":' || json_quote(r6p.handle) || '}', ','), '') || ']}' AS anon_7
    FROM (
      SELECT r6.handle AS handle, r6.created_at AS created_at, r6.id AS id
      FROM model AS r6
      WHERE r6.enabled = TRUE AND r6.model_provider_id = r5p.id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_8
      )
      ORDER BY r6.created_at DESC, r6.id DESC
      LIMIT ? OFFSET ?
    ) AS r6p
  ) || '}', ','), '') || ']}' AS anon_6
  FROM (
    SELECT r5.vendor AS vendor, r5.id AS id, r5.created_at AS created_at
    FROM model_provider AS r5
    WHERE (+ r5.deleted_at) IS NULL AND (+ r5.archived_at) IS NULL AND r5.secret_id = r1p.id AND r5.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_9
    )
    ORDER BY r5.created_at DESC, r5.id DESC
    LIMIT ? OFFSET ?
  ) AS r5p
) || ',"linkedBy":' || (
  SELECT '{"nodes":[' || coalesce(group_concat('{"kind":"' || r7p.kind || '","secret":' || coalesce((
    SELECT '{"id":"' || r8.id || '"}' AS anon_11
    FROM secret AS r8
    WHERE r8.id = r7p.target_id AND r8.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_12
    )
  ), 'null') || '}', ','), '') || ']}' AS anon_10
  FROM (
    SELECT r7.kind AS kind, r7.target_id AS target_id, r7.created_at AS created_at, r7.id AS id
    FROM link AS r7
    WHERE 1 = 1 AND r7.target_id = r1p.id AND r7.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_13
    )
    ORDER BY r7.created_at DESC, r7.id DESC
    LIMIT ? OFFSET ?
  ) AS r7p
) || '}' AS anon_1, printf('%s00[%s,%s,%s]', CASE WHEN (r1p.expires_at IS NULL) THEN '1' ELSE '0' END, coalesce(('"' || r1p.expires_at) || '"', 'null'), coalesce(r1p.number, 'null'), coalesce(('"' || r1p.id) || '"', 'null')) AS anon_14, counted.n
FROM (
  SELECT count(*) AS n
  FROM secret AS r1
  WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND ((r1.sealed IS NOT NULL) = FALSE OR r1.id IN (
    SELECT r2.secret_id
    FROM model_provider AS r2
    WHERE r2.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_15
    ) AND (+ r2.deleted_at) IS NULL AND (+ r2.archived_at) IS NULL AND r2.secret_id IS NOT NULL AND r2.seeded = TRUE
  )) AND r1.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_16
  )
) AS counted
LEFT OUTER JOIN r1p ON 1 = 1
ORDER BY r1p.expires_at DESC NULLS FIRST, r1p.number ASC, r1p.id ASC;

WITH r1p AS (
  SELECT r5.name AS name, r5.family AS family, r5.input_price AS input_price, r5.cache_read_price AS cache_read_price, r5.max_input_tokens AS max_input_tokens, r5.model_provider_id AS model_provider_id, r5.id AS id
  FROM json_each(?) AS w
  JOIN model AS r5 ON r5.id IN (
    SELECT r1.id AS id
    FROM model AS r1
    WHERE r1.model_provider_id IN (
      SELECT r2.id
      FROM model_provider AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_6
      ) AND r2.protocol = ?
    ) AND r1.workspace_id = w.value
    ORDER BY r1.max_input_tokens DESC NULLS FIRST, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r5.max_input_tokens DESC NULLS FIRST, r5.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"name":' || json_quote(r1p.name) || ',"family":' || json_quote(r1p.family) || ',"inputPrice":' || coalesce(('"' || r1p.input_price) || '"', 'null') || ',"cacheReadPrice":' || coalesce(('"' || r1p.cache_read_price) || '"', 'null') || ',"maxInputTokens":' || coalesce(r1p.max_input_tokens, 'null') || ',"modelProvider":' || coalesce((
  SELECT '{"baseUrl":' || json_quote(r3.base_url) || ',"headers":' || r3.headers || ',"secret":' || coalesce((
    SELECT '{"id":"' || r4.id || '"}' AS anon_3
    FROM secret AS r4
    WHERE r4.id = r3.secret_id AND r4.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_4
    )
  ), 'null') || '}' AS anon_2
  FROM model_provider AS r3
  WHERE r3.id = r1p.model_provider_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || '}' AS anon_1
FROM r1p
ORDER BY r1p.max_input_tokens DESC NULLS FIRST, r1p.id DESC;

WITH r1p AS (
  SELECT r2.digest AS digest, r2.packages AS packages, r2.network AS network, r2.created_at AS created_at, r2.id AS id
  FROM json_each(?) AS w
  JOIN environment AS r2 ON r2.id IN (
    SELECT r1.id AS id
    FROM environment AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.status = ? AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r2.created_at DESC, r2.id DESC
  LIMIT ? OFFSET ?
)
SELECT printf('{"digest":%s,"packages":%s,"network":%s}', json_quote(r1p.digest), r1p.packages, CASE WHEN (coalesce(coalesce(r1p.network, 'null'), 'null') = 'null') THEN 'null' ELSE '{"allowedHosts":' || coalesce(r1p.network -> '$."allowedHosts"', 'null') || '}' END) AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;

WITH r1p AS (
  SELECT r7.types AS types, r7.enabled AS enabled, r7.sealed AS sealed, r7.agent_id AS agent_id, r7.id AS id, r7.created_at AS created_at
  FROM json_each(?) AS w
  JOIN webhook_endpoint AS r7 ON r7.id IN (
    SELECT r1.id AS id
    FROM webhook_endpoint AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.id IN (
      SELECT r2.webhook_endpoint_id
      FROM webhook_delivery AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_10
      ) AND 1 = 1 AND r2.webhook_endpoint_id IS NOT NULL AND r2.attempted_at IS NOT NULL
    ) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r7.created_at DESC, r7.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"types":' || r1p.types || ',"enabled":' || CASE WHEN r1p.enabled THEN 'true' ELSE 'false' END || ',"hasValue":' || CASE WHEN ((r1p.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r1p.sealed IS NOT NULL) THEN 'true' ELSE 'false' END || ',"agent":' || coalesce((
  SELECT '{"id":"' || r3.id || '"}' AS anon_2
  FROM agent AS r3
  WHERE r3.id = r1p.agent_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"deliveries":' || (
  SELECT '{"nodes":[' || coalesce(group_concat('{"type":' || json_quote(r4p.type) || ',"status":"' || r4p.status || '","attempts":' || r4p.attempts || ',"responseHeaders":' || coalesce(r4p.response_headers, 'null') || ',"event":' || coalesce((
    SELECT printf('{"__typename":%s,"seq":%s}', coalesce(('"' || r5.kind) || '"', 'null'), r5.seq) AS anon_5
    FROM event AS r5
    WHERE r5.id = r4p.event_id AND r5.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_6
    )
  ), 'null') || ',"run":' || coalesce((
    SELECT '{"number":' || r6.number || '}' AS anon_7
    FROM run AS r6
    WHERE r6.id = r4p.run_id AND r6.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_8
    )
  ), 'null') || '}', ','), '') || ']}' AS anon_4
  FROM (
    SELECT r4.type AS type, r4.status AS status, r4.attempts AS attempts, r4.response_headers AS response_headers, r4.event_id AS event_id, r4.run_id AS run_id, r4.created_at AS created_at, r4.id AS id
    FROM webhook_delivery AS r4
    WHERE 1 = 1 AND r4.webhook_endpoint_id = r1p.id AND r4.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_9
    )
    ORDER BY r4.created_at DESC, r4.id DESC
    LIMIT ? OFFSET ?
  ) AS r4p
) || '}' AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
