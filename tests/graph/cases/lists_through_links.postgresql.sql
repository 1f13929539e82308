/* for these values */
WITH r1p AS (
  SELECT r1.id AS id, r1.draft_version_id AS draft_version_id, r1.default_version_id AS default_version_id, r1.created_at AS created_at
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.id AS id, r1.draft_version_id AS draft_version_id, r1.default_version_id AS default_version_id, r1.created_at AS created_at
    FROM agent AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND coalesce(r1.draft_version_id, r1.default_version_id) IN (
      SELECT r3.agent_version_id
      FROM link AS r3
      WHERE r3.kind = 'AGENT' AND r3.workspace_id = any($1::TEXT[]) AND r3.target_id IN (
        SELECT r2.id
        FROM agent AS r2
        WHERE r2.workspace_id = any($1::TEXT[]) AND r2.deleted_at IS NULL AND r2.archived_at IS NULL AND r2.id IS NOT NULL AND strpos(fold(r2.name), $7::VARCHAR COLLATE "C") > 0
      )
    ) AND ((coalesce(r1.draft_version_id, r1.default_version_id) IN (
      SELECT r5.agent_version_id
      FROM link AS r5
      WHERE r5.kind = 'AGENT' AND r5.workspace_id = any($1::TEXT[]) AND r5.target_id IN (
        SELECT r4.id
        FROM agent AS r4
        WHERE r4.workspace_id = any($1::TEXT[]) AND r4.deleted_at IS NULL AND r4.archived_at IS NULL AND r4.id IS NOT NULL AND (r4.workspace_id = 'wsp_00000000000000000000000000') = TRUE
      )
    )) IS NOT TRUE) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT $8::BIGINT
  ) AS r1 ON true
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $9::BIGINT
)
SELECT concat('{"id":"', r1p.id, '","subAgents":', (
  WITH r6p AS (
    SELECT r6.id AS id, r6.name AS name
    FROM agent AS r6
    WHERE r6.archived_at IS NULL AND r6.id IN (
      SELECT r7.target_id
      FROM link AS r7
      WHERE r7.agent_version_id = coalesce(r1p.draft_version_id, r1p.default_version_id) AND r7.kind = 'AGENT' AND r7.workspace_id = any($1::TEXT[])
    ) AND r6.workspace_id = any($1::TEXT[])
    ORDER BY r6.name DESC, r6.id DESC
    LIMIT $2::BIGINT
  )
  SELECT concat('{"nodes":[', (
    SELECT coalesce(string_agg(concat('{"id":"', r6p.id, '","name":', CAST (to_json(r6p.name) AS VARCHAR), '}'), ',' ORDER BY r6p.name DESC, r6p.id DESC), '') AS coalesce_1
    FROM (
      SELECT *
      FROM r6p
      ORDER BY r6p.name DESC, r6p.id DESC
      LIMIT $3::BIGINT
    ) AS r6p
  ), '],"totalCount":', coalesce(CAST ((
    SELECT count(*) AS count_1
    FROM agent AS r6
    WHERE r6.archived_at IS NULL AND r6.id IN (
      SELECT r7.target_id
      FROM link AS r7
      WHERE r7.agent_version_id = coalesce(r1p.draft_version_id, r1p.default_version_id) AND r7.kind = 'AGENT' AND r7.workspace_id = any($1::TEXT[])
    ) AND r6.workspace_id = any($1::TEXT[])
  ) AS VARCHAR), 'null'), ',"nextCursor":', CASE WHEN (CASE WHEN ((
    SELECT count(*) AS count_1
    FROM r6p
  ) > $4::BIGINT) THEN 'true' ELSE 'false' END = 'true') THEN coalesce((
    SELECT concat('"a0cee2ab.00.', rtrim(translate(encode(convert_to(concat('[', CAST (to_json(r6p.name) AS VARCHAR), ',"', r6p.id, '"]'), 'UTF8'), 'base64'), E'+/\n', '-_'), '='), '"') AS anon_3
    FROM (
      SELECT *
      FROM r6p
      ORDER BY r6p.name DESC, r6p.id DESC
      LIMIT $5::BIGINT
    ) AS r6p
    ORDER BY r6p.name ASC, r6p.id ASC
    LIMIT 1
  ), 'null') ELSE 'null' END, '}') AS anon_2
), ',"currentVersion":', coalesce((
  SELECT concat('{"links":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"kind":"', r9p.kind, '","position":', CAST (r9p.position AS VARCHAR), ',"targetId":', coalesce(('"' || r9p.target_id) || '"', 'null'), ',"settings":', CASE WHEN (coalesce(coalesce(CAST (r9p.settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"approval":', coalesce(CAST (r9p.settings -> 'approval' AS VARCHAR), 'null'), ',"approvalTools":', coalesce(CAST (r9p.settings -> 'approvalTools' AS VARCHAR), 'null'), ',"version":', coalesce(CAST (r9p.settings -> 'version' AS VARCHAR), 'null'), '}') END, ',"agent":', coalesce((
      SELECT concat('{"name":', CAST (to_json(r10.name) AS VARCHAR), '}') AS anon_6
      FROM agent AS r10
      WHERE r10.id = r9p.target_id AND r10.workspace_id = any($1::TEXT[])
    ), 'null'), '}'), ',' ORDER BY r9p.position ASC, r9p.id ASC), ''), ']}') AS anon_5
    FROM (
      SELECT r9.kind AS kind, r9.position AS position, r9.target_id AS target_id, r9.settings AS settings, r9.id AS id
      FROM link AS r9
      WHERE true AND r9.agent_version_id = r8.id AND r9.workspace_id = any($1::TEXT[])
      ORDER BY r9.position ASC, r9.id ASC
      LIMIT $6::BIGINT
    ) AS r9p
  ), ',"subAgents":', (
    SELECT concat('{"totalCount":', coalesce(CAST ((
      SELECT count(*) AS count_1
      FROM agent AS r11
      WHERE r11.deleted_at IS NULL AND r11.archived_at IS NULL AND coalesce(r11.draft_version_id, r11.default_version_id) IN (
        SELECT r13.agent_version_id
        FROM link AS r13
        WHERE r13.kind = 'AGENT' AND r13.workspace_id = any($1::TEXT[]) AND r13.target_id IN (
          SELECT r12.id
          FROM agent AS r12
          WHERE r12.workspace_id = any($1::TEXT[]) AND r12.deleted_at IS NULL AND r12.archived_at IS NULL AND r12.id IS NOT NULL
        )
      ) AND r11.id IN (
        SELECT r14.target_id
        FROM link AS r14
        WHERE r14.agent_version_id = r8.id AND r14.kind = 'AGENT' AND r14.workspace_id = any($1::TEXT[])
      ) AND r11.workspace_id = any($1::TEXT[])
    ) AS VARCHAR), 'null'), '}') AS anon_7
  ), '}') AS anon_4
  FROM agent_version AS r8
  WHERE r8.id = coalesce(r1p.draft_version_id, r1p.default_version_id) AND r8.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
