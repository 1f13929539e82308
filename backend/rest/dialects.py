"""The dialects that are served, by their names."""

from types import MappingProxyType

from backend.rest.aeontel.dialect import AEONTEL

DIALECTS = MappingProxyType({each.name: each for each in (AEONTEL,)})
