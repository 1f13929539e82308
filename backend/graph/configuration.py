"""How an agent runs, as an input: what is given of it is written, the limits by key, other parts whole."""

from decimal import Decimal

import strawberry

from backend.domain.configuration import ToolSelectionMode
from backend.graph.declare import column, embedded, part
from backend.graph.described import expose, field, input_type, optional
from backend.graph.link_input import LinkSetInput
from backend.graph.scalars import JSON

expose(
    ToolSelectionMode,
    ASSIGNED="The tools that it is linked with.",
    DISCOVERED="Those of its tools that it looks for.",
)


@embedded
class Limits:
    """What a run of a version may use."""

    max_turns: int | None = column("How many turns the model may take.")
    max_tokens: int | None = column("How many tokens its messages may have in all; null is any number.")
    max_cost: Decimal | None = column(
        "How many US dollars its messages may cost in all, as far as the prices of their models are known; "
        "null is any number."
    )
    max_tool_calls: int | None = column("How many tools it may call; null is any number.")
    timeout_seconds: int | None = column("How long a run may take, in seconds.")
    max_child_sessions: int | None = column("How many sessions its tools may start; null is any number.")
    history_runs: int | None = column(
        "How many earlier runs of the session the model is told; null is all of them."
    )


@embedded
class ModelSettings:
    """How the model answers; what is null is the model's own default."""

    temperature: float | None = column("How freely it chooses its words.")
    top_p: float | None = column("From which share of the likeliest words it chooses.")
    max_output_tokens: int | None = column("How many tokens a message may have.")


@embedded
class Summarization:
    """Making a conversation shorter by telling it again in fewer words."""

    instructions: str | None = column("What the summary has to keep.")


@embedded
class Clearing:
    """Making a conversation shorter by leaving out old answers of tools."""

    keep: int | None = column("How many of the last answers stay.")


@embedded
class Compaction:
    """When and how a conversation is made shorter."""

    threshold: float | None = column("From which share of the model's context on.")
    summarization: Summarization | None = part("By summarising.")
    clearing: Clearing | None = part("By clearing answers of tools.")


@embedded
class ToolSelection:
    """Which tools the model is offered."""

    mode: ToolSelectionMode | None = column("How they are chosen.")
    allow_discovery: bool | None = column("Whether it may look for more.")
    hints: list[str] | None = column("What it may look for.")
    max_tools: int | None = column("How many it is offered at once.")


@embedded
class EpisodicMemory:
    """Whether it remembers what was said with a user."""

    enabled: bool | None = column("Whether it does.")
    ttl_seconds: int | None = column("For how long, in seconds; null is for ever.")


@input_type
class LimitsInput:
    """What a run may use, by key: one that is left out stays, null is its default."""

    max_turns: strawberry.Maybe[int | None] = field(
        "How many turns the model may take: 1 to 1,000; 50 by default."
    )
    max_tokens: strawberry.Maybe[int | None] = field(
        "How many tokens its messages may have in all: 1 to 1,000,000,000; any number by default."
    )
    max_cost: strawberry.Maybe[Decimal | None] = field(
        "How many US dollars its messages may cost in all: below 1,000,000; any by default."
    )
    max_tool_calls: strawberry.Maybe[int | None] = field(
        "How many tools it may call: 0 to 100,000; any number by default."
    )
    timeout_seconds: strawberry.Maybe[int | None] = field(
        "How long a run may take, in seconds: 1 to 86,400; 600 by default."
    )
    max_child_sessions: strawberry.Maybe[int | None] = field(
        "How many sessions its tools may start: 0 to 1,000; any number by default."
    )
    history_runs: strawberry.Maybe[int | None] = field(
        "How many earlier runs of the session the model is told: 0 to 1,000; all by default."
    )


@input_type
class ModelSettingsInput:
    """How the model answers; what is left out is the model's own default."""

    temperature: float | None = optional("How freely it chooses its words: 0 to 2.")
    top_p: float | None = optional("From which share of the likeliest words it chooses: 0 to 1.")
    max_output_tokens: int | None = optional("How many tokens a message may have: 1 to 1,000,000.")


@input_type
class SummarizationInput:
    """Making a conversation shorter by telling it again in fewer words."""

    instructions: str | None = optional("What the summary has to keep: up to 20,000 characters.")


@input_type
class ClearingInput:
    """Making a conversation shorter by leaving out old answers of tools."""

    keep: int | None = optional("How many of the last answers stay: 0 to 1,000.")


@input_type
class CompactionInput:
    """When and how a conversation is made shorter."""

    threshold: float | None = optional("From which share of the model's context on: 0.1 to 0.95.")
    summarization: SummarizationInput | None = optional("By summarising.")
    clearing: ClearingInput | None = optional("By clearing answers of tools.")


@input_type
class ToolSelectionInput:
    """Which tools the model is offered."""

    mode: ToolSelectionMode | None = optional("How they are chosen.")
    allow_discovery: bool | None = optional("Whether it may look for more.")
    hints: list[str] | None = optional("What it may look for: up to 50 words.")
    max_tools: int | None = optional("How many it is offered at once: 1 to 1,000.")


@input_type
class EpisodicMemoryInput:
    """Whether it remembers what was said with a user."""

    enabled: bool | None = optional("Whether it does.")
    ttl_seconds: int | None = optional("For how long: 60 seconds to ten years; without it for ever.")


@input_type
class ConfigurationInput:
    """Not in the schema by itself: what agents and variations have in common of their configuration."""

    instructions: strawberry.Maybe[str | None] = field(
        "What the model is told first: up to 200,000 characters."
    )
    models: strawberry.Maybe[list[str] | None] = field(
        "Up to 10 models, in the order in which they are tried; `offline` where none is named."
    )
    model_settings: strawberry.Maybe[ModelSettingsInput | None] = field("How the model answers.")
    limits: strawberry.Maybe[LimitsInput | None] = field("What a run may use.")
    input_schema: strawberry.Maybe[JSON | None] = field("The JSON Schema of a run's `data`.")
    input_schema_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The schema that says it, instead of `inputSchema`."
    )
    output_schema: strawberry.Maybe[JSON | None] = field("The JSON Schema of a run's output.")
    output_schema_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The schema that says it, instead of `outputSchema`."
    )
    environment_id: strawberry.Maybe[strawberry.ID | None] = field("What its sandboxes are made of.")
    compaction: strawberry.Maybe[CompactionInput | None] = field(
        "When and how a conversation is made shorter; summarising at 0.75 by default."
    )
    tool_selection: strawberry.Maybe[ToolSelectionInput | None] = field(
        "Which tools the model is offered; those that it is linked with by default."
    )
    episodic_memory: strawberry.Maybe[EpisodicMemoryInput | None] = field(
        "Whether it remembers what was said with a user."
    )
    links: strawberry.Maybe[list[LinkSetInput] | None] = field(
        "What it has, by kinds: all links of the kinds that are named are replaced."
    )
