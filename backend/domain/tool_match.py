"""A tool match: rules about the name, title and description of tools, of which all or some must hold."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any

from backend.domain.errors import BadInput, Path
from backend.domain.law import Laws, closed, flag, member_of, sequence, text

MOST_RULES = 50

Found = Callable[[str, str, bool], bool]
"""Whether a pattern is found in a text; the last says whether case counts."""


class MatchOperator(Enum):
    """Whether all rules must hold, or one."""

    AND = "AND"
    OR = "OR"


class MatchAttribute(Enum):
    """What of a tool a rule is about."""

    NAME = "NAME"
    TITLE = "TITLE"
    DESCRIPTION = "DESCRIPTION"


class MatchKind(Enum):
    """How a rule compares."""

    EXACT = "EXACT"
    CONTAINS = "CONTAINS"
    STARTS_WITH = "STARTS_WITH"
    ENDS_WITH = "ENDS_WITH"
    REGEX = "REGEX"


_RULE: Laws = MappingProxyType(
    {
        "attribute": member_of(MatchAttribute),
        "match": member_of(MatchKind),
        "value": text(1_000),
        "caseSensitive": flag(default=False),
    }
)
_rule = closed(_RULE)
_NEEDED = ("attribute", "match", "value")


def tool_match(value: object, path: Path) -> dict[str, object]:
    """A match of 1 to 50 rules; its operator is AND, and case does not count, unless it is said."""
    given = closed({"operator": member_of(MatchOperator), "rules": _rules})(value, path)
    if "rules" not in given:
        raise BadInput(f"{path[-1]} needs rules: 1 to {MOST_RULES}.", (*path, "rules"))
    return {"operator": given.get("operator", MatchOperator.AND.name), "rules": given["rules"]}


def patterns(match: Mapping[str, Any], path: Path) -> Iterator[tuple[str, Path]]:
    """The regular expressions of a lawful match, each with its path: whoever can read them checks them."""
    for index, rule in enumerate(match["rules"]):
        if rule["match"] == MatchKind.REGEX.name:
            yield rule["value"], (*path, "rules", index, "value")


def fits(match: Mapping[str, Any], tool: Mapping[str, str | None], found: Found) -> bool:
    """Whether a tool, by its `name`, `title` and `description`, fits a lawful match."""
    held = (_holds(rule, tool[rule["attribute"].lower()] or "", found) for rule in match["rules"])
    return all(held) if match["operator"] == MatchOperator.AND.name else any(held)


def _rules(value: object, path: Path) -> list[object]:
    given = sequence(value, path)
    if not 1 <= len(given) <= MOST_RULES:
        raise BadInput(f"There may be 1 to {MOST_RULES} rules.", path)
    return [_one(each, (*path, index)) for index, each in enumerate(given)]


def _one(value: object, path: Path) -> dict[str, object]:
    rule = _rule(value, path)
    for name in _NEEDED:
        if name not in rule:
            raise BadInput(f"A rule needs {name}.", (*path, name))
    return {"caseSensitive": False, **rule}


def _holds(rule: Mapping[str, Any], said: str, found: Found) -> bool:
    kind, wanted, exactly = MatchKind[rule["match"]], rule["value"], rule["caseSensitive"]
    if kind is MatchKind.REGEX:
        return found(wanted, said, exactly)
    if not exactly:
        wanted, said = wanted.casefold(), said.casefold()
    return bool(_HOLDS[kind](said, wanted))


_HOLDS: Mapping[MatchKind, Callable[[str, str], bool]] = MappingProxyType(
    {
        MatchKind.EXACT: lambda said, wanted: said == wanted,
        MatchKind.CONTAINS: lambda said, wanted: wanted in said,
        MatchKind.STARTS_WITH: str.startswith,
        MatchKind.ENDS_WITH: str.endswith,
    }
)
