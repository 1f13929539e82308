-- ?1 the viewer's workspaces, ?2 the workspace, ?3 the selection, ?4 the page's size
SELECT json_object('id', id, 'name', name, 'description', description, 'handle', handle, 'externalId', external_id,
  'labels', json(labels), 'metadata', json(metadata), 'selection', selection, 'retentionTier', retention_tier,
  'extensions', json(extensions), 'createdAt', created_at, 'updatedAt', updated_at), created_at, id
FROM (
  SELECT *
  FROM agent
  WHERE workspace_id = ?2 AND workspace_id IN (SELECT value FROM json_each(?1))
    AND selection = ?3 AND +deleted_at IS NULL AND +archived_at IS NULL
  ORDER BY created_at DESC, id DESC
  LIMIT ?4 + 1
)
