-- $1 the viewer's workspaces, $2 the workspace, $3 the selection, $4 the page's size
SELECT row_to_json(r)::text, r."createdAt"::text, r.id
FROM (
    SELECT id, name, description, handle, external_id AS "externalId", labels, metadata, selection,
      retention_tier AS "retentionTier", extensions, created_at AS "createdAt", updated_at AS "updatedAt"
    FROM agent
    WHERE workspace_id = $2 AND workspace_id = ANY($1::text[])
      AND selection = $3 AND deleted_at IS NULL AND archived_at IS NULL
    ORDER BY created_at DESC, agent.id DESC
    LIMIT $4::bigint + 1
) r
