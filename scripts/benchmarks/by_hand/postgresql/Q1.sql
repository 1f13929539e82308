-- $1 the viewer's workspaces, $2 the id
SELECT row_to_json(r)::text
FROM (
  SELECT id, name, description, handle, external_id AS "externalId", retention_tier AS "retentionTier",
    selection, created_at AS "createdAt", updated_at AS "updatedAt", archived_at AS "archivedAt"
  FROM agent
  WHERE id = $2 AND workspace_id = ANY($1::text[])
) r
