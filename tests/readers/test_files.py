"""Finding and opening files: only plain files inside the folder, and never a wait."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from generator import readers
from generator.config import Settings
from generator.errors import ArticleError
from generator.readers import files

TEXT = "The harbour council of Kestrin voted on Tuesday to close the old ferry."


def found(root: Path) -> list[str]:
    """What ``discover`` yields: paths below ``root``, and errors as they are printed."""
    return [
        path.relative_to(root).as_posix() if isinstance(path, Path) else str(path) for path in readers.discover(root)
    ]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def test_order_is_that_of_code_points(root: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/B.md", "é.txt", "B.txt", "a.txt"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(TEXT)
    assert found(root) == ["B.txt", "a/B.md", "a/z.txt", "a.txt", "b.txt", "é.txt"]


def test_hidden_files_readme_and_corrections_are_passed_over(root: Path) -> None:
    for name in (".hidden.txt", "README.md", "readme.md", "a.txt", "a.txt.brief.yml", ".git/x.txt"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(TEXT)
    assert found(root) == ["a.txt"]


def test_unknown_extension_is_named_with_the_known_ones(root: Path) -> None:
    (root / "a.odt").write_text(TEXT)
    (root / "Makefile").write_text(TEXT)
    first, second = found(root)
    assert first.startswith("Makefile: a name without an extension")
    assert second.startswith("a.odt: unknown extension .odt: ")
    for extension in (".txt", ".md", ".html", ".jsonl"):
        assert extension in second


def test_extension_in_capitals_is_known(root: Path) -> None:
    (root / "A.TXT").write_text(TEXT)
    assert found(root) == ["A.TXT"]


def test_link_inside_the_folder_is_followed(root: Path) -> None:
    (root / "a.txt").write_text(TEXT)
    (root / "b.txt").symlink_to("a.txt")
    assert found(root) == ["a.txt", "b.txt"]


def test_links_that_lead_elsewhere_are_refused(root: Path) -> None:
    (root.parent / "secret.txt").write_text("secret")
    (root.parent / "articles-too").mkdir()
    (root.parent / "articles-too" / "x.txt").write_text("secret")
    (root / "inner").mkdir()
    (root / "a-out.txt").symlink_to(root.parent / "secret.txt")
    (root / "b-near.txt").symlink_to(root.parent / "articles-too" / "x.txt")
    (root / "c-nowhere.txt").symlink_to(root / "missing.txt")
    (root / "d-self.txt").symlink_to("d-self.txt")
    (root / "e-folder").symlink_to("inner")
    (root / "f-up").symlink_to(root.parent)
    (root / "inner" / "g-loop").symlink_to(root)
    assert found(root) == [
        "a-out.txt: a link that leads out of the articles' folder: put the file itself here",
        "b-near.txt: a link that leads out of the articles' folder: put the file itself here",
        "c-nowhere.txt: a link that leads nowhere: remove it",
        "d-self.txt: a link that leads nowhere: remove it",
        "e-folder: a link to a folder is not followed: put the folder here",
        "f-up: a link that leads out of the articles' folder: put the file itself here",
        "inner/g-loop: a link to a folder is not followed: put the folder here",
    ]


def test_pipes_sockets_and_devices_are_refused_unopened(root: Path) -> None:
    os.mkfifo(root / "a.txt")
    (root / "c.txt").symlink_to("/dev/null")
    os.chdir(root)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("b.txt")
    assert found(root) == [
        "a.txt: a named pipe, not a file: remove it",
        "b.txt: a socket, not a file: remove it",
        "c.txt: a link that leads out of the articles' folder: put the file itself here",
    ]


@pytest.mark.parametrize("target", ["/dev/null", "/dev/zero", "/dev/tty"])
def test_device_given_by_name_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "a.txt").symlink_to(target)
    (error,) = readers.read(tmp_path / "a.txt", shown="a.txt", settings=Settings())
    assert str(error) == "a.txt: a device, not a file: remove it"


def test_pipe_that_takes_a_files_place_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (error,) = readers.read(tmp_path / "a.txt", shown="a.txt", settings=Settings())
    assert str(error) == "a.txt: a named pipe, not a file: remove it"


def test_pipe_swapped_in_after_the_check_does_not_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain.txt").write_text(TEXT)
    os.mkfifo(tmp_path / "a.txt")
    plain = (tmp_path / "plain.txt").stat()
    monkeypatch.setattr(Path, "stat", lambda self, **_: plain)
    with pytest.raises(ArticleError, match="a named pipe, not a file"):
        files.open_file(tmp_path / "a.txt", "a.txt")


def test_name_that_is_not_utf8_is_refused(root: Path) -> None:
    Path(os.fsdecode(os.fsencode(root) + b"/a\xff.txt")).write_text(TEXT)
    assert found(root) == ["a\\udcff.txt: its name is not UTF-8: rename it"]


def test_vanished_and_impossible_files() -> None:
    for path in (Path("no/such.txt"), Path("nul\0.txt"), Path("x" * 5000 + ".txt")):
        (error,) = readers.read(path, shown="shown.txt", settings=Settings())
        assert str(error).startswith("shown.txt: cannot be read (")


def test_unreadable_files_and_folders_are_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "a").mkdir()
    (root / "b.txt").write_text(TEXT)
    scandir = os.scandir

    def refuse(path: Path, *_: object) -> Any:
        if path == root:
            return scandir(path)
        raise PermissionError(13, "Permission denied")

    # Root, which tests may run as, is allowed everything: the system's refusal is played.
    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(os, "open", refuse)
    assert found(root) == ["a: cannot be listed (Permission denied): mend its permissions", "b.txt"]
    (error,) = readers.read(root / "b.txt", shown="b.txt", settings=Settings())
    assert str(error) == "b.txt: cannot be read (Permission denied): mend its permissions"


def test_missing_root_is_an_error() -> None:
    (error,) = readers.discover(Path("no/such/folder"))
    assert "cannot be listed" in str(error)


def test_deep_folders(root: Path) -> None:
    folder = root
    for _ in range(400):
        folder /= "d"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT)
    assert found(root) == ["d/" * 400 + "a.txt"]


def test_folder_named_like_an_article(root: Path) -> None:
    (root / "a.txt").mkdir()
    (root / "a.txt" / "b.txt").write_text(TEXT)
    assert found(root) == ["a.txt/b.txt"]
    (error,) = readers.read(root / "a.txt", shown="a.txt", settings=Settings())
    assert str(error) == "a.txt: a folder, not a file: remove it"
