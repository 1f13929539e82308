"""The command line: each command does what its line of help says, and says plainly what is wrong."""

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from backend import __version__
from backend.cli import app, keys
from backend.cli.failure import Failure
from backend.cli.remote import events
from backend.cli.schema import FILE
from backend.cli.telling import RunTelling
from backend.cli.welcome import address, welcome
from backend.domain.errors import Unauthenticated
from backend.domain.viewer import Role, Viewer
from backend.graph.manifest import read
from backend.platform.bus import Bus
from backend.platform.settings import Settings
from backend.store.authenticate import authenticate
from backend.store.database import connect
from backend.store.first_start import begin
from backend.store.migrate import HEAD
from tests.product import ROOT, SECRET, Answer, Product

PAGE = ROOT / "docs" / "cli.md"
ROW = re.compile(r"^\| `concord ([a-z ]+)` \| (.+) \|$", re.MULTILINE)
COMMANDS = {
    "serve", "worker", "migrate", "keys create", "keys list", "keys revoke", "schema", "run", "tail",
    "openapi", "doctor",
}  # fmt: skip


@pytest.fixture
def concord(tmp_path: Path) -> Product:
    """The product on an SQLite file of its own; its commands are called, it is not started."""
    return Product(tmp_path, {})


@pytest.fixture
def begun(concord: Product, sqlite_template: Path) -> str:
    """The URL of its database, where the first start has been."""
    url = f"sqlite:///{concord.data / 'concord.sqlite3'}"
    concord.data.mkdir()
    shutil.copy(sqlite_template, concord.data / "concord.sqlite3")

    async def start() -> None:
        database = connect(url, Bus(None))
        await database.open()
        await begin(database, SECRET, concord.admin_key)
        await database.close()

    asyncio.run(start())
    return url


def test_the_page_lists_the_commands_with_their_help(capsys: pytest.CaptureFixture[str]) -> None:
    listed = dict(ROW.findall(PAGE.read_text()))
    assert listed.keys() == COMMANDS
    shown = ""
    for called in (app, keys):
        called(["--help"], result_action="return_value")
        shown += capsys.readouterr().out
    assert all(text in shown for text in listed.values())


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    app([*command.split(), "--help"], result_action="return_value")
    shown = capsys.readouterr().out
    assert f"Usage: concord {command}" in shown
    assert re.search(r"^[A-Z][^│]+\.$", shown, re.MULTILINE), "it says in a sentence what it does"


def test_help_loads_no_command() -> None:
    loaded = "import sys; from backend.cli import app; app(['--help'], result_action='return_value'); "
    shown = "print([name for name in ('sqlalchemy', 'strawberry', 'pydantic') if name in sys.modules])"
    command = [sys.executable, "-P", "-c", loaded + shown]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    assert done.stdout.endswith("[]\n")


def test_the_version_is_the_project_s(capsys: pytest.CaptureFixture[str]) -> None:
    app(["--version"], result_action="return_value")
    assert capsys.readouterr().out == f"{__version__}\n"
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text()


def test_a_dialect_is_described_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    app(["openapi", "aeontel"], result_action="return_value")
    assert orjson.loads(capsys.readouterr().out)["servers"] == [{"url": "/aeontel"}]
    with pytest.raises(Failure, match="There is no dialect 'cadenza': name one of aeontel"):
        app(["openapi", "cadenza"], result_action="return_value")


def test_the_schema_is_printed_written_and_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert FILE == ROOT / "schema.graphql"
    monkeypatch.setattr("backend.cli.schema.FILE", written := tmp_path / "schema.graphql")
    monkeypatch.setattr("backend.cli.schema.CONTRACTS", operations := tmp_path / "contracts")
    monkeypatch.setattr("backend.cli.schema.MANIFEST", listed := tmp_path / "manifest.json")
    (operations / "operations").mkdir(parents=True)
    (operations / "operations" / "viewer.graphql").write_text("query Viewer { viewer { name id } }")
    app(["schema"], result_action="return_value")
    printed = capsys.readouterr().out
    with pytest.raises(Failure, match="Run: scripts/schema"):
        app(["schema", "--check"], result_action="return_value")
    shown = capsys.readouterr().out
    assert "+type Agent implements Node {" in shown
    assert "query Viewer { viewer { id name } }" in shown
    app(["schema", "--write"], result_action="return_value")
    app(["schema", "--check"], result_action="return_value")
    assert written.read_text() == printed
    (text,) = read(listed).values()
    assert text == "query Viewer { viewer { id name } }"
    (operations / "operations" / "wrong.graphql").write_text("query Wrong { nothing }")
    with pytest.raises(Failure, match=r"'nothing'[^\n]*\n\ncontracts/operations/wrong\.graphql:1:15"):
        app(["schema", "--check"], result_action="return_value")


