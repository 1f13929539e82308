"""Templates: texts in which values stand by their names. The language is Liquid, loaded at first use."""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

STEPS = 500_000
"""Steps that all templates of a request may take."""


class TemplateError(Exception):
    """The template cannot be read, names what there is not, or does too much. It says what and where."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Budget:
    """What templates may do together: so many steps. A step is about what a character of a template takes
    each time that it is executed, half a microsecond.
    """

    def __init__(self, steps: int = STEPS) -> None:
        self._left = steps

    def spend(self, steps: int) -> None:
        """Take steps (TemplateError if there are not so many left)."""
        self._left -= steps
        if self._left < 0:
            raise TemplateError("The template does too much: repeat less, or shorter texts and lists.")


class Form(Enum):
    """What a template writes, and so how a value stands in it.

    TEXT: as it is. PATH: percent-encoded, and never empty. QUERY: percent-encoded. JSON: a text as the inside
    of a JSON string, anything else as JSON.
    """

    TEXT = "TEXT"
    PATH = "PATH"
    QUERY = "QUERY"
    JSON = "JSON"


def rendered(
    template: str, scope: Mapping[str, object], form: Form = Form.TEXT, budget: Budget | None = None
) -> str:
    """What the template says of these values, within the budget or one of its own (TemplateError)."""
    if not _is_one(template):
        return template
    said: str = _liquid().render(template, scope, form, budget or Budget())
    return said


def references(template: str) -> frozenset[tuple[str, ...]]:
    """The values that the template names, each as the way to it: `a.b` is `("a", "b")` (TemplateError).

    A way ends where it depends on another value: `a[b].c` is `("a",)`, and `("b",)`.
    """
    if not _is_one(template):
        return frozenset()
    found: frozenset[tuple[str, ...]] = _liquid().references(template)
    return found


def _is_one(template: str) -> bool:
    return "{{" in template or "{%" in template


@cache
def _liquid() -> Any:
    # By its name: Liquid takes half a second to load, and most texts are no templates.
    return import_module("backend.platform.liquid")
