-- $1 the viewer's workspaces, $2 the workspace, $3 and $4 the prefix and what follows it, $5 the selection, $6 the page's size
SELECT row_to_json(r)::text
FROM (
  SELECT id, name, handle, selection, archived_at AS "archivedAt", created_at AS "createdAt"
  FROM agent
  WHERE workspace_id = $2 AND workspace_id = ANY($1::text[]) AND deleted_at IS NULL AND selection <> $5
    AND default_version_id IN (
      SELECT l.agent_version_id
      FROM tool t
      JOIN link l ON l.target_id = t.id
      JOIN agent_version v ON v.id = l.agent_version_id
      WHERE t.workspace_id = ANY($1::text[]) AND t.name >= $3 AND t.name < $4
        AND t.deleted_at IS NULL AND t.archived_at IS NULL
        AND l.kind = 'TOOL' AND l.workspace_id = ANY($1::text[]) AND v.workspace_id = ANY($1::text[])
    )
  ORDER BY archived_at ASC NULLS LAST, name DESC, id DESC
  LIMIT $6::bigint + 1
) r
