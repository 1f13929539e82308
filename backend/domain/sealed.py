"""A sealed text: a secret under way. Whatever prints it says that something is hidden."""

from collections.abc import Mapping
from hmac import compare_digest
from typing import final

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
