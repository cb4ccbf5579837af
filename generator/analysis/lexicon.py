"""Word lists and tables of ``data/*.yml``, read once for each language.

``data/*.yml`` is English and what all languages share; ``data/<language>/*.yml`` holds what differs: each of its keys
takes the place of the common one, and a key that ends in ``+`` adds to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import yaml

DATA = Path(__file__).parent / "data"
ENGLISH = "en"

P = ParamSpec("P")
R = TypeVar("R")

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """The language whose words are meant now."""
    return _language.get()


@cache
def languages() -> tuple[str, ...]:
    """The languages that articles can be analysed in, by ISO 639 code."""
    return (ENGLISH, *sorted(folder.name for folder in DATA.iterdir() if folder.is_dir()))


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Let all tables be those of a language; of English, where there are none of it."""
    token = _language.set(lang if lang in languages() else ENGLISH)
    try:
        yield
    finally:
        _language.reset(token)


class _Kept(dict[str, Callable[..., Any]]):
    """A function by language, each with what it has returned: looked up on the way to every word of every article."""

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, lang: str) -> Callable[..., Any]:
        return self.setdefault(lang, lru_cache(maxsize=1 << 16)(self._function))


def per_language(function: Callable[P, R]) -> Callable[P, R]:
    """Remember what a function of hashable positional arguments returns, for each language apart."""
    kept, lang = _Kept(function), _language.get

    @wraps(function)
    def call(*args: Any) -> Any:
        return kept[lang()](*args)

    return cast("Callable[P, R]", call)


@per_language
def load(name: str) -> Any:
    """The content of ``data/<name>.yml`` as the language has it; do not change what it returns."""
    common, own = DATA / f"{name}.yml", DATA / _language.get() / f"{name}.yml"
    table = _read(common) if common.is_file() or not own.is_file() else {}
    return _merged(table, _read(own)) if own.is_file() else table


def _read(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def _merged(common: Any, own: Any) -> Any:
    """A table with the keys of another in place of its own; those that end in ``+`` are added to."""
    merged = dict(common)
    for key, value in own.items():
        plain = str(key).removesuffix("+")
        if plain == key:
            merged[key] = value
        else:
            merged[plain] = {**common[plain], **value} if isinstance(value, dict) else [*common[plain], *value]
    return merged


class _Lists(dict[tuple[str, str, tuple[str, ...]], frozenset[str]]):
    """Words by language, table and keys: as many as the code names, and asked for a thousand times an article."""

    def __missing__(self, asked: tuple[str, str, tuple[str, ...]]) -> frozenset[str]:
        _, name, keys = asked
        table = load(name)
        return self.setdefault(asked, frozenset(str(word).casefold() for key in keys for word in table[key]))


_lists = _Lists()


def words(name: str, *keys: str) -> frozenset[str]:
    """The casefolded entries of the lists under ``keys`` in ``data/<name>.yml``."""
    return _lists[_language.get(), name, keys]
