"""The explorer: a page for browsers, from files of our own where they are built."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from tests.graph.edge.conftest import Served
from tests.servers import LOOPBACK

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def get(served: Served, path: str) -> httpx2.Response:
    return httpx2.get(served.url + path, headers=BROWSER, **LOOPBACK)


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A built explorer, in small."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>built</title>")
    (tmp_path / "assets" / "index-1a2b.js").write_text("let it = 1")
    return tmp_path


def test_a_browser_gets_the_built_page_which_may_reach_this_server_only(
    serve: Callable[..., Served], build: Path
) -> None:
    page = get(serve(explorer_build=str(build)), "/graphql")
    assert (page.status_code, page.text) == (200, "<title>built</title>")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "http" not in policy


def test_its_files_may_be_kept_for_ever_and_nothing_else_is_given(
    serve: Callable[..., Served], build: Path
) -> None:
    served = serve(explorer_build=str(build))
    script = get(served, "/graphql/explorer/assets/index-1a2b.js")
    assert script.text == "let it = 1"
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-type"].startswith("text/javascript")
    for path in ("no.js", "../index.html", "%2e%2e/index.html", ""):
        assert get(served, f"/graphql/explorer/assets/{path}").status_code == 404


def test_without_a_build_the_page_is_strawberrys(serve: Callable[..., Served], tmp_path: Path) -> None:
    page = get(serve(explorer_build=str(tmp_path)), "/graphql")
    assert page.status_code == 200
    assert "GraphiQL" in page.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_switched_off_it_is_not_found(serve: Callable[..., Served]) -> None:
    missing = get(serve(explorer=False), "/graphql")
    assert missing.status_code == 404
    assert missing.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_a_client_that_likes_json_better_gets_no_page(served: Served) -> None:
    response = httpx2.get(
        f"{served.url}/graphql", headers={"accept": "application/json, text/html"}, **LOOPBACK
    )
    assert response.status_code == 401
