-- ?1 the viewer's workspaces, ?2 the selection, ?3 the page's size. The list of workspaces drives the query.
SELECT json_object('id', id, 'name', name, 'description', description, 'handle', handle, 'externalId', external_id,
  'labels', json(labels), 'metadata', json(metadata), 'selection', selection, 'retentionTier', retention_tier,
  'extensions', json(extensions), 'createdAt', created_at, 'updatedAt', updated_at), created_at, id
FROM (
  SELECT agent.*
  FROM json_each(?1) w
  JOIN agent ON agent.id IN (
    SELECT id
    FROM agent
    WHERE workspace_id = w.value AND selection = ?2 AND +deleted_at IS NULL AND +archived_at IS NULL
    ORDER BY created_at DESC, id DESC
    LIMIT ?3 + 1
  )
  ORDER BY agent.created_at DESC, agent.id DESC
  LIMIT ?3 + 1
)
