"""Run every rule over every tracked file, print what is broken, what is spared and what is longest."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.lints.ceilings import report
from scripts.lints.rules import RULES
from scripts.lints.source import Finding, Source

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """0 if every rule holds, else 1."""
    sources = list(tracked())
    findings = list(broken(sources))
    spared = [f"{each.path}:{line}" for each in sources for line in each.skips]
    print(*report(sources), sep="\n")
    print(f"{len(sources)} files, {len(findings)} rules broken, {len(spared)} lines spared:", *spared)
    for finding in findings:
        print(finding)
    return 1 if findings else 0


def tracked() -> Iterator[Source]:
    """The text files that git has or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603  (no input)
    for name in sorted(filter(None, listed.split("\0"))):
        file = ROOT / name
        if file.is_file() and b"\0" not in (content := file.read_bytes()):
            yield Source(name, content.decode())


def broken(sources: Iterable[Source]) -> Iterator[Finding]:
    """What the rules find."""
    for source in sources:
        for rule in RULES:
            yield from rule.findings(source)


if __name__ == "__main__":
    sys.exit(main())
