"""How an agent runs: what the columns of a version may hold, and what they hold when nobody said."""

from types import MappingProxyType

from backend.domain.errors import BadInput, Path
from backend.domain.law import Laws, mapping, optional, sequence, text, whole_number
from backend.domain.tool import BUILT_INS

DEFAULT_MODELS = ("offline",)
"""The models of a version that names none: the one in the box, which needs no key and no network."""

MOST_MODELS = 10

LIMITS = {
    "maxTurns": whole_number(1, 1_000),
    "maxTokens": optional(whole_number(1, 1_000_000_000)),
    "maxToolCalls": optional(whole_number(0, 100_000)),
    "timeoutSeconds": whole_number(1, 86_400),
}
"""The limits of a run. Tokens and tool calls are counted over the whole run; null is without limit."""

DEFAULT_LIMITS = MappingProxyType[str, int | None](
    {"maxTurns": 50, "maxTokens": None, "maxToolCalls": None, "timeoutSeconds": 600}
)

_instructions = text(200_000)
_model = text(100, shortest=1)


def instructions(value: object, path: Path) -> object:
    """Up to 200,000 characters."""
    return "" if value is None else _instructions(value, path)


def models(value: object, path: Path) -> list[object]:
    """One to ten names of models, in the order in which they are tried."""
    named = sequence(value, path) or list(DEFAULT_MODELS)
    if len(named) > MOST_MODELS:
        raise BadInput(f"There may be up to {MOST_MODELS} models.", path)
    return [_model(each, (*path, index)) for index, each in enumerate(named)]


def limits(value: object, path: Path) -> dict[str, object]:
    """All limits, those that are not given at their defaults."""
    given = {key: each for key, each in mapping(value, path).items() if each is not None}
    for key in given:
        if key not in LIMITS:
            raise BadInput(f"There is no limit {key!r}: there are {', '.join(LIMITS)}.", (*path, key))
    return {
        key: LIMITS[key](given.get(key, default), (*path, key)) for key, default in DEFAULT_LIMITS.items()
    }


def built_ins(value: object, path: Path) -> list[object]:
    """Names of tools in the box, each once."""
    named = sequence(value, path)
    for index, each in enumerate(named):
        if each not in BUILT_INS:
            raise BadInput(
                f"There is no built-in tool {each!r}: there is {', '.join(BUILT_INS)}.", (*path, index)
            )
    return list(dict.fromkeys(named))


def schema(value: object, path: Path) -> dict[str, object]:
    """A JSON Schema; whether it is a sound one is for the checker to say."""
    return mapping(value, path)


CONFIGURATION_LAWS: Laws = MappingProxyType(
    {
        "instructions": instructions,
        "models": models,
        "limits": limits,
        "input_schema": optional(schema),
        "output_schema": optional(schema),
        "built_ins": built_ins,
    }
)
"""The law of each column that says how a version runs."""
