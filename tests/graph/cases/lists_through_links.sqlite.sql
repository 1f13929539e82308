WITH r1p AS (
  SELECT r15.id AS id, r15.draft_version_id AS draft_version_id, r15.default_version_id AS default_version_id, r15.created_at AS created_at
  FROM json_each(?) AS w
  JOIN agent AS r15 ON r15.id IN (
    SELECT r1.id AS id
    FROM agent AS r1
    WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND coalesce(r1.draft_version_id, r1.default_version_id) IN (
      SELECT r3.agent_version_id
      FROM link AS r3
      WHERE r3.kind = 'AGENT' AND (+ r3.workspace_id) IN (
        SELECT value
        FROM json_each(?) AS anon_17
      ) AND r3.target_id IN (
        SELECT r2.id
        FROM agent AS r2
        WHERE r2.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_18
        ) AND (+ r2.deleted_at) IS NULL AND (+ r2.archived_at) IS NULL AND r2.id IS NOT NULL AND instr(fold(r2.name), ?) > 0
      )
    ) AND ((coalesce(r1.draft_version_id, r1.default_version_id) IN (
      SELECT r5.agent_version_id
      FROM link AS r5
      WHERE r5.kind = 'AGENT' AND (+ r5.workspace_id) IN (
        SELECT value
        FROM json_each(?) AS anon_19
      ) AND r5.target_id IN (
        SELECT r4.id
        FROM agent AS r4
        WHERE r4.workspace_id IN (
          SELECT value
          FROM json_each(?) AS anon_20
        ) AND (+ r4.deleted_at) IS NULL AND (+ r4.archived_at) IS NULL AND r4.id IS NOT NULL AND (r4.workspace_id = 'wsp_00000000000000000000000000') = TRUE
      )
    )) IS NOT TRUE) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r15.created_at DESC, r15.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"id":"' || r1p.id || '","subAgents":' || (
  WITH r6p AS (
    SELECT r6.id AS id, r6.name AS name
    FROM agent AS r6
    WHERE (+ r6.archived_at) IS NULL AND r6.id IN (
      SELECT r7.target_id
      FROM link AS r7
      WHERE r7.agent_version_id = coalesce(r1p.draft_version_id, r1p.default_version_id) AND r7.kind = 'AGENT' AND (+ r7.workspace_id) IN (
        SELECT value
        FROM json_each(?) AS anon_2
      )
    ) AND r6.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_3
    )
    ORDER BY r6.name DESC, r6.id DESC
    LIMIT ? OFFSET ?
  ), r6p0 AS (
    SELECT printf('{"id":"%s","name":%s}', r6p.id, json_quote(r6p.name)) AS t
    FROM (
      SELECT *
      FROM r6p
      ORDER BY r6p.name DESC, r6p.id DESC
      LIMIT ? OFFSET ?
    ) AS r6p
    ORDER BY r6p.name DESC, r6p.id DESC
  )
  SELECT '{"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
    FROM r6p0
  ) || '],"totalCount":' || coalesce((
    SELECT count(*) AS count_1
    FROM agent AS r6
    WHERE (+ r6.archived_at) IS NULL AND r6.id IN (
      SELECT r7.target_id
      FROM link AS r7
      WHERE r7.agent_version_id = coalesce(r1p.draft_version_id, r1p.default_version_id) AND r7.kind = 'AGENT' AND (+ r7.workspace_id) IN (
        SELECT value
        FROM json_each(?) AS anon_2
      )
    ) AND r6.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_3
    )
  ), 'null') || ',"nextCursor":' || CASE WHEN (CASE WHEN ((
    SELECT count(*) AS count_1
    FROM r6p
  ) > ?) THEN 'true' ELSE 'false' END = 'true') THEN coalesce((
    SELECT '"a0cee2ab.00.' || base64url(printf('[%s,"%s"]', json_quote(r6p.name), r6p.id)) || '"' AS anon_5
    FROM (
      SELECT *
      FROM r6p
      ORDER BY r6p.name DESC, r6p.id DESC
      LIMIT ? OFFSET ?
    ) AS r6p
    ORDER BY r6p.name ASC, r6p.id ASC
    LIMIT 1 OFFSET ?
  ), 'null') ELSE 'null' END || '}' AS anon_4
) || ',"currentVersion":' || coalesce((
  SELECT '{"links":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"kind":"' || r9p.kind || '","position":' || r9p.position || ',"targetId":' || coalesce(('"' || r9p.target_id) || '"', 'null') || ',"settings":' || CASE WHEN (coalesce(coalesce(r9p.settings, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"approval":%s,"approvalTools":%s,"version":%s}', coalesce(r9p.settings -> '$."approval"', 'null'), coalesce(r9p.settings -> '$."approvalTools"', 'null'), coalesce(r9p.settings -> '$."version"', 'null')) END || ',"agent":' || coalesce((
      SELECT '{"name":' || json_quote(r10.name) || '}' AS anon_8
      FROM agent AS r10
      WHERE r10.id = r9p.target_id AND r10.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_9
      )
    ), 'null') || '}', ','), '') || ']}' AS anon_7
    FROM (
      SELECT r9.kind AS kind, r9.position AS position, r9.target_id AS target_id, r9.settings AS settings, r9.id AS id
      FROM link AS r9
      WHERE 1 = 1 AND r9.agent_version_id = r8.id AND r9.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_10
      )
      ORDER BY r9.position ASC, r9.id ASC
      LIMIT ? OFFSET ?
    ) AS r9p
  ) || ',"subAgents":' || (
    SELECT '{"totalCount":' || coalesce((
      SELECT count(*) AS count_1
      FROM agent AS r11
      WHERE (+ r11.deleted_at) IS NULL AND (+ r11.archived_at) IS NULL AND coalesce(r11.draft_version_id, r11.default_version_id) IN (
        SELECT r13.agent_version_id
        FROM link AS r13
        WHERE r13.kind = 'AGENT' AND (+ r13.workspace_id) IN (
          SELECT value
          FROM json_each(?) AS anon_12
        ) AND r13.target_id IN (
          SELECT r12.id
          FROM agent AS r12
          WHERE r12.workspace_id IN (
            SELECT value
            FROM json_each(?) AS anon_13
          ) AND (+ r12.deleted_at) IS NULL AND (+ r12.archived_at) IS NULL AND r12.id IS NOT NULL
        )
      ) AND r11.id IN (
        SELECT r14.target_id
        FROM link AS r14
        WHERE r14.agent_version_id = r8.id AND r14.kind = 'AGENT' AND (+ r14.workspace_id) IN (
          SELECT value
          FROM json_each(?) AS anon_14
        )
      ) AND r11.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_15
      )
    ), 'null') || '}' AS anon_11
  ) || '}' AS anon_6
  FROM agent_version AS r8
  WHERE r8.id = coalesce(r1p.draft_version_id, r1p.default_version_id) AND r8.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_16
  )
), 'null') || '}' AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
