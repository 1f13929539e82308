"""The documents say what the code does: each list in `docs/` is compared with the one that runs."""

import ast
import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from graphql import parse, validate

from backend.domain import errors, headers
from backend.domain.errors import ConcordError
from backend.domain.event import TERMINAL_KINDS, EventKind
from backend.domain.run import TERMINAL, RunStatus
from backend.domain.secret import KEYS
from backend.domain.spelling import camel
from backend.domain.tool_call import LARGEST_RESULT
from backend.domain.webhook import BACK_OFF
from backend.graph import message
from backend.graph.schema import build
from backend.platform import clock, probes, telemetry
from backend.platform.standard_webhooks import signed
from backend.platform.tokens import new_signing_key
from backend.runtime import inline_servers
from backend.runtime.models import anthropic
from backend.runtime.tools import http_answer, http_request, mcp
from backend.store.child_answer import GONE

ROOT = Path(__file__).resolve().parents[1]
STREAMING = (ROOT / "docs" / "streaming.md").read_text()
WEBHOOKS = (ROOT / "docs" / "webhooks.md").read_text()


def section(document: str, title: str) -> str:
    """The text under a heading, up to the next one."""
    return document.partition(f"## {title}\n")[2].partition("\n## ")[0]


def first_cells(text: str) -> list[str]:
    """The words in code type in the first column of the tables, or the plain words there."""
    cells = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")]
    return [word for cell in cells for word in re.findall(r"`([^`]+)`", cell) or [cell]]


def test_every_kind_of_event_is_documented_and_no_other() -> None:
    assert first_cells(section(STREAMING, "Events"))[1:] == [kind.value for kind in EventKind]


def test_the_example_of_a_filtered_log_is_a_document() -> None:
    examples = re.findall(r"```graphql\n(.*?)```", section(STREAMING, "Events"), re.DOTALL)
    assert [validate(build().plain, parse(each)) for each in examples] == [[]]


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


@pytest.mark.parametrize("name", ["runEvents", "sessionEvents", "workspaceActivity"])
def test_a_subscription_is_documented_with_its_arguments(name: str) -> None:
    subscriptions = build().plain.subscription_type
    assert subscriptions is not None
    arguments = ", ".join(subscriptions.fields[name].args)
    assert f"| `{name}({arguments})` |" in STREAMING


RECORDERS = {"record", "record_of", "note_of", "note_run", "mark"}
"""What writes activities down: `agent.published` in full, or only what happened, `published`."""


def words_of(texts: Iterable[ast.expr]) -> set[str]:
    """The last words of the texts that are written out: `published`."""
    ends = [each.values[-1] if isinstance(each, ast.JoinedStr) else each for each in texts]
    return {str(each.value).rpartition(".")[2] for each in ends if isinstance(each, ast.Constant)}


def test_every_activity_that_is_recorded_is_documented_and_none_that_nobody_writes() -> None:
    table = re.findall(r"^\| .+ \| (`.+`) \|$", section(STREAMING, "Activities"), re.MULTILINE)
    documented = {word for words in table for word in re.findall(r"`(\w+)`", words)}
    files = [ast.parse(path.read_text()) for path in (ROOT / "backend" / "store").glob("*.py")]
    nodes = [node for file in files for node in ast.walk(file)]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    recorders = [each for each in calls if ast.unparse(each.func).split(".")[-1] in RECORDERS]
    ends = {camel(status.name.lower()) for status in TERMINAL}
    assert ends.union(*(words_of(call.args) for call in recorders)) <= documented
    assert documented <= ends | words_of(node for node in nodes if isinstance(node, ast.expr))


