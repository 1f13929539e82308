"""Searching memories: by their words, by what they mean, or by both. One statement finds what may match; the
ranks are made of its rows, so both databases give the same ones.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    null,
    or_,
    select,
    table as named_table,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from backend.domain import memory
from backend.domain.errors import BadInput, Path
from backend.domain.ids import ReferenceKind
from backend.domain.memory import MOST_ENTRIES, MOST_STORES, SearchMode
from backend.domain.viewer import Viewer
from backend.platform.embedding import EMBEDDERS, likeness
from backend.platform.ranking import Scores, by_words, ranked, rounded, together
from backend.platform.words import words
from backend.store.database import Fetch
from backend.store.memory_entry import memory_entry
from backend.store.memory_store import memory_store
from backend.store.plan.spelling import SPELLINGS, quoted
from backend.store.scope import REFERENCE_COLUMN, among, chosen, named, visible
from backend.store.statement import Row, compiled
from backend.store.table import Integer, Text, TextList

MOST_WORDS = 64
"""Words of a query that are looked for; what stands behind them counts for its meaning only."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, and in which stores: their ids or other references."""

    stores: Sequence[str]
    query: str
    mode: SearchMode = SearchMode.BOTH
    first: int = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, by its id, and how well it matches."""

    entry: str
    score: float


async def search_memory(fetch: Fetch, dialect: str, viewer: Viewer, wanted: Wanted) -> list[Hit]:
    """The entries that match best, the best first, and by their ids where they match alike.

    The query is words and nothing else. NOT_FOUND for a store that is unseen or in the trash, BAD_INPUT for a
    query without words.
    """
    looked_for = _checked(wanted)
    rows = await _found(fetch, dialect, viewer, wanted, looked_for)
    stores = _stores(rows, viewer, wanted.stores)
    matches = [row for row in rows if row.store in stores and row.entry is not None]
    scores = await asyncio.to_thread(_scores, matches, wanted, looked_for)
    return [Hit(entry, scores[entry]) for entry in ranked(scores)[: wanted.first]]


def _checked(wanted: Wanted) -> list[str]:
    """The words that are looked for, each once (BAD_INPUT for what cannot be meant)."""
    if not 1 <= len(wanted.stores) <= MOST_STORES:
        raise BadInput(f"Name 1 to {MOST_STORES} stores.", ("storeIds",))
    memory.first(wanted.first, ("first",))
    memory.query(wanted.query, ("query",))
    found = list(dict.fromkeys(words(wanted.query)))[:MOST_WORDS]
    if not found:
        raise BadInput("query has no word in it: say what to look for.", ("query",))
    return found


async def _found(
    fetch: Fetch, dialect: str, viewer: Viewer, wanted: Wanted, looked_for: Sequence[str]
) -> list[Row]:
    """A row for each store that is named, and one for each word or embedding of an entry that may match."""
    called: dict[ReferenceKind, list[str]] = {kind: [] for kind in _NAMES}
    for index, reference in enumerate(wanted.stores):
        parsed = named(memory_store, reference, ("storeIds", index))
        called[parsed.kind].append(parsed.value)
    values: Mapping[str, object] = {
        **{REFERENCE_COLUMN[kind]: found for kind, found in called.items()},
        "scope": viewer.scope,
        "words": looked_for,
        "match": _MATCHES[dialect](looked_for),
    }
    made = compiled(_statement(wanted.mode, dialect), dialect, tuple(values))
    return made.rows(await fetch(made.text, made.arguments(values)))


def _stores(rows: Sequence[Row], viewer: Viewer, references: Sequence[str]) -> set[str]:
    """The stores that are meant: of several that are called alike the one at home."""
    seen = {row.store: row for row in rows}
    return {_store(list(seen.values()), viewer, each, ("storeIds", at)) for at, each in enumerate(references)}


def _store(seen: Sequence[Row], viewer: Viewer, reference: str, path: Path) -> str:
    parsed = named(memory_store, reference, path)
    column_ = "store" if parsed.kind is ReferenceKind.ID else REFERENCE_COLUMN[parsed.kind]
    found = [row for row in seen if getattr(row, column_) == parsed.value]
    return str(chosen(found, viewer, memory_store, reference, path).store)


def _scores(matches: Sequence[Row], wanted: Wanted, looked_for: Sequence[str]) -> Scores:
    texts, meanings = _text_scores(matches, looked_for), _meaning_scores(matches, wanted.query)
    return together(texts, meanings) if wanted.mode is SearchMode.BOTH else texts or meanings


def _text_scores(matches: Sequence[Row], looked_for: Sequence[str]) -> Scores:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    lengths: dict[str, int] = {}
    for row in matches:
        if row.word is not None:
            counts[row.entry][row.word] = row.times
            lengths[row.entry] = row.length
    return by_words(counts, lengths, looked_for)


def _meaning_scores(matches: Sequence[Row], query: str) -> Scores:
    """How alike each embedding is to that of the query, where it is at all."""
    scores: dict[str, float] = {}
    for name, embedder in EMBEDDERS.items():
        held = [row for row in matches if row.embedder == name]
        alike = likeness(embedder.embed(query), [row.embedding for row in held])
        scores |= {row.entry: score for row, score in zip(held, alike, strict=True) if score > 0}
    return rounded(scores)


_NAMES = (ReferenceKind.ID, ReferenceKind.EXTERNAL, ReferenceKind.HANDLE)

_MATCHES: Mapping[str, Callable[[Sequence[str]], str]] = {
    "sqlite": lambda found: "words : (" + " OR ".join(f'"{each}"' for each in found) + ")",
    "postgresql": lambda found: " | ".join(f"'{each}'" for each in found),
}
"""Any of the words, as each index is asked. A word is letters and digits or a symbol: nothing to escape."""


@lru_cache
def _statement(mode: SearchMode, dialect: str) -> Select[Any]:
    stores = _named_stores(dialect)
    parts = {"words": _words_of(stores, dialect), "meaning": _embeddings_of(stores)}
    if mode is not SearchMode.BOTH:
        del parts["meaning" if mode is SearchMode.TEXT else "words"]
    found = union_all(*parts.values()).subquery("found")
    cells = [each for each in found.c if each.key != "memory_store_id"]
    joined = stores.outerjoin(found, found.c.memory_store_id == stores.c.store)
    return select(*stores.c, *cells).select_from(joined)


def _named_stores(dialect: str) -> CTE:
    called = [
        among(memory_store.c[name], bindparam(name, type_=TextList()), dialect)
        for name in (REFERENCE_COLUMN[kind] for kind in _NAMES)
    ]
    seen = visible(memory_store, dialect)
    told = [memory_store.c[name] for name in ("workspace_id", "external_id", "handle")]
    rows = select(memory_store.c.id.label("store"), *told)
    return rows.where(or_(*called), seen, memory_store.c.deleted_at.is_(None)).cte("stores")


def _newest(stores: CTE, *columns: str, where: ColumnElement[bool]) -> Any:
    """Entries of the stores, up to so many as are compared: those that were written last."""
    entry = memory_entry.c
    picked = select(entry.memory_store_id, entry.id, *(entry[name] for name in columns))
    inside = entry.memory_store_id.in_(select(stores.c.store))
    ordered = picked.where(inside, where).order_by(entry.updated_at.desc(), entry.id)
    return ordered.limit(literal_column(str(MOST_ENTRIES))).subquery()


def _words_of(stores: CTE, dialect: str) -> Select[Any]:
    """How often each word stands in each entry that has any of them."""
    entry = _newest(stores, "words", where=_matching(dialect)).c
    word = SPELLINGS[dialect].rows_of(bindparam("words", type_=TextList()), "looked_for")
    framed = quoted(" ").op("||")(word.c.value).op("||")(quoted(" "))
    length = func.length(entry.words, type_=Integer)
    left = func.length(func.replace(entry.words, framed, quoted("")), type_=Integer)
    times = (length - left) // func.length(framed, type_=Integer)
    counted = [word.c.value.label("word"), times.label("times"), length.label("length")]
    blank = [_blank(name, Text()) for name in ("embedder", "embedding")]
    cells = select(entry.memory_store_id, entry.id.label("entry"), *counted, *blank)
    return cells.where(times > literal_column("0"))


def _embeddings_of(stores: CTE) -> Select[Any]:
    entry = _newest(stores, "embedder", "embedding", where=memory_entry.c.embedding.is_not(None)).c
    blank = [_blank("word", Text()), _blank("times", Integer), _blank("length", Integer)]
    return select(entry.memory_store_id, entry.id.label("entry"), *blank, entry.embedder, entry.embedding)


def _blank(name: str, kind: Any) -> ColumnElement[Any]:
    return cast(null(), kind).label(name)


def _matching(dialect: str) -> ColumnElement[bool]:
    """Whether an entry has any of the words, by the index that lies beside its table."""
    match = bindparam("match", type_=Text())
    if dialect == "postgresql":
        return literal_column("memory_entry.found_by").op("@@")(cast(match, TSQUERY))
    index = named_table("memory_entry_text", column("id"))
    matched = literal_column("memory_entry_text").op("MATCH")(match)
    return memory_entry.c.id.in_(select(index.c.id).where(matched))
