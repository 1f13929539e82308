"""Policies: every operation declares one, and each role may do what it says and nothing else."""

from typing import Any

import pytest
import strawberry

from backend.domain.viewer import Role
from backend.graph import schema as schemas
from backend.graph.agent import Agent
from backend.graph.connection import Connection
from backend.graph.declare import every
from backend.graph.policy import ADMIN, READ, Policy, policy_of
from backend.graph.schema import Schema, build
from backend.store.agent_trash import delete_agent
from tests.graph.calls.asker import Asker
from tests.graph.calls.filling import arguments, document
from tests.graph.calls.world import asked_as, make_world

pytestmark = pytest.mark.anyio


def test_every_operation_declares_its_policy(schema: Schema) -> None:
    held = (
        schema.strawberry.query_type,
        schema.strawberry.mutation_type,
        schema.strawberry.subscription_type,
    )
    for kind in held:
        assert kind is not None
        for name, field in kind.fields.items():
            assert isinstance(policy_of(field), Policy), name


@strawberry.type
class Careless:
    """A change without a policy."""

    @strawberry.mutation(description="Anybody may.")  # type: ignore[untyped-decorator]
    def forget(self) -> str:
        """Forget to say who may."""
        return "done"


@strawberry.type
class Secretive:
    """A read for administrators."""

    secrets: Connection[Agent] = every("Agents that few may see.", ADMIN)


def test_an_operation_without_a_policy_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas, "MUTATIONS", (*schemas.MUTATIONS, Careless))
    with pytest.raises(TypeError, match="forget declares no policy"):
        build()


def test_a_read_that_asks_for_more_than_to_see_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas, "QUERIES", (*schemas.QUERIES, Secretive))
    with pytest.raises(TypeError, match=r"Query\.secrets"):
        build()


def allowed(policy: Policy, role: Role, *, account_admin: bool) -> bool:
    """What the policy says."""
    return role >= policy.role and (account_admin or not policy.account)


async def test_each_role_may_do_what_the_policies_say_and_nothing_else(schema: Schema, asker: Asker) -> None:
    home, mutations = str(asker.viewer.home), schema.plain.mutation_type
    people = [(role, False, await asked_as(asker, role)) for role in Role]
    wrong: dict[str, Any] = {}
    worlds = 0
    world = await make_world(asker, home, "world")
    for name, field in mutations.fields.items() if mutations else ():
        policy = policy_of(schema.strawberry.mutation_type.fields[name])  # type: ignore[union-attr]
        for role, account_admin, who in [*people, (Role.ADMIN, True, asker)]:
            if name == "purgeAgent":
                await trash(asker, world.ids["Agent"])
            given = arguments(name, field, world)
            answer = await who.answer(document("mutation", name, field, given), **given)
            codes = [error["extensions"]["code"] for error in answer.get("errors", [])]
            may = allowed(policy, role, account_admin=account_admin)
            if codes != ([] if may else ["FORBIDDEN"]):
                wrong[f"{name} as {role.name}"] = answer
            if may:
                worlds += 1
                world = await make_world(asker, home, f"world-{worlds}")
    assert wrong == {}
    assert worlds > len(mutations.fields if mutations else ())


async def trash(asker: Asker, agent: str) -> None:
    async with asker.graph._database.write() as tx:
        await delete_agent(tx, asker.viewer, agent)


def test_reads_and_streams_ask_for_nothing_but_to_see(schema: Schema) -> None:
    for held in (schema.strawberry.query_type, schema.strawberry.subscription_type):
        assert held is not None
        assert {policy_of(field) for field in held.fields.values()} == {READ}
