"""Packages as other people's tools write them, and ones that are meant to hurt."""

import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping
from stat import S_IFLNK
from typing import Any

import yaml

RUNBOOK = "# Objective\nFind orders.\n"
MODEL = {
    "name": "Sales",
    "description": "What was sold.",
    "tables": [{"name": "orders", "since": "2024-01-01"}],
}
FILE = "6f1f6d7e-6a35-4f4e-9d3f-3a2b1c0d9e8f"


def manifest(name: str, /, **fields: Any) -> dict[str, Any]:
    """A manifest with one of everything."""
    agent = {
        "name": name,
        "description": "Looks after orders.",
        "model": {"provider": "OpenAI", "name": "gpt-4o"},
        "version": "1.2.0",
        "architecture": "agent_platform.architectures.experimental_1",
        "reasoning": "verbose",
        "runbook": "runbook.md",
        "action-packages": [
            {
                "name": "Browsing",
                "organization": "Acme",
                "type": "folder",
                "version": "1.0.0",
                "whitelist": "",
                "path": "Acme/browsing",
            }
        ],
        "knowledge": [{"name": "terms.txt", "embedded": True, "digest": "0" * 64}],
        "semantic-data-models": [{"name": "sales.yaml"}],
        "shared-files": [{"file-ref": FILE, "name": "rates.csv", "mime-type": "text/csv"}],
        "mcp-servers": [
            {
                "name": "Elsewhere",
                "transport": "streamable-http",
                "url": "https://mcp.invalid/elsewhere",
                "headers": {"Authorization": {"type": "secret", "value": "**********"}},
            }
        ],
        "conversation-guide": "conversation-guide.yaml",
        "conversation-starter": "Which order?",
        "metadata": {"mode": "conversational"},
        "agent-settings": {"max_iterations": 7},
    }
    return {"agent-package": {"spec-version": "v3", "agents": [{**agent, **fields}]}}


def files(name: str, /, **fields: Any) -> dict[str, bytes]:
    """The files of a package."""
    return {
        "agent-spec.yaml": yaml.safe_dump(manifest(name, **fields)).encode(),
        "runbook.md": RUNBOOK.encode(),
        "semantic-data-models/sales.yaml": yaml.safe_dump(MODEL).encode(),
        f"agent-files/{FILE}": b"currency,rate\nEUR,1\n",
        "actions/Acme/browsing/package.yaml": b"name: Browsing\n",
        "knowledge/terms.txt": b"Terms.",
        "conversation-guide.yaml": b"question-groups: []\n",
    }


