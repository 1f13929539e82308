-- ?1 the viewer's workspaces, ?2 the workspace, ?3 the page's size
SELECT json_object('id', a.id, 'name', a.name, 'handle', a.handle, 'createdAt', a.created_at, 'defaultVersion', (
  SELECT json_object('id', v.id, 'number', v.number, 'instructions', v.instructions, 'publishedAt', v.published_at,
    'tools', json_object('nodes', (
      SELECT json_group_array(json(t.text))
      FROM (
        SELECT json_object('id', id, 'name', name, 'description', description, 'timeoutSeconds', timeout_seconds) AS text
        FROM tool
        WHERE id IN (
            SELECT target_id
            FROM link
            WHERE agent_version_id = v.id AND kind = 'TOOL' AND +workspace_id IN (SELECT value FROM json_each(?1))
          )
          AND +workspace_id IN (SELECT value FROM json_each(?1)) AND +deleted_at IS NULL AND +archived_at IS NULL
        ORDER BY created_at DESC, id DESC
        LIMIT 10
      ) t
    )))
  FROM agent_version v
  WHERE v.id = a.default_version_id AND +v.workspace_id IN (SELECT value FROM json_each(?1))
))
FROM (
  SELECT *
  FROM agent
  WHERE workspace_id = ?2 AND workspace_id IN (SELECT value FROM json_each(?1))
    AND +deleted_at IS NULL AND +archived_at IS NULL
  ORDER BY created_at DESC, id DESC
  LIMIT ?3 + 1
) a
