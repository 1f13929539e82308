"""The dialects that are served, by their names."""

from types import MappingProxyType

from backend.rest.aeontel.dialect import AEONTEL
from backend.rest.make.dialect import MAKE
from backend.rest.sema4.dialect import SEMA4

DIALECTS = MappingProxyType({each.name: each for each in (AEONTEL, MAKE, SEMA4)})
