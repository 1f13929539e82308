"""Policies: what an operation asks of its viewer. Every root field declares one; one without fails the
build.
"""

from dataclasses import dataclass
from typing import Any

from backend.domain.viewer import Role, Viewer


@dataclass(frozen=True, slots=True)
class Policy:
    """The role an operation needs in the workspace of what it touches, or the account's administration."""

    role: Role
    account: bool = False

    def admit(self, viewer: Viewer) -> Viewer:
        """The viewer as the operation sees it; the store enforces the role where a row is located
        (FORBIDDEN).
        """
        if self.account:
            viewer.require_account_admin()
        return viewer.needing(self.role)


READ = Policy(Role.VIEWER)
WRITE = Policy(Role.EDITOR)
ADMIN = Policy(Role.ADMIN)
ACCOUNT = Policy(Role.ADMIN, account=True)


def policy_of(field: Any) -> Policy:
    """The policy that a root field declares (TypeError if it declares none)."""
    definition = field.extensions.get("strawberry-definition")
    found = getattr(definition, "metadata", {}).get("policy")
    if not isinstance(found, Policy):
        raise TypeError(f"{getattr(definition, 'name', field)} declares no policy.")
    return found


def waits(field: Any) -> bool:
    """Whether a mutation waits for disk or network before it begins its transaction."""
    return bool(field.extensions["strawberry-definition"].metadata.get("waits"))
