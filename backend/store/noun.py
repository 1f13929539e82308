"""A kept noun: what making, changing and the life of its rows have in common. A noun's own file keeps its own
laws only.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from backend.domain.errors import Path
from backend.domain.ids import PREFIXES
from backend.domain.kept import KEPT_LAWS, MADE, differs, patched
from backend.domain.law import EXTENSIONS, Laws, lawful
from backend.domain.spelling import camel
from backend.domain.viewer import Role, Viewer
from backend.store.activity import NOTHING, record
from backend.store.database import Transaction
from backend.store.handle import add_with_handle
from backend.store.idempotency import once
from backend.store.member import ACTING, require_member
from backend.store.number import next_number
from backend.store.precondition import Precondition, hold, hold_within
from backend.store.principal import principal
from backend.store.retirement import require_present
from backend.store.row import born, change
from backend.store.scope import locate, refer, workspace_column
from backend.store.statement import Row
from backend.store.table import Table
from backend.store.workspace import place

OWNER: Mapping[str, Table] = MappingProxyType({"owner_id": principal})
GIVEN_BY_ADMINS = frozenset({"owner_id", *ACTING})
"""Columns that only an administrator of the workspace may change. Whom something acts for nobody else says of
a new row either; an owner anybody may name, for owning lets nobody do anything.
"""


Find = Callable[[Transaction, Viewer, str, Precondition | None, Role], Awaitable[Row]]
"""How a row is found for a change and locked, its precondition held (NOT_FOUND, FORBIDDEN, CONFLICT)."""


Guard = Callable[[Transaction, Row, str], Awaitable[None]]
"""Refuses a step of a row's life, `archived` to `restored`, that its noun's own laws do not allow (CONFLICT,
FORBIDDEN).
"""

Child = tuple[str, str]
"""A table by its name, and its column that names the parent."""
Taken = Child | tuple[str, str, str]
"""The same, and perhaps the one `kind` of its rows that is meant."""

Also = Callable[[Transaction, Viewer, Row], Awaitable[None]]
"""What else a verb of a life does to a row that is locked, before the row says so."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A noun by its name: of its rows the one whose column `theirs` holds what this row's `mine` does."""

    noun: str
    mine: str
    theirs: str


def _nothing(_own: Mapping[str, object]) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True, slots=True, eq=False)
class Noun:
    """A kept noun.

    `laws` are those of its own columns that may be changed, `fixed` of those that are said only when a row is
    made. `references` are columns that name rows of other tables. `complete` gives further columns that
    follow from the lawful ones which are written. `role` is who may change its rows, `find` stands in for the
    usual way. `children` are kept rows that go to the trash and come back with it, `twin` is the row of
    another noun that shares its whole life. Before a purge the rows of `takes` are removed and the columns
    of `clears` emptied, where foreign keys do not do it; a row that one of `users` names is not purged. The
    columns that it `forgets` are emptied when a row
    goes to the trash, also its children's; `guard` may refuse a step of its life, and `also` is what else
    happens to a row that is `archived` or `deleted`. Rows that `expire` are purged after their `expires_at`.
    One that is `inner` has its own laws alone.
    """

    name: str
    table: Table
    laws: Laws = field(default_factory=dict)
    fixed: Laws = field(default_factory=dict)
    references: Mapping[str, Table] = field(default_factory=dict)
    complete: Callable[[Mapping[str, object]], Mapping[str, object]] = _nothing
    role: Role = Role.EDITOR
    parent: str = "workspace_id"
    find: Find | None = None
    children: tuple[Child, ...] = ()
    twin: Twin | None = None
    takes: tuple[Taken, ...] = ()
    clears: tuple[Child, ...] = ()
    users: tuple[Child, ...] = ()
    also: Mapping[str, Also] = field(default_factory=dict)
    inner: bool = False
    forgets: tuple[str, ...] = ()
    guard: Guard | None = None
    expire: bool = False

    @property
    def word(self) -> str:
        """How activities name it: `dataSchema`."""
        return self.name[0].lower() + self.name[1:]

    @property
    def changeable(self) -> Laws:
        """The laws of all columns that may be changed."""
        return self.laws if self.inner else {**KEPT_LAWS, **self.laws}

    def lies_in(self, row: Row) -> str:
        """The column that names what a row lies in: its workspace, if it lies in nothing else."""
        return "workspace_id" if getattr(row, self.parent) is None else self.parent


