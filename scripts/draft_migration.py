"""Draft the newest migration anew: what the declared tables have beyond what the migrations before it make.

    .venv/bin/python scripts/draft_migration.py

It may be run as often as tables change, until the migration is released: then `DRAFT` names the next one.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from alembic import command
from alembic.autogenerate import produce_migrations
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    DefaultClause,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Table,
    TextClause,
    create_engine,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import ClauseElement
from sqlalchemy.types import TypeEngine

from backend.store import table as types
from backend.store.beside import BESIDE, is_declared
from backend.store.migrate import REVISIONS
from backend.store.tables import metadata

DRAFT = "r0002_model"
LAW = "The tables of the model."
LATER = frozenset({("agent_version", "built_ins")})
"""Columns, with their tables, that go in a revision behind the draft, which reads them first."""
PLUGINS = ("alembic.autogenerate.*", "alembic.ext.checkconstraint_byname")
LONGEST_NAME = 63
"""Characters of a name in PostgreSQL."""

FROM_SQLALCHEMY = ("CheckConstraint", "ForeignKey", "PrimaryKeyConstraint", "text")
TYPES = {
    (held if isinstance(held, type) else type(held)): name
    for name, held in vars(types).items()
    if name in types.__all__ and isinstance(held, TypeEngine | type) and name not in {"Column", "Table"}
}
"""The names that store/table.py has for the types of columns."""

INDEX = """
def _index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=unique)
"""


BESIDE_IMPORT = "from backend.store.beside import BESIDE"
MAKE_BESIDE = """
def _make_beside(table: str) -> None:
    for statement in BESIDE[table][op.get_context().dialect.name]:
        op.get_bind().exec_driver_sql(statement)
