// What Relay asks of a schema: connections that grow, fragments that are fetched again by id, the types behind both.
import { graphql } from "relay-runtime";

export const query = graphql`
  query pagesQuery($first: Int!, $filter: AgentFilter) {
    ...pages_agents @arguments(first: $first, filter: $filter)
  }
`;

export const agents = graphql`
  fragment pages_agents on Query
  @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" }, filter: { type: "AgentFilter" })
  @refetchable(queryName: "pagesAgentsQuery") {
    agents(first: $first, after: $after, filter: $filter) @connection(key: "pages_agents") {
      edges {
        node {
          ...pages_agent
        }
      }
    }
  }
`;

export const agent = graphql`
  fragment pages_agent on Agent
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, before: { type: "String" })
  @refetchable(queryName: "pagesAgentQuery") {
    id
    name
    versions(last: $count, before: $before) @connection(key: "pages_agent_versions") {
      edges {
        node {
          id
        }
      }
    }
  }
`;
