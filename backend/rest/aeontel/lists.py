"""What Aeontel's lists share: pages by cursor, the language of filters, and which rows are shown at all."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from backend.rest.aeontel.entities import LANGUAGE
from backend.rest.aeontel.language import Entity
from backend.rest.bind import Bind, apart, comma, given, header, json, over, query, unless, where
from backend.rest.kind import choice, whole

_LIMIT = query("limit", whole(1, 100), default=100, description="Rows of a page.")

PAGE = MappingProxyType(
    {
        "first": unless("before", _LIMIT),
        "last": given("before", _LIMIT),
        "after": apart("before", query("after", description="Cursor of a row: the page behind it.")),
        "before": query("before", description="Cursor of a row: the page before it."),
        "ids": comma("ids", description="Only these, as far as the key sees them."),
    }
)

KEY = {"key": header("Idempotency-Key", description="Makes a request safe to send again, for 24 hours.")}
"""The bind of what is made."""

WORKSPACE = query("workspace_id", description="Only rows of this workspace.")
"""The argument of lists that do not."""
SOURCE = query(
    "source",
    choice({"workspace": "WORKSPACE", "system": "SYSTEM", "integration": "INTEGRATION"}),
    description="Only rows of this origin; all, if it is left out.",
)
DELETED = query(
    "include_deleted",
    choice({"false": "EXCLUDE", "true": "INCLUDE", "only": "ONLY"}),
    default="false",
    description="Rows in the trash: none, these too, or only these.",
)


def listed(entity: Entity, shortcuts: Mapping[str, Bind | Sequence[Bind]], **more: Bind) -> dict[str, Bind]:
    """The binds of a list: its page, its filter, of which `shortcuts` are parts, its order and what else."""
    tree = json("filter", LANGUAGE.filter(entity.name), "Conditions, as JSON.")
    order = json("orderBy", LANGUAGE.order(entity.name), "Keys, the most significant first, as JSON.")
    return {**PAGE, **more, "filter": where(shortcuts, tree), "orderBy": order}


def within_or_ours(workspace: str) -> list[dict[str, Any]]:
    """The rows of a workspace, and those that come with Concord, which are always listed."""
    return [{"workspace": {"id": {"eq": workspace}}}, {"isSystem": {"eq": True}}]


WITHIN = {
    "OR": over(query("workspace_id", description="Rows of this workspace, and Concord's."), within_or_ours)
}
"""The shortcut of lists that hold rows of Concord's own."""


def nothing(*names: str) -> list[Bind]:
    """What asks for kinds of things that are not there: at `id.in`, no row."""
    return [over(query(name), lambda _: []) for name in names]
