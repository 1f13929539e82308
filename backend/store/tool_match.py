"""Tool matches at work: their patterns are checked when they are written, and bounded when they are used."""

from collections.abc import Mapping
from typing import Any

from backend.domain.errors import BadInput, Path
from backend.domain.tool_match import fits, patterns, tool_match
from backend.domain.tool_set import approval
from backend.platform import pattern

WORK = 300_000
"""States that the patterns of one discovery may come through: about half a second."""


def match_law(value: object, path: Path) -> object:
    """A tool match whose patterns can be used."""
    made = tool_match(value, path)
    _check(made, path)
    return made


def approval_law(value: object, path: Path) -> object:
    """A rule of approval whose patterns can be used."""
    made: Any = approval(value, path)
    if "only" in made:
        _check(made["only"], (*path, "only"))
    return made


def _check(match: Mapping[str, Any], path: Path) -> None:
    for text, place in patterns(match, path):
        try:
            pattern.compiled(text)
        except pattern.PatternError as error:
            raise BadInput(str(error), place) from error


class Matcher:
    """Asks whether tools fit matches; once it has worked too much, patterns are found nowhere any more."""

    def __init__(self) -> None:
        self._left = WORK

    def fits(self, match: Mapping[str, Any], tool: Mapping[str, str | None]) -> bool:
        """Whether a tool, by its `name`, `title` and `description`, fits a match."""
        return fits(match, tool, self._found)

    def _found(self, text: str, said: str, exactly: bool) -> bool:  # noqa: FBT001  (the law's question)
        try:
            return pattern.compiled(text, ignore_case=not exactly).found_in(said, self._charge)
        except _TooMuchError:
            return False

    def _charge(self, work: int) -> None:
        self._left -= work
        if self._left < 0:
            raise _TooMuchError


def asks(rule: Mapping[str, Any] | None, tool: Mapping[str, str | None], matcher: Matcher) -> bool:
    """Whether somebody is asked before a discovered tool is called, by the set's rule of approval."""
    if not rule:
        return False
    return bool(rule["always"]) if "always" in rule else matcher.fits(rule["only"], tool)


class _TooMuchError(Exception):
    """The patterns take too long."""
