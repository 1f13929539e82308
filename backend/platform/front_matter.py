"""Front matter: the YAML between two lines of dashes with which a text may begin.

Values are taken as they are written, whatever YAML would make of them: `name: 2024` is the text 2024.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

import yaml

LONGEST = 16_000
"""Characters that front matter may have."""

DEEPEST = 16
"""Levels that its values may nest; nothing may be repeated by an alias, so that it cannot grow either."""

_MARK = "---"
_NULL = "tag:yaml.org,2002:null"


class FrontMatterError(Exception):
    """The front matter cannot be read; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Parted:
    """The single values that front matter names, and the text that stands behind it."""

    named: Mapping[str, str]
    body: str


def parted(text: str) -> Parted:
    """Part a text from its front matter (FrontMatterError). A text without any is a body only."""
    lines = list(StringIO(text.removeprefix("\ufeff"), newline="\n"))
    if not lines or lines[0].rstrip() != _MARK:
        return Parted({}, text)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == _MARK), None)
    if end is None:
        raise FrontMatterError(f"no line {_MARK} ends it")
    behind = lines[end + 1 :]
    if behind and not behind[0].strip("\r\n"):
        del behind[0]  # the empty line that sets it off
    return Parted(dict(_named("".join(lines[1:end]))), "".join(behind))


def joined(named: Mapping[str, str], body: str) -> str:
    """A text that begins with front matter."""
    written = yaml.safe_dump(dict(named), allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"{_MARK}\n{written}{_MARK}\n\n{body}"


def _named(source: str) -> Iterator[tuple[str, str]]:
    if len(source) > LONGEST:
        raise FrontMatterError(f"it has more than {LONGEST:,} characters")
    try:
        found = yaml.compose(source, _Loader)
    except yaml.YAMLError as error:
        raise FrontMatterError(" ".join(str(error).split())) from None
    if found is None:
        return
    if not isinstance(found, yaml.MappingNode):
        raise FrontMatterError("it has no names, as in `name: value`")
    for name, value in found.value:
        if isinstance(name, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode) and value.tag != _NULL:
            yield name.value, value.value


class _Loader(yaml.SafeLoader):
    """Reads what is neither deep nor repeated. Nothing is constructed of it."""

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
