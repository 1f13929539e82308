"""One format for all lines, and no secret in any of them."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import orjson
import pytest
import structlog

from backend.domain.sealed import Sealed
from backend.platform import tokens
from backend.platform.logging import HIDDEN, Format, configure, log, redact, request
from backend.platform.secrets import Keyring, Place

OURS = tokens.new_key()
MODEL = "sk-ant-api03-" + "canary" * 8
PLAIN = "correct-horse-battery"
CANARIES = (OURS, MODEL, PLAIN)


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@contextmanager
def no_canary(capsys: pytest.CaptureFixture[str], form: Format, *more: str) -> Iterator[None]:
    """What is logged inside holds none of the canaries, and says that something was hidden."""
    configure("debug", form)
    yield
    printed = capsys.readouterr().err
    assert HIDDEN in printed
    for canary in (*CANARIES, *more):
        assert canary not in printed


@pytest.fixture(params=["json", "console"])
def form(request: pytest.FixtureRequest) -> Format:
    chosen: Format = request.param
    return chosen


def test_secrets_under_telling_names_are_hidden_at_any_depth(
    capsys: pytest.CaptureFixture[str], form: Format
) -> None:
    deep: object = {"password": PLAIN}
    for _ in range(12):
        deep = [{"inner": deep}]
    with no_canary(capsys, form):
        log.info(
            "asked", headers={"Authorization": PLAIN, "x-api-key": [PLAIN]}, secrets={"a": PLAIN}, deep=deep
        )


def test_secrets_in_texts_are_hidden(capsys: pytest.CaptureFixture[str], form: Format) -> None:
    with no_canary(capsys, form):
        log.info(f"using {OURS}", url=f"https://user:{PLAIN}@host/?api_key={PLAIN}", said=f"Bearer {PLAIN}")
        log.info("headers", raw=f"{{'authorization': '{PLAIN}'}}", raw_bytes=MODEL.encode(), named={OURS: 1})
        log.info(f"Authorization: Token {PLAIN}", line=f"CONCORD_ADMIN_KEY={PLAIN}", admin_key=PLAIN)


def test_secrets_in_tracebacks_are_hidden(capsys: pytest.CaptureFixture[str], form: Format) -> None:
    with no_canary(capsys, form):
        try:
            raise ValueError(f"cannot use {OURS}") from KeyError(MODEL)
        except ValueError:
            log.exception("failed", password=PLAIN)
            logging.getLogger("anthropic").exception("failed with %s", MODEL)


def test_what_is_sealed_is_hidden_under_any_name(capsys: pytest.CaptureFixture[str], form: Format) -> None:
    text = Keyring("s" * 32).seal({"a": PLAIN}, Place("acc", "secret", "sec", "sealed"))
    secret = Sealed(PLAIN)
    with no_canary(capsys, form, text[20:40], text[-20:]):
        log.info("kept", row=text, rows=[{"sealed_with": text}], said=f"read '{text}' of", given=secret)
        log.info(f"given {secret}", columns={"value": {"a": secret}}, named={text: 1})
        try:
            raise ValueError({"value": secret, "row": text})
        except ValueError:
            log.exception("failed")


def test_the_lines_of_libraries_are_hidden_too(capsys: pytest.CaptureFixture[str], form: Format) -> None:
    with no_canary(capsys, form):
        logging.getLogger("sqlalchemy.engine").info("insert %s", {"token": PLAIN, "key": OURS})
        logging.getLogger("uvicorn.error").warning("%s", MODEL)


def test_a_json_line_has_event_level_time_and_what_the_context_binds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure("info", "json")
    told = request.set("req_1")
    log.info("run_ended", run="run_1", usage={"inputTokens": 12})
    logging.getLogger("library").info("ready %d", 1)
    request.reset(told)
    ours, theirs = map(orjson.loads, capsys.readouterr().err.splitlines())
    assert ours.pop("timestamp").endswith("Z")
    assert ours == {
        "event": "run_ended",
        "level": "info",
        "request_id": "req_1",
        "run": "run_1",
        "usage": {"inputTokens": 12},
    }
    assert (theirs["event"], theirs["level"], theirs["request_id"]) == ("ready 1", "info", "req_1")


def test_lines_below_the_level_are_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    configure("warning", "json")
    log.info("quiet")
    logging.getLogger("uvicorn").info("quiet")
    logging.getLogger("httpx2").info("quiet")
    assert capsys.readouterr().err == ""


def test_what_is_sent_to_a_database_is_not_printed_at_any_level(capsys: pytest.CaptureFixture[str]) -> None:
    configure("debug", "json")
    logging.getLogger("aiosqlite").debug("executing %s", PLAIN)
    assert capsys.readouterr().err == ""


def test_a_library_that_brought_its_own_handler_prints_once(capsys: pytest.CaptureFixture[str]) -> None:
    library = logging.getLogger("library.of.test")
    library.addHandler(logging.StreamHandler())
    library.propagate = False
    configure("info", "json")
    library.warning("once")
    assert capsys.readouterr().err.count("once") == 1


def test_warnings_are_lines_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "json")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("look here", stacklevel=1)
    assert "look here" in orjson.loads(capsys.readouterr().err)["event"]


def test_values_that_json_hardly_knows_are_logged_all_the_same(
    capsys: pytest.CaptureFixture[str], form: Format
) -> None:
    configure("info", form)
    log.info("strange", half="\ud800", big=10**30, none=float("nan"), keys={1: b"\xff"}, kept=object)
    assert "strange" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "12 input_tokens: 345678",
        "the token bucket is empty",
        "https://host/path@2x.png",
        "task-ck_x",
        "secret: 5",
    ],
)
def test_ordinary_texts_stay_as_they_are(text: str) -> None:
    assert redact(text) == text
