"""The page of all benches in docs: a section for each, written anew by its own bench and by no other."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = "benchmarks.md"

_HEAD = """\
# Benchmarks

Written by `scripts/bench`. What counts are ratios: both figures of each come from one run.
"""


def write_section(folder: Path, title: str, text: str) -> None:
    """Put a section in its place on the page, which is made if there is none."""
    page = folder / PAGE
    known = page.read_text() if page.exists() else _HEAD
    section = f"## {title}\n\n{text.strip()}\n"
    found = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    changed, count = found.subn(lambda _: section, known)
    page.write_text(changed if count else f"{known}\n{section}")


def write_picture(folder: Path, name: str, svg: str) -> str:
    """Write a picture beside the page; gives its path from there."""
    path = Path(PAGE).stem + f"/{name}.svg"
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(svg)
    return path
