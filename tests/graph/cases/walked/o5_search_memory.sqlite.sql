-- Reads the answer.
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
  SELECT anon_5.memory_store_id AS memory_store_id, anon_5.id AS entry, CAST (NULL AS TEXT) AS word, CAST (NULL AS BIGINT) AS times, CAST (NULL AS BIGINT) AS length, anon_5.embedder AS embedder, anon_5.embedding AS embedding
  FROM (
    SELECT memory_entry.memory_store_id AS memory_store_id, memory_entry.id AS id, memory_entry.embedder AS embedder, memory_entry.embedding AS embedding
    FROM memory_entry
    WHERE memory_entry.memory_store_id IN (
      SELECT stores.store
      FROM stores
    ) AND memory_entry.embedding IS NOT NULL
    ORDER BY memory_entry.updated_at DESC, memory_entry.id
    LIMIT 10000 OFFSET ?
  ) AS anon_5
) AS found ON found.memory_store_id = stores.store;

-- Reads the answer.
SELECT printf('{"id":"%s","path":%s,"content":%s,"created_at":"%s"}', r1.id, json_quote(r1.key), json_quote(r1.content), r1.created_at) AS anon_1, r1.id
FROM memory_entry AS r1
WHERE r1.id IN (
  SELECT value
  FROM json_each(?) AS anon_2
) AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_3
);
