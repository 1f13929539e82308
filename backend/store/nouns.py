"""The kept nouns, children before their parents: whoever purges all that there is goes through this list."""

from backend.store.agent import AGENT
from backend.store.data_schema import DATA_SCHEMA
from backend.store.environment import ENVIRONMENT
from backend.store.file import FILE
from backend.store.mcp_server import MCP_SERVER
from backend.store.memory_store import MEMORY_STORE
from backend.store.model_provider_edit import MODEL_PROVIDER
from backend.store.noun import Noun
from backend.store.secret import SECRET
from backend.store.semantic_data_model import SEMANTIC_DATA_MODEL
from backend.store.session_life import SESSION
from backend.store.skill import SKILL
from backend.store.tool import TOOL
from backend.store.tool_set import TOOL_SET
from backend.store.variation import VARIATION
from backend.store.webhook_endpoint import WEBHOOK_ENDPOINT

NOUNS: tuple[Noun, ...] = (
    SESSION,
    VARIATION,
    MEMORY_STORE,
    TOOL,
    MCP_SERVER,
    TOOL_SET,
    WEBHOOK_ENDPOINT,
    AGENT,
    DATA_SCHEMA,
    SEMANTIC_DATA_MODEL,
    ENVIRONMENT,
    MODEL_PROVIDER,
    SECRET,
    FILE,
    SKILL,
)