def zipped(held: Mapping[str, bytes] | Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """An archive of these files."""
    made = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, data in held.items() if isinstance(held, Mapping) else held:
            archive.writestr(name, data)
    return made.getvalue()


def packed(name: str, /, **fields: Any) -> bytes:
    """A package with one of everything."""
    return zipped(files(name, **fields))


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _with(name: str, *more: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    return zipped([*files(name).items(), *more])


def _link() -> zipfile.ZipInfo:
    told = zipfile.ZipInfo("knowledge/link")
    told.create_system, told.external_attr = 3, (S_IFLNK | 0o777) << 16
    return told


def _patched(data: bytes, entry: bytes, at: int, value: bytes) -> bytes:
    """The archive with some bytes of an entry's head in the directory, and of its own, written over."""
    changed = bytearray(data)
    for mark, offset, head in ((b"PK\x01\x02", at, 46), (b"PK\x03\x04", at - 2, 30)):
        place = 0
        while (place := data.find(mark, place)) >= 0:
            if data[place + head : place + head + len(entry)] == entry:
                changed[place + offset : place + offset + len(value)] = value
            place += 4
    return bytes(changed)


def _crowded(entries: int) -> bytes:
    """An archive whose directory names one empty file many times, written by hand since that is quick."""
    names = [b"%06x" % each for each in range(entries)]
    body = b"PK\x03\x04" + bytes(22) + (6).to_bytes(2, "little") + bytes(2) + names[0]
    row = b"PK\x01\x02" + bytes(24) + (6).to_bytes(2, "little") + bytes(16)
    directory = b"".join(row + name for name in names)
    counts = (entries & 0xFFFF).to_bytes(2, "little") * 2
    places = len(directory).to_bytes(4, "little") + len(body).to_bytes(4, "little")
    return body + directory + b"PK\x05\x06" + bytes(4) + counts + places + bytes(2)


def _spec(name: str, source: bytes) -> bytes:
    """A package with another manifest."""
    return zipped({**files(name), "agent-spec.yaml": source})


def _bomb(name: str) -> bytes:
    rows = [b"  a0: &a0 [x]"]
    rows += [
        b"  a%d: &a%d [%s]" % (each, each, b",".join([b"*a%d" % (each - 1)] * 9)) for each in range(1, 9)
    ]
    return _spec(name, b"\n".join([b"agent-package:", *rows]))


HOSTILE: Mapping[str, Callable[[str], bytes]] = {
    "nothing": lambda _: b"",
    "no archive": lambda _: b"agent-spec.yaml",
    "cut": lambda name: packed(name)[:900],
    "parent": lambda name: _with(name, ("knowledge/../../../etc/passwd", b"x")),
    "dots alone": lambda name: _with(name, ("..", b"x")),
    "absolute": lambda name: _with(name, ("/etc/passwd", b"x")),
    "drive": lambda name: _with(name, ("C:/windows", b"x")),
    "backslash": lambda name: _with(name, ("knowledge\\..\\..\\x", b"x")),
    "line break": lambda name: _with(name, ("knowledge/a\nb", b"x")),
    "link": lambda name: _with(name, (_link(), b"/etc/passwd")),
    "twice": lambda name: _with(name, ("runbook.md", b"Another.")),
    "twice in another case": lambda name: _with(name, ("RUNBOOK.md", b"Another.")),
    "encrypted": lambda name: _patched(packed(name), b"runbook.md", 8, b"\x01\x00"),
    "another method": lambda name: _patched(packed(name), b"runbook.md", 10, b"\x0c\x00"),
    "wrong sum": lambda name: _patched(packed(name), b"runbook.md", 16, b"\x00\x00\x00\x00"),
    "bomb": lambda name: _with(name, ("knowledge/zeros", bytes(200 * 1_048_576))),
    "many": lambda _: _crowded(1_001),
    "a million": lambda _: _crowded(1_000_000),
    "no manifest": lambda _: zipped({"runbook.md": b"x"}),
    "no runbook": lambda name: zipped({"agent-spec.yaml": files(name)["agent-spec.yaml"]}),
    "no YAML": lambda name: _spec(name, b"a: b: c"),
    "no text": lambda name: _spec(name, b"\xff\xfe"),
    "an alias": lambda name: _spec(name, b"agent-package: &a {agents: [{name: x, more: *a}]}\n"),
    "a bomb of aliases": _bomb,
    "deep": lambda name: _spec(name, b"agent-package: " + b"[" * 500 + b"]" * 500),
    "long": lambda name: _spec(name, b"a: " + b"x" * 300_000),
    "a list": lambda name: _spec(name, b"- a\n"),
    "two agents": lambda name: _spec(name, b"agent-package: {agents: [{name: a}, {name: b}]}"),
    "no name": lambda name: packed(name, name=None),
    "a number for a name": lambda name: packed(name, name=7),
    "no such model": lambda name: packed(name, **{"semantic-data-models": [{"name": "nowhere.yaml"}]}),
    "a model outside": lambda name: packed(
        name, **{"semantic-data-models": [{"name": "../agent-spec.yaml"}]}
    ),
    "no such file": lambda name: packed(name, **{"shared-files": [{"file-ref": "nowhere", "name": "x"}]}),
    "servers of another kind": lambda name: packed(name, **{"mcp-servers": {"name": "x"}}),
    "a runbook elsewhere": lambda name: packed(name, runbook="/etc/passwd"),
    "a guide that is a list": lambda name: packed(name, **{"conversation-guide": ["x"]}),
    "a server at a number": lambda name: packed(name, **{"mcp-servers": [{"name": "x", "url": 7}]}),
    "a description that is a list": lambda name: packed(name, description=["x"]),
    "an action without a name": lambda name: packed(name, **{"action-packages": [{}]}),
    "too much to keep": lambda name: packed(name, **{"welcome-message": "x" * 70_000}),
    "many files": lambda name: _with(name, *[(f"knowledge/{each}", b"x") for each in range(101)]),
}
"""Archives that are meant to hurt, by what they try."""
