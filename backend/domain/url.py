"""A URL that may be stored: http or https, a host, no user or password. Where it leads is asked at use."""

import re
from ipaddress import AddressValueError, IPv6Address

from backend.domain.errors import BadInput, Path

LONGEST = 2_000

_UNWRITTEN = re.compile(r"[\s\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What no URL holds: some readers skip it, and would go elsewhere than the others."""
_LIQUID = re.compile(r"\{\{[^{}]*\}\}")
_PARTS = re.compile(r"(?i:https?)://(?P<authority>[^/?#]+)(?P<rest>[^#]*)(?P<fragment>#.*)?")
_ORIGIN = re.compile(r"(?i:https?)://(?:\{\{[^{}]*\}\}|[^/?#])*")
_AUTHORITY = re.compile(r"(?:\[(?P<six>[^\]%]+)\]|[^\[\]:%]+)(?::(?P<port>[0-9]{0,5}))?")


def url(value: object, path: Path) -> str:
    """The URL as it was written (BAD_INPUT, which does not repeat it)."""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise BadInput(f"{path[-1]} must be a URL of up to {LONGEST:,} characters.", path)
    if _UNWRITTEN.search(value):
        raise BadInput(f"{path[-1]} may hold no space, backslash or control character: encode it.", path)
    parts = _PARTS.fullmatch(value)
    if parts is None:
        raise BadInput(f"{path[-1]} must begin with http:// or https:// and the name of a host.", path)
    if "@" in parts["authority"]:
        raise BadInput(f"{path[-1]} may hold no user and no password: keep them in a secret.", path)
    if parts["fragment"]:
        raise BadInput(f"{path[-1]} may hold no fragment, which is never sent: leave out the # part.", path)
    if not _leads_to_a_port(parts["authority"]):
        raise BadInput(f"{path[-1]} must name a host, and a port of up to 65535 if any.", path)
    return value


def alike(url: str) -> str:
    """A URL spelt so that equal ones are equal: its host in lower case, no slash at the end."""
    authority = re.sub(r"[/?#].*", "", url.partition("://")[2], flags=re.DOTALL)
    head, _, rest = url.partition(authority)
    return f"{head.lower()}{authority.lower()}{rest.rstrip('/')}"


def url_template(value: object, path: Path) -> str:
    """A URL that may hold Liquid behind its scheme, as it was written (BAD_INPUT)."""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise BadInput(f"{path[-1]} must be a URL of up to {LONGEST:,} characters.", path)
    url(_LIQUID.sub("1", value), path)
    return value


def origin(*templates: object) -> str:
    """The scheme, host and port of the first URL or template of one that has them, as they are written; empty
    if none does.
    """
    found = (_ORIGIN.match(each) for each in templates if isinstance(each, str))
    return next((each[0] for each in found if each is not None), "")


def leads_elsewhere(before: object, after: object) -> bool:
    """Whether two URLs, or templates of them, are of different origins."""
    return origin(before).lower() != origin(after).lower()


def _leads_to_a_port(authority: str) -> bool:
    found = _AUTHORITY.fullmatch(authority)
    if found is None or int(found["port"] or 0) > 65_535:
        return False
    try:
        IPv6Address(found["six"] or "::")
    except AddressValueError:
        return False
    return True
