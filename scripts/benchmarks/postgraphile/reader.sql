-- The reader of PostGraphile: a role that sees the rows of the workspaces named in `concord.scope`, which each
-- transaction sets. The list is taken apart once for a statement, not for each row.
CREATE ROLE {role} NOLOGIN;
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT ON agent, agent_version, link, tool TO {role};

ALTER TABLE agent ENABLE ROW LEVEL SECURITY;
ALTER TABLE agent_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE link ENABLE ROW LEVEL SECURITY;
ALTER TABLE tool ENABLE ROW LEVEL SECURITY;

CREATE POLICY seen ON agent FOR SELECT TO {role}
  USING (workspace_id = ANY ((SELECT string_to_array(current_setting('concord.scope'), ','))::text[]));
CREATE POLICY seen ON agent_version FOR SELECT TO {role}
  USING (workspace_id = ANY ((SELECT string_to_array(current_setting('concord.scope'), ','))::text[]));
CREATE POLICY seen ON link FOR SELECT TO {role}
  USING (workspace_id = ANY ((SELECT string_to_array(current_setting('concord.scope'), ','))::text[]));
CREATE POLICY seen ON tool FOR SELECT TO {role}
  USING (workspace_id = ANY ((SELECT string_to_array(current_setting('concord.scope'), ','))::text[]));
