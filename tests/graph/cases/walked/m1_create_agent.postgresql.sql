SELECT workspace.id, workspace.account_id, workspace.name, workspace.description, workspace.handle, workspace.number, workspace.labels, workspace.external_id, workspace.extensions, workspace.created_by, workspace.owner_id, workspace.service_user_id, workspace.created_at, workspace.updated_at, workspace.archived_at, workspace.deleted_at, workspace.retention_tier
FROM workspace
WHERE workspace.number = $1::BIGINT AND workspace.id = any($2::TEXT[])
ORDER BY workspace.id;

SELECT model.id, model.workspace_id, model.model_provider_id, model.created_at, model.updated_at, model.name, model.handle, model.family, model.label, model.enabled, model.seeded, model.input_price, model.output_price, model.cache_read_price, model.cache_write_price, model.max_input_tokens, model.max_output_tokens, model.labels, model.extensions, model.external_id, model_provider.protocol
FROM model
JOIN model_provider ON model_provider.id = model.model_provider_id
WHERE model.workspace_id = $1::VARCHAR COLLATE "C" AND model_provider.deleted_at IS NULL AND (model.external_id = any($2::TEXT[]) OR model.handle = any($2::TEXT[]) OR model.id = any($2::TEXT[]) OR model.name = any($2::TEXT[]))
ORDER BY model.created_at, model.id;

SELECT secret.id, secret.workspace_id, secret.name, secret.description, secret.labels, secret.external_id, secret.handle, secret.extensions, secret.created_by, secret.owner_id, secret.created_at, secret.updated_at, secret.archived_at, secret.deleted_at, secret.retention_tier, secret.account_id, secret.number, secret.kind, secret.parent_id, secret.hosts, secret.settings, secret.sealed, secret.sealed_with, secret.expires_at, secret.rotated_at, secret.last_used_at
FROM secret
WHERE secret.number = $1::BIGINT AND secret.workspace_id = any($2::TEXT[])
ORDER BY secret.id;

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.number = $1::BIGINT AND tool.workspace_id = any($2::TEXT[])
ORDER BY tool.id;

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.number = $1::BIGINT AND tool.workspace_id = any($2::TEXT[])
ORDER BY tool.id;

SELECT mcp_server.id, mcp_server.workspace_id, mcp_server.name, mcp_server.description, mcp_server.labels, mcp_server.external_id, mcp_server.handle, mcp_server.extensions, mcp_server.created_by, mcp_server.owner_id, mcp_server.created_at, mcp_server.updated_at, mcp_server.archived_at, mcp_server.deleted_at, mcp_server.retention_tier, mcp_server.account_id, mcp_server.number, mcp_server.tool_set_id, mcp_server.transport, mcp_server.url, mcp_server.command, mcp_server.headers, mcp_server.auth, mcp_server.oauth, mcp_server.secret_id, mcp_server.sealed, mcp_server.status, mcp_server.error, mcp_server.checked_at
FROM mcp_server
WHERE mcp_server.number = $1::BIGINT AND mcp_server.workspace_id = any($2::TEXT[])
ORDER BY mcp_server.id;

INSERT INTO agent(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, metadata, runtime_user_id, default_version_id, selection) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::JSON, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::TIMESTAMP WITH TIME ZONE, $12::TIMESTAMP WITH TIME ZONE, $13::JSON, $14::VARCHAR COLLATE "C", $15::VARCHAR COLLATE "C", $16::VARCHAR COLLATE "C") ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING agent.id;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

INSERT INTO agent_version(id, workspace_id, agent_id, state, number, name, description, metadata, instructions, models, limits, model_settings, input_schema, input_schema_id, output_schema, output_schema_id, environment_id, compaction, tool_selection, episodic_memory, extensions, bindings, note, published_at, published_by, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::BIGINT, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::JSON, $11::JSON, $12::JSON, $13::JSON, $14::VARCHAR COLLATE "C", $15::JSON, $16::VARCHAR COLLATE "C", $17::VARCHAR COLLATE "C", $18::JSON, $19::JSON, $20::JSON, $21::JSON, $22::JSON, $23::VARCHAR COLLATE "C", $24::TIMESTAMP WITH TIME ZONE, $25::VARCHAR COLLATE "C", $26::VARCHAR COLLATE "C", $27::TIMESTAMP WITH TIME ZONE, $28::TIMESTAMP WITH TIME ZONE);

DELETE
FROM link
WHERE link.id = any($1::TEXT[]);

INSERT INTO link(id, workspace_id, stable_id, agent_version_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::JSON, $8::BIGINT, $9::JSON, $10::VARCHAR COLLATE "C", $11::JSON, $12::VARCHAR COLLATE "C", $13::TIMESTAMP WITH TIME ZONE, $14::TIMESTAMP WITH TIME ZONE);

-- Reads the answer.
SELECT concat('{"agentId":"', r1.id, '","id":"', r1.id, '","name":', CAST (to_json(r1.name) AS VARCHAR), ',"workspace":', coalesce((
  SELECT concat('{"teamId":', CAST (r2.number AS VARCHAR), '}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id = any($1::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), ',"defaultVersion":', coalesce((
  SELECT concat('{"systemPrompt":', CAST (to_json(r3.instructions) AS VARCHAR), ',"defaultModel":', CAST (r3.models AS VARCHAR), ',"links":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"secret":', coalesce((
      SELECT concat('{"makeConnectionId":', CAST (r5.number AS VARCHAR), '}') AS anon_5
      FROM secret AS r5
      WHERE r5.id = r4p.target_id AND r5.workspace_id = any($1::TEXT[])
    ), 'null'), '}'), ',' ORDER BY r4p.position ASC, r4p.id ASC), ''), ']}') AS anon_4
    FROM (
      SELECT r4.target_id AS target_id, r4.position AS position, r4.id AS id
      FROM link AS r4
      WHERE r4.kind = $2::VARCHAR COLLATE "C" AND r4.agent_version_id = r3.id AND r4.workspace_id = any($1::TEXT[])
      ORDER BY r4.position ASC, r4.id ASC
      LIMIT $3::BIGINT
    ) AS r4p
  ), '}') AS anon_3
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM agent AS r1
WHERE r1.id = $4::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
