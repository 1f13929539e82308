"""The settings of a link: which kinds know which, and what they may hold."""

from typing import Any

import pytest

from backend.domain.errors import BadInput
from backend.domain.link import LinkKind
from backend.domain.link_settings import MOST_NAMES, SETTINGS, settings

PATH = ("input", "settings")
EXAMPLES: dict[str, Any] = {
    "approval": "LISTED",
    "approvalTools": ["send"],
    "tools": ["read"],
    "excludedTools": ["drop"],
    "access": "READ_WRITE",
    "mountPath": "/data",
    "prompt": "Look here first.",
    "use": "MODEL",
    "alias": "mail",
    "version": 3,
    "entryKey": "notes/today",
}
KNOWN = {
    LinkKind.TOOL: {"approval"},
    LinkKind.TOOL_SET: {"approval", "approvalTools", "tools", "excludedTools", "alias"},
    LinkKind.MCP_SERVER: {"approval", "approvalTools", "tools", "excludedTools", "alias"},
    LinkKind.SKILL: {"mountPath", "version"},
    LinkKind.AGENT: {"approval"},
    LinkKind.MEMORY_STORE: {"access", "entryKey"},
    LinkKind.SEMANTIC_DATA_MODEL: set(),
    LinkKind.SECRET: {"use", "alias"},
    LinkKind.FILE: {"access", "mountPath"},
    LinkKind.REPOSITORY: {"access", "mountPath"},
}
"""What each kind knows, besides `prompt`, as the record of the model has it."""


def refused(kind: LinkKind, given: object) -> tuple[str | int, ...]:
    with pytest.raises(BadInput) as refusal:
        settings(kind, given, PATH)
    return tuple(refusal.value.path)


def test_every_setting_has_an_example_and_every_kind_is_listed() -> None:
    assert EXAMPLES.keys() == SETTINGS.keys()
    assert KNOWN.keys() == set(LinkKind)


@pytest.mark.parametrize("kind", LinkKind, ids=lambda kind: kind.name)
def test_a_kind_knows_its_settings_and_refuses_the_others(kind: LinkKind) -> None:
    for key, value in EXAMPLES.items():
        if key in KNOWN[kind] | {"prompt"}:
            assert settings(kind, {key: value}, PATH) == {key: value}
        else:
            assert refused(kind, {key: value}) == (*PATH, key)


@pytest.mark.parametrize("kind", LinkKind, ids=lambda kind: kind.name)
def test_null_says_nothing_whatever_the_kind(kind: LinkKind) -> None:
    assert settings(kind, dict.fromkeys(EXAMPLES), PATH) == {}
    assert settings(kind, None, PATH) == {}


def test_there_are_no_other_settings() -> None:
    assert refused(LinkKind.TOOL, {"colour": "red"}) == (*PATH, "colour")
    assert refused(LinkKind.TOOL, ["prompt"]) == PATH


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        (LinkKind.TOOL, "approval", "SOMETIMES"),
        (LinkKind.TOOL, "approval", True),
        (LinkKind.TOOL_SET, "tools", "read"),
        (LinkKind.TOOL_SET, "alias", " "),
        (LinkKind.TOOL_SET, "alias", "x" * 65),
        (LinkKind.FILE, "mountPath", ""),
        (LinkKind.FILE, "mountPath", "data"),
        (LinkKind.FILE, "mountPath", "/data/../etc"),
        (LinkKind.FILE, "mountPath", "/.."),
        (LinkKind.FILE, "mountPath", "//data"),
        (LinkKind.FILE, "mountPath", "/"),
        (LinkKind.SKILL, "mountPath", "/data/"),
        (LinkKind.REPOSITORY, "mountPath", "/a/./b"),
        (LinkKind.FILE, "mountPath", "/a\\b"),
        (LinkKind.FILE, "mountPath", "/a\nb"),
        (LinkKind.FILE, "access", "WRITE_ONLY"),
        (LinkKind.AGENT, "prompt", "x" * 4_001),
        (LinkKind.SKILL, "version", 0),
        (LinkKind.SKILL, "version", True),
        (LinkKind.SKILL, "version", 1.5),
        (LinkKind.MEMORY_STORE, "entryKey", ""),
    ],
)
def test_what_cannot_be_meant_names_the_setting(kind: LinkKind, key: str, value: object) -> None:
    assert refused(kind, {key: value}) == (*PATH, key)


def test_a_tool_is_named_once_and_a_name_that_is_none_by_its_place() -> None:
    assert settings(LinkKind.TOOL_SET, {"tools": ["b", "a", "b"]}, PATH) == {"tools": ["b", "a"]}
    assert settings(LinkKind.TOOL_SET, {"tools": []}, PATH) == {"tools": []}
    assert refused(LinkKind.TOOL_SET, {"tools": ["a", 1]}) == (*PATH, "tools", 1)
    many = [str(number) for number in range(MOST_NAMES + 1)]
    assert refused(LinkKind.TOOL_SET, {"tools": many}) == (*PATH, "tools")
