"""A request's headers, found by name and decoded when they are asked for: few of them ever are."""

from starlette.types import Scope

_PLACE = "concord.headers"


class Headers:
    """Of a header that is sent twice the first counts."""

    __slots__ = ("_raw",)

    def __init__(self, scope: Scope) -> None:
        self._raw: dict[bytes, bytes] = dict(reversed(scope["headers"]))

    @classmethod
    def of(cls, scope: Scope) -> "Headers":
        """Those of a request, which several layers look at: the first of them leaves them in the scope."""
        found: Headers | None = scope.get(_PLACE)
        if found is None:
            found = scope[_PLACE] = cls(scope)
        return found

    def get(self, name: str) -> str | None:
        """The value of a header by its name in small letters, or None."""
        found = self._raw.get(name.encode())
        return None if found is None else found.decode("latin-1")
