/* for these values */
SELECT count(*) AS n
FROM agent AS r1
WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND (r1.id NOT IN (
  SELECT r2.agent_id
  FROM agent_version AS r2
  WHERE r2.workspace_id = any($1::TEXT[]) AND true AND r2.agent_id IS NOT NULL AND ((r2.state = $2::VARCHAR COLLATE "C") IS NOT TRUE)
)) AND r1.workspace_id = any($1::TEXT[]);
