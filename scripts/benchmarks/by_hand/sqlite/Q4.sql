-- ?1 the viewer's workspaces, ?2 the workspace, ?3 and ?4 the prefix and what follows it, ?5 the selection, ?6 the page's size
SELECT json_object('id', id, 'name', name, 'handle', handle, 'selection', selection, 'archivedAt', archived_at,
  'createdAt', created_at)
FROM (
  SELECT *
  FROM agent
  WHERE workspace_id = ?2 AND workspace_id IN (SELECT value FROM json_each(?1)) AND +deleted_at IS NULL AND selection <> ?5
    AND default_version_id IN (
      SELECT l.agent_version_id
      FROM tool t
      JOIN link l ON l.target_id = t.id
      JOIN agent_version v ON v.id = l.agent_version_id
      WHERE t.workspace_id IN (SELECT value FROM json_each(?1)) AND t.name >= ?3 AND t.name < ?4
        AND +t.deleted_at IS NULL AND +t.archived_at IS NULL
        AND l.kind = 'TOOL' AND +l.workspace_id IN (SELECT value FROM json_each(?1))
        AND +v.workspace_id IN (SELECT value FROM json_each(?1))
    )
  ORDER BY archived_at ASC NULLS LAST, name DESC, id DESC
  LIMIT ?6 + 1
)
