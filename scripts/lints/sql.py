"""SQL: transactions are begun, ended and spoken through in one place, and its text stays in the store."""

import ast
import re
from collections.abc import Iterator

from scripts.lints.source import Said, Source, calls

DRIVERS = (
    "backend/store/database.py",
    "backend/store/postgres.py",
    "backend/store/postgres_pool.py",
    "backend/store/sqlite.py",
    "backend/store/sqlite_append.py",
    "backend/store/sqlite_direct.py",
    "backend/store/sqlite_measured.py",
)
"""`store/database.py` and the two drivers behind it."""
MIGRATIONS = ("backend/store/migrate.py", "backend/store/migrations/")
RAW = {"execute", "executemany", "executescript", "execute_fetchall", "execute_insert"}
ENDS = {"commit", "rollback"}
TEXT = re.compile(
    r"\s*(SELECT\b.+\bFROM\b|INSERT INTO\b|UPDATE\b.+\bSET\b|DELETE FROM\b|BEGIN( IMMEDIATE)?;?$"
    r"|(CREATE|ALTER|DROP) (TABLE|INDEX)\b|COMMIT;?$|ROLLBACK;?$)",
    re.DOTALL,
)


def transaction_end(source: Source) -> Said:
    """`commit()` and `rollback()` outside the database."""
    if not source.within("backend/") or source.within(*DRIVERS, *MIGRATIONS):
        return
    for call, name in calls(source):
        if name.rpartition(".")[2] in ENDS and "." in name:
            yield call.lineno, "Only store/database.py ends a transaction: leave the block of write()."


def raw_execute(source: Source) -> Said:
    """Driver calls in the store outside the database."""
    if not source.within("backend/store/") or source.within(*DRIVERS, *MIGRATIONS):
        return
    for call, name in calls(source):
        if name.rpartition(".")[2] in RAW and "." in name:
            yield call.lineno, "Speak through the transaction: tx.fetch, tx.first or tx.many."


def sql_text(source: Source) -> Said:
    """SQL written outside the store."""
    if not source.within("backend/") or source.within("backend/store/"):
        return
    for text in _texts(source):
        if TEXT.match(text.value):
            yield text.lineno, "SQL belongs to the store: write a verb or a plan there and call it."


class _Text(ast.Constant):
    value: str


def _texts(source: Source) -> Iterator[_Text]:
    documents = {id(node.value) for node in source.nodes if isinstance(node, ast.Expr)}
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node  # type: ignore[misc]  # a constant whose value is text
