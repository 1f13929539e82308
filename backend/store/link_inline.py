"""A link's own definition, which stands in no list. What is secret in it is sealed."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.law import closed, member_of
from backend.domain.link import InlineToolKind, InlineTransport, LinkKind
from backend.domain.link_list import Linked
from backend.domain.sealed import Sealed
from backend.domain.tool import ToolKind, config, object_schema
from backend.domain.url import url
from backend.domain.viewer import Viewer
from backend.platform.ids import new_id
from backend.platform.secrets import Place, Unsealable
from backend.store.data_schema import schema_law
from backend.store.database import Transaction
from backend.store.scope import refer
from backend.store.sealing import part_headers
from backend.store.table import metadata

LARGEST = 65_536
"""Bytes of a definition."""

_object = law.json_object(LARGEST)
_text = law.text(LARGEST)


_secret = law.text(8_192, shortest=1)


def _token(value: object, path: Path) -> Sealed:
    return Sealed(str(_secret(value.reveal() if isinstance(value, Sealed) else value, path)))


def _input_schema(value: object, path: Path) -> object:
    return schema_law(object_schema(value, path), path)


INLINE: Mapping[LinkKind, Callable[[object, Path], dict[str, object]]] = MappingProxyType(
    {
        LinkKind.TOOL: closed(
            {
                "name": law.NAME,
                "description": law.text(4_000),
                "inputSchema": _input_schema,
                "kind": member_of(InlineToolKind),
                "config": law.mapping,
            },
            "name",
            "kind",
        ),
        LinkKind.MCP_SERVER: closed(
            {
                "name": law.NAME,
                "url": url,
                "transport": member_of(InlineTransport),
                "headers": law.mapping,
                "token": _token,
                "secretId": law.ID,
            },
            "name",
            "url",
        ),
        LinkKind.SKILL: closed(
            {"name": law.NAME, "description": law.text(4_000), "body": _text}, "name", "body"
        ),
        LinkKind.SEMANTIC_DATA_MODEL: closed({"name": law.NAME, "definition": _object}, "name", "definition"),
        LinkKind.SECRET: closed({"name": law.NAME}, "name"),
        LinkKind.REPOSITORY: closed({"url": url, "checkout": law.text(255, shortest=1)}, "url"),
    }
)
"""The law of each kind of definition."""

_kind = member_of(LinkKind)


async def defined(
    tx: Transaction, viewer: Viewer, home: str, given: Mapping[str, object], path: Path, *, session: bool
) -> Linked:
    """The link that holds the definition `{kind, definition}` (BAD_INPUT; NOT_FOUND for what it names)."""
    kind = LinkKind[str(_kind(given.get("kind"), (*path, "kind")))]
    if kind not in INLINE or (kind is LinkKind.SECRET and not session):
        raise BadInput(f"A link of kind {kind.name} leads to a row: it has no definition.", (*path, "kind"))
    here = (*path, "definition")
    kept = INLINE[kind](given.get("definition"), here)
    if "secretId" in kept:
        named, where = str(kept["secretId"]), (*here, "secretId")
        kept["secretId"] = (await refer(tx, viewer, metadata.tables["secret"], named, home, where)).id
    texts = _parted(kept, here)
    stable_id = new_id("lnk")
    sealed = tx.keyring.seal(texts, _place(viewer, stable_id)) if texts else None
    return Linked(stable_id, kind, inline=law.mapping(_object(kept, here), here), sealed=sealed)


def _parted(kept: dict[str, object], path: Path) -> dict[str, str]:
    """Take what is secret out of a definition: `token`, and the withheld headers as of a row."""
    token, texts = kept.pop("token", None), dict[str, str]()
    if isinstance(token, Sealed):
        texts["token"] = token.reveal()
    if "config" in kept:
        kept["config"] = config(ToolKind[str(kept["kind"])])(kept["config"], (*path, "config"))
    for holder, here in ((kept, path), (kept.get("config"), (*path, "config"))):
        if isinstance(holder, dict) and "headers" in holder:
            holder["headers"] = part_headers(holder["headers"], (*here, "headers"), {}, texts)
    return texts


def opened(tx: Transaction, viewer: Viewer, linked: Linked) -> dict[str, Sealed] | None:
    """What is sealed in a link; None if nothing is, or no key opens it."""
    if linked.sealed is None:
        return None
    try:
        texts = tx.keyring.unseal(linked.sealed, _place(viewer, linked.stable_id))
    except Unsealable:
        return None
    return {name: Sealed(each) for name, each in texts.items()}


def _place(viewer: Viewer, stable_id: str) -> Place:
    # The stable id, so that copies on other versions can be opened.
    return Place(viewer.account, "link", stable_id, "sealed")
