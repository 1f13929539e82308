"""A principal: who acts and who owns."""

from enum import Enum


class PrincipalKind(Enum):
    """A person, an API key, a service that acts for an installation, or Concord itself."""

    USER = "USER"
    API_KEY = "API_KEY"
    SERVICE = "SERVICE"
    SYSTEM = "SYSTEM"
