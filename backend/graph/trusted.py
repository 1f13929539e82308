"""Which document a request means, and whether it is taken here.

| sent               | any document is taken                  | only trusted ones are                  |
|--------------------|----------------------------------------|----------------------------------------|
| a text             | that text                              | that text, if it is trusted: FORBIDDEN |
| a hash             | what is trusted or registered under it | what is trusted under it               |
| a hash and a text  | that text, registered from now on      | that text, if it is trusted: FORBIDDEN |

A hash that is not known is PERSISTED_QUERY_NOT_FOUND, one that is not the text's is BAD_INPUT.
"""

from collections.abc import Mapping
from hashlib import sha256

from backend.domain.errors import BadInput, ConcordError, Forbidden, PersistedQueryNotFound
from backend.graph.answer import RequestError, describe
from backend.graph.request import GraphQLRequest
from backend.platform.lru import Lru

REGISTERED = 500_000
"""Characters of the documents that clients registered and that are kept, those used last."""
_LEAST = 200
"""What the shortest document counts for."""


class Trusted:
    """The documents of a manifest, by their hashes, and those that clients registered."""

    def __init__(self, documents: Mapping[str, str] | None = None, *, only: bool = False) -> None:
        self._documents = dict(documents or {})
        self._texts = frozenset(self._documents.values())
        self._registered: Lru[str, str] = Lru(REGISTERED)
        self._only = only

    def text(self, request: GraphQLRequest) -> str:
        """The text of the document that is asked for (RequestError)."""
        if request.query is not None and request.digest is None and not self._only:
            return request.query
        try:
            return self._known(request.digest) if request.query is None else self._taken(request)
        except ConcordError as error:
            raise RequestError([describe(error)]) from None

    def _known(self, digest: str | None) -> str:
        """The document of a hash: the text is one object, so that what is kept by it is found at once."""
        found = self._documents.get(digest or "") or self._registered.get(digest or "")
        if found is None:
            raise PersistedQueryNotFound(PersistedQueryNotFound.__name__)
        return found

    def _taken(self, request: GraphQLRequest) -> str:
        query, digest = request.query or "", request.digest
        if digest is not None and digest != digest_of(query):
            raise BadInput("The hash is not the SHA-256 of the document that is sent with it.")
        if query in self._texts:
            return query
        if self._only:
            raise Forbidden(
                "Only trusted documents are taken here, and this is none: docs/trusted-documents.md."
            )
        if digest is not None:
            self._registered.put(digest, query, _LEAST + len(query))
        return query


def digest_of(document: str) -> str:
    """The SHA-256 of a document's text, in hexadecimal."""
    return sha256(document.encode()).hexdigest()
