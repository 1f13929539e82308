"""How a version runs, its columns and its links together, and a change that fits whatever it begins as."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.domain.kept import differs
from backend.domain.link_list import Edit, Links, same

SCHEMAS = ("input_schema", "output_schema")
"""The columns that hold schemas; each has one beside it, with `_id`, for where it comes from."""


@dataclass(frozen=True, slots=True)
class Configured:
    """How a version runs."""

    columns: Mapping[str, object]
    links: Links = ()

    def differs(self, other: "Configured") -> bool:
        """Whether the two would run in another way."""
        return differs(self.columns, other.columns) or not same(self.links, other.links)


@dataclass(frozen=True, slots=True)
class Change:
    """A lawful change: columns that are written, the limits by key, and what becomes of the links."""

    columns: Mapping[str, object] = field(default_factory=dict)
    edit: Edit | None = None

    def onto(self, base: Configured) -> Configured:
        """The configuration with this change."""
        columns = {**base.columns, **self.columns}
        if "limits" in self.columns:
            columns["limits"] = {**_mapping(base.columns["limits"]), **_mapping(self.columns["limits"])}
        return Configured(columns, base.links if self.edit is None else self.edit(base.links))


NOTHING = Change()


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
