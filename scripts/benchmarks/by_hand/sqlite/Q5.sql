-- ?1 the viewer's workspaces, ?2 the workspace, ?3 the page's size, ?4 and ?5 the cursor's moment and id
SELECT json_object('id', id, 'state', state, 'number', number, 'name', name, 'description', description,
  'metadata', json(metadata), 'instructions', instructions, 'note', note, 'extensions', json(extensions),
  'publishedAt', published_at, 'createdAt', created_at, 'updatedAt', updated_at), created_at, id
FROM (
  SELECT *
  FROM agent_version
  WHERE workspace_id = ?2 AND workspace_id IN (SELECT value FROM json_each(?1)) AND (created_at, id) < (?4, ?5)
  ORDER BY created_at DESC, id DESC
  LIMIT ?3 + 1
)
