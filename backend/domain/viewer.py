"""The viewer: who asks, which workspaces they see, and what they may do there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

from backend.domain.errors import Forbidden, NotFound
from backend.domain.ids import SYSTEM_ACCOUNT, SYSTEM_PRINCIPAL, SYSTEM_WORKSPACE


class Role(IntEnum):
    """What a principal may do in a workspace; each role may do all that the ones before it may."""

    VIEWER = 1
    EDITOR = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class Viewer:
    """A principal with the workspaces it sees and its role in each.

    `home` is the workspace used where none is named. `account_admin` may manage the account and its
    workspaces. `key_id` is the API key that was shown, if one was. `need` is the role that the operation
    under way asks for: set by its policy and enforced where a row is located, so that no verb can forget
    it. `names` are its workspaces by the references that are no ids: `number:7`, `handle:…`, `ext:…`.
    """

    principal: str
    account: str
    workspaces: Mapping[str, Role]
    home: str | None
    account_admin: bool = False
    key_id: str | None = None
    need: Role = Role.VIEWER
    names: Mapping[str, str] = field(default_factory=dict)
    scope: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scope", (*sorted(self.workspaces), SYSTEM_WORKSPACE))

    def needing(self, role: Role) -> "Viewer":
        """The same viewer, for an operation whose policy asks for the role."""
        return replace(self, need=role)

    def at_least(self, role: Role) -> "Viewer":
        """The same viewer, for a part of the operation that asks for this role or more."""
        return replace(self, need=max(self.need, role))

    def seeing(self, workspace: str, role: Role) -> "Viewer":
        """The same viewer once a workspace has been made or restored for it."""
        return replace(self, workspaces={**self.workspaces, workspace: role})

    def workspace(self, reference: str) -> str | None:
        """The id of the workspace that is named; None if the viewer sees none of that name."""
        return reference if reference in self.workspaces else self.names.get(reference)

    def require(self, workspace: str) -> None:
        """Refuse unless the viewer holds the needed role in the workspace: NOT_FOUND if unseen, else
        FORBIDDEN.
        """
        if workspace not in self.scope:
            raise NotFound(f"No workspace is called {workspace!r}.")
        if self.workspaces.get(workspace, Role.VIEWER) < self.need:
            if workspace == SYSTEM_WORKSPACE:
                raise Forbidden("What comes with Concord cannot be changed: make one of your own instead.")
            raise Forbidden(f"This needs the role {self.need.name.lower()} in workspace {workspace}.")

    def require_account_admin(self) -> None:
        """Refuse unless the viewer manages the account."""
        if not self.account_admin:
            raise Forbidden("This needs an administrator of the account.")


def machine(workspaces: Mapping[str, Role]) -> Viewer:
    """The viewer that Concord itself is, for work that no person asked for: take-over, sweeping, the demo."""
    return Viewer(SYSTEM_PRINCIPAL, SYSTEM_ACCOUNT, workspaces, None)
