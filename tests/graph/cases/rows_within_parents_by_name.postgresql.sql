SELECT concat('{"handle":', CAST (to_json(r1.handle) AS VARCHAR), '}') AS anon_1, coalesce(r1.workspace_id = $1::VARCHAR COLLATE "C", false) AS coalesce_1
FROM agent AS r1
WHERE r1.workspace_id = (
  SELECT r2.id
  FROM workspace AS r2
  WHERE r2.number = $2::BIGINT AND r2.id = any($3::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
  LIMIT 1
) AND r1.handle = $4::VARCHAR COLLATE "C" AND r1.workspace_id = any($3::TEXT[])
ORDER BY coalesce(r1.workspace_id = $1::VARCHAR COLLATE "C", false) DESC
LIMIT 2;

SELECT coalesce(CASE WHEN (r1.id IS NOT NULL) THEN concat('{"number":', coalesce(CAST (r1.number AS VARCHAR), 'null'), ',"agent":', coalesce((
  SELECT concat('{"handle":', CAST (to_json(r3.handle) AS VARCHAR), '}') AS anon_1
  FROM agent AS r3
  WHERE r3.id = r1.agent_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), '}') END, 'null') AS coalesce_1, coalesce(r1.workspace_id = $2::VARCHAR COLLATE "C", false) AS coalesce_2, parent.several
FROM (
  SELECT coalesce(max(CASE WHEN coalesce(r2.workspace_id = $2::VARCHAR COLLATE "C", false) THEN r2.id END), CASE WHEN (1 = count(*)) THEN max(r2.id) END) AS id, max(CASE WHEN coalesce(r2.workspace_id = $2::VARCHAR COLLATE "C", false) THEN r2.id END) IS NULL AND 1 < count(*) AS several
  FROM agent AS r2
  WHERE r2.handle = $3::VARCHAR COLLATE "C" AND r2.workspace_id = any($1::TEXT[])
) AS parent
LEFT OUTER JOIN agent_version AS r1 ON r1.agent_id = parent.id AND r1.number = $4::BIGINT AND r1.workspace_id = any($1::TEXT[])
ORDER BY coalesce(r1.workspace_id = $2::VARCHAR COLLATE "C", false) DESC
LIMIT 2;

SELECT coalesce(CASE WHEN (r1.id IS NOT NULL) THEN concat('{"externalId":', coalesce(CAST (to_json(r1.external_id) AS VARCHAR), 'null'), ',"agent":', coalesce((
  SELECT concat('{"handle":', CAST (to_json(r3.handle) AS VARCHAR), '}') AS anon_1
  FROM agent AS r3
  WHERE r3.id = r1.agent_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), '}') END, 'null') AS coalesce_1, coalesce(r1.workspace_id = $2::VARCHAR COLLATE "C", false) AS coalesce_2, parent.several
FROM (
  SELECT coalesce(max(CASE WHEN coalesce(r2.workspace_id = $2::VARCHAR COLLATE "C", false) THEN r2.id END), CASE WHEN (1 = count(*)) THEN max(r2.id) END) AS id, max(CASE WHEN coalesce(r2.workspace_id = $2::VARCHAR COLLATE "C", false) THEN r2.id END) IS NULL AND 1 < count(*) AS several
  FROM agent AS r2
  WHERE r2.handle = $3::VARCHAR COLLATE "C" AND r2.workspace_id = any($1::TEXT[])
) AS parent
LEFT OUTER JOIN session AS r1 ON r1.agent_id = parent.id AND r1.external_id = $4::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
ORDER BY coalesce(r1.workspace_id = $2::VARCHAR COLLATE "C", false) DESC
LIMIT 2;

SELECT coalesce(CASE WHEN (r1.id IS NOT NULL) THEN concat('{"number":', CAST (r1.number AS VARCHAR), ',"session":', coalesce((
  SELECT concat('{"externalId":', coalesce(CAST (to_json(r3.external_id) AS VARCHAR), 'null'), '}') AS anon_1
  FROM session AS r3
  WHERE r3.id = r1.session_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), '}') END, 'null') AS coalesce_1, coalesce(r1.workspace_id = $2::VARCHAR COLLATE "C", false) AS coalesce_2, parent.several
FROM (
  SELECT coalesce(max(CASE WHEN coalesce(r2.workspace_id = $2::VARCHAR COLLATE "C", false) THEN r2.id END), CASE WHEN (1 = count(*)) THEN max(r2.id) END) AS id, max(CASE WHEN coalesce(r2.workspace_id = $2::VARCHAR COLLATE "C", false) THEN r2.id END) IS NULL AND 1 < count(*) AS several
  FROM session AS r2
  WHERE r2.external_id = $3::VARCHAR COLLATE "C" AND r2.workspace_id = any($1::TEXT[])
) AS parent
LEFT OUTER JOIN run AS r1 ON r1.session_id = parent.id AND r1.number = $4::BIGINT AND r1.workspace_id = any($1::TEXT[])
ORDER BY coalesce(r1.workspace_id = $2::VARCHAR COLLATE "C", false) DESC
LIMIT 2;

SELECT coalesce(CASE WHEN (r1.id IS NOT NULL) THEN concat('{"number":', CAST (r1.number AS VARCHAR), '}') END, 'null') AS coalesce_1, coalesce(r1.workspace_id = $1::VARCHAR COLLATE "C", false) AS coalesce_2, parent.several
FROM (
  SELECT coalesce(max(CASE WHEN coalesce(r2.workspace_id = $1::VARCHAR COLLATE "C", false) THEN r2.id END), CASE WHEN (1 = count(*)) THEN max(r2.id) END) AS id, max(CASE WHEN coalesce(r2.workspace_id = $1::VARCHAR COLLATE "C", false) THEN r2.id END) IS NULL AND 1 < count(*) AS several
  FROM session AS r2
  WHERE r2.external_id = $2::VARCHAR COLLATE "C" AND r2.workspace_id = any($3::TEXT[])
) AS parent
LEFT OUTER JOIN run AS r1 ON r1.session_id = parent.id AND r1.number = $4::BIGINT AND r1.workspace_id = any($3::TEXT[])
ORDER BY coalesce(r1.workspace_id = $1::VARCHAR COLLATE "C", false) DESC
LIMIT 2;
