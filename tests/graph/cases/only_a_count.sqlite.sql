SELECT count(*) AS n
FROM agent AS r1
WHERE (+ r1.deleted_at) IS NULL AND (+ r1.archived_at) IS NULL AND (r1.id NOT IN (
  SELECT r2.agent_id
  FROM agent_version AS r2
  WHERE r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_1
  ) AND 1 = 1 AND r2.agent_id IS NOT NULL AND ((r2.state = ?) IS NOT TRUE)
)) AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
);
