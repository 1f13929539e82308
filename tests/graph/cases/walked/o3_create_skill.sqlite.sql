-- Besides: 14 of verbs.

SELECT '{"id":' || json_quote(r1.handle) || ',"display_title":' || json_quote(r1.name) || ',"display_name":' || json_quote(r1.name) || ',"name":' || json_quote(r1.handle) || ',"description":' || json_quote(r1.description) || ',"built_in":' || CASE WHEN ((r1.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END || ',"created_at":"' || r1.created_at || '","updated_at":"' || r1.updated_at || '","version":' || coalesce((
  SELECT '{"latest_version":' || r2.number || ',"latest_version_id":"' || r2.id || '","files":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"path":' || json_quote(r3p.path) || '}', ','), '') || ']}' AS anon_3
    FROM (
      SELECT r3.path AS path, r3.id AS id
      FROM skill_file AS r3
      WHERE 1 = 1 AND r3.skill_version_id = r2.id AND r3.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_4
      )
      ORDER BY r3.path ASC, r3.id ASC
      LIMIT ? OFFSET ?
    ) AS r3p
  ) || '}' AS anon_2
  FROM skill_version AS r2
  WHERE r2.id = r1.version_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || '}' AS anon_1
FROM skill AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_6
)
LIMIT 1 OFFSET ?;
