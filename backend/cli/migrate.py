"""`concord migrate`: the database's tables are brought up to date, as `concord serve` does at its start."""

from typing import Annotated

from cyclopts import Parameter

from backend.cli.begin import begun
from backend.cli.failure import Failure
from backend.store.migrate import HEAD, pending, upgrade

Check = Annotated[bool, Parameter(negative="", help="Change nothing; fail if the tables are not up to date.")]


async def migrate(*, check: Check = False) -> None:
    """Run the migrations that the database has not seen, all or none of them."""
    with begun() as settings:
        behind = await pending(settings.database)
        if check and behind:
            raise Failure(f"The tables are older than {HEAD}. Run: concord migrate")
        if behind:
            await upgrade(settings.database)
        print(f"The tables are {'now' if behind else 'already'} those of {HEAD}.")
