"""The request of a tool over HTTP: its URL, query, headers and body, as templates over what a call knows.

A value never changes where the request goes or what it is made of: in a URL it is percent-encoded, in JSON it
is escaped, and no header holds a line break.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote, urlencode

import orjson

from backend.domain.errors import BadInput
from backend.domain.headers import MASK, header_text
from backend.domain.sealed import Sealed
from backend.domain.tool import HttpMethod
from backend.domain.url import origin, url
from backend.platform.template import Budget, Form, TemplateError, references, rendered
from backend.runtime.tools.base import ToolError
from backend.store.secret_named import ROOT, Way, nested
from backend.store.tool_header import Withheld
from backend.store.tool_secret import Opened

Scope = dict[str, object]

LONGEST_URL = 16_000
"""Characters of a URL that is called."""

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"

_WITH_BODY = frozenset({HttpMethod.POST.name, HttpMethod.PUT.name, HttpMethod.PATCH.name})
_IN_PATH = "/%!$&'()*+,;=:@~"
_IN_QUERY = _IN_PATH + "?"
_STEP = re.compile(r"[/\\]")
_BREAK = re.compile(r"\s*[\r\n]\s*")


class Draft:
    """A request as far as it is written: first where it goes, then with the secrets for that host."""

    def __init__(self, config: Mapping[str, Any], arguments: Mapping[str, Any], beyond: Scope) -> None:
        self._config = config
        self._arguments = arguments
        # Behind the arguments, so that none of them stands for something else.
        self._beyond: Scope = {**beyond, ROOT: {}}
        self._all: Scope = {**arguments, "arguments": dict(arguments), **self._beyond}
        self._budget = Budget()
        self.method: str = config.get("method", HttpMethod.GET.name)

    def address(self) -> str:
        """The URL without the tool's query (ToolError). No argument and no secret is in its host."""
        path, base = self._config.get("path") or "", self._config.get("baseUrl") or ""
        whole = origin(path)
        at = whole or origin(base)
        if not at:
            raise ToolError("INVALID_URL", "The tool has no URL: its set or its path must begin with one.")
        before = "" if whole else _written("baseUrl", base[len(at) :], self._beyond, Form.PATH, self._budget)
        behind = _written("path", path[len(whole) :], self._all, Form.PATH, self._budget)
        return _at(_written("URL", at, self._beyond, Form.PATH, self._budget)) + _joined(before, behind)

    def templates(self) -> list[str]:
        """The templates in which secrets may be named."""
        config = self._config
        headers = [*(config.get("setHeaders") or {}).values(), *(config.get("headers") or {}).values()]
        return [*headers, *filter(None, (config.get("query"), config.get("body")))]

    def signed(self) -> bool:
        """Whether a header of the tool or of its set says who calls."""
        named = {*(self._config.get("setHeaders") or {}), *(self._config.get("headers") or {})}
        return "authorization" in map(str.lower, named)

    def url(self, address: str, opened: Opened) -> str:
        """The whole URL (ToolError if it is too long)."""
        parts = [address.partition("?")[2], self._query(self._with(opened, self._all))]
        query = "&".join(filter(None, parts))
        whole = address.partition("?")[0] + (f"?{query}" if query else "")
        if len(whole) > LONGEST_URL:
            raise ToolError("INVALID_URL", f"The URL may have up to {LONGEST_URL:,} characters: say less.")
        return whole

    def headers(self, opened: Opened, idempotency_key: str) -> dict[str, str]:
        """The headers, the tool's own before those of its set (ToolError). One that is empty is left out."""
        kept: Withheld = opened.headers
        by_set = (self._config.get("setHeaders"), kept.of_set, self._with(opened, self._beyond))
        by_tool = (self._config.get("headers"), kept.of_tool, self._with(opened, self._all))
        made = {"idempotency-key": ("Idempotency-Key", idempotency_key)}
        if opened.authorization is not None:
            made["authorization"] = ("Authorization", opened.authorization.reveal())
        if self.method in _WITH_BODY and self._media():
            made["content-type"] = ("Content-Type", self._media())
        for shown, withheld, scope in (by_set, by_tool):
            for name, template in (shown or {}).items():
                text = _header(name, template, withheld.get(name.lower()), scope, self._budget)
                made[name.lower()] = (name, text)
        sent = ((name, _sendable(name, text)) for name, text in made.values())
        return {name: text for name, text in sent if text}

    def body(self, opened: Opened) -> bytes | None:
        """The body (ToolError): the template's, else of the arguments that no other template names."""
        if self.method not in _WITH_BODY:
            return None
        template, media = self._config.get("body"), self._media().partition(";")[0].strip().lower()
        is_json = media == JSON or media.endswith("+json")
        if template is None:
            return self._of_arguments(media, is_json=is_json)
        form = Form.JSON if is_json else Form.QUERY if media == FORM else Form.TEXT
        text = _written("body", template, self._with(opened, self._all), form, self._budget)
        if is_json and not _is_json(text):
            raise ToolError("INVALID_REQUEST", "The tool's body is no JSON with these arguments.")
        return text.encode()

    def _of_arguments(self, media: str, *, is_json: bool) -> bytes:
        left = self._left()
        if is_json:
            return orjson.dumps(left)
        if media == FORM:
            return _spelt(left).encode()
        raise ToolError("INVALID_REQUEST", f"A body of type {media} needs a template: the tool has none.")

    def _media(self) -> str:
        return str(self._config.get("bodyType") or JSON)

    def _query(self, scope: Scope) -> str:
        template = self._config.get("query")
        if template is None:
            return "" if self.method in _WITH_BODY else _spelt(self._left())
        text = _BREAK.sub("", _written("query", template, scope, Form.QUERY, self._budget).strip())
        return quote(text.lstrip("?&"), safe=_IN_QUERY)

    def _left(self) -> dict[str, Any]:
        """The arguments that neither the path nor the query nor a header names."""
        config = self._config
        templates = [config.get("path"), config.get("query"), *(config.get("headers") or {}).values()]
        ways = [way for each in templates if each for way in _references(each)]
        named = {way[0] for way in ways} | {way[1] for way in ways if way[0] == "arguments" and len(way) > 1}
        return {} if ("arguments",) in ways else _without(self._arguments, named)

    def _with(self, opened: Opened, scope: Scope) -> Scope:
        return {**scope, ROOT: nested({way: each.reveal() for way, each in opened.secrets.items()})}


