"""Each house rule speaks where it should, is quiet where it should, and can be spared."""

from typing import NamedTuple

import pytest

from scripts.lints.rules import RULES
from scripts.lints.source import Finding, Rule, Source

LONG_FUNCTION = '"""Law."""\n\n\ndef long() -> None:\n' + "    ...\n" * 41
SHORT_FUNCTION = '"""Law."""\n\n\ndef short() -> None:\n' + "    ...\n" * 39


class Example(NamedTuple):
    """A file that breaks a rule at a line, and one that does not."""

    rule: str
    path: str
    invalid: str
    line: int
    valid: str
    elsewhere: str | None = None
    """A path at which the invalid text is allowed."""


EXAMPLES = [
    Example("long-file", "backend/store/run.py", "x = 1\n" * 401, 1, "x = 1\n" * 400),
    Example("long-function", "backend/store/run.py", LONG_FUNCTION, 4, SHORT_FUNCTION),
    Example("no-docstring", "backend/store/run.py", "x = 1\n", 1, '"""Law."""\n'),
    Example(
        "broad-except",
        "backend/store/run.py",
        "try:\n    x()\nexcept Exception:\n    pass\n",
        3,
        "try:\n    x()\nexcept (ValueError, KeyError):\n    pass\n",
        "backend/platform/edge.py",
    ),
    Example(
        "broad-except",
        "backend/a.py",
        "try:\n    x()\nexcept:\n    pass\n",
        3,
        "try:\n    x()\nexcept:\n    raise\n",
    ),
    Example("broad-except", "backend/a.py", "try:\n    x()\nexcept (A, Exception):\n    pass\n", 3, "x()\n"),
    Example("broad-except", "backend/a.py", "suppress(Exception)\n", 1, "suppress(OSError)\n"),
    Example("hidden-import", "backend/a.py", "def f():\n    import json\n", 2, "import json\n"),
    Example(
        "type-checking",
        "backend/store/run.py",
        "from typing import TYPE_CHECKING\n",
        1,
        "from typing import Any\n",
        "backend/graph/run.py",
    ),
    Example(
        "type-checking", "backend/app.py", "if typing.TYPE_CHECKING:\n    ...\n", 1, "typing.cast(A, b)\n"
    ),
    Example(
        "domain-import", "backend/domain/run.py", "import orjson\n", 1, "import re\n", "backend/store/run.py"
    ),
    Example("domain-import", "backend/domain/run.py", "import asyncio\n", 1, "from datetime import UTC\n"),
    Example(
        "domain-import",
        "backend/domain/run.py",
        "from backend.platform import clock\n",
        1,
        "from backend.domain.errors import NotFound\n",
    ),
    Example("domain-await", "backend/domain/run.py", "await x\n", 1, "x()\n", "backend/app.py"),
    Example(
        "transaction-end",
        "backend/store/run.py",
        "await connection.commit()\n",
        1,
        "await tx.fetch(statement)\n",
        "backend/store/database.py",
    ),
    Example("transaction-end", "backend/runtime/turn.py", "it().rollback()\n", 1, "commit(x)\n"),
    Example(
        "raw-execute",
        "backend/store/run.py",
        "await connection.execute(text)\n",
        1,
        "await tx.first(statement)\n",
        "backend/graph/http.py",
    ),
    Example(
        "sql-text",
        "backend/runtime/turn.py",
        'x = "SELECT id FROM run"\n',
        1,
        '"""SELECT id FROM run is what the store says."""\nx = "select one of these"\n',
        "backend/store/run.py",
    ),
    Example(
        "other-clock",
        "backend/store/run.py",
        "x = datetime.now(UTC)\n",
        1,
        "x = clock.now()\n",
        "backend/platform/clock.py",
    ),
    Example("other-clock", "backend/runtime/turn.py", "x = time.time()\n", 1, "x = time.monotonic()\n"),
    Example(
        "other-ids",
        "backend/store/run.py",
        "from uuid import uuid4\n",
        1,
        "from backend.platform.ids import new_id\n",
        "backend/platform/ids.py",
    ),
    Example("sleep", "tests/test_a.py", "asyncio.sleep(1)\n", 1, "asyncio.sleep(0)\n", "backend/a.py"),
    Example("sleep", "tests/test_a.py", "from time import sleep\n", 1, "from time import monotonic\n"),
    Example(
        "machine-path",
        "docs/a.md",
        f"see {'/'}home/ada/concord\n",
        1,
        "see docs/home/ada and http://a/root\n",
    ),
    Example("registry-host", "a.lock", f"--index-url https://pypi{'.'}org/simple\n", 1, "the Python index\n"),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.rule}:{example.path}")
def test_a_rule_speaks_of_what_breaks_it_and_of_nothing_else(example: Example) -> None:
    assert [found.line for found in said(example, example.path, example.invalid)] == [example.line]
    assert said(example, example.path, example.valid) == []
    if example.elsewhere:
        assert said(example, example.elsewhere, example.invalid) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.rule}:{example.path}")
def test_a_line_that_asks_to_be_spared_is_spared(example: Example) -> None:
    lines = example.invalid.splitlines()
    lines[example.line - 1] += f"  # lint-skip: {example.rule}"
    assert said(example, example.path, "\n".join(lines)) == []


@pytest.mark.parametrize("path", ["a/utils.py", "a/run_helpers.py", "services/run.py", "a/run_v2.py"])
def test_a_name_without_a_law_is_refused(path: str) -> None:
    assert [found.path for found in rule("lawless-name").findings(Source(path, ""))] == [path]


@pytest.mark.parametrize("path", ["backend/store/run_claim.py", "docs/decisions/0001-one-graph.md"])
def test_a_noun_is_a_good_name(path: str) -> None:
    assert list(rule("lawless-name").findings(Source(path, ""))) == []


def test_every_rule_has_an_example() -> None:
    assert {example.rule for example in EXAMPLES} | {"lawless-name"} == {rule.name for rule in RULES}


def rule(name: str) -> Rule:
    return next(rule for rule in RULES if rule.name == name)


def said(example: Example, path: str, text: str) -> list[Finding]:
    return list(rule(example.rule).findings(Source(path, text)))
