"""A page becomes what it says, in Markdown, however it is written."""

import pytest

from backend.platform.markdown import page_of

pytestmark = pytest.mark.anyio

PAGE = """<!doctype html><html><head><title> Rates &amp;\n prices </title>
<meta name="description" content="aside"><script>alert(1)</script><style>p {}</style></head>
<body><nav><a href="/home">Home</a></nav><form><input name="q"></form>
<h1>Rates</h1><p>They are <b>low</b>: <a href="/why">why?</a>
<img src="data:image/png;base64,AAAA" alt="A chart"></p>
<ul><li>one</li><li>two</li></ul><table><tr><th>day</th></tr><tr><td>Monday</td></tr></table>
<div hidden>never seen</div></body></html>"""


async def test_text_links_lists_and_tables_stay_and_the_rest_goes() -> None:
    page = await page_of(PAGE)
    assert page.title == "Rates & prices"
    assert page.text.startswith("# Rates\n\nThey are **low**: [why?](/why)")
    assert "- one\n- two" in page.text
    assert "| Monday |" in page.text
    for gone in ("alert", "aside", "Home", "base64", "never seen", "p {}"):
        assert gone not in page.text


@pytest.mark.parametrize(
    "source",
    [
        "",
        "plain",
        "<",
        "<title>" * 20_000,
        "<div>" * 100_000,
        "<b>" * 20_000,
        "<table><tr><td>" * 5_000,
        "<a " * 100_000,
        "<!--" * 100_000,
        "&" * 100_000,
        "\ufffd<p>\u2028</p>",
        "<td colspan=1000000000>x</td>",
    ],
    ids=lambda each: f"{each[:15]}…{len(each)}",
)
async def test_rubbish_is_read_to_its_end(source: str) -> None:
    page = await page_of(source)
    assert len(page.text) <= len(source) + 20_000
