"""Front matter: the YAML between two lines of dashes with which a text may begin.

Values are taken as they are written, whatever YAML would make of them: `name: 2024` is the text 2024.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

import yaml

from backend.platform.plain_yaml import YamlError, composed, write_yaml

LONGEST = 16_000
"""Characters that front matter may have."""

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
    return f"{_MARK}\n{write_yaml(dict(named))}{_MARK}\n\n{body}"


def _named(source: str) -> Iterator[tuple[str, str]]:
    if len(source) > LONGEST:
        raise FrontMatterError(f"it has more than {LONGEST:,} characters")
    try:
        found = composed(source)
    except YamlError as error:
        raise FrontMatterError(str(error)) from None
    if found is None:
        return
    if not isinstance(found, yaml.MappingNode):
        raise FrontMatterError("it has no names, as in `name: value`")
    for name, value in found.value:
        if isinstance(name, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode) and value.tag != _NULL:
            yield name.value, value.value
