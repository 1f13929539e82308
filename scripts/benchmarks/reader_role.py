"""The role of PostGraphile's reader: row-level security keeps it to the workspaces that are set."""

from pathlib import Path
from urllib.parse import urlsplit

from tests.databases import run_script

_SCRIPT = Path(__file__).parent / "postgraphile" / "reader.sql"


def role_of(url: str) -> str:
    """The role's name: roles are the server's, so each database has one of its own."""
    return f"{urlsplit(url).path.lstrip('/')}_reader"


async def make_role(url: str) -> None:
    """Make the role, and the policies for it."""
    await run_script(url, _SCRIPT.read_text().format(role=role_of(url)))


async def drop_role(server: str, url: str) -> None:
    """Drop the role, if there is one, when its database is gone."""
    await run_script(server, f"DROP ROLE IF EXISTS {role_of(url)}")