def _written(what: str, template: str, scope: Scope, form: Form, budget: Budget) -> str:
    try:
        return rendered(template, scope, form, budget)
    except TemplateError as error:
        raise ToolError("INVALID_REQUEST", f"The tool's {what} cannot be filled. {error.message}") from None


def _references(template: str) -> frozenset[Way]:
    try:
        return references(template)
    except TemplateError as error:
        raise ToolError(
            "INVALID_REQUEST", f"A template of the tool cannot be read. {error.message}"
        ) from None


def _at(text: str) -> str:
    try:
        return str(url(text, ("The URL of the tool",)))
    except BadInput as error:
        raise ToolError("INVALID_URL", error.message) from None


def _joined(before: str, behind: str) -> str:
    """Two paths as one, and their queries; what is literal in them encoded if it must be (ToolError)."""
    (first, _, one), (second, _, two) = before.partition("?"), behind.partition("?")
    path = f"{first.rstrip('/')}/{second.lstrip('/')}" if second else first
    path = f"/{path.lstrip('/')}"
    _require_straight(path)
    query = "&".join(filter(None, (one, two)))
    return quote(path, safe=_IN_PATH) + (f"?{quote(query, safe=_IN_QUERY)}" if query else "")


def _require_straight(path: str) -> None:
    """Refuse steps up, however often they are encoded: who decodes them once more would take them."""
    text = path
    while (plainer := unquote(text)) != text:
        text = plainer
    # What follows a semicolon is no part of the step to some servers.
    if {".", ".."} & {step.partition(";")[0] for step in _STEP.split(text)}:
        raise ToolError("INVALID_ARGUMENTS", "A path may hold no step that is `.` or `..`.")


def _header(name: str, template: str, withheld: Sealed | None, scope: Scope, budget: Budget) -> str:
    if template != MASK or withheld is None:
        return _written(f"header {name}", template, scope, Form.TEXT, budget)
    try:
        return rendered(withheld.reveal(), scope, Form.TEXT, budget)
    except TemplateError:
        raise ToolError("INVALID_REQUEST", f"The tool's header {name} cannot be filled.") from None


def _sendable(name: str, text: str) -> str:
    try:
        return header_text(name, text, (name,))
    except BadInput as error:
        raise ToolError("INVALID_REQUEST", f"The header {name} cannot be sent. {error.message}") from None


def _spelt(values: Mapping[str, Any]) -> str:
    """Values as a query: of a list each one, an object as JSON, nothing for null."""
    pairs = [(name, each) for name, value in values.items() for each in _several(value)]
    return urlencode(pairs, quote_via=quote, safe="", errors="replace")


def _several(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield each
        elif each is not None:
            yield orjson.dumps(each).decode()


def _without(arguments: Mapping[str, Any], named: set[str]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if name not in named}


def _is_json(text: str) -> bool:
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return True
