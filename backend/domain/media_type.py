"""Media types of files, by their names."""

import mimetypes
from pathlib import PurePosixPath

UNKNOWN = "application/octet-stream"
"""The media type of bytes of which nothing is known."""

_TYPES = {".md": "text/markdown", ".yaml": "application/yaml", ".yml": "application/yaml"}
"""Media types of endings that not every Python knows."""
_KNOWN = mimetypes.MimeTypes()
"""Those that Python knows by itself, whatever the machine's files say."""


def media_type_of(path: str) -> str:
    """The media type of a file by its name."""
    ending = PurePosixPath(path).suffix.lower()
    return _TYPES.get(ending) or _KNOWN.types_map[True].get(ending, UNKNOWN)
