"""What Aeontel's lists share: pages by cursor, ids, and which rows are shown at all."""

from types import MappingProxyType

from backend.rest.bind import apart, comma, given, query, unless
from backend.rest.kind import choice, whole

_LIMIT = query("limit", whole(1, 100), default=100, description="Rows of a page.")
_AFTER = query("after", description="Cursor of a row: the page behind it.")
_BEFORE = query("before", description="Cursor of a row: the page before it.")

PAGE = MappingProxyType(
    {
        "first": unless("before", _LIMIT),
        "last": given("before", _LIMIT),
        "after": apart("before", _AFTER),
        "before": _BEFORE,
        "ids": comma("ids", description="Only these, as far as the key sees them."),
    }
)

WORKSPACE = query("workspace_id", description="Only rows of this workspace, and Concord's own.")
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
TIERS = MappingProxyType({"short": "SHORT", "medium": "MEDIUM", "long": "LONG", "none": "NONE"})