def test_the_documented_operations_are_rehearsed_wherever_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = "```graphql\n{ agents { nothing } }\n```\n"
    client = "scripts/conformance/operations/concord.mjs"
    written = dict.fromkeys(("README.md", "docs/a.md"), "Text.\n\n" + block)
    written[client] = 'const one = `query One { agent(id: "${id}") { nothing } }`;'
    for place, text in written.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text)
    monkeypatch.setattr("backend.cli.schema.ROOT", tmp_path)
    with pytest.raises(Failure) as failure:
        app(["schema", "--check"], result_action="return_value")
    said = [line.partition(": ")[0] for line in str(failure.value).splitlines()]
    assert said == ["README.md:3", "docs/a.md:3", f"{client}:1"]


def test_migrate_runs_what_is_pending_and_check_only_tells(concord: Product) -> None:
    assert plain(concord.answer("migrate", "--check")) == (
        1,
        "",
        f"concord: The tables are older than {HEAD}. Run: concord migrate\n",
    )
    assert plain(concord.answer("migrate")) == (0, f"The tables are now those of {HEAD}.\n", "")
    assert plain(concord.answer("migrate", "--check")) == (
        0,
        f"The tables are already those of {HEAD}.\n",
        "",
    )


def test_keys_are_made_listed_and_revoked(concord: Product, begun: str) -> None:
    made = concord.answer("keys", "create", "laptop", "--role", "viewer", "--workspace", "handle:default")
    key = made.out.strip()
    key_id = made.error.split(",")[0]
    assert made.error == f"{key_id}, viewer; the key is shown this once:\n"
    assert [*viewer_of(begun, key).workspaces.values()] == [Role.VIEWER]
    headings, newest, first = (
        re.split(r" {2,}", line) for line in concord.answer("keys", "list").out.splitlines()
    )
    assert headings == ["ID", "NAME", "KEY", "HOME", "ROLE", "MADE", "STATE"]
    assert newest[:5] == [key_id, "laptop", f"ck_…{key[-4:]}", "default", "viewer"]
    assert (first[1], newest[6], first[6]) == ("Administrator", "valid", "valid")
    assert concord.answer("keys", "revoke", key_id).out == f"{key_id} is refused from now on.\n"
    assert "revoked" in concord.answer("keys", "list").out.splitlines()[1]
    with pytest.raises(Unauthenticated):
        viewer_of(begun, key)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("keys create x --workspace handle:nowhere", "No workspace is called 'handle:nowhere'."),
        ("keys revoke key_unknown", "No row is called 'key_unknown'."),
    ],
)
def test_what_the_store_refuses_is_one_line(concord: Product, begun: str, command: str, says: str) -> None:
    answer = concord.answer(*command.split())
    assert (answer.code, answer.out) == (1, "")
    assert answer.error.startswith(f"concord: {says}")
    assert answer.error.count("\n") == 1


UNREACHED = "postgresql://concord:hunter2hunter2@127.0.0.1:1/concord"


