"""Tasks: what agents noted down to do."""

from datetime import datetime

import strawberry

from backend.graph.account import Workspace
from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, entity, every, one
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.session import Session
from backend.store import task as tasks


@entity(tasks.task, default_order="number")
class Task(Node):
    """Something that an agent noted down to do in a session."""

    number: int = column("1, 2, 3 … inside its session.", filter=True, order=True)
    text: str = column("What is to be done.")
    completed: bool = column("Whether it is done.", filter=True)
    session: Session = one("The session it is of.", key="session_id", filter=True)
    workspace: Workspace | None = one("The workspace it is in.", key="workspace_id")
    completed_at: datetime | None = column("When it was done.", filter=True, order=True)
    created_at: datetime = column("When it was noted down.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@strawberry.type
class TaskQuery:
    """Reads of tasks."""

    task: Task | None = by_reference("A task.", READ, within="session_id")
    tasks: Connection[Task] = every("The tasks of the viewer's workspaces.", READ)
