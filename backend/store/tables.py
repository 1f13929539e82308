"""Every table, so that the metadata is complete: for migrations and for whoever names a table by its text."""

from backend.store.account import account
from backend.store.activity import activity
from backend.store.agent import agent
from backend.store.agent_version import agent_version
from backend.store.api_key import api_key
from backend.store.context_window import context_window
from backend.store.data_schema import data_schema
from backend.store.environment import environment
from backend.store.event import event
from backend.store.feedback import feedback
from backend.store.file import file
from backend.store.idempotency import idempotency
from backend.store.link import link
from backend.store.mcp_server import mcp_server
from backend.store.member import member
from backend.store.memory_entry import memory_entry
from backend.store.memory_store import memory_store
from backend.store.model import model
from backend.store.model_provider import model_provider
from backend.store.number import numbering
from backend.store.principal import principal
from backend.store.run import run
from backend.store.secret import secret
from backend.store.semantic_data_model import semantic_data_model
from backend.store.session import session
from backend.store.skill import skill
from backend.store.skill_file import skill_file
from backend.store.skill_version import skill_version
from backend.store.table import metadata
from backend.store.task import task
from backend.store.tool import tool
from backend.store.tool_call import tool_call
from backend.store.tool_set import tool_set
from backend.store.upload import upload
from backend.store.variation import variation
from backend.store.webhook_delivery import webhook_delivery
from backend.store.webhook_endpoint import webhook_endpoint
from backend.store.workspace import workspace

__all__ = [
    "account",
    "activity",
    "agent",
    "agent_version",
    "api_key",
    "context_window",
    "data_schema",
    "environment",
    "event",
    "feedback",
    "file",
    "idempotency",
    "link",
    "mcp_server",
    "member",
    "memory_entry",
    "memory_store",
    "metadata",
    "model",
    "model_provider",
    "numbering",
    "principal",
    "run",
    "secret",
    "semantic_data_model",
    "session",
    "skill",
    "skill_file",
    "skill_version",
    "task",
    "tool",
    "tool_call",
    "tool_set",
    "upload",
    "variation",
    "webhook_delivery",
    "webhook_endpoint",
    "workspace",
]
