"""The prompt: instructions as Liquid, with the values of the session in which they are said."""

from collections.abc import Mapping
from typing import Any

from backend.domain.errors import BadInput, Path
from backend.platform import clock
from backend.platform.template import TemplateError, rendered
from backend.store.session_values import told
from backend.store.statement import Row

Session = Mapping[str, Any]
"""A session's columns by their names."""


def prompted(instructions: str, agent: Row, session: Session, path: Path) -> str:
    """The instructions as the model is told them; BAD_INPUT at the path if they do not hold."""
    try:
        return rendered(instructions, _scope(agent, session))
    except TemplateError as error:
        raise BadInput(error.message, path) from error


def _scope(agent: Row, session: Session) -> dict[str, object]:
    variables = session["variables"]
    return {
        **(variables if isinstance(variables, Mapping) else {}),
        **told(session),
        "agent": {
            "id": agent.id,
            "name": agent.name,
            "handle": agent.handle,
            "description": agent.description,
        },
        "now": clock.text(clock.now()),
    }
