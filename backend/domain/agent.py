"""An agent and its versions: what a draft is, what is published, and when two configurations are the same."""

import json
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from backend.domain import law
from backend.domain.law import Laws


class VersionState(Enum):
    """A version is a mutable draft, at most one per agent, or published: numbered and never changed again."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"


class AgentState(Enum):
    """DRAFT: never published. LIVE: something published runs by default."""

    DRAFT = "DRAFT"
    LIVE = "LIVE"


class RetentionTier(Enum):
    """How long a deleted row stays in the trash."""

    SHORT = "SHORT"
    MEDIUM = "MEDIUM"
    LONG = "LONG"
    NONE = "NONE"


RETENTION_DAYS = {RetentionTier.SHORT: 7, RetentionTier.MEDIUM: 30, RetentionTier.LONG: 90}
"""Days until the sweeper purges a deleted row; a tier that is not named is never swept."""

CONFIGURATION = ("instructions", "models", "limits", "input_schema", "output_schema", "built_ins")
"""The columns of a version that say how it runs."""

PROFILE = ("name", "description", "metadata")
"""The columns that an agent and its versions share: publishing copies them there, discarding back."""


AGENT_LAWS: Laws = MappingProxyType(
    {
        "name": law.NAME,
        "description": law.DESCRIPTION,
        "metadata": law.METADATA,
        "labels": law.labels,
        "external_id": law.EXTERNAL_ID,
        "handle": law.handle,
        "extensions": law.EXTENSIONS,
        "owner_id": law.ID,
        "runtime_user_id": law.optional(law.ID),
        "retention_tier": law.member_of(RetentionTier),
    }
)
"""The law of each column that can be written on the agent itself."""


def differs(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    """Whether an edit changes anything: absent keys are not an edit, and 1 is neither 1.0 nor true."""
    return any(_written(before.get(key)) != _written(value) for key, value in after.items())


def _written(value: object) -> str:
    return json.dumps(value, sort_keys=True)
