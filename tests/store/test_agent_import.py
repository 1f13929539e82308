"""Importing: a package becomes a draft, with what is there already linked and the rest made."""

from dataclasses import replace
from typing import Any

import pytest

from backend.domain.errors import BadInput, ConcordError, Conflict, Forbidden, NotFound
from backend.domain.viewer import Role, Viewer
from backend.store.agent_edit import edit_agent, update_agent
from backend.store.agent_import import Imported, import_agent
from backend.store.agent_version import agent_version
from backend.store.database import Database
from backend.store.file import file
from backend.store.link import link
from backend.store.noun import create
from backend.store.precondition import Precondition
from backend.store.semantic_data_model import SEMANTIC_DATA_MODEL, semantic_data_model
from backend.store.tool_set import tool_set
from backend.store.tool_set_edit import create_mcp_server
from backend.store.upload import upload
from tests.store.agents import agent_row, all_of, do, new_agent, row_of, versions
from tests.store.links import current, linked_now, published, refusal
from tests.store.uploads import uploaded

pytestmark = pytest.mark.anyio

TOOL = {"name": "Look up", "description": "Finds an order.", "inputSchema": {"type": "object"}}
URL = "https://mcp.example.com"


def packed(agent: dict[str, Any] | None = None, **lists: Any) -> dict[str, Any]:
    return {"agent": {"name": "Desk", "instructions": "Help.", **(agent or {})}, **lists}


async def brought(
    database: Database, viewer: Viewer, package: dict[str, Any], reference: str | None = None, **options: Any
) -> Imported:
    made: Imported = await do(database, import_agent, viewer, package, reference, **options)
    return made


def paths(imported: Imported) -> list[str]:
    return [f"{each.change.name} {each.path}" for each in imported.changes]


async def test_a_package_becomes_a_draft_with_what_it_needs(database: Database, admin: Viewer) -> None:
    server = await do(database, create_mcp_server, admin, {"name": "Orders", "url": URL})
    bytes_ = await uploaded(database, admin, b"EUR 1.1")
    package = packed(
        mcpServers=[
            {"name": "ORDERS", "url": URL, "tools": ["find"]},
            {"name": "Orders", "url": "https://elsewhere.example"},
        ],
        semanticDataModels=[{"name": "Sales", "definition": {"tables": []}}],
        toolSets=[{"name": "Lookup", "tools": [TOOL]}],
        files=[{"path": "/data/rates.csv", "uploadId": bytes_}],
    )
    made = await brought(database, admin, package)
    row = await agent_row(database, made.agent or "")
    assert (row.name, row.default_version_id) == ("Desk", None)
    linked = await linked_now(database, row.id)
    assert [each.kind for each in linked] == ["FILE", "MCP_SERVER", "SEMANTIC_DATA_MODEL", "TOOL_SET"]
    assert (linked[0].settings, linked[1].settings) == (
        {"mountPath": "/data/rates.csv"},
        {"tools": ["find"]},
    )
    assert linked[1].target_id == server
    assert made.unpacked.attached == [{"name": "ORDERS", "url": URL}]
    assert made.unpacked.unresolved == [{"name": "Orders", "url": "https://elsewhere.example"}]
    assert made.unpacked.files == ["/data/rates.csv"]
    assert paths(made)[:2] == ["ADDED name", "ADDED instructions"]
    assert "ADDED links.TOOL_SET.Lookup" in paths(made)


async def test_the_same_package_again_makes_and_changes_nothing(database: Database, admin: Viewer) -> None:
    def again(upload_id: str) -> dict[str, Any]:
        return packed(
            {"limits": {"maxTurns": 3}},
            semanticDataModels=[{"name": "Sales", "definition": {"b": 1, "a": 2}}],
            toolSets=[{"name": "Lookup", "extensions": {"x": {"y": 1}}, "tools": [TOOL]}],
            files=[{"path": "/data/rates.csv", "uploadId": upload_id}],
        )

    first = await brought(database, admin, again(await uploaded(database, admin, b"EUR 1.1")))
    before = await linked_now(database, first.agent or "")
    spare = await uploaded(database, admin, b"EUR 1.1")
    second = await brought(database, admin, again(spare), first.agent)
    assert (second.changes, second.unpacked.files, second.unpacked.attached) == ([], [], [])
    assert await linked_now(database, first.agent or "") == before
    for table in (semantic_data_model, tool_set, file):
        assert len([each for each in await all_of(database, table) if each.workspace_id == admin.home]) == 1
    (unused,) = [each for each in await all_of(database, upload) if each.id == spare]
    assert unused.status == "COMPLETE"


async def test_a_live_version_stays_and_what_is_left_out_has_its_default(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin)
    changes = {"instructions": "Old.", "limits": {"maxTurns": 3}, "model_settings": {"temperature": 0.5}}
    await do(database, update_agent, admin, agent, changes, publish=True)
    made = await brought(database, admin, packed({"description": "New."}), agent)
    live = (await published(database, agent))[-1]
    draft = await row_of(database, agent_version, await current(database, agent))
    assert (live.state, live.instructions, live.limits["maxTurns"]) == ("PUBLISHED", "Old.", 3)
    assert (draft.state, draft.instructions, draft.model_settings) == ("DRAFT", "Help.", None)
    assert draft.limits["maxTurns"] != live.limits["maxTurns"]
    assert "CHANGED instructions" in paths(made)
    assert "REMOVED modelSettings.temperature" in paths(made)