@pytest.mark.parametrize(
    ("command", "settings", "code", "says"),
    [
        ("", {}, 0, "Usage: concord COMMAND"),
        ("sevre", {}, 2, 'concord: Unknown command "sevre". Did you mean "serve"?'),
        ("serve --port many", {}, 2, 'concord: Invalid value for --port: unable to convert "many" into int.'),
        ("serve --prot 1", {}, 2, "concord: Unknown option: --prot. Did you mean --port?"),
        ("serve --port 70000", {}, 1, "concord: CONCORD_PORT: Input should be less than"),
        ("keys create", {}, 2, "NAME requires an argument"),
        ("keys create x --role boss", {}, 2, 'Choose from: "viewer", "editor", "admin"'),
        ("keys list", {}, 1, "tables are not up to date. Run: concord migrate"),
        ("migrate", {"CONCORD_LOG_LEVEL": "loud"}, 1, "concord: CONCORD_LOG_LEVEL: "),
        (
            "migrate --check",
            {"CONCORD_DATABASE_URL": UNREACHED},
            1,
            "concord: The database cannot be reached",
        ),
        ("serve", {"CONCORD_DATABASE_URL": UNREACHED}, 1, "concord: The database cannot be reached"),
        (
            "serve --port 0",
            {"CONCORD_DATA_DIR": "/dev/null/data"},
            1,
            "concord: Not a directory: /dev/null/data",
        ),
        ("worker", {}, 1, "concord: An SQLite database belongs to the process that serves it"),
        ("run hello hi", {"CONCORD_URL": "http://127.0.0.1:1"}, 1, "Does concord serve run there?"),
        ("run hello hi", {"CONCORD_URL": "localhost"}, 1, "it takes http://host:port"),
        ("run hello hi", {"CONCORD_KEY": ""}, 1, "concord: Set CONCORD_KEY"),
        ("run hello", {}, 2, "TEXT requires an argument"),
    ],
)
def test_a_mistake_is_told_plainly(
    concord: Product, command: str, settings: dict[str, str], code: int, says: str
) -> None:
    concord.set(**settings)
    answer = concord.answer(*command.split())
    assert (answer.code, "Traceback" in answer.error) == (code, False), answer
    assert says in answer.error + answer.out
    assert answer.error.count("\n") == (1 if code else 0)
    assert "hunter2" not in answer.error


def test_a_port_that_is_taken_is_told_before_anything_is_made(concord: Product) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = concord.answer("serve", "--port", str(port))
    assert answer.code == 1
    assert answer.error == f"concord: Cannot listen on 127.0.0.1, port {port}: Address already in use\n"
    assert not (concord.folder / "data").exists()


def test_the_doctor_finds_nothing_where_all_is_well(concord: Product, begun: str) -> None:
    answer = concord.answer("doctor")
    assert answer.code == 0
    states = {line.split()[1]: line.split()[0] for line in answer.out.splitlines()}
    assert set(states) == {
        "python", "settings", "data", "secret", "database", "clock", "redis", "blobs", "sandbox", "port",
        "documents", "explorer", "models",
    }  # fmt: skip
    assert "fail" not in states.values()
    assert states["models"] == "warn"


def test_the_doctor_says_what_to_do(concord: Product, postgres_url: str, redis_url: str) -> None:
    """PostgreSQL without a secret, a misspelt name, a Redis and an S3 that do not answer."""
    concord.set(
        CONCORD_DATABASE_URL=postgres_url,
        CONCORD_SECRET_KEY="",
        CONCORD_REDIS_URL="redis://127.0.0.1:1",
        CONCORD_BLOB_URL="s3://key:s3-canary@bucket?endpoint=http://127.0.0.1:1",
        CONCORD_PROT="1",
        CONCORD_SANDBOX="off",
        CONCORD_TRUSTED_DOCUMENTS="nowhere.json",
        ANTHROPIC_API_KEY="sk-ant-canary-canary",
    )
    answer = concord.answer("doctor")
    assert answer.code == 1
    said = dict(line.split(maxsplit=2)[1:] for line in answer.out.splitlines())
    assert said["settings"] == "CONCORD_PROT is not a setting of Concord. Did you mean CONCORD_PORT?"
    assert "openssl rand" in said["secret"]
    assert "change CONCORD_REDIS_URL" in said["redis"]
    assert "change CONCORD_BLOB_URL" in said["blobs"]
    assert said["database"] == "postgresql, up to date"
    assert said["sandbox"] == "off, by CONCORD_SANDBOX"
    assert said["clock"].endswith("s from the database's")
    assert "change CONCORD_TRUSTED_DOCUMENTS" in said["documents"]
    assert "canary" not in answer.out
    concord.set(CONCORD_TRUSTED_DOCUMENTS=str(ROOT / "frontend_contracts" / "manifest.json"))
    concord.set(CONCORD_SECRET_KEY="test-" * 8, CONCORD_REDIS_URL=redis_url, CONCORD_BLOB_URL="")
    assert concord.answer("doctor").code == 0


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),  # noqa: S104  (nothing is bound)
        ("::", "http://[::1]:80"),
        ("agents.example", "http://agents.example:80"),
    ],
)
def test_the_address_that_is_printed_can_be_called(host: str, url: str) -> None:
    assert address(host, 80) == url


