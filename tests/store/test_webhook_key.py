"""Which keys sign a delivery: the endpoint's own or the account's, and for a day the one before."""

from base64 import b64encode

import pytest
from sqlalchemy import update

from backend.domain.sealed import Sealed
from backend.domain.viewer import Viewer
from backend.domain.webhook import OVERLAP
from backend.platform import clock
from backend.store.database import Database
from backend.store.webhook_attempt import LEASE
from backend.store.webhook_endpoint import rotate_webhook_key, update_webhook_endpoint, webhook_endpoint
from tests.store.agents import do
from tests.store.test_webhook_attempt import claimed, delivery, endpoint, told

pytestmark = pytest.mark.anyio

KEY, OTHER_KEY = ["whsec_" + b64encode(each * 32).decode() for each in (b"k", b"o")]


async def test_an_endpoints_own_key_signs_and_else_the_accounts(database: Database, admin: Viewer) -> None:
    await endpoint(database, admin, key=Sealed(KEY))
    await endpoint(database, admin, handle="plain")
    await told(database, admin)
    assert [due.keys for due in await claimed(database)] == [(Sealed(KEY),), ()]
    theirs = await do(database, rotate_webhook_key, admin)
    later = await claimed(database, clock.now() + LEASE)
    assert [due.keys for due in later] == [(Sealed(KEY),), (Sealed(theirs),)]
    assert KEY not in repr(later)


async def test_for_a_day_a_key_signs_beside_the_one_that_took_its_place(
    database: Database, admin: Viewer
) -> None:
    hook = await endpoint(database, admin, key=Sealed(KEY))
    await endpoint(database, admin, handle="plain")
    former, theirs = [await do(database, rotate_webhook_key, admin) for _ in range(2)]
    await do(database, update_webhook_endpoint, admin, hook, {"key": Sealed(OTHER_KEY)})
    await told(database, admin)
    now = clock.now()
    own, plain = await claimed(database, now)
    assert own.keys == (Sealed(OTHER_KEY), Sealed(KEY))
    assert plain.keys == (Sealed(theirs), Sealed(former))
    await do(database, update_webhook_endpoint, admin, hook, {"key": Sealed(OTHER_KEY)})
    own, plain = await claimed(database, now + LEASE)
    assert own.keys == (Sealed(OTHER_KEY), Sealed(KEY)), "The same key again changes nothing."
    own, plain = await claimed(database, now + OVERLAP + LEASE)
    assert (own.keys, plain.keys) == ((Sealed(OTHER_KEY),), (Sealed(theirs),))
    await do(database, update_webhook_endpoint, admin, hook, {"key": None})
    own, plain = await claimed(database, now + OVERLAP + 2 * LEASE)
    assert own.keys == (Sealed(theirs),), "A key that is taken away signs nothing more."


async def test_what_cannot_be_signed_fails_and_holds_nothing_up(database: Database, admin: Viewer) -> None:
    broken, whole = [await endpoint(database, admin, key=Sealed(KEY)) for _ in range(2)]
    foreign = "sealed:000000000000:" + "A" * 60
    async with database.write() as tx:
        await tx.fetch(update(webhook_endpoint).where(webhook_endpoint.c.id == broken).values(sealed=foreign))
    rows = [await delivery(database, row) for row in await told(database, admin)]
    by_endpoint = {row.webhook_endpoint_id: row.id for row in rows}
    assert [due.id for due in await claimed(database)] == [by_endpoint[whole]]
    failed = await delivery(database, by_endpoint[broken])
    assert failed.status == "FAILED"
    assert "give the value again" in failed.error
