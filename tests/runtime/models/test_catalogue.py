"""Models are found by their names, and a provider costs nothing before it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from backend.platform.settings import Settings
from backend.runtime.models.base import ModelError
from backend.runtime.models.catalogue import Catalogue, provider_of

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("model", "provider"),
    [
        ("offline", "offline"),
        ("offline/overloaded", "offline"),
        ("claude-opus-5-5", "anthropic"),
        ("anthropic/qwen-3", "anthropic"),
        ("gpt-9", None),
        ("claudette", None),
    ],
)
def test_the_name_says_the_provider(model: str, provider: str | None) -> None:
    assert provider_of(model) == provider


async def test_a_provider_is_made_once(tmp_path: Path) -> None:
    catalogue = Catalogue(Settings(data_dir=tmp_path))
    assert await catalogue.model("offline") is await catalogue.model("offline/other")
    await catalogue.close()


async def test_an_unknown_model_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="gpt-9") as caught:
        await Catalogue(Settings(data_dir=tmp_path)).model("gpt-9")
    assert caught.value.code == "UNKNOWN_MODEL"


def test_the_engine_is_loaded_without_any_providers_library() -> None:
    program = "import sys, backend.runtime.engine; print('anthropic' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
