"""Patterns of strangers, matched in a time proportional to text and pattern, whatever the pattern is.

A regular expression becomes a machine that is in many states at once and never goes back over the text. What
cannot be matched that way (look-around, back-references, flags) is refused. As in JavaScript, `$` is the end.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from re import _constants as ops, _parser as parser  # type: ignore[attr-defined]  # they have no public name
from typing import Any

MAX_LENGTH = 1_000
"""Characters of a pattern."""
MAX_PIECES = 5_000
"""Pieces of a pattern once its repetitions are written out."""

Test = Callable[[str], bool]
Place = Callable[[str, int], bool]
Charge = Callable[[int], None]


class PatternError(Exception):
    """The pattern is wrong, too large, or cannot be matched in bounded time."""


@dataclass(slots=True)
class State:
    """A state: it takes a character, or stands at a place, or takes nothing; then it goes on."""

    nexts: list[int]
    test: Test | None = None
    place: Place | None = None


@dataclass(slots=True)
class Pattern:
    """A machine whose state 0 means that the pattern was found."""

    states: list[State] = field(default_factory=lambda: [State([])])
    start: int = 0

    def found_in(self, text: str, charge: Charge) -> bool:
        """Whether the pattern occurs anywhere in the text; `charge` is told the work done, and may raise."""
        waiting: set[int] = set()
        for index, character in enumerate(text):
            reached = self._closure({*waiting, self.start}, text, index)
            if 0 in reached:
                return True
            charge(len(reached))
            waiting = {self.states[each].nexts[0] for each in reached if self._takes(each, character)}
        return 0 in self._closure({*waiting, self.start}, text, len(text))

    def _takes(self, state: int, character: str) -> bool:
        test = self.states[state].test
        return test is not None and test(character)

    def _closure(self, entered: Iterable[int], text: str, index: int) -> set[int]:
        """Every state that is reached from these without taking a character."""
        reached: set[int] = set()
        ahead = list(entered)
        while ahead:
            number = ahead.pop()
            state = self.states[number]
            if number in reached or (state.place is not None and not state.place(text, index)):
                continue
            reached.add(number)
            if state.test is None:
                ahead += state.nexts
        return reached


@lru_cache(maxsize=1024)
def compiled(text: str, *, ignore_case: bool = False) -> Pattern:
    """The machine of a regular expression (PatternError)."""
    if len(text) > MAX_LENGTH:
        raise PatternError(f"The pattern has {len(text)} characters; {MAX_LENGTH} are the most.")
    try:
        tree = parser.parse(text)
        if tree.state.flags & ~re.UNICODE:
            raise PatternError("The pattern sets flags, which JSON Schema does not know.")
        builder = _Builder(ignore_case=ignore_case)
        builder.pattern.start = builder.sequence(tree, 0)
    except (re.error, OverflowError) as error:
        raise PatternError(f"The pattern {text!r} is not a regular expression: {error}.") from error
    except RecursionError as error:
        raise PatternError("The pattern is nested too deeply.") from error
    return builder.pattern


class _Builder:
    """Builds from the end backwards: each piece is given the state that comes after it."""

    def __init__(self, *, ignore_case: bool) -> None:
        self.pattern = Pattern()
        self._ignore_case = ignore_case
        self._pieces = 0

    def sequence(self, items: Iterable[tuple[Any, Any]], then: int) -> int:
        for kind, value in reversed(list(items)):
            self._pieces += 1
            if self._pieces > MAX_PIECES:
                raise PatternError("The pattern is too large once its repetitions are written out.")
            then = self._piece(kind, value, then)
        return then

    def _piece(self, kind: Any, value: Any, then: int) -> int:
        if kind in {ops.LITERAL, ops.NOT_LITERAL, ops.ANY, ops.IN}:
            return self._state(State([then], test=self._test(kind, value)))
        if kind is ops.AT and value in _PLACES:
            return self._state(State([then], place=_PLACES[value]))
        if kind is ops.BRANCH:
            return self._state(State([self.sequence(each, then) for each in value[1]]))
        if kind is ops.SUBPATTERN and not value[1] and not value[2]:
            return self.sequence(value[3], then)
        if kind in {ops.MAX_REPEAT, ops.MIN_REPEAT}:
            least, most, body = value
            return self._repeat(least, most, body, then)
        raise PatternError("The pattern looks around or back, or sets flags; say it without.")

    def _repeat(self, least: int, most: int, body: Sequence[tuple[Any, Any]], then: int) -> int:
        if most is ops.MAXREPEAT:
            start = self._state(State([then]))
            self.pattern.states[start].nexts.append(self.sequence(body, start))
        else:
            start = then
            for _ in range(most - least):
                start = self._state(State([then, self.sequence(body, start)]))
        for _ in range(least):
            start = self.sequence(body, start)
        return start

    def _state(self, state: State) -> int:
        self.pattern.states.append(state)
        return len(self.pattern.states) - 1

    def _test(self, kind: Any, value: Any) -> Test:
        if kind is ops.ANY:
            return lambda character: character != "\n"
        if kind in {ops.LITERAL, ops.NOT_LITERAL}:
            test, negated = self._any([_member(ops.LITERAL, value)]), kind is ops.NOT_LITERAL
        else:
            negated = value[0][0] is ops.NEGATE
            test = self._any([_member(*item) for item in value[negated:]])
        return lambda character: test(character) is not negated

    def _any(self, tests: Sequence[Test]) -> Test:
        """Whether a character, or if case does not count its other case, passes one of the tests."""
        if not self._ignore_case:
            return lambda character: any(test(character) for test in tests)
        return lambda character: any(test(each) for test in tests for each in _cases(character))


def _cases(character: str) -> set[str]:
    """The character in both cases; where the other case has two letters, it has none."""
    return {each for each in (character, character.lower(), character.upper()) if len(each) == 1}


def _member(kind: Any, value: Any) -> Test:
    """One item of a character class."""
    if kind is ops.RANGE:
        return lambda character: value[0] <= ord(character) <= value[1]
    if kind is ops.CATEGORY:
        return _CATEGORIES[value]
    return lambda character: ord(character) == value


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")


def _is_digit(character: str) -> bool:
    return "0" <= character <= "9"


def _is_boundary(text: str, index: int) -> bool:
    before = index > 0 and _is_word(text[index - 1])
    return before != (index < len(text) and _is_word(text[index]))


_CATEGORIES: dict[Any, Test] = {
    ops.CATEGORY_DIGIT: _is_digit,
    ops.CATEGORY_NOT_DIGIT: lambda character: not _is_digit(character),
    ops.CATEGORY_SPACE: str.isspace,
    ops.CATEGORY_NOT_SPACE: lambda character: not character.isspace(),
    ops.CATEGORY_WORD: _is_word,
    ops.CATEGORY_NOT_WORD: lambda character: not _is_word(character),
}
_PLACES: dict[Any, Place] = {
    ops.AT_BEGINNING: lambda _, index: index == 0,
    ops.AT_BEGINNING_STRING: lambda _, index: index == 0,
    ops.AT_END: lambda text, index: index == len(text),
    ops.AT_END_STRING: lambda text, index: index == len(text),
    ops.AT_BOUNDARY: _is_boundary,
    ops.AT_NON_BOUNDARY: lambda text, index: not _is_boundary(text, index),
}
