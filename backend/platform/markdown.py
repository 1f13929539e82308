"""HTML as Markdown: what a page says, without its scripts, forms, pictures and menus."""

import asyncio
import html
import re
from dataclasses import dataclass

from html_to_markdown import ConversionOptions, PreprocessingOptions, convert

_READ = ConversionOptions(
    extract_metadata=False, skip_images=True, autolinks=False, preprocessing=PreprocessingOptions()
)
_HEAD = 100_000
# With the rest of the head the converter would write the title into the text.
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, if it has one, and its text in Markdown."""

    title: str | None
    text: str


async def page_of(source: str) -> Page:
    """The page that is written so; a text that is no HTML says what it says.

    A megabyte takes a fifth of a second, in which the event loop goes on.
    """
    found = _TITLE.search(source[:_HEAD])
    title = " ".join(html.unescape(found[1]).split()) if found else ""
    made = await asyncio.to_thread(convert, source, _READ)
    return Page(title or None, made.content or "")
