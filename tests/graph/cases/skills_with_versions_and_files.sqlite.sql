SELECT '{"name":' || json_quote(r1.name) || ',"number":' || r1.number || ',"version":' || coalesce((
  SELECT printf('{"number":%s,"digest":%s}', r2.number, json_quote(r2.digest)) AS anon_2
  FROM skill_version AS r2
  WHERE r2.id = r1.version_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"files":' || (
  WITH r3p AS (
    SELECT r3.path AS path, r3.media_type AS media_type, r3.size AS size, r3.sha256 AS sha256, r3.id AS id
    FROM skill_file AS r3
    WHERE 1 = 1 AND r3.skill_version_id = r1.version_id AND r3.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_4
    )
    ORDER BY r3.path ASC, r3.id ASC
    LIMIT ? OFFSET ?
  ), r3p0 AS (
    SELECT printf('{"path":%s,"mediaType":%s,"text":SkillFile.text[%s,%s]}', json_quote(r3p.path), json_quote(r3p.media_type), r3p.size, json_quote(r3p.sha256)) AS t
    FROM (
      SELECT *
      FROM r3p
      ORDER BY r3p.path ASC, r3p.id ASC
      LIMIT ? OFFSET ?
    ) AS r3p
    ORDER BY r3p.path ASC, r3p.id ASC
  )
  SELECT '{"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
    FROM r3p0
  ) || '],"totalCount":' || coalesce((
    SELECT count(*) AS count_1
    FROM skill_file AS r3
    WHERE 1 = 1 AND r3.skill_version_id = r1.version_id AND r3.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_4
    )
  ), 'null') || '}' AS anon_5
) || ',"versions":' || (
  SELECT '{"nodes":[' || coalesce(group_concat('{"number":' || r4p.number || ',"files":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"path":' || json_quote(r5p.path) || ',"size":' || r5p.size || ',"skillVersion":' || coalesce((
      SELECT '{"skill":' || coalesce((
        SELECT '{"id":"' || r7.id || '"}' AS anon_9
        FROM skill AS r7
        WHERE r7.id = r6.skill_id AND r7.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_10
        )
      ), 'null') || '}' AS anon_8
      FROM skill_version AS r6
      WHERE r6.id = r5p.skill_version_id AND r6.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_11
      )
    ), 'null') || '}', ','), '') || ']}' AS anon_7
    FROM (
      SELECT r5.path AS path, r5.size AS size, r5.skill_version_id AS skill_version_id, r5.id AS id
      FROM skill_file AS r5
      WHERE 1 = 1 AND r5.skill_version_id = r4p.id AND r5.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_12
      )
      ORDER BY r5.path DESC, r5.id DESC
      LIMIT ? OFFSET ?
    ) AS r5p
  ) || '}', ','), '') || ']}' AS anon_6
  FROM (
    SELECT r4.number AS number, r4.id AS id
    FROM skill_version AS r4
    WHERE 1 = 1 AND r4.skill_id = r1.id AND r4.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_13
    )
    ORDER BY r4.number DESC, r4.id DESC
    LIMIT ? OFFSET ?
  ) AS r4p
) || ',"linkedBy":' || (
  SELECT '{"totalCount":' || coalesce((
    SELECT count(*) AS count_1
    FROM link AS r8
    WHERE 1 = 1 AND r8.target_id = r1.id AND r8.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_15
    )
  ), 'null') || '}' AS anon_14
) || '}' AS anon_1
FROM skill AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_16
)
LIMIT 1 OFFSET ?;

WITH r1p AS (
  SELECT r4.id AS id, r4.handle AS handle, r4.version_id AS version_id, r4.created_at AS created_at
  FROM json_each(?) AS w
  JOIN skill AS r4 ON r4.id IN (
    SELECT r1.id AS id
    FROM skill AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND r1.version_id IN (
      SELECT r2.skill_version_id
      FROM skill_file AS r2
      WHERE r2.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_4
      ) AND 1 = 1 AND r2.skill_version_id IS NOT NULL AND instr(r2.path, ?) > 0
    ) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r4.created_at DESC, r4.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"id":"' || r1p.id || '","handle":' || json_quote(r1p.handle) || ',"files":' || (
  SELECT '{"totalCount":' || coalesce((
    SELECT count(*) AS count_1
    FROM skill_file AS r3
    WHERE 1 = 1 AND r3.skill_version_id = r1p.version_id AND r3.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_3
    )
  ), 'null') || '}' AS anon_2
) || '}' AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