async def test_lists_replace_their_kinds_and_files_are_only_added(database: Database, admin: Viewer) -> None:
    one = {"path": "/a.txt", "uploadId": await uploaded(database, admin, b"one")}
    two = {"path": "/b.txt", "uploadId": await uploaded(database, admin, b"two")}
    sales = {"name": "Sales", "definition": {"v": 1}}
    first = await brought(database, admin, packed(files=[one, two], semanticDataModels=[sales]))
    agent = first.agent or ""
    other = {"path": "/a.txt", "uploadId": await uploaded(database, admin, b"one, once more")}
    changed = {"name": "Sales", "definition": {"v": 2}}
    await brought(database, admin, packed(files=[other], semanticDataModels=[changed]), agent)
    linked = await linked_now(database, agent)
    assert [each.settings.get("mountPath") for each in linked] == ["/b.txt", "/a.txt", None]
    assert len(await all_of(database, file)) == 3
    await brought(database, admin, packed(), agent)
    assert await linked_now(database, agent) == linked
    await brought(database, admin, packed(semanticDataModels=[]), agent)
    assert [each.kind for each in await linked_now(database, agent)] == ["FILE", "FILE"]


async def test_links_that_the_agent_names_stand_beside_those_of_the_lists(
    database: Database, admin: Viewer
) -> None:
    kept = await do(database, create, admin, SEMANTIC_DATA_MODEL, {"name": "Kept"})
    said = [{"kinds": ["SEMANTIC_DATA_MODEL"], "links": [{"target": {"semanticDataModel": kept}}]}]
    package = packed({"links": said}, semanticDataModels=[{"name": "Sales", "definition": {}}])
    for reference in (None, await new_agent(database, admin)):
        made = await brought(database, admin, package, reference)
        linked = await linked_now(database, made.agent or "")
        assert (len(linked), linked[0].target_id) == (2, kept)


async def test_a_dry_run_says_what_would_change_and_writes_nothing(database: Database, admin: Viewer) -> None:
    bytes_ = await uploaded(database, admin, b"x")
    package = packed(
        semanticDataModels=[{"name": "Sales", "definition": {}}],
        files=[{"path": "/a.txt", "uploadId": bytes_}],
    )
    trial = await brought(database, admin, package, dry_run=True)
    assert (trial.agent, trial.unpacked.files) == (None, ["/a.txt"])
    agent = await new_agent(database, admin)
    before = [await all_of(database, each) for each in (link, file, upload, semantic_data_model)]
    again = await brought(database, admin, package, agent, dry_run=True)
    assert again.agent == agent
    assert "ADDED instructions" in paths(again)
    assert [await all_of(database, each) for each in (link, file, upload, semantic_data_model)] == before
    assert (await agent_row(database, agent)).draft_version_id is None


async def test_variations_come_with_a_new_agent_only(database: Database, admin: Viewer) -> None:
    package = packed({"variations": [{"name": "Warm", "weight": 2}]})
    made = await brought(database, admin, package)
    assert len(await versions(database, made.agent or "")) == 2
    path = await refusal(BadInput, database, import_agent, admin, package, made.agent)
    assert path == ("package", "agent", "variations")


@pytest.mark.parametrize(
    ("package", "refused", "path"),
    [
        (packed({"name": ""}), BadInput, ("package", "agent", "name")),
        (packed({"environment_id": "env_00000000000000000000000000"}), NotFound, ("environmentId",)),
        (packed(mcpServers=[{"name": ""}]), BadInput, ("package", "mcpServers", 0, "name")),
        (packed(semanticDataModels=[{"name": "x", "definition": 1}]), BadInput, ("definition",)),
        (packed(toolSets=[{"name": "x", "tools": [{"name": ""}]}]), BadInput, ("tools", 0, "name")),
        (
            packed(toolSets=[{"name": "x", "tools": [TOOL | {"kind": "HTTP"}]}]),
            BadInput,
            ("tools", 0, "kind"),
        ),
        (packed(files=[{"path": "a", "uploadId": "upl_0"}]), BadInput, ("package", "files", 0, "path")),
        (packed(files=[{"path": "/a", "uploadId": "upl_0"}]), NotFound, ("package", "files", 0, "uploadId")),
        (packed(files=[{"path": "/a", "uploadId": "x"}] * 101), BadInput, ("package", "files")),
    ],
)
async def test_what_is_wrong_with_a_package_is_named_and_nothing_is_written(
    database: Database,
    admin: Viewer,
    package: dict[str, Any],
    refused: type[ConcordError],
    path: tuple[Any, ...],
) -> None:
    before = await all_of(database, semantic_data_model)
    for reference in (None, await new_agent(database, admin)):
        found = await refusal(refused, database, import_agent, admin, package, reference)
        assert (found[0], found[-len(path) :]) == ("package", path)
    assert await all_of(database, semantic_data_model) == before


async def test_an_import_holds_what_is_believed_of_its_agent(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    edited = Precondition(has_draft=True)
    with pytest.raises(Conflict):
        await brought(database, admin, packed(), agent, when=edited)
    await do(database, edit_agent, admin, agent)
    await brought(database, admin, packed(), agent, when=edited)


async def test_a_new_agent_has_a_workspace_and_one_that_is_there_may_be_believed_of(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin)
    with pytest.raises(BadInput, match="agentId"):
        await brought(database, admin, packed(), when=Precondition(has_draft=True))
    with pytest.raises(BadInput, match="workspaceId"):
        await brought(database, admin, packed(), agent, workspace=admin.home)


async def test_who_may_only_look_imports_nothing(database: Database, admin: Viewer) -> None:
    looker = replace(admin, workspaces=dict.fromkeys(admin.workspaces, Role.VIEWER))
    with pytest.raises(Forbidden):
        await brought(database, looker, packed())
