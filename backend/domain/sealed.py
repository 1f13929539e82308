"""A sealed text: a secret under way. Whatever prints it says that something is hidden."""

from collections.abc import Iterable, Mapping, Sequence
from hmac import compare_digest
from typing import Any, final

HIDDEN = "[hidden]"


@final
class Sealed:
    """A secret text, told by `reveal` alone; equal if the texts are. Neither JSON nor SQL takes it."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """The text: for the law that checks it, the key that seals it, the call that it is meant for."""
        return self.__text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and compare_digest(_bytes(self), _bytes(other))

    def __hash__(self) -> int:
        return hash((Sealed, self.__text))

    def __repr__(self) -> str:
        return HIDDEN


def revealed(sealed: Mapping[str, Sealed]) -> dict[str, str]:
    """The texts of several, by their names: what a keyring seals."""
    return {name: each.reveal() for name, each in sealed.items()}


def _bytes(sealed: Sealed) -> bytes:
    return sealed.reveal().encode(errors="surrogatepass")


LEAST_HIDDEN = 6
"""Characters of a secret that is looked for in other texts: a shorter one would be found everywhere."""


def without(value: Any, secrets: Iterable[Sealed]) -> Any:
    """A JSON value in whose texts, keys too, none of the secrets stands any more: each reads `[hidden]`."""
    texts = sorted({each.reveal() for each in secrets}, key=len, reverse=True)
    texts = [each for each in texts if len(each) >= LEAST_HIDDEN]
    return _without(value, texts) if texts else value


def _without(value: Any, texts: Sequence[str]) -> Any:
    if isinstance(value, str):
        for each in texts:
            value = value.replace(each, HIDDEN)
        return value
    if isinstance(value, Mapping):
        return {_without(name, texts): _without(each, texts) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without(each, texts) for each in value]
    return value
