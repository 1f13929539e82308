WITH r1p AS (
  SELECT r3.snapshot AS snapshot, r3.variables AS variables, r3.agent_id AS agent_id, r3.id AS id
  FROM json_each(?) AS w
  JOIN session AS r3 ON r3.id IN (
    SELECT r1.id AS id
    FROM session AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.workspace_id = w.value
    ORDER BY r1.id ASC
    LIMIT ? OFFSET ?
  )
  ORDER BY r3.id ASC
  LIMIT ? OFFSET ?
)
SELECT '{"instructions":' || coalesce(r1p.snapshot -> '$."instructions"', 'null') || ',"here":' || coalesce(((r1p.variables -> ?) -> ?) -> ?, 'null') || ',"far":' || coalesce(((r1p.variables -> ?) -> ?) -> ?, 'null') || ',"listed":' || coalesce(((r1p.variables -> ?) -> ?) -> ?, 'null') || ',"agent":' || coalesce((
  SELECT printf('{"connection":%s,"extension":%s}', coalesce((r2.extensions -> ?) -> ?, 'null'), coalesce(((r2.extensions -> ?) -> ?) -> ?, 'null')) AS anon_2
  FROM agent AS r2
  WHERE r2.id = r1p.agent_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || '}' AS anon_1
FROM r1p
ORDER BY r1p.id ASC;
