"""Tool sets: what each kind has, and how a rule of approval is written."""

from typing import Any

import pytest

from backend.domain.errors import BadInput
from backend.domain.tool import ToolKind
from backend.domain.tool_set import approval, require_needed, require_of_kind


@pytest.mark.parametrize(
    ("kind", "columns", "path"),
    [
        ("CLIENT", {"base_url": "https://a.example"}, "baseUrl"),
        ("HTTP", {"mcp_server": {"url": "https://a.example"}}, "mcpServer"),
        ("MCP", {"tools": [{}]}, "tools"),
        ("HTTP", {"include": {"rules": []}}, "include"),
        ("AGENT", {"headers": {"A": "b"}}, "headers"),
        ("MCP", {"agent_id": "agt"}, "agentId"),
    ],
)
def test_what_another_kind_has_is_refused(kind: str, columns: Any, path: str) -> None:
    with pytest.raises(BadInput) as refused:
        require_of_kind(ToolKind[kind], columns)
    assert refused.value.path == (path,)


@pytest.mark.parametrize(
    ("kind", "path"),
    [("HTTP", "baseUrl"), ("MCP", "mcpServer"), ("AGENT", "agentId"), ("BUILTIN", "kind")],
)
def test_what_a_kind_needs_is_asked_for(kind: str, path: str) -> None:
    with pytest.raises(BadInput) as refused:
        require_needed(ToolKind[kind], {"base_url": None})
    assert refused.value.path == (path,)
    require_needed(ToolKind.CLIENT, {})


def test_a_rule_of_approval_is_always_or_a_match() -> None:
    match = {"rules": [{"attribute": "NAME", "match": "EXACT", "value": "x"}]}
    assert approval({"always": True}, ("approval",)) == {"always": True}
    kept: Any = approval({"only": match}, ("approval",))
    assert kept["only"]["operator"] == "AND"
    wrongs: list[Any] = [{}, {"always": True, "only": match}, {"never": True}, {"only": {}}, []]
    for wrong in wrongs:
        with pytest.raises(BadInput):
            approval(wrong, ("approval",))
