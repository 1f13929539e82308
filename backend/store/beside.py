"""Beside: what a table has that SQLAlchemy cannot declare. The migration that makes the table makes it too;
whoever compares a database with the declared tables leaves it alone.
"""

from collections.abc import Mapping
from types import MappingProxyType

# What a letter is, PostgreSQL's parsers ask the machine's locale, and FTS5's a Unicode of their own. So the
# words are made by platform/words.py, and both indexes take them as they are.
_MEMORY_ENTRY = {
    "sqlite": (
        """CREATE VIRTUAL TABLE memory_entry_text USING fts5
          (id, words, tokenize = "ascii tokenchars '_'", detail = 'column', columnsize = 0)""",
        """CREATE TRIGGER memory_entry_text_insert AFTER INSERT ON memory_entry BEGIN
          INSERT INTO memory_entry_text (id, words) VALUES (new.id, new.words); END""",
        """CREATE TRIGGER memory_entry_text_update AFTER UPDATE OF words ON memory_entry BEGIN
          UPDATE memory_entry_text SET words = new.words
          WHERE memory_entry_text MATCH 'id:' || new.id; END""",
        """CREATE TRIGGER memory_entry_text_delete AFTER DELETE ON memory_entry BEGIN
          DELETE FROM memory_entry_text WHERE memory_entry_text MATCH 'id:' || old.id; END""",
    ),
    "postgresql": (
        """ALTER TABLE memory_entry ADD COLUMN found_by tsvector GENERATED ALWAYS AS
          (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) STORED""",
        "CREATE INDEX ix_memory_entry_found_by ON memory_entry USING gin (found_by)",
    ),
}

BESIDE: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType({"memory_entry": _MEMORY_ENTRY})
"""The statements for each database, by the declared table."""

_NAMES = frozenset(
    {
        "memory_entry_text",
        *(f"memory_entry_text_{part}" for part in ("config", "content", "data", "idx")),
        "found_by",
        "ix_memory_entry_found_by",
    }
)


def is_declared(name: str | None, _kind: str, _parents: object) -> bool:
    """Whether what a database has under this name is to be compared (alembic's `include_name`)."""
    return name not in _NAMES
