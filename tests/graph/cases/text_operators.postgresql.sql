WITH r1p AS (
  SELECT r1.name AS name, r1.created_at AS created_at, r1.id AS id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.name AS name, r1.created_at AS created_at, r1.id AS id
    FROM agent AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND (r1.name >= $2::VARCHAR COLLATE "C" AND r1.name < $3::VARCHAR COLLATE "C" OR substr(fold(r1.name), $4::INTEGER, length($5::VARCHAR COLLATE "C")) = $5::VARCHAR COLLATE "C" OR length(r1.name) >= length($6::VARCHAR COLLATE "C") AND substr(r1.name, (length(r1.name) - length($6::VARCHAR COLLATE "C")) + $7::INTEGER) = $6::VARCHAR COLLATE "C" OR strpos(r1.handle, $8::VARCHAR COLLATE "C") > 0 AND ((r1.handle = any($9::TEXT[] COLLATE "C")) IS NOT TRUE) OR length(fold(r1.description)) >= length($10::VARCHAR COLLATE "C") AND substr(fold(r1.description), (length(fold(r1.description)) - length($10::VARCHAR COLLATE "C")) + $11::INTEGER) = $10::VARCHAR COLLATE "C" AND r1.description IS DISTINCT FROM $12::VARCHAR COLLATE "C") AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT $13::BIGINT
  ) AS r1 ON true
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $14::BIGINT
)
SELECT concat('{"name":', CAST (to_json(r1p.name) AS VARCHAR), '}') AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
