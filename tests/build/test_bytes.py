"""The same bytes, whatever the order, the processes, the seed, the locale, the time zone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.build.support import command, outputs, run, texts
from tests.conftest import ARTICLES, MakeProject


def reverse_listings(monkeypatch: pytest.MonkeyPatch) -> None:
    listdir, scandir = os.listdir, os.scandir

    class Reversed:
        def __init__(self, *given: Any) -> None:
            with scandir(*given) as entries:
                self._entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> Iterator[Any]:
            return iter(self._entries)

        def __exit__(self, *_: object) -> None: ...

        def __iter__(self) -> Iterator[Any]:
            return iter(self._entries)

        def __next__(self) -> Any:
            if not self._entries:
                raise StopIteration
            return self._entries.pop(0)

        def close(self) -> None: ...

    monkeypatch.setattr(os, "listdir", lambda *given: sorted(listdir(*given), reverse=True))
    monkeypatch.setattr(os, "scandir", Reversed)


def test_the_order_in_folders_does_not_matter(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = {**ARTICLES, **texts(6), "z/a.txt": "Ferry z sank.", "z.txt": "Another ferry sank."}
    one = make_project(articles, name="one")
    run(one)
    two = make_project(articles, name="two")
    reverse_listings(monkeypatch)
    assert next(two.articles.iterdir()).name == "z.txt"
    run(two)
    run(two)
    assert outputs(two) == outputs(one)


@pytest.mark.parametrize(
    ("more", "environment"),
    [
        (["--jobs", "2"], {}),
        ([], {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}),
        (
            [],
            {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        ),
    ],
)
def test_bytes_depend_on_nothing_but_the_input(
    more: list[str], environment: dict[str, str], make_project: MakeProject
) -> None:
    articles = {**ARTICLES, **texts(20), "zoe.txt": "Zoë Ødegård rode in Überwald.\n\n“Näher” — said nobody."}
    one, two = make_project(articles, name="one"), make_project(articles, name="two")
    run(one)
    done = command(two, *more, **environment)
    assert done.returncode == 0, done.stderr
    assert outputs(two) == outputs(one)
