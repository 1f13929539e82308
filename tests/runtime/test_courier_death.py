"""A courier's death: what it had under way is sent again under the same id, and what it says late is void."""

import asyncio
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from backend.domain.sealed import Sealed
from backend.runtime.courier import LEAVE
from backend.runtime.relay import Relay
from tests.at_work import at_work
from tests.fakes.receiver import Receiver, Reply
from tests.runtime.delivering import courier, deliveries, endpoint, happen, settled
from tests.stage import Stage

pytestmark = pytest.mark.anyio

KEY = "whsec_" + b64encode(b"k" * 32).decode()
ROOT = Path(__file__).resolve().parents[2]
LEASE = 1.0
"""Seconds: what a test can wait for."""


@contextmanager
def worker(url: str, hook: Receiver, lease: float, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A courier in a process of its own, for the length of the block."""
    command = [sys.executable, "-P", "-m", "tests.runtime.courier_worker", url, hook.host, str(lease)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with (
        log.open("ab") as sink,
        subprocess.Popen(command, stdout=sink, stderr=sink, env=environment, cwd=log.parent) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


async def test_killed_between_sending_and_noting_it_is_sent_again_under_the_same_id(
    stage: Stage, hook: Receiver, database_url: str, tmp_path: Path
) -> None:
    await endpoint(stage, hook, key=Sealed(KEY))
    never = asyncio.Event()
    hook.replies.append(Reply(204, after=never))
    async with at_work(Relay(stage.database)):
        with worker(database_url, hook, LEASE, tmp_path / "worker.log") as process:
            await happen(stage)
            await hook.came(1, 30.0)
            process.kill()
            await asyncio.to_thread(process.wait, 10)
        never.set()
    (row,) = await deliveries(stage)
    assert (row.status, row.attempts, row.http_status, row.error) == ("PENDING", 1, None, None)
    async with courier(stage, hook, lease=timedelta(seconds=LEASE)):
        (row,) = await settled(stage)
    assert (row.attempts, row.http_status) == (2, 204)
    assert [post.id for post in hook.posts] == [row.id, row.id]
    assert hook.posts[0].body == hook.posts[1].body
    assert hook.posts[1].is_signed_with(KEY)


async def test_what_a_frozen_courier_says_too_late_changes_nothing(stage: Stage, hook: Receiver) -> None:
    await endpoint(stage, hook)
    frozen = asyncio.Event()
    hook.replies += [Reply(500, after=frozen), Reply(200)]
    lease = timedelta(seconds=LEASE)
    async with courier(stage, hook, lease=lease), courier(stage, hook, lease=lease):
        await happen(stage)
        await settled(stage)
        frozen.set()
    (row,) = await deliveries(stage)
    assert (row.status, row.http_status, row.attempts) == ("COMPLETED", 200, 2)
    assert [post.id for post in hook.posts] == [row.id, row.id]


async def test_a_courier_stops_though_a_receiver_does_not_answer(stage: Stage, hook: Receiver) -> None:
    await endpoint(stage, hook)
    never = asyncio.Event()
    hook.replies.append(Reply(204, after=never))
    async with courier(stage, hook):
        await happen(stage)
        await hook.came(1)
        begun = monotonic()
    assert monotonic() - begun < LEAVE + 2
    never.set()
    (row,) = await deliveries(stage)
    assert (row.status, row.attempts) == ("PENDING", 1)
