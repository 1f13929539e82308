-- $1 the viewer's workspaces, $2 the workspace, $3 the page's size
SELECT row_to_json(r)::text
FROM (
  SELECT a.id, a.name, a.handle, a.created_at AS "createdAt", (
    SELECT row_to_json(v)
    FROM (
      SELECT v.id, v.number, v.instructions, v.published_at AS "publishedAt", json_build_object('nodes', (
        SELECT coalesce(json_agg(row_to_json(t)), '[]')
        FROM (
          SELECT t.id, t.name, t.description, t.timeout_seconds AS "timeoutSeconds"
          FROM tool t
          WHERE t.id IN (
              SELECT target_id FROM link WHERE agent_version_id = v.id AND kind = 'TOOL' AND workspace_id = ANY($1::text[])
            )
            AND t.workspace_id = ANY($1::text[]) AND t.deleted_at IS NULL AND t.archived_at IS NULL
          ORDER BY t.created_at DESC, t.id DESC
          LIMIT 10
        ) t
      )) AS tools
      FROM agent_version v
      WHERE v.id = a.default_version_id AND v.workspace_id = ANY($1::text[])
    ) v
  ) AS "defaultVersion"
  FROM (
    SELECT id, name, handle, created_at, default_version_id
    FROM agent
    WHERE workspace_id = $2 AND workspace_id = ANY($1::text[]) AND deleted_at IS NULL AND archived_at IS NULL
    ORDER BY created_at DESC, id DESC
    LIMIT $3::bigint + 1
  ) a
  ORDER BY a.created_at DESC, a.id DESC
) r
