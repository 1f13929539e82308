"""Each dialect is asked what its own OpenAPI document allows, and what it does not: no answer is a bug, and
each is one that the document describes.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import anyio
import pytest

from backend.rest.dialects import DIALECTS
from tests.conftest import BOTH
from tests.rest.conftest import Served

pytestmark = pytest.mark.anyio

SEED = int(os.environ.get("CONCORD_SEED", "20261127"))
WHOLE = bool(os.environ.get("CONCORD_PROOF"))
EXAMPLES, LEAST = (100, 1_000) if WHOLE else (3, 20)
"""Cases drawn for an operation in each mode, and the least that there must have been for a dialect."""
LISTS = () if WHOLE else ("--exclude-operation-id-regex", "^list")
"""To draw filters inside filters takes many times as long as to answer them: the whole proof has the time."""

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
KNOWN = {"make": '"query.teamId" = {number}', "sema4": '"path.tenant" = "{id}"'}
"""Where the caller's things lie: what is drawn would nearly always be nobody's."""

DATABASES = BOTH if WHOLE else BOTH[-1:]


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_drawn_requests_are_answered_as_the_dialect_describes(
    both_served: Mapping[str, Served], database: str, dialect: str, tmp_path: Path
) -> None:
    served = both_served[database]
    found = await served.query(
        "{ workspaces(filter: { number: { gt: 0 } }, first: 1) { nodes { id number } } }"
    )
    (home,) = found["workspaces"]["nodes"]
    known = KNOWN.get(dialect, "").format(**home)
    (tmp_path / "schemathesis.toml").write_text(f"[parameters]\n{known}\n")
    print(f"CONCORD_SEED={SEED}")  # noqa: T201
    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "run", f"{served.url}/{dialect}/openapi.json"),
        *("--header", f"Authorization: Bearer {served.key}", "--phases", "fuzzing", "--checks", CHECKS),
        *("--max-examples", str(EXAMPLES), "--seed", str(SEED), "--suppress-health-check", "all"),
        *("--no-shrink", "--warnings", "off", "--no-color", "--continue-on-failure"),
        *("--generation-database", "none"),
        *LISTS,
    ]
    done = await anyio.run_process(command, check=False, stderr=subprocess.STDOUT, cwd=tmp_path)
    said = done.stdout.decode()
    assert done.returncode == 0, said
    counted = re.search(r"(\d+) generated, (\d+) passed", said)
    assert counted is not None, said
    assert int(counted[1]) >= LEAST
