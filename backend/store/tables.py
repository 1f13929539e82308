"""Every table, so that the metadata is complete: for migrations and for whoever names a table by its text."""

from backend.store.account import account
from backend.store.agent import agent
from backend.store.agent_version import agent_version
from backend.store.api_key import api_key
from backend.store.event import event
from backend.store.idempotency import idempotency
from backend.store.member import member
from backend.store.principal import principal
from backend.store.run import run
from backend.store.session import session
from backend.store.table import metadata
from backend.store.workspace import workspace

__all__ = [
    "account",
    "agent",
    "agent_version",
    "api_key",
    "event",
    "idempotency",
    "member",
    "metadata",
    "principal",
    "run",
    "session",
    "workspace",
]
