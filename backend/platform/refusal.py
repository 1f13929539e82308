"""A refusal: how the platform says no over HTTP, in the form of every other error."""

import orjson


class Refusal(Exception):
    """The request is refused: the HTTP status, the error's code, a message that says what to do, headers."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers


def refusal_body(code: str, message: str) -> bytes:
    """The JSON that tells of a refusal."""
    return orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
