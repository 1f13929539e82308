"""What pyproject.toml asks for is what the backend imports: nothing is missing, nothing is carried along."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOADED_BY_NAME = {"httptools"}
"""uvicorn takes it when it is there, and we count on it."""


def test_every_library_that_the_backend_imports_is_asked_for() -> None:
    assert imported() - asked_for() == set()


def test_every_library_that_is_asked_for_is_used() -> None:
    assert asked_for() - imported() == LOADED_BY_NAME


def asked_for() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return {normal(re.split(r"[\[<>=!~; ]", line)[0]) for line in project["dependencies"]}


def imported() -> set[str]:
    owners = packages_distributions()
    packages = {package for file in (ROOT / "backend").rglob("*.py") for package in packages_of(file)}
    foreign = packages - sys.stdlib_module_names - {"backend"}
    return {normal(owner) for package in foreign for owner in owners.get(package, [package])}


def packages_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