async def create(
    tx: Transaction,
    viewer: Viewer,
    noun: Noun,
    columns: Mapping[str, object],
    *,
    workspace: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Make a row in the named workspace, else the viewer's home, and return its id.

    What is absent or null has its default. BAD_INPUT, NOT_FOUND and CONFLICT name the column.
    """
    home = await place(tx, viewer.at_least(noun.role), workspace)
    own = lawful_new(noun, columns)

    async def make() -> str:
        return await insert(tx, viewer, noun, home, own)

    given = {"workspace": home, "columns": columns}
    return await once(tx, viewer, f"create{noun.name}", idempotency_key, given, make)


def lawful_new(noun: Noun, columns: Mapping[str, object]) -> dict[str, object]:
    """The columns of a new row as they are kept, the defaults of absent ones too (BAD_INPUT)."""
    laws = {**noun.changeable, **noun.fixed}
    wanted = {name: value for name, value in columns.items() if value is not None}
    missing = {name: None for name in laws if name not in wanted and name not in MADE}
    return lawful({**missing, **wanted}, laws)


async def insert(tx: Transaction, viewer: Viewer, noun: Noun, home: str, own: Mapping[str, object]) -> str:
    """Write a new row of lawful columns into a workspace, with a handle and a number if it has them.

    FORBIDDEN if it says whom it acts for, and no administrator makes it.
    """
    if any(own.get(name) is not None for name in ACTING):
        viewer.at_least(Role.ADMIN).require(home)
    resolved = await referred(tx, viewer, noun, home, own)
    whose = {"workspace_id": home, "created_by": viewer.principal, "owner_id": viewer.principal}
    row = born(PREFIXES[noun.name]) | whose | dict(own) | resolved | dict(noun.complete(own))
    row["extensions"] = patched({}, own.get("extensions"))
    if "account_id" in noun.table.c:
        number = await next_number(tx, viewer.account, noun.table)
        row |= {"account_id": viewer.account, "number": number}
    await add_with_handle(tx, noun.table, row, "workspace_id")
    parent: Any = None if noun.parent == "workspace_id" else row[noun.parent]
    await record(tx, viewer, home, f"{noun.word}.created", str(row["id"]), parent_id=parent)
    return str(row["id"])


async def update(
    tx: Transaction,
    viewer: Viewer,
    noun: Noun,
    reference: str,
    columns: Mapping[str, object],
    *,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given and return the row's id; what changes nothing writes nothing."""
    found = await open_row(tx, viewer, noun, reference, when)
    await alter(tx, viewer, noun, found, columns)
    return str(found.id)


async def alter(
    tx: Transaction,
    viewer: Viewer,
    noun: Noun,
    found: Row,
    columns: Mapping[str, object],
    made: Mapping[str, object] = NOTHING,
) -> Row:
    """Change a row that is locked; the row as it is then. `made` are columns that no law needs to see."""
    return await rewrite(tx, viewer, noun, found, merged(found, columns, noun.changeable), made)


def merged(found: Row, columns: Mapping[str, object], laws: Laws) -> dict[str, object]:
    """The columns as they are kept (BAD_INPUT); extensions are merged into those that the row has."""
    own = lawful(columns, laws)
    if "extensions" in own:
        own["extensions"] = EXTENSIONS(patched(found.extensions, own["extensions"]), ("extensions",))
    return own


async def rewrite(
    tx: Transaction,
    viewer: Viewer,
    noun: Noun,
    found: Row,
    own: Mapping[str, object],
    made: Mapping[str, object] = NOTHING,
    beside: Sequence[str] = (),
) -> Row:
    """Write lawful columns to a row that is locked, and others that are `made`; the row as it is then.

    `beside` names what changed with it: in other tables, or sealed. What changes nothing writes nothing.
    """
    own = dict(own)
    own |= await referred(tx, viewer, noun, home_of(noun, found), own)
    own |= {**noun.complete(own), **made}
    before = found._asdict()
    changed = [name for name, value in own.items() if differs(before, {name: value})]
    if noun.role < Role.ADMIN and GIVEN_BY_ADMINS.intersection(changed):
        viewer.at_least(Role.ADMIN).require(home_of(noun, found))
    if changed or beside:
        await change(tx, noun.table, found.id, own)
        told = [camel(name) for name in changed if name != "sealed" or not beside]
        await note_of(tx, viewer, noun, found, "updated", {"changed": list(dict.fromkeys([*told, *beside]))})
    return found._replace(**own)


def home_of(noun: Noun, row: Row) -> str:
    """The workspace in which a row lies; a workspace lies in itself."""
    return str(getattr(row, workspace_column(noun.table.name) or "workspace_id"))


async def referred(
    tx: Transaction, viewer: Viewer, noun: Noun, home: str, own: Mapping[str, object]
) -> dict[str, object]:
    """The columns that refer to rows, as the ids of those rows (NOT_FOUND, CONFLICT, BAD_INPUT).

    Whom something acts for is a member of the workspace.
    """
    resolved: dict[str, object] = {}
    for column, table in {**OWNER, **noun.references}.items():
        if own.get(column) is not None:
            path: Path = (camel(column),)
            found = await refer(tx, viewer, table, str(own[column]), home, path)
            if column in ACTING:
                await require_member(tx, home, found.id, path)
            resolved[column] = found.id
    return resolved


async def find(
    tx: Transaction,
    viewer: Viewer,
    noun: Noun,
    reference: str,
    when: Precondition | None,
    need: Role = Role.VIEWER,
) -> Row:
    """Find a row for a change and lock it, also in the trash. CONFLICT if it is not as believed."""
    need = max(need, noun.role)
    if noun.find is not None:
        return await noun.find(tx, viewer, reference, when, need)
    found = await locate(tx, viewer.at_least(need), noun.table, reference)
    await hold_within(tx, viewer, found, when, noun.table.c[noun.lies_in(found)])
    hold(when, viewer, found)
    return found


async def open_row(
    tx: Transaction, viewer: Viewer, noun: Noun, reference: str, when: Precondition | None
) -> Row:
    """The same. CONFLICT if it is in the trash."""
    found = await find(tx, viewer, noun, reference, when)
    require_present(found)
    return found


async def mark(
    tx: Transaction, viewer: Viewer, noun: Noun, row: Row, what: str, **column: datetime | None
) -> bool:
    """Write down that a row which is locked is out of use or in the trash since a moment, or not any more;
    whether it was not so before.
    """
    ((name, moment),) = column.items()
    if (getattr(row, name) is None) == (moment is None):
        return False
    if noun.guard is not None:
        await noun.guard(tx, row, what)
    if what in noun.also:
        await noun.also[what](tx, viewer, row)
    emptied = dict.fromkeys(noun.forgets) if what == "deleted" else {}
    await change(tx, noun.table, row.id, {**column, **emptied})
    await note_of(tx, viewer, noun, row, what)
    return True


async def note_of(
    tx: Transaction,
    viewer: Viewer,
    noun: Noun,
    row: Row,
    what: str,
    data: Mapping[str, object] = NOTHING,
) -> None:
    """Record an activity of a row: `<noun>.<what>`."""
    parent = None if noun.parent == "workspace_id" else getattr(row, noun.parent)
    await record(tx, viewer, home_of(noun, row), f"{noun.word}.{what}", row.id, data, parent_id=parent)
