"""Migrations make what the tables say, on both databases, whoever runs them."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, select

from backend.domain.errors import Unavailable
from backend.platform.ids import id_of
from backend.store import migrate
from backend.store.fold import fold
from backend.store.link import link
from backend.store.migrate import HEAD, pending, upgrade
from backend.store.migrations.run import engine_of, to_revision
from backend.store.number import numbering
from backend.store.tables import metadata
from tests.databases import sqlite_url
from tests.differences import differences

pytestmark = pytest.mark.anyio


def _row(table: str, stamped: str = "2026-01-01T00:00:00.000000Z", **columns: str) -> str:
    """The statement that inserts a row of the first revision."""
    held = {**columns, "created_at": stamped, "updated_at": stamped}
    values = ", ".join(f"'{each}'" for each in held.values())
    return f"INSERT INTO {table} ({', '.join(held)}) VALUES ({values})"


_OPEN = {"labels": "{}", "extensions": "{}", "created_by": "prn_1"}
_VERSION = {
    "workspace_id": "wsp_1", "agent_id": "agt_1", "state": "PUBLISHED", "name": "Ada", "metadata": "{}",
    "instructions": "", "models": "[]", "limits": "{}", "created_by": "prn_1",
}  # fmt: skip
OLDER = (
    _row("account", id="acc_1", name="A"),
    _row("principal", id="prn_1", account_id="acc_1", kind="USER", name="Ada", account_admin="0"),
    _row("workspace", id="wsp_1", account_id="acc_1", name="W", handle="w", number="1", **_OPEN),
    _row(
        "agent",
        id="agt_1",
        workspace_id="wsp_1",
        name="Ada",
        metadata="{}",
        handle="ada",
        owner_id="prn_1",
        **_OPEN,
    ),
    _row("agent_version", id="ver_1", number="1", built_ins='["current_time"]', **_VERSION),
    _row("agent_version", id="ver_2", number="2", built_ins='["task_list", "current_time"]', **_VERSION),
)
"""Rows of the first revision: an agent whose two versions name built-in tools."""

BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


async def after_upgrade(bare_url: str, asked: Select[Any]) -> list[Any]:
    """What is found once the older rows have been brought up to date."""
    engine = engine_of(bare_url)
    async with engine.begin() as connection:
        await connection.run_sync(to_revision, "r0001_first")
        for statement in OLDER:
            await connection.exec_driver_sql(statement)
    await upgrade(bare_url)
    async with engine.connect() as connection:
        found = list(await connection.execute(asked))
    await engine.dispose()
    return found


@pytest.fixture
def bare_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any table."""
    if kind == "sqlite":
        return sqlite_url(tmp_path / "folder" / "bare.sqlite3")
    url: str = request.getfixturevalue("bare_postgres_url")
    return url


@BOTH
async def test_the_migrated_database_is_what_the_tables_say(bare_url: str) -> None:
    assert await pending(bare_url)
    await upgrade(bare_url)
    assert not await pending(bare_url)
    await upgrade(bare_url)
    engine = engine_of(bare_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences, metadata) == []
    await engine.dispose()


@BOTH
async def test_built_in_tools_of_older_versions_become_links(bare_url: str) -> None:
    links = await after_upgrade(bare_url, select(link).order_by(link.c.agent_version_id, link.c.position))
    assert [(each.agent_version_id, each.kind, each.target_id) for each in links] == [
        ("ver_1", "TOOL", id_of("tol", "concord/current_time")),
        ("ver_2", "TOOL", id_of("tol", "concord/task_list")),
        ("ver_2", "TOOL", id_of("tol", "concord/current_time")),
    ]
    first, _, copied = links
    assert (first.stable_id, copied.id != first.id) == (copied.stable_id, True)
    assert (first.workspace_id, first.created_by) == ("wsp_1", "prn_1")
    assert {str(each.settings) for each in links} == {str(each.extensions) for each in links} == {"{}"}


@BOTH
async def test_the_numbers_of_older_workspaces_are_counted_on(bare_url: str) -> None:
    counted = await after_upgrade(bare_url, select(numbering).where(numbering.c.noun == "workspace"))
    assert counted == [("acc_1", "workspace", 1)]


async def test_the_folder_that_is_made_for_the_file_is_its_owners_only(tmp_path: Path) -> None:
    await upgrade(sqlite_url(tmp_path / "folder" / "new.sqlite3"))
    assert (tmp_path / "folder").stat().st_mode & 0o777 == 0o700


async def test_an_sqlite_that_cannot_index_words_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "_PROBE", migrate._PROBE.replace("fts5", "fts99"))
    with pytest.raises(Unavailable, match="FTS5"):
        await upgrade(sqlite_url(tmp_path / "new.sqlite3"))


@BOTH
async def test_two_processes_that_start_at_once_migrate_once(bare_url: str) -> None:
    program = (
        "import asyncio, sys; from backend.store.migrate import upgrade; asyncio.run(upgrade(sys.argv[1]))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, bare_url], stderr=subprocess.PIPE)  # noqa: ASYNC220
        for _ in range(3)
    ]
    for process in started:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said.decode()
    assert not await pending(bare_url)


def test_a_current_database_is_told_without_alembic(sqlite_file_url: str) -> None:
    program = (
        "import asyncio, sys; from backend.store.migrate import upgrade; asyncio.run(upgrade(sys.argv[1]));"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, sqlite_file_url], check=False).returncode == 0


async def test_postgresql_folds_as_python_does(postgres_url: str) -> None:
    engine = engine_of(postgres_url)
    words = ["ÄÖÜ", "Straße", "İstanbul", "ΑΣ", "plain", "ẞ", "ǅ", "ЖУК"]
    async with engine.connect() as connection:
        for word in words:
            answer = await connection.exec_driver_sql("SELECT fold($1)", (word,))
            assert answer.scalar_one() == fold(word), word
    await engine.dispose()


def test_the_head_is_the_last_revision() -> None:
    assert HEAD == "r0004_purging"
