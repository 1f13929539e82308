-- $1 the viewer's workspaces, $2 the workspace, $3 the page's size, $4 and $5 the cursor's moment and id
SELECT row_to_json(r)::text, r."createdAt"::text, r.id
FROM (
  SELECT id, state, number, name, description, metadata, instructions, note, extensions,
    published_at AS "publishedAt", created_at AS "createdAt", updated_at AS "updatedAt"
  FROM agent_version
  WHERE workspace_id = $2 AND workspace_id = ANY($1::text[]) AND (created_at, id) < ($4::text::timestamptz, $5)
  ORDER BY created_at DESC, agent_version.id DESC
  LIMIT $3::bigint + 1
) r
