WITH stores AS (
  SELECT memory_store.id AS store, memory_store.workspace_id AS workspace_id, memory_store.external_id AS external_id, memory_store.handle AS handle
  FROM memory_store
  WHERE (memory_store.id IN (
    SELECT value
    FROM json_each(?) AS anon_1
  ) OR memory_store.external_id IN (
    SELECT value
    FROM json_each(?) AS anon_2
  ) OR memory_store.handle IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )) AND memory_store.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_4
  ) AND memory_store.deleted_at IS NULL
)
SELECT stores.store, stores.workspace_id, stores.external_id, stores.handle, found.entry, found.word, found.times, found.length, found.embedder, found.embedding
FROM stores
LEFT OUTER JOIN (
  SELECT anon_5.memory_store_id AS memory_store_id, anon_5.id AS entry, looked_for.value AS word, (length(anon_5.words) - length(replace(anon_5.words, (' ' || looked_for.value) || ' ', ''))) / length((' ' || looked_for.value) || ' ') AS times, length(anon_5.words) AS length, CAST (NULL AS TEXT) AS embedder, CAST (NULL AS TEXT) AS embedding
  FROM (
    SELECT memory_entry.memory_store_id AS memory_store_id, memory_entry.id AS id, memory_entry.words AS words
    FROM memory_entry
    WHERE memory_entry.memory_store_id IN (
      SELECT stores.store
      FROM stores
    ) AND memory_entry.id IN (
      SELECT memory_entry_text.id
      FROM memory_entry_text
      WHERE memory_entry_text MATCH ?
    )
    ORDER BY memory_entry.updated_at DESC, memory_entry.id
    LIMIT 10000 OFFSET ?
  ) AS anon_5, json_each(?) AS looked_for
  WHERE (length(anon_5.words) - length(replace(anon_5.words, (' ' || looked_for.value) || ' ', ''))) / length((' ' || looked_for.value) || ' ') > 0
) AS found ON found.memory_store_id = stores.store;

SELECT '{"id":"' || r1.id || '","key":' || json_quote(r1.key) || ',"version":' || r1.version || ',"memoryStore":' || coalesce((
  SELECT '{"id":"' || r2.id || '","kind":"' || r2.kind || '","entries":' || (
    WITH r3p AS (
      SELECT r3.key AS "key", r3.id AS id
      FROM memory_entry AS r3
      WHERE 1 = 1 AND r3.memory_store_id = r2.id AND r3.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_3
      )
      ORDER BY r3.key ASC, r3.id ASC
      LIMIT ? OFFSET ?
    ), r3p0 AS (
      SELECT '{"key":' || json_quote(r3p.key) || '}' AS t
      FROM (
        SELECT *
        FROM r3p
        ORDER BY r3p.key ASC, r3p.id ASC
        LIMIT ? OFFSET ?
      ) AS r3p
      ORDER BY r3p.key ASC, r3p.id ASC
    )
    SELECT '{"nodes":[' || (
      SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
      FROM r3p0
    ) || '],"totalCount":' || coalesce((
      SELECT count(*) AS count_1
      FROM memory_entry AS r3
      WHERE 1 = 1 AND r3.memory_store_id = r2.id AND r3.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_3
      )
    ), 'null') || '}' AS anon_4
  ) || '}' AS anon_2
  FROM memory_store AS r2
  WHERE r2.id = r1.memory_store_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || '}' AS anon_1, r1.id
FROM memory_entry AS r1
WHERE r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_6
) AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_7
);

WITH stores AS (
  SELECT memory_store.id AS store, memory_store.workspace_id AS workspace_id, memory_store.external_id AS external_id, memory_store.handle AS handle
  FROM memory_store
  WHERE (memory_store.id IN (
    SELECT value
    FROM json_each(?) AS anon_1
  ) OR memory_store.external_id IN (
    SELECT value
    FROM json_each(?) AS anon_2
  ) OR memory_store.handle IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )) AND memory_store.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_4
  ) AND memory_store.deleted_at IS NULL
)
SELECT stores.store, stores.workspace_id, stores.external_id, stores.handle, found.entry, found.word, found.times, found.length, found.embedder, found.embedding
FROM stores
LEFT OUTER JOIN (
  SELECT anon_5.memory_store_id AS memory_store_id, anon_5.id AS entry, looked_for.value AS word, (length(anon_5.words) - length(replace(anon_5.words, (' ' || looked_for.value) || ' ', ''))) / length((' ' || looked_for.value) || ' ') AS times, length(anon_5.words) AS length, CAST (NULL AS TEXT) AS embedder, CAST (NULL AS TEXT) AS embedding
  FROM (
    SELECT memory_entry.memory_store_id AS memory_store_id, memory_entry.id AS id, memory_entry.words AS words
    FROM memory_entry
    WHERE memory_entry.memory_store_id IN (
      SELECT stores.store
      FROM stores
    ) AND memory_entry.id IN (
      SELECT memory_entry_text.id
      FROM memory_entry_text
      WHERE memory_entry_text MATCH ?
    )
    ORDER BY memory_entry.updated_at DESC, memory_entry.id
    LIMIT 10000 OFFSET ?
  ) AS anon_5, json_each(?) AS looked_for
  WHERE (length(anon_5.words) - length(replace(anon_5.words, (' ' || looked_for.value) || ' ', ''))) / length((' ' || looked_for.value) || ' ') > 0 UNION ALL
  SELECT anon_6.memory_store_id AS memory_store_id, anon_6.id AS entry, CAST (NULL AS TEXT) AS word, CAST (NULL AS BIGINT) AS times, CAST (NULL AS BIGINT) AS length, anon_6.embedder AS embedder, anon_6.embedding AS embedding
  FROM (
    SELECT memory_entry.memory_store_id AS memory_store_id, memory_entry.id AS id, memory_entry.embedder AS embedder, memory_entry.embedding AS embedding
    FROM memory_entry
    WHERE memory_entry.memory_store_id IN (
      SELECT stores.store
      FROM stores
    ) AND memory_entry.embedding IS NOT NULL
    ORDER BY memory_entry.updated_at DESC, memory_entry.id
    LIMIT 10000 OFFSET ?
  ) AS anon_6
) AS found ON found.memory_store_id = stores.store;

SELECT '{"id":"' || r1.id || '"}' AS anon_1, r1.id
FROM memory_entry AS r1
WHERE r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_2
) AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_3
);
