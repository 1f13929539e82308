"""A session: what may be written on it when it starts."""

from types import MappingProxyType

from backend.domain import law
from backend.domain.law import Laws

SESSION_LAWS: Laws = MappingProxyType(
    {
        "title": law.optional(law.text(500)),
        "external_id": law.EXTERNAL_ID,
        "end_user_id": law.optional(law.text(255, shortest=1)),
        "labels": law.labels,
        "variables": law.json_object(65_536),
    }
)
"""The law of each column that whoever starts a session may write."""
