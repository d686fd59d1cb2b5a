"""What MkDocs asks for while it builds the site: links as the site needs them, and the parts that are made from the code."""

from __future__ import annotations

from typing import Any

from pullthrough.present.site import links, parts


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """The text of a page before it is rendered."""
    return links.for_site(parts.filled(markdown), page.file.src_uri)
