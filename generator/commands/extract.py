"""``briefing extract``: the analysis alone, one JSON line an article."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from generator import engine, readers
from generator.commands.console import Console
from generator.commands.options import Subparsers, add_engine, cluster, talk_options
from generator.config import Settings, find_project, load
from generator.errors import ArticleError, ConfigurationError
from generator.models import Analysis, Article
from generator.readers import remote
from generator.text import sha256


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "extract",
        help="print what is found in articles as JSON lines, and write nothing",
        description="Analyse articles of any format and print one JSON line for each on standard output. "
        "Offsets are half-open and count the characters of the article's text. Of a URL's files only the names are "
        "listed here: the processes that analyse them, with --engine dask those of the workers, read them, each with "
        "the credentials of its own machine. Dumps (JSON lines, CSV, Parquet, WARC) are read here, record by record.",
        parents=[talk_options()],
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a file or a folder of articles, or a URL of either in a store: s3://bucket/articles/, or what else "
        "fsspec reads",
    )
    parser.add_argument("--with-text", action="store_true", help="add the text that the offsets count in, as 'text'")
    parser.add_argument(
        "-p",
        "--project",
        type=Path,
        metavar="DIR",
        help="take the settings of this project (default: the one here, if any)",
    )
    parser.add_argument("--model", help="the spaCy pipeline, in place of the one in the settings")
    add_engine(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    settings = _settings(arguments)
    for url in filter(remote.is_url, arguments.paths):
        remote.check(url)
    work = partial(extract, with_text=arguments.with_text)
    failed = False
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8, whatever the terminal
    results: Iterator[str | ArticleError] = engine.run(
        _records(arguments.paths, settings), work, settings, jobs=arguments.jobs, over=cluster(arguments, console)
    )
    for number, item in enumerate(results, 1):
        if isinstance(item, ArticleError):
            for problem in item.diagnostics:
                console.problem(problem)
            failed = True
        else:
            sys.stdout.write(item + "\n")
        console.progress("Extracting", number)
    return 1 if failed else 0


def _settings(arguments: argparse.Namespace) -> Settings:
    try:
        project = find_project(arguments.project or Path())
    except ConfigurationError:
        if arguments.project is not None:
            raise
        project = None
    settings = load(project) if project else Settings()
    return settings.model_copy(update={"model": arguments.model}) if arguments.model else settings


def _records(paths: list[str], settings: Settings) -> Iterator[readers.Record | readers.Stored | ArticleError]:
    """The records of files, by the paths as given, and of all files in folders; of what lies in a store the names."""
    for given in paths:
        if remote.is_url(given):
            yield from remote.listed(given, settings)
            continue
        if not Path(given).is_dir():
            yield from readers.records(Path(given), shown=given, settings=settings)
            continue
        for path in readers.discover(Path(given)):
            if isinstance(path, ArticleError):
                yield path
            else:
                yield from readers.records(path, shown=path.as_posix(), settings=settings)


def extract(record: readers.Record, settings: Settings, *, with_text: bool) -> str:
    """One record as a JSON line, without its line end."""
    article = readers.parse(record, settings)
    analysis = engine.analyser(settings, article.lang).analyse(article)
    return json.dumps(_line(article, analysis, with_text=with_text), ensure_ascii=False)


def _line(article: Article, analysis: Analysis, *, with_text: bool) -> dict[str, Any]:
    found = analysis.model_dump(mode="json")
    return {
        "id": article.id,
        "title": found.pop("title"),
        "published": article.published.value if article.published else None,
        "published_origin": article.published.origin if article.published else None,
        "publisher": article.publisher.value if article.publisher else None,
        "byline": article.byline.value if article.byline else None,
        "url": article.url.value if article.url else None,
        "lang": article.lang,
        "text_sha256": sha256(article.text),
        **found,
        **({"text": article.text} if with_text else {}),
    }
