-- Reads the answer.
WITH stores AS (
  SELECT memory_store.id AS store, memory_store.workspace_id AS workspace_id, memory_store.external_id AS external_id, memory_store.handle AS handle
  FROM memory_store
  WHERE (memory_store.id = any($1::TEXT[]) OR memory_store.external_id = any($2::TEXT[]) OR memory_store.handle = any($3::TEXT[])) AND memory_store.workspace_id = any($4::TEXT[]) AND memory_store.deleted_at IS NULL
)
SELECT stores.store, stores.workspace_id, stores.external_id, stores.handle, found.entry, found.word, found.times, found.length, found.embedder, found.embedding
FROM stores
LEFT OUTER JOIN (
  SELECT anon_1.memory_store_id AS memory_store_id, anon_1.id AS entry, CAST (NULL AS TEXT) COLLATE "C" AS word, CAST (NULL AS BIGINT) AS times, CAST (NULL AS BIGINT) AS length, anon_1.embedder AS embedder, anon_1.embedding AS embedding
  FROM (
    SELECT memory_entry.memory_store_id AS memory_store_id, memory_entry.id AS id, memory_entry.embedder AS embedder, memory_entry.embedding AS embedding
    FROM memory_entry
    WHERE memory_entry.memory_store_id IN (
      SELECT stores.store
      FROM stores
    ) AND memory_entry.embedding IS NOT NULL
    ORDER BY memory_entry.updated_at DESC, memory_entry.id
    LIMIT 10000
  ) AS anon_1
) AS found ON found.memory_store_id = stores.store;

-- Reads the answer.
SELECT concat('{"id":"', r1.id, '","path":', CAST (to_json(r1.key) AS VARCHAR), ',"content":', CAST (to_json(r1.content) AS VARCHAR), ',"created_at":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_1, r1.id
FROM memory_entry AS r1
WHERE r1.id = any($1::TEXT[] COLLATE "C") AND r1.workspace_id = any($2::TEXT[]);
