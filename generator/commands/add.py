"""``briefing add``: pages from the web into ``content/articles``."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator
from pathlib import Path

from generator import fetch, readers, store
from generator.commands.console import Console
from generator.commands.options import Subparsers, project_options
from generator.config import Settings, find_project, load
from generator.errors import ArticleError, BriefingError, ConfigurationError, Diagnostic
from generator.fetch.saving import file_name
from generator.models import Article
from generator.readers import Record
from generator.readers.base import MEGABYTE
from generator.text import sha256


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "add",
        help="fetch pages into content/articles",
        description="Save pages, each with its address, as content/articles/HOST/NAME.html. robots.txt is obeyed; "
        "http and https alone; no private address is reached, not by a redirect or a change of names either. "
        "The same address is the same file: adding it again brings it up to date.",
        parents=[project_options(jobs=False)],
    )
    parser.add_argument("urls", nargs="*", metavar="URL", help="a page's address")
    parser.add_argument(
        "--from-feed", metavar="FEED", help="all items of an RSS, Atom or JSON feed: an address or a file"
    )
    parser.add_argument("--from-file", metavar="FILE", help="all addresses in a file, one a line; -: standard input")
    parser.add_argument("--allow-private", action="store_true", help="reach private and local addresses, too")
    parser.add_argument("--timeout", type=_seconds, default=30.0, metavar="S", help="seconds for a page (default: 30)")
    parser.add_argument(
        "--pause", type=_seconds, default=1.0, metavar="S", help="seconds between two requests to one host (default: 1)"
    )
    parser.set_defaults(run=run)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < math.inf:
        raise argparse.ArgumentTypeError(f"must be a number of seconds, 0 or more, not {text!r}")
    return seconds


def run(arguments: argparse.Namespace, console: Console) -> int:
    project = find_project(arguments.project)
    settings = load(project)
    client = fetch.Client(
        size=int(settings.limits.max_file_mb * MEGABYTE),
        seconds=arguments.timeout,
        pause=arguments.pause,
        allow_private=arguments.allow_private,
    )
    failed = False
    for url in dict.fromkeys(_urls(arguments, client, settings)):
        try:
            name, article, changed = _save(url, client, settings, project.articles)
            state = "added" if changed else "unchanged"
            console.result(
                f"{state}: content/articles/{name}: {article.title.text if article.title else 'no headline'}"
            )
        except (fetch.FetchError, ArticleError) as error:
            reason = error.diagnostic.reason if isinstance(error, ArticleError) else str(error)
            console.problem(Diagnostic(url, None, reason))
            failed = True
    return 1 if failed else 0


def _save(url: str, client: fetch.Client, settings: Settings, folder: Path) -> tuple[str, Article, bool]:
    """Fetch a page and write it, if an article is found in it."""
    name = file_name(url)
    data = fetch.saved(client.page(url), url)
    article = readers.parse(Record(name, "html", data, sha256(data)), settings)
    return name, article, store.write_if_changed(folder, name, data)


def _urls(arguments: argparse.Namespace, client: fetch.Client, settings: Settings) -> Iterator[str]:
    """All addresses asked for.

    Raises:
        ConfigurationError: nothing was asked for.
        BriefingError: the file or the feed cannot be read.
    """
    if not (arguments.urls or arguments.from_feed or arguments.from_file):
        reason = "nothing to add: give an address, --from-feed or --from-file"
        raise ConfigurationError([Diagnostic("briefing add", None, reason)])
    yield from arguments.urls
    try:
        if arguments.from_file:
            lines = (
                sys.stdin if arguments.from_file == "-" else Path(arguments.from_file).read_text("utf-8").splitlines()
            )
            yield from (url for line in lines if (url := line.strip()) and not url.startswith("#"))
        if arguments.from_feed:
            feed: str = arguments.from_feed
            is_address = feed.lower().startswith(("http://", "https://"))
            data = client.page(feed).data if is_address else Path(feed).read_bytes()
            yield from fetch.links_of_feed(data, feed, settings)
    except (fetch.FetchError, OSError, UnicodeDecodeError) as error:
        reason = f"cannot be read: {error.strerror}" if isinstance(error, OSError) and error.strerror else str(error)
        raise BriefingError(f"{arguments.from_feed or arguments.from_file}: {reason}") from None
