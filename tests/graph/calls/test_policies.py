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
from tests.graph.calls.acting import act, codes, mutations, prepare
from tests.graph.calls.asker import Asker
from tests.graph.calls.filling import arguments
from tests.graph.calls.rehearsal import Rehearsed
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

    confidants: Connection[Agent] = every("Agents that few may see.", ADMIN)


def test_an_operation_without_a_policy_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas, "MUTATIONS", (*schemas.MUTATIONS, Careless))
    with pytest.raises(TypeError, match="forget declares no policy"):
        build()


def test_a_read_that_asks_for_more_than_to_see_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas, "QUERIES", (*schemas.QUERIES, Secretive))
    with pytest.raises(TypeError, match=r"Query\.confidants"):
        build()


def allowed(policy: Policy, role: Role, *, account_admin: bool) -> bool:
    """What the policy says."""
    return role >= policy.role and (account_admin or not policy.account)


async def test_each_role_may_do_what_the_policies_say_and_nothing_else(
    schema: Schema, rehearsed: Rehearsed, actor: Asker
) -> None:
    people = [(role, False, await asked_as(actor, role)) for role in Role]
    world = await make_world(actor, str(actor.viewer.home), "world")
    wrong: dict[str, Any] = {}
    done = 0
    for name, field in mutations(schema).items():
        policy = policy_of(schema.strawberry.mutation_type.fields[name])  # type: ignore[union-attr]
        given = arguments(name, field, world)
        for role, account_admin, who in [*people, (Role.ADMIN, True, actor)]:
            async with rehearsed.rehearsal():
                await prepare(actor, schema, name, world, who)
                answer = await act(who, name, field, given)
            may = allowed(policy, role, account_admin=account_admin)
            done += may
            if codes(answer) != ([] if may else ["FORBIDDEN"]):
                wrong[f"{name} as {role.name}"] = answer
    assert wrong == {}
    assert done > len(mutations(schema))


def test_reads_and_streams_ask_for_nothing_but_to_see(schema: Schema) -> None:
    for held in (schema.strawberry.query_type, schema.strawberry.subscription_type):
        assert held is not None
        assert {policy_of(field) for field in held.fields.values()} == {READ}
