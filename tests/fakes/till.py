"""A tool that honours the key of a call: it does a thing once, and says again what came of it."""

import orjson

from tests.fakes.web import Asked, Reply


class Till:
    """Gives each key that it hears the next number; `asked` counts how often it was asked in all."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.asked = 0

    async def answer(self, asked: Asked) -> Reply:
        """The number of the key."""
        self.asked += 1
        number = self.numbers.setdefault(asked.headers["idempotency-key"], len(self.numbers) + 1)
        return Reply(orjson.dumps({"number": number}))
