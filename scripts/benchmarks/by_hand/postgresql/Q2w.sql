-- $1 the viewer's workspaces, $2 the selection, $3 the page's size. The list of workspaces drives the query.
SELECT row_to_json(r)::text, r."createdAt"::text, r.id
FROM (
    SELECT a.*
    FROM unnest($1::text[]) w (id)
    CROSS JOIN LATERAL (
      SELECT id, name, description, handle, external_id AS "externalId", labels, metadata, selection,
      retention_tier AS "retentionTier", extensions, created_at AS "createdAt", updated_at AS "updatedAt"
      FROM agent
      WHERE workspace_id = w.id AND selection = $2 AND deleted_at IS NULL AND archived_at IS NULL
      ORDER BY created_at DESC, agent.id DESC
      LIMIT $3::bigint + 1
    ) a
    ORDER BY a."createdAt" DESC, a.id DESC
    LIMIT $3::bigint + 1
) r