def constants_of(room: str, maker: str) -> list[list[object]]:
    """What stands written out in the calls of this name in a room, in the order of the arguments."""
    return [
        [each.value for each in node.args if isinstance(each, ast.Constant)]
        for path in sorted((ROOT / "backend" / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == maker
    ]


def codes_said(maker: str) -> set[str]:
    """The codes that the runtime gives to what it makes by this name."""
    return {str(constants[0]) for constants in constants_of("runtime", maker) if constants}


def test_every_code_of_a_failed_run_is_documented_and_no_other() -> None:
    text = section((ROOT / "docs" / "errors.md").read_text(), "In the log of a run")
    table = text.partition("| code of a failed tool")
    of_models = {*anthropic.ERROR_CODES.values(), *anthropic.STATUS_CODES.values(), "MODEL_FAILED"}
    of_runs = codes_said("failed") | codes_said("ModelError") | of_models | {*inline_servers.CODES.values()}
    assert set(first_cells(table[0])[1:]) == of_runs
    from_agents = {f"AGENT_{status.name}" for status in TERMINAL - {RunStatus.COMPLETED}} | {GONE["code"]}
    assert set(first_cells(table[2])) == codes_said("ToolError") | from_agents | {*mcp.CODES.values()}


def test_the_documented_function_verifies_what_is_sent_and_nothing_else() -> None:
    (code,) = re.findall(r"^```python\n(.+?)^```", WEBHOOKS, re.MULTILINE | re.DOTALL)
    known: dict[str, Any] = {}
    exec(code, known)  # noqa: S102  (what readers are to copy is what runs)
    key, other = new_signing_key(), new_signing_key()
    body, now = b'{"type": "agent.published"}', clock.now()
    for keys in ([key], [other, key]):
        assert known["is_ours"](key, signed("whd_1", now, body, keys), body)
    sent = signed("whd_1", now, body, [key])
    assert not known["is_ours"](other, sent, body)
    assert not known["is_ours"](key, sent, body + b" ")
    assert not known["is_ours"](key, {**sent, "webhook-id": "whd_2"}, body)
    assert not known["is_ours"](key, {**sent, "webhook-signature": "v1,é v2"}, body)
    assert not known["is_ours"](key, signed("whd_1", now - timedelta(minutes=6), body, [key]), body)
    assert not known["is_ours"](key, signed("whd_1", now, body, []), body)
    assert not known["is_ours"](key, {}, body)


def test_the_documented_pauses_are_those_between_attempts() -> None:
    units = {"s": 1, "min": 60, "h": 3_600}
    sentence = re.search(r"\*\*Again\*\* after ([^:]+): (\d+) attempts", WEBHOOKS)
    assert sentence is not None
    said = [int(number) * units[unit] for number, unit in re.findall(r"(\d+) (s|min|h)\b", sentence[1])]
    assert said == [pause.total_seconds() for pause in BACK_OFF[1:]]
    assert int(sentence[2]) == len(BACK_OFF)


def test_what_the_body_of_a_webhook_holds_is_documented() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (`id`.+?) \|", section(WEBHOOKS, "What is sent"), re.MULTILINE)
    documented = [re.findall(r"`(\w+)`", cells) for _, cells in rows]
    file = ast.parse((ROOT / "backend" / "store" / "webhook_body.py").read_text())
    dicts = [node for node in ast.walk(file) if isinstance(node, ast.Dict)]
    written = [[str(key.value) for key in each.keys if isinstance(key, ast.Constant)] for each in dicts]
    assert [keys for keys in written if "id" in keys] == documented


def test_every_error_code_is_documented_with_its_status_and_no_other() -> None:
    text = (ROOT / "docs" / "errors.md").read_text()
    documented = re.findall(r"^\| `(\w+)` \| (\d+) \|", text, re.MULTILINE)
    known = {
        (each.code, str(each.status))
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, ConcordError) and each is not ConcordError
    }
    refusals = [*constants_of("graph", "Refused"), *constants_of("platform", "BodyError")]
    more = {(str(code), str(status)) for status, code, *_ in (each for each in refusals if len(each) > 1)}
    own = {code for code, _ in known}
    assert set(documented) == known | {("INTERNAL", "500")} | {each for each in more if each[0] not in own}


def test_the_error_tree_is_drawn_as_it_is() -> None:
    drawn = set(re.findall(r"([A-Z][A-Za-z]+) +([A-Z_]+) +(\d{3})", errors.__doc__ or ""))
    known = {
        (name, each.code, str(each.status))
        for name, each in vars(errors).items()
        if isinstance(each, type) and issubclass(each, ConcordError) and each is not ConcordError
    }
    assert drawn == known


def test_the_kinds_of_secrets_are_documented_with_what_each_is_given() -> None:
    text = (ROOT / "docs" / "secrets.md").read_text()
    rows = [line.split("|")[1:3] for line in text.splitlines() if line.startswith("| `")]
    documented = {kind.strip("` "): tuple(re.findall(r"`(\w+)`", given)) for kind, given in rows}
    assert documented == {kind.name: keys for kind, keys in KEYS.items()}
    (example,) = re.findall(r"```graphql\n(.*?)```", text, re.DOTALL)
    assert validate(build().plain, parse(example)) == []


def test_what_an_operator_can_ask_is_documented() -> None:
    documented = first_cells(section((ROOT / "docs" / "operating.md").read_text(), "Is it well?"))
    metrics = re.findall(r"^# TYPE (concord_\w+) ", telemetry.expose()[0].decode(), re.MULTILINE)
    known = {*probes.PATHS, *(each for each in metrics if not each.endswith("_created"))}
    assert set(documented) - {"address", "metric"} == known


def test_the_example_of_a_tool_is_a_document_and_the_limits_of_tools_are_the_documented_ones() -> None:
    text = (ROOT / "docs" / "http-tools.md").read_text()
    examples = re.findall(r"```graphql\n(.*?)```", text, re.DOTALL)
    assert [validate(build().plain, parse(each)) for each in examples] == [[]]
    assert http_answer.LARGEST == 1024 * 1024
    assert "more than 1 MiB" in " ".join(text.split())
    for number in (http_request.LONGEST_URL, http_answer.BEGINNING, headers.LARGEST):
        assert f" {number:,} " in text
    assert LARGEST_RESULT == 256 * 1024
    assert "longer than 256 KiB" in text
