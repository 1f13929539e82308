"""Leaks: no tracked file names a machine's folders or a registry's host."""

import re

from scripts.lints.source import Said, Source

MACHINE = re.compile(r"(?<![\w./:-])/(?:root|work|home/\w+|Users/\w+)(?:/|\b)")
REGISTRY = re.compile(
    r"\b(?:pypi\.org|pypi\.python\.org|pythonhosted\.org|registry\.(?:npmjs|yarnpkg)\.\w+|crates\.io)\b"
)


def machine_path(source: Source) -> Said:
    """Folders of the machine on which somebody worked."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if MACHINE.search(line):
            yield number, "Name files from the root of the checkout or by a setting."


def registry_host(source: Source) -> Said:
    """Hosts of package registries."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if REGISTRY.search(line):
            yield number, "Name packages by name, version and hash, never by a host."
