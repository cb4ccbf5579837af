"""Links to files inside HTML blocks: MkDocs turns only Markdown's own into addresses."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator

_LINK = re.compile(r'(?<= href=")(?![a-z][a-z+.-]*:|[/#])([^"#]+\.(?:md|json|jsonl|csv|xml))(?=["#])')
_INDEX = "index.md"


def resolve(content: str, page: str, *, directory_urls: bool, is_there: Callable[[str], bool]) -> tuple[str, list[str]]:
    """The content with every relative ``href`` to a file made the address of its page, and the links that lead nowhere.

    ``page``: the page's path below ``content/pages``, as are the arguments of ``is_there``.
    """
    folder = posixpath.dirname(page)
    # A page that is no index lies one folder deeper in the site than its file does here.
    up = "../" if directory_urls and posixpath.basename(page) != _INDEX else ""
    missing: list[str] = []

    def address(match: re.Match[str]) -> str:
        link = html.unescape(match[1])
        target = posixpath.normpath(posixpath.join(folder, link))
        if not is_there(target):
            missing.append(target)
            return match[0]
        return html.escape(up + _address(link, directory_urls=directory_urls) or "./")

    return _LINK.sub(address, content), missing


def _address(path: str, *, directory_urls: bool) -> str:
    """The address of a file, from where its path is relative to."""
    if not path.endswith(".md"):
        return path
    if not directory_urls:
        return path.removesuffix(".md") + ".html"
    return path.removesuffix(_INDEX) if posixpath.basename(path) == _INDEX else path.removesuffix(".md") + "/"


def written(path: str, *, directory_urls: bool) -> str:
    """Where a file below ``content/pages`` comes to lie in the site."""
    address = _address(path, directory_urls=directory_urls)
    return f"{address}index.html" if path.endswith(".md") and directory_urls else address


def markdown_links(text: str, page: str) -> Iterator[str]:
    """The pages that a page written by hand links to in Markdown's own way."""
    for match in re.finditer(r"\]\(<?([^)\s>#]+\.md)|^\[[^\]]+\]:\s*<?([^\s>#]+\.md)", text, re.MULTILINE):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(page), match[1] or match[2]))
