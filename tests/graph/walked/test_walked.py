"""The walked operations: each has its document, answer and statements, and nothing else lies there."""

from tests.graph.walked.walker import CASES, names, operation

PLATFORMS = "amsoc"


def test_six_operations_of_each_platform_are_walked() -> None:
    numbered = {name.partition("_")[0] for name in names()}
    assert numbered == {f"{platform}{number}" for platform in PLATFORMS for number in range(1, 7)}


def test_every_case_has_its_answer_and_its_statements() -> None:
    wanted = {f"{name}.{kind}" for name in names() for kind in ("graphql", "json")}
    read = [name for name in names() if operation(name) != "subscription"]
    wanted |= {f"{name}.{dialect}.sql" for name in read for dialect in ("sqlite", "postgresql")}
    assert {each.name for each in CASES.iterdir()} == wanted
