"""The documents with which tests of writes change agents."""

CREATE = """
mutation ($input: CreateAgentInput!, $publish: Boolean, $key: String, $workspace: ID) {
  createAgent(input: $input, publish: $publish, idempotencyKey: $key, workspaceId: $workspace) {
    agent { id name state handle }
  }
}
"""

UPDATE = """
mutation ($id: ID!, $input: UpdateAgentInput!, $publish: Boolean, $note: String, $if: AgentIf) {
  updateAgent(id: $id, input: $input, publish: $publish, note: $note, if: $if) {
    agent {
      id name description
      defaultVersion { id number note instructions limits { maxTurns } }
      draftVersion { id number instructions }
      versions(orderBy: [{number: ASC}]) { totalCount nodes { number state instructions } }
    }
  }
}
"""


def change_of(name: str, declared: str = "", given: str = "") -> str:
    """The document of a mutation of an agent by its id, with further variables and arguments."""
    return f"""
    mutation ($id: ID!, $if: AgentIf{declared}) {{
      {name}(id: $id, if: $if{given}) {{
        agent {{
          id name state archivedAt deletedAt
          defaultVersion {{ number instructions }}
          draftVersion {{ id instructions base {{ number }} }}
        }}
      }}
    }}
    """


EDIT = change_of("editAgent")
DISCARD = change_of("discardAgentDraft")
PUBLISH = change_of("publishAgent", ", $force: Boolean, $note: String", ", force: $force, note: $note")
SET_DEFAULT = change_of("setDefaultAgentVersion", ", $version: ID!", ", versionId: $version")
ARCHIVE = change_of("archiveAgent")
UNARCHIVE = change_of("unarchiveAgent")
DELETE = change_of("deleteAgent")
RESTORE = change_of("restoreAgent")
PURGE = "mutation ($id: ID!, $if: AgentIf) { purgeAgent(id: $id, if: $if) { purgedId } }"
AGENT = "query ($id: ID!) { agent(id: $id) { id name versions { totalCount } } }"
