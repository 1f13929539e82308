"""Templates: texts in which values stand by their names. The language is Liquid, loaded at first use."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module


class TemplateError(Exception):
    """The template cannot be read, names what there is not, or does too much. It says what and where."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def rendered(template: str, scope: Mapping[str, object]) -> str:
    """What the template says of these values (TemplateError)."""
    if "{{" not in template and "{%" not in template:
        return template
    return _render()(template, scope)


@cache
def _render() -> Callable[[str, Mapping[str, object]], str]:
    # By its name: Liquid takes half a second to load, and most texts are no templates.
    render: Callable[[str, Mapping[str, object]], str] = import_module("backend.platform.liquid").render
    return render
