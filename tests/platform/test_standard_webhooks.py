"""Standard Webhooks: signatures as the specification has them, one for each key."""

from datetime import UTC, datetime

from backend.platform.standard_webhooks import signed

MOMENT = datetime.fromtimestamp(1_614_265_330, UTC)
# The example of the specification's own libraries.
KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"


def test_a_body_is_signed_with_its_id_and_the_second_it_is_sent() -> None:
    assert signed(ID, MOMENT, BODY, [KEY]) == {
        "webhook-id": ID,
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNATURE,
    }


def test_each_key_signs() -> None:
    other = "whsec_" + "A" * 43 + "="
    first, second = signed(ID, MOMENT, BODY, [other, KEY])["webhook-signature"].split(" ")
    assert second == SIGNATURE
    assert first != second
    assert first.startswith("v1,")


def test_without_a_key_there_is_no_signature() -> None:
    assert "webhook-signature" not in signed(ID, MOMENT, BODY, [])