"""


def main() -> None:
    """Write the draft, in the form that the formatter gives it."""
    path = REVISIONS / f"{DRAFT}.py"
    before = max(each.stem for each in REVISIONS.glob("r*.py") if each.stem < DRAFT)
    # Alembic follows the chain of all revisions, so the draft has a link in it while it is thought of.
    path.write_text(f'revision = "{DRAFT}"\ndown_revision = "{before}"\n')
    with create_engine("sqlite://").begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(REVISIONS.parent))
        command.upgrade(config, before)
        path.write_text(drafted(connection, metadata, DRAFT, before))
    ruff = str(Path(sys.executable).parent / "ruff")
    subprocess.run([ruff, "check", "--select", "I", "--fix", "--quiet", str(path)], check=True)  # noqa: S603  (no input)
    subprocess.run([ruff, "format", "--quiet", str(path)], check=True)  # noqa: S603


def drafted(connection: Connection, declared: MetaData, revision: str, before: str) -> str:
    """The revision that brings a database to the declared tables."""
    missing = _missing(connection, declared)
    made = {each.table_name for each in missing if isinstance(each, ops.CreateTableOp)}
    changed = {each.table_name: each.ops for each in missing if isinstance(each, ops.ModifyTableOps)}
    gone = [each.table_name for each in missing if isinstance(each, ops.DropTableOp)]
    tables = [each for each in declared.sorted_tables if each.name in made or each.name in changed]
    calls = [*(f"_{each.name}()" for each in tables), *(f'op.drop_table("{name}")' for name in gone)]
    bodies = [_made(each) if each.name in made else _changed(each, changed[each.name]) for each in tables]
    text = "\n".join(line for body in bodies for line in body)
    return "\n".join(
        [
            f'"""{LAW}"""\n\nfrom alembic import op',
            f"from sqlalchemy import {', '.join(_used(FROM_SQLALCHEMY, text))}",
            BESIDE_IMPORT if "_make_beside(" in text else "",
            f"from backend.store.table import {', '.join(_used(('Column', *TYPES.values()), text))}",
            f'revision = "{revision}"\ndown_revision = "{before}"\n\n',
            "def upgrade() -> None:",
            '    """Make and change the tables, parents first."""',
            *(f"    {call}" for call in calls),
            INDEX if "_index(" in text else "",
            MAKE_BESIDE if "_make_beside(" in text else "",
            text,
        ]
    )


def _missing(connection: Connection, declared: MetaData) -> list[ops.MigrateOperation]:
    """What alembic would do to bring the database to the declared tables."""
    options = {"compare_type": True, "compare_server_default": True, "autogenerate_plugins": list(PLUGINS)}
    context = MigrationContext.configure(connection, opts={**options, "include_name": _is_drafted})
    found = produce_migrations(context, declared).upgrade_ops
    return [] if found is None else list(found.ops)


def _is_drafted(name: str | None, kind: str, parents: Mapping[str, str | None]) -> bool:
    return (parents.get("table_name"), name) not in LATER and is_declared(name, kind, parents)


def _used(names: Sequence[str], text: str) -> list[str]:
    spelled = text.replace("(", " ").replace(",", " ").replace("=", " ").replace(")", " ").split()
    return [name for name in names if name in spelled]


def _made(table: Table) -> Iterator[str]:
    """The function that makes a table and its indexes."""
    yield f"\n\ndef _{table.name}() -> None:"
    yield f'    op.create_table("{table.name}",'
    for column in table.columns:
        yield f"        {_column(column, _foreign_key(column))},"
    keys = "".join(f'"{column.name}", ' for column in table.primary_key.columns)
    yield f"        PrimaryKeyConstraint({keys}name={_named(table.primary_key.name)}),"
    checks = (each for each in table.constraints if isinstance(each, CheckConstraint))
    for check in sorted(checks, key=lambda each: str(each.name)):
        yield f"        CheckConstraint({_spelled(check.sqltext)!r}, name={_named(check.name)}),"
    yield "    )"
    for index in sorted(table.indexes, key=lambda each: (not each.unique, str(each.name))):
        yield f"    {_index(index)}"
    if table.name in BESIDE:
        yield f'    _make_beside("{table.name}")'


def _changed(table: Table, changes: Sequence[ops.MigrateOperation]) -> Iterator[str]:
    """The function that changes a table; what SQLite cannot change in place is copied to a new one."""
    dropped = sorted(str(each.index_name) for each in changes if isinstance(each, ops.DropIndexOp))
    made = {str(each.index_name) for each in changes if isinstance(each, ops.CreateIndexOp)}
    yield f"\n\ndef _{table.name}() -> None:"
    for name in dropped:
        yield f'    op.drop_index("{name}", "{table.name}")'
    lines = sorted(line for each in changes for line in _change(table, each))
    if lines:
        if table.name in BESIDE:
            raise SystemExit(f"{table.name}: a copy would lose what is beside it, so write this by hand.")
        yield f'    with op.batch_alter_table("{table.name}") as batch:'
        yield from (f"        batch.{line}" for _, _, line in lines)
    for index in sorted(table.indexes, key=lambda each: (not each.unique, str(each.name))):
        if index.name in made:
            yield f"    {_index(index)}"


def _change(table: Table, change: ops.MigrateOperation) -> Iterator[tuple[int, int, str]]:
    """A change of a table's columns or constraints, with its place among the others."""
    match change:
        case ops.DropConstraintOp():
            kind = change.constraint_type
            yield 0, 0, f"drop_constraint({_named(change.constraint_name)}, type_={kind!r})"
        case ops.AddColumnOp():
            column = table.c[change.column.name]
            if not column.nullable and column.server_default is None:
                raise SystemExit(
                    f"{column} must be nullable or have a server_default: there are rows already."
                )
            yield 1, list(table.c).index(column), f"add_column({_column(column)})"
        case ops.AlterColumnOp():
            column = table.c[change.column_name]
            yield 2, list(table.c).index(column), f"alter_column({_altered(column, change)})"
        case ops.DropColumnOp():
            yield 3, 0, f'drop_column("{change.column_name}")'
        case ops.CreateForeignKeyOp() | ops.CreateCheckConstraintOp():
            yield 4, 0, _constrained(table, str(change.constraint_name))
        case ops.CreateIndexOp() | ops.DropIndexOp():
            return
        case _:
            raise SystemExit(f"{table.name}: write {change!r} by hand, or teach it to this script.")


