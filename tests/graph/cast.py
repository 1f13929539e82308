"""The cast: the accounts, workspaces and people of the rows that are read, and the two who read them."""

from collections.abc import Mapping
from types import MappingProxyType

from backend.domain.ids import SYSTEM_ACCOUNT, SYSTEM_PRINCIPAL, SYSTEM_WORKSPACE
from backend.domain.viewer import Role, Viewer

ACCOUNTS = ("acc_" + "1" * 26, "acc_" + "2" * 26)
ROOMS = tuple("wsp_" + digit * 26 for digit in "1234")
"""Workspaces: Ada sees the first two and nobody the third; the fourth is Bo's, of another account."""
PEOPLE = tuple("prn_" + digit * 26 for digit in "1234")
"""Principals: Ada and two others of her account, and Bo."""

ADA = Viewer(PEOPLE[0], ACCOUNTS[0], {ROOMS[0]: Role.ADMIN, ROOMS[1]: Role.VIEWER}, ROOMS[0])
BO = Viewer(PEOPLE[3], ACCOUNTS[1], {ROOMS[3]: Role.EDITOR}, ROOMS[3], account_admin=True)

ACCOUNT_OF: Mapping[str, str] = MappingProxyType(
    {**dict.fromkeys(ROOMS[:3], ACCOUNTS[0]), ROOMS[3]: ACCOUNTS[1], SYSTEM_WORKSPACE: SYSTEM_ACCOUNT}
)
"""The account of each workspace, Concord's own last."""


def people_of(room: str) -> tuple[str, ...]:
    """The principals who may have made what lies in a workspace."""
    if room == SYSTEM_WORKSPACE:
        return (SYSTEM_PRINCIPAL,)
    return (PEOPLE[3],) if room == ROOMS[3] else PEOPLE[:3]
