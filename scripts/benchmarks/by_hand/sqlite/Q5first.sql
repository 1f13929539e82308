-- ?1 the viewer's workspaces, ?2 the workspace, ?3 the page's size
SELECT json_object('id', id, 'state', state, 'number', number, 'name', name, 'description', description,
  'metadata', json(metadata), 'instructions', instructions, 'note', note, 'extensions', json(extensions),
  'publishedAt', published_at, 'createdAt', created_at, 'updatedAt', updated_at), created_at, id
FROM (
  SELECT *
  FROM agent_version
  WHERE workspace_id = ?2 AND workspace_id IN (SELECT value FROM json_each(?1))
  ORDER BY created_at DESC, id DESC
  LIMIT ?3 + 1
)
