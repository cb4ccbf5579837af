"""Articles from strings, for the tests of the readers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator import readers
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article

Read = Callable[..., list[Article | ArticleError]]


@pytest.fixture
def read_all(tmp_path: Path) -> Read:
    """Write a file and read everything in it; the path shown is the file's name."""

    def read(name: str, content: str | bytes, settings: Settings | None = None) -> list[Article | ArticleError]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(readers.read(path, shown=name, settings=settings or Settings()))

    return read


@pytest.fixture
def read_one(read_all: Read) -> Callable[..., Article]:
    """The one article of a file."""

    def read(name: str, content: str | bytes, settings: Settings | None = None) -> Article:
        (article,) = read_all(name, content, settings)
        assert isinstance(article, Article), article
        return article

    return read


@pytest.fixture
def refusal(read_all: Read) -> Callable[..., str]:
    """The one line with which a file is refused."""

    def read(name: str, content: str | bytes, settings: Settings | None = None) -> str:
        (error,) = read_all(name, content, settings)
        assert isinstance(error, ArticleError), error
        assert "\n" not in str(error)
        return str(error)

    return read
