"""Refusals: one form of JSON, whoever refuses."""

import orjson

from backend.platform.refusal import Refusal, refusal_body


def test_a_refusal_has_the_form_of_every_error() -> None:
    body = orjson.loads(refusal_body("NOT_FOUND", "There is nothing."))
    assert body == {"errors": [{"message": "There is nothing.", "extensions": {"code": "NOT_FOUND"}}]}


def test_a_refusal_may_bring_headers() -> None:
    refusal = Refusal(405, "METHOD_NOT_ALLOWED", "Use PUT.", allow="PUT")
    assert (refusal.status, refusal.headers, str(refusal)) == (405, {"allow": "PUT"}, "Use PUT.")
