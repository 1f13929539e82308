"""What may be written on a link: its settings, which depend on its kind, and how they are kept."""

from collections.abc import Mapping
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.file import mount_path
from backend.domain.law import Law, mapping, optional, sequence
from backend.domain.link import Access, ApprovalRule, LinkKind, SecretUse

MOST_NAMES = 200

_tool_name = law.text(200, shortest=1)

CALLED = frozenset({LinkKind.TOOL, LinkKind.TOOL_SET, LinkKind.MCP_SERVER, LinkKind.AGENT})
HOLDING_TOOLS = frozenset({LinkKind.TOOL_SET, LinkKind.MCP_SERVER})
MOUNTED = frozenset({LinkKind.FILE, LinkKind.REPOSITORY, LinkKind.SKILL})
SHARED = frozenset({LinkKind.MEMORY_STORE, LinkKind.FILE, LinkKind.REPOSITORY})


def names(value: object, path: Path) -> list[object]:
    """Names of tools, each once."""
    named = sequence(value, path)
    if len(named) > MOST_NAMES:
        raise BadInput(f"There may be up to {MOST_NAMES} names.", path)
    return list(dict.fromkeys(_tool_name(each, (*path, index)) for index, each in enumerate(named)))


SETTINGS: Mapping[str, tuple[Law, frozenset[LinkKind]]] = MappingProxyType(
    {
        "approval": (law.member_of(ApprovalRule), CALLED),
        "approvalTools": (names, HOLDING_TOOLS),
        "tools": (names, HOLDING_TOOLS),
        "excludedTools": (names, HOLDING_TOOLS),
        "access": (law.member_of(Access), SHARED),
        "mountPath": (mount_path, MOUNTED),
        "prompt": (law.text(4_000), frozenset(LinkKind)),
        "use": (law.member_of(SecretUse), frozenset({LinkKind.SECRET})),
        "alias": (law.text(64, shortest=1), HOLDING_TOOLS | {LinkKind.SECRET}),
        "version": (law.whole_number(1, 2**31 - 1), frozenset({LinkKind.SKILL})),
        "entryKey": (law.text(512, shortest=1), frozenset({LinkKind.MEMORY_STORE})),
    }
)
"""Each setting: its law, and the kinds of links that know it."""


def settings(kind: LinkKind, value: object, path: Path) -> dict[str, object]:
    """The settings that are given and not null (BAD_INPUT for those that the kind does not know)."""
    kept: dict[str, object] = {}
    for key, each in mapping(value, path).items():
        here = (*path, key)
        if key not in SETTINGS:
            raise BadInput(f"A link has no setting {key!r}.", here)
        held, kinds = SETTINGS[key]
        if each is not None and kind not in kinds:
            raise BadInput(f"A link of kind {kind.name} does not know {key}: leave it out.", here)
        kept[key] = optional(held)(each, here)
    return {key: each for key, each in kept.items() if each is not None}
