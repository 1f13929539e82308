"""Logging: one format for our lines and the libraries', and no secret leaves through any of them.

Lines go to standard error. The id of the request that is answered is on every line of its context.
"""

import json
import logging
import re
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Literal

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"

_NAME = r"authorization|(?:api|admin|private|master)[-_]?key|secret|token|passw|credential|cookie"
_NAMES = re.compile(_NAME, re.IGNORECASE)
_SCHEME = r"(?:(?:basic|bearer|token)\s+)?"
_PAIRS = re.compile(
    rf"""((?:{_NAME})[\w-]*["']?\s*[:=]\s*["']?{_SCHEME})(?!\d+\b)[^\s"',;&}}]{{6,}}""", re.IGNORECASE
)
_VALUES = re.compile(
    r"""
    \b(?:ck_|sk-|gh[pousr]_|github_pat_|xox[a-z]-)[\w-]{10,}       # our keys, model providers', code hosts'
  | \bwhsec_[\w+/=-]{10,}                                           # what signs webhooks
  | \bcs_[\w.-]{10,}                                               # our signed tokens, in addresses
  | \bAKIA[0-9A-Z]{16}\b
  | \bsealed:[0-9a-f]{12}:[\w-]+                                    # sealed texts
  | \beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*                              # signed web tokens
  | (?<=://)[^\s/@:]*:[^\s/@]+(?=@)                                # user:password of a URL
  | (?i:(?<=bearer\ )|(?<=basic\ ))[\w.~+/=-]{8,}
    """,
    re.VERBOSE,
)
_DEEPEST = 8
_CHATTY = ("aiosqlite", "alembic", "anthropic", "asyncio", "httpcore2", "httpx2", "uvicorn")
_SILENT = ("mcp",)
"""Libraries whose lines repeat what others have sent them; what goes wrong with them is told by us."""

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["console", "json"]

log: structlog.typing.FilteringBoundLogger = structlog.get_logger()

request: ContextVar[str | None] = ContextVar("request", default=None)
"""The id of the request that is answered. To bind a variable of structlog takes ten times as long."""


def configure(level: Level = "info", form: Format = "console") -> None:
    """Send structlog's lines and the standard library's through one chain, at this level, in this form."""
    number = logging.getLevelNamesMapping()[level.upper()]
    chain = _chain(form)
    structlog.configure(
        processors=chain,
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *chain]
        )
    )
    _take_over(handler, number)


def redact(text: str) -> str:
    """The text, fit for any stream, with everything in it that looks like a secret hidden."""
    if not text.isascii():
        text = text.encode(errors="backslashreplace").decode()
    return _PAIRS.sub(rf"\1{HIDDEN}", _VALUES.sub(HIDDEN, text))


def _of_request(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    request_id = request.get()
    return event if request_id is None else {"request_id": request_id, **event}


def _chain(form: Format) -> list[Processor]:
    return [
        _of_request,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _hide_secrets,
        structlog.processors.JSONRenderer(_json) if form == "json" else _console(),
    ]


def _console() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=30
    )


def _json(line: EventDict, **_: object) -> str:
    try:
        return orjson.dumps(line).decode()
    except orjson.JSONEncodeError:
        return json.dumps(line)  # which takes integers of any size


def _take_over(handler: logging.Handler, level: int) -> None:
    """The handler becomes the only one; loggers that brought their own hand their lines up to it."""
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _hide_secrets(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    return {name: _hidden(name, value, _DEEPEST) for name, value in line.items()}


def _hidden(name: object, value: object, depth: int) -> object:
    """The value as it may be printed. Numbers pass under any name: `inputTokens` is a count."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(name, str) and _NAMES.search(name):
        return HIDDEN
    if isinstance(value, Mapping):
        items = value.items() if depth else ()
        return {redact(str(key)): _hidden(key, each, depth - 1) for key, each in items}
    if isinstance(value, list | tuple | set | frozenset):
        return [_hidden(None, each, depth - 1) for each in (value if depth else ())]
    return redact(str(value))
