"""A model and who provides it: how it is spoken to, what it is called, and what its tokens cost."""

import re
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.ids import is_handle
from backend.domain.law import Laws
from backend.domain.spelling import camel
from backend.domain.url import url


class ModelProtocol(Enum):
    """How a provider's models are spoken to."""

    MESSAGES = "MESSAGES"
    OFFLINE = "OFFLINE"


MOST_MODELS = 200
"""Models of one provider."""

_MOST_TOKENS = 1_000_000_000
_DEAREST = Decimal(1_000_000)
_DIGITS = 9


def price(value: object, path: Path) -> str:
    """US dollars per million tokens, as the shortest text: at least 0, up to 9 digits after the point."""
    if not isinstance(value, Decimal) or not value.is_finite():
        raise BadInput(f"{path[-1]} must be a decimal number.", path)
    if not 0 <= value < _DEAREST:
        raise BadInput(f"{path[-1]} must be at least 0 and below {_DEAREST:,}.", path)
    text = f"{value.normalize() if value else Decimal(0):f}"
    if len(text.partition(".")[2]) > _DIGITS:
        raise BadInput(f"{path[-1]} may have up to {_DIGITS} digits after the point.", path)
    return text


def _vendor(value: object, path: Path) -> str:
    if not isinstance(value, str) or not is_handle(value):
        raise BadInput(
            "A vendor is a word such as anthropic: 1 to 64 of a-z, 0-9, dot, dash, underscore.", path
        )
    return value


def _model_handle(value: object, path: Path) -> str:
    vendor, slash, name = value.partition("/") if isinstance(value, str) else ("", "", "")
    if not slash or not is_handle(vendor) or not is_handle(name):
        raise BadInput(
            "A model's handle is vendor/name: 1 to 64 of a-z, 0-9, dot, dash, underscore each.", path
        )
    return f"{vendor}/{name}"


def _base_url(value: object, path: Path) -> str:
    text = url(value, path)
    if "?" in text:
        raise BadInput(f"{path[-1]} may hold no query: a path is put behind it.", path)
    return text


PROVIDER_LAWS: Laws = MappingProxyType(
    {
        "vendor": law.optional(_vendor),
        "base_url": law.optional(_base_url),
        "secret_id": law.optional(law.ID),
    }
)
PROVIDER_FIXED: Laws = MappingProxyType(
    {"protocol": law.standing(law.member_of(ModelProtocol), ModelProtocol.MESSAGES.name)}
)
OPEN_TO_SEEDED = frozenset({"base_url", "secret_id"})
"""What may be changed of a provider that comes with the workspace; of its models only the switch."""

PRICES = ("input_price", "output_price", "cache_read_price", "cache_write_price")
_TOKENS = law.optional(law.whole_number(1, _MOST_TOKENS))
_ENABLED = law.flag(default=True)
_LABEL = law.optional(law.text(200))

MODEL_LAWS: Laws = MappingProxyType(
    {
        "name": law.NAME,
        "handle": law.optional(_model_handle),
        "family": law.optional(law.text(200)),
        "label": _LABEL,
        "enabled": _ENABLED,
        **dict.fromkeys(PRICES, law.optional(price)),
        "max_input_tokens": _TOKENS,
        "max_output_tokens": _TOKENS,
    }
)
"""The law of each column that a provider's list of models gives."""

SWITCHED_LAWS: Laws = MappingProxyType(
    {
        "enabled": _ENABLED,
        "label": _LABEL,
        "labels": law.labels,
        "external_id": law.EXTERNAL_ID,
        "extensions": law.EXTENSIONS,
    }
)
"""The law of each column that may be changed on one model."""

_COLUMNS = {camel(column): column for column in MODEL_LAWS}


def models(value: object, path: Path) -> list[dict[str, object]]:
    """A provider's models, each with the columns that are given of it, no name twice (BAD_INPUT)."""
    given = law.sequence(value, path)
    if len(given) > MOST_MODELS:
        raise BadInput(f"A provider may have up to {MOST_MODELS} models.", path)
    found: dict[str, dict[str, object]] = {}
    for index, each in enumerate(given):
        here = (*path, index)
        columns = {_COLUMNS.get(name, name): held for name, held in law.mapping(each, here).items()}
        made = law.lawful({"name": None, **columns}, MODEL_LAWS, here)
        name = str(made["name"])
        if name in found:
            raise BadInput(f"{name!r} is there twice.", (*here, "name"))
        found[name] = made
    return list(found.values())


def model_handle_from(vendor: str, name: str) -> str:
    """The handle of a model that is given none: `anthropic/claude-sonnet-5`."""
    word = re.sub(r"[^a-z0-9._-]+", "-", name.lower())[:48].strip("._-")
    return f"{vendor}/{word or 'model'}"
