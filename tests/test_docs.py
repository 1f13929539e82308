"""The documents say what the code does: each list in `docs/` is compared with the one that runs."""

import re
from pathlib import Path

import pytest

from backend.domain import errors
from backend.domain.errors import ConcordError
from backend.domain.event import TERMINAL_KINDS, EventKind
from backend.graph import message
from backend.graph.schema import build

ROOT = Path(__file__).resolve().parents[1]
STREAMING = (ROOT / "docs" / "streaming.md").read_text()


def section(document: str, title: str) -> str:
    """The text under a heading, up to the next one."""
    return document.partition(f"## {title}\n")[2].partition("\n## ")[0]


def first_cells(text: str) -> list[str]:
    """The words in code type in the first column of the tables, or the plain words there."""
    cells = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")]
    return [word for cell in cells for word in re.findall(r"`([^`]+)`", cell) or [cell]]


def test_every_kind_of_event_is_documented_and_no_other() -> None:
    assert first_cells(section(STREAMING, "Events"))[1:] == [kind.value for kind in EventKind]


def test_the_documented_ends_of_a_run_are_the_ones_that_are_written() -> None:
    sentence = re.search(r"exactly one of ([^.]+)\.", STREAMING)
    assert sentence is not None
    assert set(re.findall(r"`(\w+)`", sentence[1])) == {kind.value for kind in TERMINAL_KINDS.values()}


def test_every_close_code_is_documented_and_no_other() -> None:
    documented = [int(code) for code in re.findall(r"^\| (\d{4}) \|", STREAMING, re.MULTILINE)]
    assert documented == [code.value for code in message.Code]


def test_every_message_of_the_protocol_is_documented_and_no_other() -> None:
    table = section(STREAMING, "Over WebSocket").partition("| close code")[0]
    documented = set(first_cells(table)[1:])
    spoken = set(re.findall(r"^    ([a-z_]+(?:, [a-z_]+)*)  ", message.__doc__ or "", re.MULTILINE))
    assert documented == {name for names in spoken for name in names.split(", ")}


@pytest.mark.parametrize("name", ["runEvents", "sessionEvents"])
def test_a_subscription_is_documented_with_its_arguments(name: str) -> None:
    subscriptions = build().plain.subscription_type
    assert subscriptions is not None
    arguments = ", ".join(subscriptions.fields[name].args)
    assert f"| `{name}({arguments})` |" in STREAMING


def test_every_error_code_is_documented_with_its_status_and_no_other() -> None:
    text = (ROOT / "docs" / "errors.md").read_text()
    documented = re.findall(r"^\| `(\w+)` \| (\d+) \|", text, re.MULTILINE)
    known = {
        (each.code, str(each.status))
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, ConcordError) and each is not ConcordError
    }
    assert set(documented) == known | {("INTERNAL", "500")}


def test_the_error_tree_is_drawn_as_it_is() -> None:
    drawn = set(re.findall(r"([A-Z][A-Za-z]+) +([A-Z_]+) +(\d{3})", errors.__doc__ or ""))
    known = {
        (name, each.code, str(each.status))
        for name, each in vars(errors).items()
        if isinstance(each, type) and issubclass(each, ConcordError) and each is not ConcordError
    }
    assert drawn == known
