SELECT concat('{"name":', CAST (to_json(r1.name) AS VARCHAR), ',"number":', CAST (r1.number AS VARCHAR), ',"version":', coalesce((
  SELECT concat('{"number":', CAST (r2.number AS VARCHAR), ',"digest":', CAST (to_json(r2.digest) AS VARCHAR), '}') AS anon_2
  FROM skill_version AS r2
  WHERE r2.id = r1.version_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), ',"files":', (
  WITH r3p AS (
    SELECT r3.path AS path, r3.media_type AS media_type, r3.size AS size, r3.sha256 AS sha256, r3.id AS id
    FROM skill_file AS r3
    WHERE true AND r3.skill_version_id = r1.version_id AND r3.workspace_id = any($1::TEXT[])
    ORDER BY r3.path ASC, r3.id ASC
    LIMIT $2::BIGINT
  )
  SELECT concat('{"nodes":[', (
    SELECT coalesce(string_agg(concat('{"path":', CAST (to_json(r3p.path) AS VARCHAR), ',"mediaType":', CAST (to_json(r3p.media_type) AS VARCHAR), ',"text":SkillFile.text[', CAST (r3p.size AS VARCHAR), ',', CAST (to_json(r3p.sha256) AS VARCHAR), ']}'), ',' ORDER BY r3p.path ASC, r3p.id ASC), '') AS coalesce_1
    FROM (
      SELECT *
      FROM r3p
      ORDER BY r3p.path ASC, r3p.id ASC
      LIMIT $3::BIGINT
    ) AS r3p
  ), '],"totalCount":', coalesce(CAST ((
    SELECT count(*) AS count_1
    FROM skill_file AS r3
    WHERE true AND r3.skill_version_id = r1.version_id AND r3.workspace_id = any($1::TEXT[])
  ) AS VARCHAR), 'null'), '}') AS anon_3
), ',"versions":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"number":', CAST (r4p.number AS VARCHAR), ',"files":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"path":', CAST (to_json(r5p.path) AS VARCHAR), ',"size":', CAST (r5p.size AS VARCHAR), ',"skillVersion":', coalesce((
      SELECT concat('{"skill":', coalesce((
        SELECT concat('{"id":"', r7.id, '"}') AS anon_7
        FROM skill AS r7
        WHERE r7.id = r6.skill_id AND r7.workspace_id = any($1::TEXT[])
      ), 'null'), '}') AS anon_6
      FROM skill_version AS r6
      WHERE r6.id = r5p.skill_version_id AND r6.workspace_id = any($1::TEXT[])
    ), 'null'), '}'), ',' ORDER BY r5p.path DESC, r5p.id DESC), ''), ']}') AS anon_5
    FROM (
      SELECT r5.path AS path, r5.size AS size, r5.skill_version_id AS skill_version_id, r5.id AS id
      FROM skill_file AS r5
      WHERE true AND r5.skill_version_id = r4p.id AND r5.workspace_id = any($1::TEXT[])
      ORDER BY r5.path DESC, r5.id DESC
      LIMIT $4::BIGINT
    ) AS r5p
  ), '}'), ',' ORDER BY r4p.number DESC, r4p.id DESC), ''), ']}') AS anon_4
  FROM (
    SELECT r4.number AS number, r4.id AS id
    FROM skill_version AS r4
    WHERE true AND r4.skill_id = r1.id AND r4.workspace_id = any($1::TEXT[])
    ORDER BY r4.number DESC, r4.id DESC
    LIMIT $5::BIGINT
  ) AS r4p
), ',"linkedBy":', (
  SELECT concat('{"totalCount":', coalesce(CAST ((
    SELECT count(*) AS count_1
    FROM link AS r8
    WHERE true AND r8.target_id = r1.id AND r8.workspace_id = any($1::TEXT[])
  ) AS VARCHAR), 'null'), '}') AS anon_8
), '}') AS anon_1
FROM skill AS r1
WHERE r1.id = $6::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;

/* for these values */
WITH r1p AS (
  SELECT r1.id AS id, r1.handle AS handle, r1.version_id AS version_id, r1.created_at AS created_at
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.id AS id, r1.handle AS handle, r1.version_id AS version_id, r1.created_at AS created_at
    FROM skill AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.version_id IN (
      SELECT r2.skill_version_id
      FROM skill_file AS r2
      WHERE r2.workspace_id = any($1::TEXT[]) AND true AND r2.skill_version_id IS NOT NULL AND strpos(r2.path, $2::VARCHAR COLLATE "C") > 0
    ) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT $3::BIGINT
  ) AS r1 ON true
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $4::BIGINT
)
SELECT concat('{"id":"', r1p.id, '","handle":', CAST (to_json(r1p.handle) AS VARCHAR), ',"files":', (
  SELECT concat('{"totalCount":', coalesce(CAST ((
    SELECT count(*) AS count_1
    FROM skill_file AS r3
    WHERE true AND r3.skill_version_id = r1p.version_id AND r3.workspace_id = any($1::TEXT[])
  ) AS VARCHAR), 'null'), '}') AS anon_2
), '}') AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
