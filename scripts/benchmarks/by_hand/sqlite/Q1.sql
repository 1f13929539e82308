-- ?1 the viewer's workspaces, ?2 the id
SELECT json_object('id', id, 'name', name, 'description', description, 'handle', handle, 'externalId', external_id,
  'retentionTier', retention_tier, 'selection', selection, 'createdAt', created_at, 'updatedAt', updated_at,
  'archivedAt', archived_at)
FROM agent
WHERE id = ?2 AND workspace_id IN (SELECT value FROM json_each(?1))
