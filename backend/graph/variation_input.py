"""Variations as inputs: also of a new agent, which may come with some."""

import strawberry

from backend.graph.configuration import ConfigurationInput
from backend.graph.described import field, input_type
from backend.graph.kept import KeptInput, named_input


@input_type
class UpdateVariationInput(ConfigurationInput, KeptInput):
    """Changes to a variation: what is left out stays as it is. With configuration the agent's next version is
    published, and the variation points to it; the agent's draft and default are left alone.
    """

    weight: strawberry.Maybe[int | None] = field(
        "How often it is picked against the others: 0 to 1,000,000; 1 by default, and 0 never."
    )
    version_id: strawberry.Maybe[strawberry.ID | None] = field(
        "A published version of the agent, by its id or as number:<n>: what it points to, or what its "
        "configuration begins from."
    )


@named_input
class CreateVariationInput(UpdateVariationInput):
    """A new variation: what is left out or null has its default."""