def test_the_welcome_says_where_how_and_what_to_try() -> None:
    first = welcome(Settings(host="::1"), 8000, "ck_made")
    assert first.startswith("Concord listens on http://[::1]:8000\nExplorer: http://[::1]:8000/graphql\n")
    assert first.count("ck_made") == 4
    later = welcome(Settings(explorer=False), 8000, None)
    assert later.count('"Authorization: Bearer $CONCORD_KEY"') == 3
    assert "Explorer" not in later
    closed = welcome(Settings(trusted_documents=Path("manifest.json"), trusted_only=True), 8000, "ck_made")
    assert closed.splitlines()[1:] == [
        "Administrator's key, shown this once: ck_made",
        "Only trusted documents are taken: docs/trusted-documents.md.",
    ]


@pytest.mark.anyio
@pytest.mark.parametrize("size", [1, 7, 1000])
async def test_a_stream_is_read_however_it_is_cut_into_pieces(size: int) -> None:
    sent = (
        ':\n\nevent: next\ndata: {"text":"a\u2028b\x85c"}\n\n'
        "data: 1\r\ndata: 2\r\n\r\nevent: complete\ndata:\n\n"
    )

    async def pieces() -> AsyncIterator[bytes]:
        for begin_ in range(0, len(sent.encode()), size):
            yield sent.encode()[begin_ : begin_ + size]

    assert [(name.decode(), data.decode()) async for name, data in events(pieces())] == [
        ("next", '{"text":"a\u2028b\x85c"}'),
        ("message", "1\n2"),
        ("complete", ""),
    ]


def test_each_character_of_a_message_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    telling = RunTelling()
    for frame in (
        preview(1, 0, "Hello"),
        preview(1, 0, "Hello, w"),  # what a late joiner is given
        preview(1, 8, "or"),
        preview(1, 12, "!"),  # behind a gap: the whole message fills it
        event("MessageCompleted", messageId="m", attempt=1, text="Hello, world!\x1b[2J"),
        event("ToolCallRequested", name="clock", arguments={"a": "\x1b"}),
        preview(2, 0, "half"),
        event("AttemptAbandoned", attempt=2),
        event("MessageCompleted", messageId="m", attempt=3, text="whole"),
        event("RunCompleted"),
    ):
        telling.tell(frame)
    said = capsys.readouterr()
    assert said.out == "Hello, world!\N{REPLACEMENT CHARACTER}[2J\nhalf\nwhole\n"
    assert '→ name="clock" arguments={"a":"\\u001b"}' in said.err
    assert telling.is_completed


@pytest.mark.parametrize(("kind", "completed"), [("RunCompleted", True), ("RunFailed", False)])
def test_only_a_completed_run_counts_as_done(kind: str, completed: bool) -> None:  # noqa: FBT001
    telling = RunTelling()
    telling.tell(event(kind))
    assert telling.is_completed is completed


def preview(attempt: int, offset: int, text: str) -> dict[str, Any]:
    """A frame with a piece of message m."""
    told = {"messageId": "m", "attempt": attempt, "offset": offset, "text": text}
    return {"preview": told, "event": None}


def event(kind: str, **fields: object) -> dict[str, Any]:
    """A frame with an event."""
    return {"preview": None, "event": {"id": "evt", "__typename": kind, **fields}}


def plain(answer: Answer) -> tuple[int, str, str]:
    """Everything that a command said."""
    return answer.code, answer.out, answer.error


def viewer_of(url: str, key: str) -> Viewer:
    """Who the database takes a key for, now."""

    async def look() -> Viewer:
        database = connect(url, Bus(None))
        await database.open()
        try:
            return await authenticate(database, key, SECRET)
        finally:
            await database.close()

    return asyncio.run(look())
