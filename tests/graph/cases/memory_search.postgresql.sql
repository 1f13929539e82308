WITH stores AS (
  SELECT memory_store.id AS store, memory_store.workspace_id AS workspace_id, memory_store.external_id AS external_id, memory_store.handle AS handle
  FROM memory_store
  WHERE (memory_store.id = any($1::TEXT[]) OR memory_store.external_id = any($2::TEXT[]) OR memory_store.handle = any($3::TEXT[])) AND memory_store.workspace_id = any($4::TEXT[]) AND memory_store.deleted_at IS NULL
)
SELECT stores.store, stores.workspace_id, stores.external_id, stores.handle, found.entry, found.word, found.times, found.length, found.embedder, found.embedding
FROM stores
LEFT OUTER JOIN (
  SELECT anon_1.memory_store_id AS memory_store_id, anon_1.id AS entry, looked_for.value AS word, (length(anon_1.words) - length(replace(anon_1.words, (' ' || looked_for.value) || ' ', ''))) / length((' ' || looked_for.value) || ' ') AS times, length(anon_1.words) AS length, CAST (NULL AS TEXT) COLLATE "C" AS embedder, CAST (NULL AS TEXT) COLLATE "C" AS embedding
  FROM (
    SELECT memory_entry.memory_store_id AS memory_store_id, memory_entry.id AS id, memory_entry.words AS words
    FROM memory_entry
    WHERE memory_entry.memory_store_id IN (
      SELECT stores.store
      FROM stores
    ) AND (memory_entry.found_by @@ CAST ($5::VARCHAR COLLATE "C" AS TSQUERY))
    ORDER BY memory_entry.updated_at DESC, memory_entry.id
    LIMIT 10000
  ) AS anon_1, unnest($6::TEXT[]) AS looked_for(value)
  WHERE (length(anon_1.words) - length(replace(anon_1.words, (' ' || looked_for.value) || ' ', ''))) / length((' ' || looked_for.value) || ' ') > 0
) AS found ON found.memory_store_id = stores.store;

SELECT concat('{"id":"', r1.id, '","key":', CAST (to_json(r1.key) AS VARCHAR), ',"version":', CAST (r1.version AS VARCHAR), ',"memoryStore":', coalesce((
  SELECT concat('{"id":"', r2.id, '","kind":"', r2.kind, '","entries":', (
    WITH r3p AS (
      SELECT r3.key AS key, r3.id AS id
      FROM memory_entry AS r3
      WHERE true AND r3.memory_store_id = r2.id AND r3.workspace_id = any($1::TEXT[])
      ORDER BY r3.key ASC, r3.id ASC
      LIMIT $2::BIGINT
    )
    SELECT concat('{"nodes":[', (
      SELECT coalesce(string_agg(concat('{"key":', CAST (to_json(r3p.key) AS VARCHAR), '}'), ',' ORDER BY r3p.key ASC, r3p.id ASC), '') AS coalesce_1
      FROM (
        SELECT *
        FROM r3p
        ORDER BY r3p.key ASC, r3p.id ASC
        LIMIT $3::BIGINT
      ) AS r3p
    ), '],"totalCount":', coalesce(CAST ((
      SELECT count(*) AS count_1
      FROM memory_entry AS r3
      WHERE true AND r3.memory_store_id = r2.id AND r3.workspace_id = any($1::TEXT[])
    ) AS VARCHAR), 'null'), '}') AS anon_3
  ), '}') AS anon_2
  FROM memory_store AS r2
  WHERE r2.id = r1.memory_store_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1, r1.id
FROM memory_entry AS r1
WHERE r1.id = any($4::TEXT[] COLLATE "C") AND r1.workspace_id = any($1::TEXT[]);

WITH stores AS (
  SELECT memory_store.id AS store, memory_store.workspace_id AS workspace_id, memory_store.external_id AS external_id, memory_store.handle AS handle
  FROM memory_store
  WHERE (memory_store.id = any($1::TEXT[]) OR memory_store.external_id = any($2::TEXT[]) OR memory_store.handle = any($3::TEXT[])) AND memory_store.workspace_id = any($4::TEXT[]) AND memory_store.deleted_at IS NULL
)
SELECT stores.store, stores.workspace_id, stores.external_id, stores.handle, found.entry, found.word, found.times, found.length, found.embedder, found.embedding
FROM stores
LEFT OUTER JOIN (
  SELECT anon_1.memory_store_id AS memory_store_id, anon_1.id AS entry, looked_for.value AS word, (length(anon_1.words) - length(replace(anon_1.words, (' ' || looked_for.value) || ' ', ''))) / length((' ' || looked_for.value) || ' ') AS times, length(anon_1.words) AS length, CAST (NULL AS TEXT) COLLATE "C" AS embedder, CAST (NULL AS TEXT) COLLATE "C" AS embedding
  FROM (
    SELECT memory_entry.memory_store_id AS memory_store_id, memory_entry.id AS id, memory_entry.words AS words
    FROM memory_entry
    WHERE memory_entry.memory_store_id IN (
      SELECT stores.store
      FROM stores
    ) AND (memory_entry.found_by @@ CAST ($5::VARCHAR COLLATE "C" AS TSQUERY))
    ORDER BY memory_entry.updated_at DESC, memory_entry.id
    LIMIT 10000
  ) AS anon_1, unnest($6::TEXT[]) AS looked_for(value)
  WHERE (length(anon_1.words) - length(replace(anon_1.words, (' ' || looked_for.value) || ' ', ''))) / length((' ' || looked_for.value) || ' ') > 0 UNION ALL
  SELECT anon_2.memory_store_id AS memory_store_id, anon_2.id AS entry, CAST (NULL AS TEXT) COLLATE "C" AS word, CAST (NULL AS BIGINT) AS times, CAST (NULL AS BIGINT) AS length, anon_2.embedder AS embedder, anon_2.embedding AS embedding
  FROM (
    SELECT memory_entry.memory_store_id AS memory_store_id, memory_entry.id AS id, memory_entry.embedder AS embedder, memory_entry.embedding AS embedding
    FROM memory_entry
    WHERE memory_entry.memory_store_id IN (
      SELECT stores.store
      FROM stores
    ) AND memory_entry.embedding IS NOT NULL
    ORDER BY memory_entry.updated_at DESC, memory_entry.id
    LIMIT 10000
  ) AS anon_2
) AS found ON found.memory_store_id = stores.store;

SELECT concat('{"id":"', r1.id, '"}') AS anon_1, r1.id
FROM memory_entry AS r1
WHERE r1.id = any($1::TEXT[] COLLATE "C") AND r1.workspace_id = any($2::TEXT[]);
