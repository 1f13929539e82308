"""Plain YAML: what JSON could say too, however the text is meant to hurt.

Nothing nests deep, and nothing is repeated by an alias, so that a short text stays short.
"""

import math
from typing import Any

import yaml

DEEPEST = 16
"""Levels that values may nest."""

_BOOL = {"yes": True, "no": False, "true": True, "false": False, "on": True, "off": False}
_LARGEST = 2**63 - 1


class YamlError(Exception):
    """The text cannot be read; the message says why, in one line."""


def composed(source: str) -> yaml.Node | None:
    """The nodes of one document, nothing of which is constructed (YamlError)."""
    try:
        return yaml.compose(source, _Loader)
    except yaml.YAMLError as error:
        raise YamlError(" ".join(str(error).split())) from None


def read_yaml(source: str) -> Any:
    """The value of one document: objects, lists, texts, numbers, booleans and null (YamlError).

    Dates and what else JSON does not know are texts, as they are written.
    """
    found = composed(source)
    return None if found is None else _value(found)


def write_yaml(value: Any) -> str:
    """A value as YAML, its keys in their order."""
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1_000_000))


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    if isinstance(node, yaml.MappingNode):
        return {_name(name): _value(value) for name, value in node.value}
    return _single(node)


def _name(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise YamlError("a name is a list or an object")
    return str(node.value)


def _single(node: yaml.Node) -> Any:
    kind, text = node.tag.rpartition(":")[2], str(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return _BOOL[text.lower()]
    try:
        if kind == "int":
            number = int(text.replace("_", ""), 10)
            return number if abs(number) <= _LARGEST else text
        if kind == "float":
            real = float(text.replace("_", ""))
            return real if math.isfinite(real) else text
    except ValueError:
        return text
    return text


class _Loader(yaml.SafeLoader):
    """Reads what is neither deep nor repeated."""

    deep = 0

    def fetch_flow_collection_start(self, TokenClass: type) -> None:  # noqa: N803  (its name there)
        """Refuse brackets inside brackets early, for the scanner is slow with them."""
        if self.flow_level >= DEEPEST:
            raise yaml.YAMLError(f"it nests more than {DEEPEST} levels")
        super().fetch_flow_collection_start(TokenClass)

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse aliases and depth."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it has an alias")
        self.deep += 1
        if self.deep > DEEPEST:
            raise yaml.YAMLError(f"it nests more than {DEEPEST} levels")
        try:
            return super().compose_node(parent, index)
        finally:
            self.deep -= 1
