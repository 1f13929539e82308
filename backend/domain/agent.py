"""An agent and its versions: what a draft is, what is published, and what may be written on an agent."""

from enum import Enum
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import Path
from backend.domain.kept import KEPT_LAWS
from backend.domain.law import Laws


class VersionState(Enum):
    """A version is a mutable draft, at most one per agent, or published: numbered and never changed again."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"


class AgentState(Enum):
    """DRAFT: never published. LIVE: something published runs by default."""

    DRAFT = "DRAFT"
    LIVE = "LIVE"


class Selection(Enum):
    """How one of an agent's variations is picked for a session that names none."""

    UNIFORM = "UNIFORM"
    WEIGHTED = "WEIGHTED"
    FEEDBACK = "FEEDBACK"


class AgentStatus(Enum):
    """ARCHIVED if it is out of use; else DRAFT while nothing runs by default, else LIVE."""

    DRAFT = "DRAFT"
    LIVE = "LIVE"
    ARCHIVED = "ARCHIVED"


CONFIGURATION = (
    "instructions",
    "models",
    "model_settings",
    "limits",
    "input_schema",
    "input_schema_id",
    "output_schema",
    "output_schema_id",
    "environment_id",
    "compaction",
    "tool_selection",
    "episodic_memory",
)
"""The columns of a version that say how it runs. Its links belong to that too."""

PROFILE = ("name", "description", "metadata", "extensions")
"""The columns that an agent and its versions share: publishing copies them there, discarding back."""


def selection(value: object, path: Path) -> object:
    """One of the ways; null is UNIFORM."""
    return Selection.UNIFORM.name if value is None else _selection(value, path)


_selection = law.member_of(Selection)

AGENT_LAWS: Laws = MappingProxyType(
    {
        **KEPT_LAWS,
        "metadata": law.METADATA,
        "runtime_user_id": law.optional(law.ID),
        "selection": selection,
    }
)
"""The law of each column that can be written on the agent itself."""
