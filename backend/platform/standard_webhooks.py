"""Standard Webhooks: headers that tell a receiver who sent a body, when, and whether it had it before.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime

PREFIX = "whsec_"


def signed(message_id: str, moment: datetime, body: bytes, keys: Iterable[str]) -> dict[str, str]:
    """`webhook-id`, `webhook-timestamp` (whole seconds), and `webhook-signature`: one for each key.

    A key is `whsec_` and bytes in base64. Without any there is no signature.
    """
    seconds = str(int(moment.timestamp()))
    content = f"{message_id}.{seconds}.".encode() + body
    signatures = [f"v1,{_signature(key, content)}" for key in keys]
    headers = {"webhook-id": message_id, "webhook-timestamp": seconds}
    return headers | ({"webhook-signature": " ".join(signatures)} if signatures else {})


def _signature(key: str, content: bytes) -> str:
    return b64encode(hmac.digest(b64decode(key.removeprefix(PREFIX)), content, "sha256")).decode()