def _altered(column: Column[object], change: ops.AlterColumnOp) -> str:
    parts = [f'"{column.name}"', f"existing_type={_type(column.type)}"]
    if change.modify_nullable is not None:
        parts.append(f"nullable={column.nullable}")
    else:
        parts.append(f"existing_nullable={column.nullable}")
    if change.modify_server_default is not False:
        parts.append(f"server_default={_default(column)}")
    if change.modify_type is not None:
        raise SystemExit(f"{column} has another type: write by hand how its values are turned into it.")
    return ", ".join(parts)


def _constrained(table: Table, name: str) -> str:
    (found,) = (each for each in table.constraints if str(each.name) == name)
    if isinstance(found, CheckConstraint):
        return f"create_check_constraint({_named(name)}, {_spelled(found.sqltext)!r})"
    if not isinstance(found, ForeignKeyConstraint):
        raise SystemExit(f"{name} is no foreign key and no check: declare a unique index instead.")
    (element,) = found.elements
    rule = f", ondelete={found.ondelete!r}" if found.ondelete else ""
    target = f'"{element.column.table.name}", ["{element.parent.name}"], ["{element.column.name}"]'
    return f"create_foreign_key({_named(name)}, {target}{rule})"


def _column(column: Column[object], *more: str) -> str:
    parts = [f'"{column.name}"', _type(column.type), *filter(None, more)]
    if not column.nullable:
        parts.append("nullable=False")
    if column.server_default is not None:
        parts.append(f"server_default={_default(column)}")
    return f"Column({', '.join(parts)})"


def _foreign_key(column: Column[object]) -> str:
    for key in column.foreign_keys:
        rule = f", ondelete={key.ondelete!r}" if key.ondelete else ""
        name = None if key.constraint is None else key.constraint.name
        return f'ForeignKey("{key.target_fullname}", name={_named(name)}{rule})'
    return ""


def _default(column: Column[object]) -> str:
    default = column.server_default
    if default is None:
        return "None"
    if not isinstance(default, DefaultClause):
        raise SystemExit(f"{column}: a server_default is a text or text(…).")
    return repr(default.arg) if isinstance(default.arg, str) else f"text({_spelled(default.arg)!r})"


def _type(kind: TypeEngine[object]) -> str:
    if type(kind) not in TYPES:
        raise SystemExit(f"{kind!r} is no type of store/table.py: columns have those alone.")
    return TYPES[type(kind)]


def _index(index: Index) -> str:
    table = "" if index.table is None else index.table.name
    name, columns = _named(index.name), [column.name for column in index.columns]
    where = index.dialect_options["postgresql"]["where"]
    unique = ", unique=True" if index.unique else ""
    if where is None and index.name == f"ix_{table}_{'_'.join(columns)}":
        return f"_index({', '.join(repr(each) for each in (table, *columns))}{unique})"
    condition = "" if where is None else _spelled(where)
    partial = f", sqlite_where=text({condition!r}), postgresql_where=text({condition!r})" if condition else ""
    return f"op.create_index({name}, {table!r}, {columns!r}{unique}{partial})"


def _spelled(condition: ClauseElement) -> str:
    """A condition or default as SQL, its columns without their table."""
    if isinstance(condition, TextClause):
        return condition.text
    options = {"include_table": False, "literal_binds": True}
    return str(condition.compile(dialect=postgresql.dialect(), compile_kwargs=options))  # type: ignore[no-untyped-call]


def _named(name: object) -> str:
    """The name as it is written; PostgreSQL would cut a longer one."""
    if name is None or len(str(name)) > LONGEST_NAME:
        raise SystemExit(f"{name} needs a name of up to {LONGEST_NAME} characters.")
    return f'"{name}"'


if __name__ == "__main__":
    main()
