"""An environment: what a sandbox is made of and whom it may reach. It holds no secrets."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.host import host_pattern, is_listed
from backend.domain.law import Laws
from backend.domain.variable import check_value, variable


class EnvironmentStatus(Enum):
    """Whether sandboxes can be made of it."""

    BUILDING = "BUILDING"
    READY = "READY"
    ERROR = "ERROR"


MANAGERS = ("pip", "npm", "apt", "cargo", "gem", "go")
"""The package managers whose packages can be named."""
MOST_PACKAGES = 500
MOST_VARIABLES = 200
MOST_HOSTS = 200
BUILT_OF = ("base_image", "packages", "network")
"""The columns whose digest says whether two environments are alike."""

_short = law.text(200, shortest=1)


def _word(value: object, path: Path) -> str:
    """Text that no program takes for an option or for more than one line."""
    text = str(_short(value, path))
    if text.startswith("-") or not text.isprintable():
        raise BadInput(f"{path[-1]} may not begin with a dash or hold a control character.", path)
    return text


def packages(value: object, path: Path) -> dict[str, list[str]]:
    """Lists of packages by their manager, 500 together."""
    kept: dict[str, list[str]] = {}
    for manager, listed in law.mapping(value, path).items():
        here = (*path, manager)
        if manager not in MANAGERS:
            raise BadInput(f"Packages are named by their manager: {', '.join(MANAGERS)}.", here)
        kept[manager] = [
            _package(each, (*here, index)) for index, each in enumerate(law.sequence(listed, here))
        ]
    if sum(map(len, kept.values())) > MOST_PACKAGES:
        raise BadInput(f"There may be up to {MOST_PACKAGES} packages together.", path)
    return kept


def _package(value: object, path: Path) -> str:
    try:
        return _word(value, path)
    except BadInput as error:
        raise BadInput(
            "A package is named by 1 to 200 characters, none of them a control character, and no dash first.",
            path,
        ) from error


_HOSTS = law.listed(host_pattern, MOST_HOSTS)
_NETWORK: Laws = MappingProxyType(
    {
        "unrestricted": law.flag(default=False),
        "allowedHosts": _HOSTS,
        "deniedHosts": _HOSTS,
        "allowMcpServers": law.flag(default=False),
        "allowPackageManagers": law.flag(default=False),
    }
)


def may_reach(network: Mapping[str, Any], host: str) -> bool:
    """Whether the host may be reached. Where nothing is said of the network, every host may; else those that
    are allowed, or with `unrestricted` all, but for those that are denied.
    """
    if is_listed(host, network.get("deniedHosts", ())):
        return False
    return (
        not network or network.get("unrestricted", False) or is_listed(host, network.get("allowedHosts", ()))
    )


_sized = law.json_object(65_536)


def variables(value: object, path: Path) -> dict[str, object]:
    """Texts by the names of variables: up to 200, 64 kB together."""
    kept = _sized(value, path)
    if not isinstance(kept, dict) or len(kept) > MOST_VARIABLES:
        raise BadInput(f"There may be up to {MOST_VARIABLES} variables.", path)
    for name, text in kept.items():
        variable(name, path)
        if not isinstance(text, str):
            raise BadInput("The value of a variable must be text.", (*path, name))
        check_value(text, (*path, name))
    return kept


ENVIRONMENT_LAWS: Laws = MappingProxyType(
    {
        "base_image": law.optional(_word),
        "packages": packages,
        "network": law.closed(_NETWORK),
        "variables": variables,
    }
)
"""The law of each column of an environment that may be written."""
