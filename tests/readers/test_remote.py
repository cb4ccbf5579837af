"""Articles in a store: the same files in the same order as in a folder, whatever their names; nothing read too far."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import escape, readers
from generator.config import Limits, Settings
from generator.errors import ArticleError, ConfigurationError, UnreachableError
from generator.readers import Record, Stored, remote
from tests.conftest import ROOT

fsspec = pytest.importorskip("fsspec", reason="neither the extra dask nor s3 is installed")
from fsspec.implementations import memory  # noqa: E402

SETTINGS = Settings()
TEXT = b"Ferry sails\n\nAda Holm opened the line in Tollen."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of every kind, with names of every kind."""
    names = [
        "b.txt",
        "a/x.txt",
        "a-b.txt",
        "a/new\nline.txt",
        "a/\x1b[31m.md",
        "a/é 北.html",
        "100%25.txt",
        "a+b&c#d.txt",
    ]
    names += [
        ".hidden.txt",
        ".git/x.txt",
        "README.md",
        "a/ReadMe.md",
        "b.txt.brief.yml",
        "x.unknown",
        "none",
        "C:\\w.txt",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    (tmp_path / "empty").mkdir()
    return tmp_path


def listed(url: str, settings: Settings = SETTINGS) -> list[Stored | Record | ArticleError]:
    return list(remote.listed(url, settings))


def problem(url: str) -> str:
    (found,) = listed(url)
    assert isinstance(found, ArticleError)
    return str(found)


def stored(url: str) -> Stored:
    (found,) = listed(url)
    assert isinstance(found, Stored)
    return found


def read(found: Stored, settings: Settings = SETTINGS) -> str:
    with pytest.raises(ArticleError) as raised:
        remote.records(found, settings)
    return str(raised.value)


# --- what is found --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["", "/"])
def test_the_files_of_a_folder_in_the_order_of_the_folder(folder: Path, end: str) -> None:
    url = f"file://{folder}"
    local = list(readers.discover(folder))
    found = listed(url + end)
    paths = [f"{url}/{one.relative_to(folder)}" for one in local if isinstance(one, Path)]
    assert [one.shown for one in found if isinstance(one, Stored)] == paths
    assert len(paths) == 9
    told = [str(one).replace(f"{url}/", "") for one in found if isinstance(one, ArticleError)]
    assert told == [str(one) for one in local if isinstance(one, ArticleError)]
    assert len(told) == 2
    for one in found:
        if isinstance(one, Stored):
            assert [part.sha256 for part in remote.records(one, SETTINGS) if isinstance(part, Record)]


def test_a_file_is_itself(folder: Path) -> None:
    url = f"file://{folder}/a/x.txt"
    assert stored(url) == Stored(url, f"file://{folder}/a/", f"{folder}/a/x.txt", len(TEXT))
    assert problem(f"{url}/") == f"{url}/: nothing is there: see that the bucket and the name are right"
    assert problem(f"file://{folder}/x.unknown").startswith(f"file://{folder}/x.unknown: unknown extension .unknown: ")


def test_what_is_no_plain_file_is_refused_unopened(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    Path(os.fsdecode(bytes(tmp_path) + b"/z\xff.txt")).write_bytes(TEXT)
    url = f"file://{tmp_path}"
    assert [str(one) for one in listed(url)] == [
        f"{url}/link.txt: a link is not followed: put the file itself there",
        f"{url}/loop: a link is not followed: put the file itself there",
        f"{url}/pipe.txt: not a plain file: remove it",
        f"{url}/z\\udcff.txt: its name is not UTF-8: rename it",
    ]


def test_an_empty_folder_has_nothing_and_a_missing_one_is_told(tmp_path: Path) -> None:
    assert listed(f"file://{tmp_path}") == []
    assert problem(f"file://{tmp_path}/none").endswith("nothing is there: see that the bucket and the name are right")


@pytest.fixture(autouse=True)
def empty_memory() -> Iterator[None]:
    yield
    memory.MemoryFileSystem.store.clear()
    memory.MemoryFileSystem.pseudo_dirs[:] = [""]


SEGMENT = st.text(st.characters(codec=None), min_size=1, max_size=12) | st.sampled_from(
    [
        "..",
        ".",
        "",
        " ",
        "\n",
        "~",
        "\x1b[2J",
        "\ud800",
        "C:\\x",
        "a?versionId=1.txt",
        "*.txt",
        "[a].txt",
        "%2e%2e",
        "s3:",
    ]
)


@given(st.lists(st.tuples(st.lists(SEGMENT, min_size=1, max_size=4), st.sampled_from(["", ".txt", ".md"])), max_size=8))
def test_no_name_stops_the_listing_or_leads_out(names: list[tuple[list[str], str]]) -> None:
    """Whatever a store says that there is (as its implementation gives it, with no check in between)."""
    memory.MemoryFileSystem.store.clear()
    system = fsspec.filesystem("memory")
    for parts, ending in names:
        path = "/top/" + "/".join(parts) + ending
        memory.MemoryFileSystem.store[path] = memory.MemoryFile(system, path, TEXT)
    for one in listed("memory://top"):
        if isinstance(one, Stored):
            assert one.path.startswith("/top/")
            assert not {part[:1] for part in one.path.split("/")[2:]} & {"."}
            assert one.shown == "memory://top/" + one.path.removeprefix("/top/")
            json.dumps(one.shown).encode()
        assert isinstance(one, Stored | ArticleError)
        shown = escape.terminal(str(one))
        assert "\n" not in shown
        assert "\x1b" not in shown


# --- URLs -----------------------------------------------------------------------------------------------------------


def test_what_is_a_url() -> None:
    assert all(map(remote.is_url, ("s3://b", "file:///x", "gs://b/x", "S3://b", "abfs+x.y-z://b")))
    assert not any(map(remote.is_url, ("a/b", "C://x", "s3:/b", "/a://b", "://b", "a b://c", "./s3://b")))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://example.org/a/", "is a page, not a store: fetch it with 'briefing add'"),
        ("s3://me:secret@bucket/a", "s3://…: a password in a URL would be shown in every line"),
        ("s3://me:sec/ret+secret@bucket/a", "s3://…: a password in a URL would be shown in every line"),
        ("zip://a::s3://bucket/x.zip", "'::' joins URLs of fsspec, which are not read"),
        ("nonesuch://bucket/", "cannot be used (ValueError: Protocol not known: nonesuch): give the URL of a store"),
    ],
)
def test_a_url_that_cannot_be_used_is_told_before_anything_is_asked(url: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        listed(url)
    assert said in str(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(("url", "remedy"), [("s3://b/", "pip install 'briefing[s3]'"), ("gs://b/", "install gcsfs")])
def test_a_package_that_is_missing_is_told(url: str, remedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("s3fs", "gcsfs"):
        monkeypatch.setitem(sys.modules, module, None)
        monkeypatch.delitem(sys.modules, f"{module}.core", raising=False)
    for protocol in ("s3", "gs"):
        monkeypatch.delitem(import_module("fsspec.registry")._registry, protocol, raising=False)
    remote._opened.cache_clear()
    try:
        with pytest.raises(ConfigurationError, match="lacks, there and on every worker: ") as raised:
            listed(url)
        assert remedy in str(raised.value)
    finally:
        remote._opened.cache_clear()


def test_fsspec_is_imported_for_urls_alone(folder: Path) -> None:
    code = "import sys; from generator.cli import main; main(['extract', '-q', sys.argv[1]]); "
    code += "print([one for one in ('fsspec', 's3fs') if one in sys.modules])"
    call = [sys.executable, "-c", code, str(folder / "none.txt")]
    assert subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "[]"


# --- limits ---------------------------------------------------------------------------------------------------------

SMALL = Settings(limits=Limits(max_file_mb=0.001))


def test_a_file_that_is_listed_as_too_large_is_not_asked_for(tmp_path: Path) -> None:
    """Five gigabytes, of which none is on the disk."""
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(5_000_000_000)
    told = problem(f"file://{tmp_path}")
    assert told.endswith("/a.txt: larger than 30 MB: split it, or raise limits.max_file_mb in briefing.yml")


def test_a_file_that_grew_since_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (found,) = listed(f"file://{tmp_path}")
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(5_000_000_000)
    tracemalloc.start()
    try:
        assert isinstance(found, Stored)
        assert "larger than 30 MB" in read(found)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_went_since_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (found,) = listed(f"file://{tmp_path}")
    (tmp_path / "a.txt").unlink()
    assert isinstance(found, Stored)
    assert read(found) == f"file://{tmp_path}/a.txt: is gone since its folder was listed: run again"


def test_a_disk_that_is_not_there_is_told_and_not_file_by_file(tmp_path: Path) -> None:
    """As on a worker that does not mount it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(TEXT)
    (found,) = listed(f"file://{tmp_path}/in/")
    assert isinstance(found, Stored)
    (tmp_path / "in").rename(tmp_path / "out")
    with pytest.raises(UnreachableError, match="finds nothing there: a disk must be mounted on every worker"):
        remote.records(found, SETTINGS)


def test_a_scheme_may_be_written_large(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (found,) = listed(f"FILE://{tmp_path}/")
    assert isinstance(found, Stored)
    assert found.shown == f"FILE://{tmp_path}/a.txt"
    assert remote.records(found, SETTINGS)


@pytest.mark.parametrize("url", ["s3://bucket/a:b@c.txt", "s3://arn:aws:s3:eu:1:accesspoint/x/a@b", "s3://me@bucket/x"])
def test_a_name_with_signs_is_no_password(url: str) -> None:
    remote.check(url)


def test_a_dump_under_an_article_s_name_is_split_as_far_as_memory_allows(tmp_path: Path) -> None:
    line = json.dumps({"text": "Ada Holm opened the line."}).encode() + b"\n"
    (tmp_path / "a.txt").write_bytes(line * 10)
    found = remote.records(stored(f"file://{tmp_path}/a.txt"), SMALL)
    assert [one.number for one in found if isinstance(one, Record)] == list(range(10))
    import gzip

    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(line * 300))
    told = read(stored(f"file://{tmp_path}/b.txt.gz"), SMALL)
    assert told.endswith("holds more than 0.006 MB of articles: give it the name of a dump, .jsonl")


def test_a_dump_is_read_here_record_by_record(tmp_path: Path) -> None:
    line = json.dumps({"text": "Ada Holm opened the line. " * 400}).encode() + b"\n"
    with (tmp_path / "a.jsonl").open("wb") as file:
        for _ in range(6000):
            file.write(line)
    local = readers.records(tmp_path / "a.jsonl", shown=f"file://{tmp_path}/a.jsonl", settings=SETTINGS)
    tracemalloc.start()
    try:
        assert all(
            one == other for one, other in zip(remote.listed(f"file://{tmp_path}", SETTINGS), local, strict=True)
        )
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


# --- a store that fails ---------------------------------------------------------------------------------------------


class _Failing:
    """A file system that raises, first of files, later of all."""

    def __init__(self, error: Exception, *, is_down: bool) -> None:
        self.error, self.is_down = error, is_down

    def cat_file(self, *_: object, **__: object) -> bytes:
        raise self.error

    def open(self, *_: object, **__: object) -> io.BytesIO:
        raise self.error

    def info(self, _: str) -> dict[str, str]:
        if self.is_down:
            raise self.error
        return {"type": "directory"}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError("Access Denied"), r"a.txt: may not be read from \S+ \(PermissionError: Access Denied\): give"),
        (TimeoutError("read timeout"), r"a.txt: cannot be read \(TimeoutError: read timeout\): run again"),
    ],
)
def test_one_object_s_error_is_its_own(error: Exception, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_store", lambda _: remote._Store(_Failing(error, is_down=False), "b"))
    with pytest.raises(ArticleError, match=said):
        remote.records(Stored("s3://b/a.txt", "s3://b", "b/a.txt", 5), SETTINGS)


def test_a_dump_that_cannot_be_read_to_its_end_is_told_after_what_it_gave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Ada Holm opened the line."}\n' * 20_000)
    (tmp_path / "b.txt").write_bytes(TEXT)

    class Broken(io.FileIO):
        def read(self, size: int = -1) -> bytes:
            if self.tell() > 300_000:
                raise TimeoutError("read timeout")
            return super().read(size)

    system = remote._store(f"file://{tmp_path}").system
    monkeypatch.setattr(system, "open", lambda path, *_, **__: Broken(path), raising=False)
    found = listed(f"file://{tmp_path}")
    assert sum(isinstance(one, Record) for one in found) > 5_000
    assert "a.jsonl: cannot be read (TimeoutError: read timeout): run again" in str(found[-2])
    assert isinstance(found[-1], Stored)


def test_a_store_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = _Failing(TimeoutError(), is_down=True)
    monkeypatch.setattr(silent, "info", lambda _: time.sleep(60))
    monkeypatch.setattr(remote, "_store", lambda _: remote._Store(silent, "b"))
    monkeypatch.setattr(remote, "ANSWER", 0.2)
    with pytest.raises(UnreachableError, match=r"s3://b/a: the store cannot be reached from \S+ \(TimeoutError\): see"):
        listed("s3://b/a")


def test_a_store_that_is_down_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    down = _Failing(ConnectionError("no route"), is_down=True)
    monkeypatch.setattr(remote, "_store", lambda _: remote._Store(down, "b"))
    said = r"s3://b/a\S*: the store cannot be reached from \S+ \(ConnectionError: no route\): see the network"
    with pytest.raises(UnreachableError, match=said):
        remote.records(Stored("s3://b/a.txt", "s3://b", "b/a.txt", 5), SETTINGS)
    with pytest.raises(UnreachableError, match=said):
        listed("s3://b/a")
