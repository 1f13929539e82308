"""Liquid: templates that are strict, without files, and bounded in what they write, hold and repeat.

A template is somebody else's program. So what it may do is counted, and the filters and tags that could make
much of little are measured before they run.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from itertools import takewhile
from typing import Any, TextIO
from urllib.parse import quote

from liquid import Environment, FalsyStrictUndefined, RenderContext
from liquid.builtin.expressions import LoopExpression
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.echo_tag import EchoTag
from liquid.builtin.tags.for_tag import ForNode, ForTag
from liquid.exceptions import FilterArgumentError, LiquidError, LoopIterationLimitError
from liquid.extra.filters import JSON
from liquid.stream import TokenStream
from liquid.stringify import to_liquid_string
from liquid.undefined import Undefined
from typing_extensions import override

from backend.platform.template import Budget, Form, TemplateError

LONGEST_OUTPUT = 1_000_000
"""Bytes that a template may write, hold in its variables, or make of one value."""

MOST_LOOPS = 10_000
"""Numbers of a range that is repeated over."""

_REPEATED, _FILTERED = 8, 10
"""Steps of a repetition besides those of its text, of a filter besides those for the size of its values."""

_READ = 4
"""Steps to read a character of what is no plain text."""

_MARKUP = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BUDGET: ContextVar[Budget] = ContextVar("_BUDGET")
_TAGS = frozenset(
    {
        *("#", "assign", "break", "capture", "case", "comment", "content", "continue", "doc", "echo", "for"),
        *("if", "ifchanged", "illegal", "inline_comment", "output", "raw", "unless"),
    }
)
_LARGEST = 10**30


def render(template: str, scope: Mapping[str, object], form: Form, budget: Budget) -> str:
    """What the template says of these values, which stand in it as its form has it (TemplateError)."""
    budget.spend(_READ * sum(map(len, _MARKUP.findall(template))))
    mine = _BUDGET.set(budget)
    try:
        return _environment(form).from_string(template).render(scope)
    except LiquidError as error:
        raise TemplateError(_told(error)) from None
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        raise TemplateError("The template uses a value in a way that its kind does not know.") from None
    finally:
        _BUDGET.reset(mine)


@lru_cache(maxsize=256)
def references(template: str) -> frozenset[tuple[str, ...]]:
    """The ways to the values that the template names and does not make itself (TemplateError)."""
    try:
        made = _environment(Form.TEXT).from_string(template)
        return frozenset(tuple(_written(way)) for way in made.global_variable_segments())
    except LiquidError as error:
        raise TemplateError(_told(error)) from None
    except RecursionError:
        raise TemplateError("The template is nested too deeply.") from None


def _written(way: list[Any]) -> Iterator[str]:
    return takewhile(lambda step: isinstance(step, str), way)


class _Bounded(Environment):
    local_namespace_limit = LONGEST_OUTPUT
    output_stream_limit = LONGEST_OUTPUT
    form = Form.TEXT


class _BoundedLoop(ForTag):
    """A loop that is paid for before anything is made of it: its text, as often as it is repeated."""

    @override
    def parse(self, stream: TokenStream) -> ForNode:
        began = stream.current.start_index
        node: Any = super().parse(stream)
        node.expression = _Measured(node.expression, stream.current.start_index - began)
        return node  # type: ignore[no-any-return]  # what ForTag makes


class _Measured(LoopExpression):
    def __init__(self, loop: LoopExpression, length: int) -> None:
        given = {"limit": loop.limit, "offset": loop.offset, "reversed_": loop.reversed, "cols": loop.cols}
        super().__init__(loop.token, loop.identifier, loop.iterable, **given)  # type: ignore[arg-type]  # its own
        self._steps = _REPEATED + length

    @override
    def evaluate(self, context: RenderContext) -> Any:
        found, times = super().evaluate(context)
        _BUDGET.get().spend(times * self._steps)
        return found, times

    @override
    def _to_iter(self, obj: object, context: Any) -> Any:
        if isinstance(obj, range) and obj.stop - obj.start > MOST_LOOPS:
            raise LoopIterationLimitError("loop iteration limit reached", token=self.token)
        return super()._to_iter(obj, context)


class _Said(OutputNode):
    """A value that stands in the text, as the form has it."""

    @override
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        value = self.expression.evaluate(context)
        try:
            return buffer.write(_FORMS[context.env.form](value))  # type: ignore[attr-defined]  # _Bounded's
        except FilterArgumentError as error:
            error.token = self.token
            raise


class _Output(Output):
    node_class = _Said


class _Echo(EchoTag):
    node_class = _Said  # type: ignore[assignment]  # it prints itself as the other does


class _Json(str):
    """A text that is JSON already."""

    __slots__ = ()


class _Encoded(str):
    """A text that is percent-encoded already."""

    __slots__ = ()


def _text(value: object) -> str:
    return to_liquid_string(value, autoescape=False)


def _in_query(value: object) -> str:
    return value if isinstance(value, _Encoded) else _encoded(value)


def _encoded(value: object) -> _Encoded:
    return _Encoded(quote(_text(value), safe="", errors="replace"))


def _in_path(value: object) -> str:
    said = _in_query(value)
    if not said:
        raise FilterArgumentError("a value in a path may not be empty", token=None)
    return said


def _in_json(value: object) -> str:
    if isinstance(value, _Json):
        return value
    if isinstance(value, Undefined | range):
        return _text(value)
    written = json.dumps(value)
    return written[1:-1] if isinstance(value, str) else written


_json = JSON()


def _as_json(value: object, indent: object = None) -> _Json:
    return _Json(_json(value, indent))


_FORMS: Mapping[Form, Callable[[object], str]] = {
    Form.TEXT: _text,
    Form.PATH: _in_path,
    Form.QUERY: _in_query,
    Form.JSON: _in_json,
}


@cache
def _environment(form: Form) -> Environment:
    made = _Bounded(undefined=FalsyStrictUndefined, strict_filters=True)
    made.form = form
    for tag in (_BoundedLoop, _Output, _Echo):
        made.add_tag(tag)
    made.tags = {name: tag for name, tag in made.tags.items() if name in _TAGS}
    made.add_filter("json", _as_json)
    if form in {Form.PATH, Form.QUERY}:
        made.add_filter("url_encode", _encoded)
    made.filters = {name: _measured(name, each) for name, each in made.filters.items()}
    return made


def _measured(name: str, act: Callable[..., object]) -> Callable[..., object]:
    @wraps(act)
    def measured(left: object, *given: object, **named: object) -> object:
        if any(isinstance(each, range) for each in (left, *given)):
            raise FilterArgumentError(f"{name} takes no range", token=None)
        if name.startswith("replace") and len(given) > 1:
            times = str(left).count(str(given[0]))
            _within(len(str(left)) + times * len(str(given[1])), name)
        if name == "join":
            _within(len(left) * len(str(given[0])) if given and isinstance(left, list) else 0, name)
        if name == "date" and any(each.isdigit() for each in "".join(map(str, given))):
            raise FilterArgumentError("a format of date has no widths", token=None)
        budget = _BUDGET.get()
        budget.spend(_FILTERED + _steps(left))
        if name == "uniq" and isinstance(left, list):  # it looks for each among all before it
            budget.spend(len(left) ** 2 // 64)
        made = act(left, *given, **named)
        _require_small(made, name)
        budget.spend(_steps(made))
        return made

    return measured


def _steps(value: object) -> int:
    """What it takes to go through a value."""
    if isinstance(value, str):
        return len(value) // 32
    return 2 * len(value) if isinstance(value, list) else 0


def _require_small(made: object, name: str) -> None:
    if isinstance(made, str | list):
        _within(len(made), name)
    elif isinstance(made, int | float) and not isinstance(made, bool) and abs(made) > _LARGEST:
        raise FilterArgumentError(f"{name} makes too large a number", token=None)


def _within(size: int, name: str) -> None:
    if size > LONGEST_OUTPUT:
        raise FilterArgumentError(f"{name} makes too much", token=None)


def _told(error: LiquidError) -> str:
    found = error.context()
    return f"The template does not hold{f' in line {found[0]}' if found else ''}: {error.message}."
