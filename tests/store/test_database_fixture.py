"""The suite's own databases: migrated, open, and empty again for every test."""

import pytest
from sqlalchemy import func, insert, select

from backend.platform import clock
from backend.store.account import account
from backend.store.database import Database

pytestmark = pytest.mark.anyio

ACCOUNTS = select(func.count().label("count")).select_from(account)


@pytest.mark.parametrize("time", ["first", "second"])
async def test_what_one_test_writes_the_next_does_not_find(database: Database, time: str) -> None:
    async with database.write() as tx:
        before = await tx.first(ACCOUNTS)
        assert before is not None
        assert before.count == 0
        now = clock.now()
        values = {"id": "acc_1", "name": "Ada", "created_at": now, "updated_at": now}
        await tx.fetch(insert(account), values)
        after = await tx.first(ACCOUNTS)
        assert after is not None
        assert after.count == 1
