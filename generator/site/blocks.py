"""HTML blocks around Markdown's back: Python-Markdown reads every tag of them twice, only to leave them as they are.

Applies to derived pages alone: blocks with an empty line between them, each either HTML or a heading.
"""

from __future__ import annotations

import re

_BLOCK = re.compile(r"^<(?!!)[^\n]*(?:\n(?!\n)[^\n]*)*", re.MULTILINE)
# Stands for a block while Markdown works; a paragraph of its own, which no derived page has otherwise.
_PLACE = "briefing-block-{}"
_PLACED = re.compile(r"<p>briefing-block-(\d+)</p>")


def set_aside(markdown: str) -> tuple[str, list[str]]:
    """The page with a short paragraph in the place of each HTML block, and the blocks."""
    blocks: list[str] = []

    def place(match: re.Match[str]) -> str:
        blocks.append(match[0].rstrip("\n"))
        return _PLACE.format(len(blocks) - 1)

    return _BLOCK.sub(place, markdown), blocks


def put_back(html: str, blocks: list[str]) -> str:
    """The page's HTML with its blocks, as Markdown would have left them."""
    return _PLACED.sub(lambda match: blocks[int(match[1])], html)
