"""Files are whole or as they were; the lock frees itself; a manifest is never worse than none."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import store
from generator.errors import StoreError
from generator.store import Manifest, Row, disk
from generator.text import sha256

ROW = Row("a.txt", "0" * 64, "", None, "{}", "a.txt", "undated/a-00000000.md", "1" * 64)


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


# --- paths ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["..", "../a", "a/../../b", "a/..", "/etc/passwd", "//etc/passwd", "", ".", "./", "/"])
def test_a_path_that_leads_out_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="leads out"):
        store.inside(tmp_path, path)
    with pytest.raises(StoreError, match="leads out"):
        store.write_if_changed(tmp_path, path, b"x")
    with pytest.raises(StoreError, match="leads out"):
        store.remove(tmp_path, [path])


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_path_is_inside_or_refused(path: str) -> None:
    root = Path("/somewhere/deep")
    try:
        found = store.inside(root, path)
    except StoreError:
        return
    assert Path(os.path.normpath(found)) != root
    assert Path(os.path.normpath(found)).is_relative_to(root)


def test_a_linked_folder_does_not_lead_out(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir(), outside.mkdir()
    (root / "2022").symlink_to(outside)
    with pytest.raises(StoreError, match="a link leads out of root/"):
        store.write_if_changed(root, "2022/a.md", b"x")
    with pytest.raises(StoreError, match="a link leads out of root/"):
        store.write_if_changed(root, "2022/01/a.md", b"x")
    assert tree(outside) == {}


def test_a_link_in_place_of_a_file_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside.md"
    root.mkdir()
    outside.write_bytes(b"precious")
    (root / "a.md").symlink_to(outside)
    assert store.write_if_changed(root, "a.md", b"new")
    assert outside.read_bytes() == b"precious"
    assert not (root / "a.md").is_symlink()


# --- digests of folders ----------------------------------------------------------------------------------------------


def fill(root: Path) -> Path:
    """Folders with a page alone, with more, with none, with few files and with many; names that are no UTF-8."""
    many = [f"data/{number}.json" for number in range(30)]
    odd = os.fsdecode(b"b/\xff/index.html")
    for name in [
        "index.html",
        "a/index.html",
        "a/b/index.html",
        "a/more.html",
        "c/x.txt",
        "linked.txt",
        "c/d/index.html",
        odd,
        *many,
    ]:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(os.fsencode(name))
    (root / "b" / "link").symlink_to(root / "linked.txt")
    for passed_over in (".hidden", "__pycache__"):
        (root / passed_over).mkdir()
        (root / passed_over / "x").write_text("x")
    return root


# By folder: names of folders in it; some of them hold more, or no page, or are none.
ALONE = {"": {"a", "index"}, "/a": {"b"}, "/b": {os.fsdecode(b"\xff"), "link"}, "/c": {"d", "e"}}
TRULY_ALONE = ALONE | {"": set[str]()}


def test_a_short_look_at_pages_tells_what_a_full_one_does(tmp_path: Path) -> None:
    full = str(store.Signature(fill(tmp_path)))
    assert store.signature(tmp_path) == full
    assert store.signature(tmp_path, lambda folder: TRULY_ALONE.get(folder, ())) == full
    # Where more lies beside what should be alone, the short look differs from the full one, and stays as it is.
    short = store.signature(tmp_path, lambda folder: ALONE.get(folder, ()))
    assert short != full
    (tmp_path / "a" / "stray.html").write_text("x")
    assert store.signature(tmp_path, lambda folder: ALONE.get(folder, ())) == short
    assert store.signature(tmp_path) != full


@pytest.mark.parametrize("name", ["a/b/index.html", "c/d/index.html", "index.html", "c/x.txt", "data/7.json"])
@pytest.mark.parametrize("change", ["lost", "cut off", "more", "folder lost"])
def test_a_look_at_folders_sees(name: str, change: str, tmp_path: Path) -> None:
    def short() -> str:
        return store.signature(tmp_path, lambda folder: TRULY_ALONE.get(folder, ()))

    path = fill(tmp_path) / name
    before = short(), store.content(tmp_path)
    if change == "lost":
        path.unlink()
    elif change == "cut off":
        path.write_bytes(path.read_bytes()[:-1])
    elif change == "more":
        (path.parent.parent if "/" in name else path.parent).joinpath("more.html").write_text("")
    elif path.parent != tmp_path:
        shutil.rmtree(path.parent)
    else:
        shutil.rmtree(tmp_path)
    assert short() != before[0]
    assert short() == store.signature(tmp_path) == str(store.Signature(tmp_path))
    assert store.content(tmp_path) != before[1]


def test_hidden_folders_count_where_they_are_wanted_and_hidden_files_never(tmp_path: Path) -> None:
    icon = fill(tmp_path) / "c" / ".icons" / "desk.svg"
    icon.parent.mkdir()
    seen = set()
    for text in "ab":
        icon.write_text(text)
        seen |= {store.content(tmp_path), store.content(tmp_path, hidden_folders=True)}
    assert len(seen) == 3
    (icon.parent / ".desk.svg.swp").write_text("x")
    assert store.content(tmp_path, hidden_folders=True) in seen
    hidden = {*store.files(tmp_path, hidden_folders=True)} - {*store.files(tmp_path)}
    assert hidden == {".hidden/x", "c/.icons/desk.svg"}


def test_bytes_of_equal_number_are_seen_in_the_content_alone(tmp_path: Path) -> None:
    signature, content = store.signature(fill(tmp_path)), store.content(tmp_path)
    long = tmp_path / "c" / "x.txt"
    long.write_bytes(b"y" * long.stat().st_size)
    assert store.signature(tmp_path) == signature
    assert store.content(tmp_path) != content
    long.write_bytes(b"y" * 200_000)
    before = store.content(tmp_path)
    long.write_bytes(b"y" * 199_999 + b"z")
    assert store.content(tmp_path) != before
    known = {"c/x.txt": sha256(long.read_bytes())}
    assert store.content(tmp_path, known) == store.content(tmp_path)
    assert store.content(tmp_path, {"c/x.txt": "0" * 64}) != store.content(tmp_path)


def test_a_signature_is_renewed_where_something_changed(tmp_path: Path) -> None:
    kept = store.Signature(fill(tmp_path))
    seen = [name for name in store.files(tmp_path) if not name.startswith("__pycache__/")]
    assert {name: kept.size(name) for name in kept} == {name: (tmp_path / name).lstat().st_size for name in seen}
    assert kept.size("data") is kept.size("data/none.json") is kept.size("none/7.json") is None
    (tmp_path / "data" / "7.json").unlink()
    (tmp_path / "new" / "page").mkdir(parents=True)
    (tmp_path / "new" / "page" / "index.html").write_text("new")
    shutil.rmtree(tmp_path / "c" / "d")
    (tmp_path / "a" / "b" / "index.html").write_text("longer than it was")
    kept.renew(["data/7.json", "new/page/index.html", "c/d/index.html"], trees=["a"])
    assert str(kept) == str(store.Signature(tmp_path))
    (tmp_path / "a" / "more.html").write_text("beside what was changed")
    (tmp_path / "of-all-pages.xml").write_text("x")
    shutil.rmtree(tmp_path / "data")
    kept.renew([f"data/{number}.json" for number in range(30)], trees=["a/b", "new/tree"])
    assert str(kept) == str(store.Signature(tmp_path))


# --- writing --------------------------------------------------------------------------------------------------------


def test_a_file_is_written_only_when_its_bytes_change(tmp_path: Path) -> None:
    assert store.write_if_changed(tmp_path, "a/b/c.md", b"one")
    before = (tmp_path / "a/b/c.md").stat().st_ino
    assert not store.write_if_changed(tmp_path, "a/b/c.md", b"one")
    assert (tmp_path / "a/b/c.md").stat().st_ino == before
    assert store.write_if_changed(tmp_path, "a/b/c.md", b"two")
    assert tree(tmp_path) == {"a/b/c.md": b"two"}


def test_a_file_is_copied_in_one_step_and_not_through_a_link(tmp_path: Path) -> None:
    root, source = tmp_path / "root", tmp_path / "long"
    source.write_bytes(b"x" * 100_000)
    store.copy(source, root, "a/b.json")
    store.copy(source, root, "a/b.json")
    assert tree(root) == {"a/b.json": source.read_bytes()}
    (root / "out").symlink_to(tmp_path)
    with pytest.raises(StoreError, match="a link leads out of root/"):
        store.copy(source, root, "out/b.json")
    with pytest.raises(StoreError, match=r"a/c.json: cannot be written: No such file"):
        store.copy(tmp_path / "none", root, "a/c.json")
    assert tree(root) == {"a/b.json": source.read_bytes()}


def test_a_long_file_is_put_together_of_parts_of_what_it_replaces(tmp_path: Path) -> None:
    data = bytes(range(256)) * 10_000
    assert store.write_parts(tmp_path, "a/b.csv", [data[:9], data[9:]]) == (sha256(data), len(data))
    path = tmp_path / "a/b.csv"
    parts = chain(store.stretch(path, 5, 2_000_000), [b"new"], store.stretch(path, 7, 7), store.stretch(path, 0, 3))
    wanted = data[5:2_000_000] + b"new" + data[:3]
    assert store.write_parts(tmp_path, "a/b.csv", parts) == (sha256(wanted), len(wanted))
    assert tree(tmp_path) == {"a/b.csv": wanted}
    with pytest.raises(StoreError, match=r"a/b.csv: is shorter than it was"):
        store.write_parts(tmp_path, "a/b.csv", store.stretch(path, 0, len(wanted) + 1))
    with pytest.raises(StoreError, match=r"none.csv: cannot be read: No such file"):
        store.write_parts(tmp_path, "a/b.csv", store.stretch(tmp_path / "none.csv", 0, 1))
    assert tree(tmp_path) == {"a/b.csv": wanted}


Fault = Callable[[pytest.MonkeyPatch], None]


def _fail(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fail_to_open(patch: pytest.MonkeyPatch) -> None:
    real = Path.open
    patch.setattr(Path, "open", lambda self, mode="r", **rest: _fail() if "w" in mode else real(self, mode, **rest))


def fail_to_write(patch: pytest.MonkeyPatch) -> None:
    """Half of the bytes reach the disk, as when it fills up."""
    real = Path.open

    def open_(self: Path, mode: str = "r", **options: Any) -> Any:
        file = real(self, mode, **options)
        if "w" not in mode:
            return file

        class Half:
            def __enter__(self) -> Half:
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

            def write(self, data: bytes) -> int:
                file.write(data[: len(data) // 2])
                file.flush()
                return int(_fail())

        return Half()

    patch.setattr(Path, "open", open_)


def fail_to_sync(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "fsync", _fail)


def fail_to_rename(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Path, "replace", _fail)


def fail_to_make_folders(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Path, "mkdir", _fail)


@pytest.mark.parametrize("before", [None, b"old"])
@pytest.mark.parametrize("fault", [fail_to_open, fail_to_write, fail_to_sync, fail_to_rename, fail_to_make_folders])
def test_a_failed_write_leaves_what_was(
    fault: Fault, before: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before is not None:
        (tmp_path / "a.md").write_bytes(before)
    with monkeypatch.context() as patch:
        fault(patch)
        with pytest.raises(StoreError, match=r"a\.md: cannot be written: No space left on device"):
            store.write_if_changed(tmp_path, "a.md", b"new bytes")
    assert tree(tmp_path) == ({} if before is None else {"a.md": before})
    assert store.write_if_changed(tmp_path, "a.md", b"new bytes")
    assert tree(tmp_path) == {"a.md": b"new bytes"}


def test_bytes_are_on_disk_before_the_name_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda file: (calls.append("fsync"), sync(file)))
    monkeypatch.setattr(Path, "replace", lambda self, target: (calls.append("rename"), replace(self, target)))
    store.write_if_changed(tmp_path, "a.md", b"x")
    assert calls == ["fsync", "rename"]


def test_an_interrupted_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        store.write_if_changed(tmp_path, "a.md", b"x")
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("obstacle", ["folder", "file above"])
def test_something_in_the_way_is_a_clear_error(obstacle: str, tmp_path: Path) -> None:
    if obstacle == "folder":
        (tmp_path / "a" / "b.md").mkdir(parents=True)
    else:
        (tmp_path / "a").touch()
    with pytest.raises(StoreError, match=r"b\.md: cannot be (read|written)"):
        store.write_if_changed(tmp_path, "a/b.md", b"x")


# --- listing and removing -------------------------------------------------------------------------------------------


def test_files_are_sorted_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.md", "a/b/c.md", "a.txt", ".hidden.md", ".git/x.md", f"{store.TEMPORARY_PREFIX}1-2.tmp"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert list(store.files(tmp_path, ".md")) == ["a/b/c.md", "a/z.md", "b.md"]
    assert list(store.files(tmp_path)) == ["a.txt", "a/b/c.md", "a/z.md", "b.md"]
    assert list(store.files(tmp_path / "nowhere")) == []


def test_linked_folders_are_not_entered(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.md").touch()
    (tmp_path / "root" / "link").symlink_to(tmp_path / "out")
    (tmp_path / "root" / "self").symlink_to(tmp_path / "root")
    assert list(store.files(tmp_path / "root", ".md")) == []


def test_a_folder_that_cannot_be_listed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking it for empty would remove what is in it from the site."""
    monkeypatch.setattr(os, "scandir", _fail)
    with pytest.raises(StoreError, match="cannot be listed"):
        list(store.files(tmp_path))


def test_temporary_files_of_killed_runs_are_swept(tmp_path: Path) -> None:
    state, root = tmp_path / "state", tmp_path / "root"
    state.mkdir(), (root / "a").mkdir(parents=True)
    left = [f"a/{store.TEMPORARY_PREFIX}99-0123.tmp", f"{store.TEMPORARY_PREFIX}1-f.tmp"]

    def seen_by_a_run(*, fails: bool = False) -> set[str]:
        for name in (*left, ".keep", "a/b.md"):
            (root / name).touch()
        with contextlib.suppress(ZeroDivisionError), store.swept(state, [root]):
            found = set(tree(root))
            assert not fails or 1 / 0
        return found

    assert seen_by_a_run(fails=True) == {".keep", "a/b.md"}, "nothing is known of the run before"
    assert seen_by_a_run() == {".keep", "a/b.md"}, "the run before was cut off"
    assert seen_by_a_run() > {*left}, "it came to its end, and nobody looks"
    assert (state / "ended").exists()


def test_removing_takes_emptied_folders_along(tmp_path: Path) -> None:
    for name in ("a/b/c.md", "a/d.md", "e/f/g.md"):
        store.write_if_changed(tmp_path, name, b"x")
    store.remove(tmp_path, ["a/b/c.md", "e/f/g.md", "e/f/g.md", "nowhere/x.md"])
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == ["a", "a/d.md"]


def test_what_cannot_be_deleted_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "unlink", _fail)
    with pytest.raises(StoreError, match=r"a\.md: cannot be deleted: No space left"):
        store.remove(tmp_path, ["a.md"])


# --- the lock -------------------------------------------------------------------------------------------------------

HOLDER = """
import sys, time
from pathlib import Path
from generator import store
with store.lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            with pytest.raises(StoreError, match=f"process {holder.pid}"), store.lock(tmp_path):
                pass
        finally:
            holder.send_signal(signal.SIGKILL)
    with store.lock(tmp_path):  # its death has freed it
        assert (tmp_path / "lock").read_text() == str(os.getpid())
    with store.lock(tmp_path):
        pass


def test_a_run_may_wait_for_another(tmp_path: Path) -> None:
    script = HOLDER.replace("sleep(60)", "sleep(1)")
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="another run"), store.lock(tmp_path, wait=0.1):
            pass
        with store.lock(tmp_path, wait=60):
            assert holder.wait() == 0


def test_a_project_is_served_once_and_the_second_is_told_where(tmp_path: Path) -> None:
    with store.serving(tmp_path, "127.0.0.1:8000"):
        told = rf"served already: http://127\.0\.0\.1:8000/ by process {os.getpid()}; look there"
        with pytest.raises(StoreError, match=told), store.serving(tmp_path, "127.0.0.1:8001"):
            pass
        with store.lock(tmp_path):
            pass  # runs go on
    with store.serving(tmp_path, "127.0.0.1:8001"):
        pass


def test_a_lock_file_of_a_dead_process_does_not_block(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("4194304999")
    with store.lock(tmp_path):
        pass


def test_the_lock_is_freed_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), store.lock(tmp_path):
        raise KeyboardInterrupt
    with store.lock(tmp_path):
        pass


def test_a_state_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be written"), store.lock(tmp_path / "file" / "state"):
        pass


def test_a_file_system_without_locks_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk.fcntl, "flock", _fail)
    with pytest.raises(StoreError, match="cannot be locked"), store.lock(tmp_path):
        pass


# --- the manifest ---------------------------------------------------------------------------------------------------


def test_rows_come_back(tmp_path: Path) -> None:
    with Manifest(tmp_path) as manifest:
        assert manifest.is_empty()
        manifest.put([ROW])
        assert manifest.get("a.txt", "0" * 64, None) == ROW
        assert manifest.get("a.txt", "1" * 64, None) is None
        assert manifest.state("x") is None
        manifest.set_state("x", "1")
        manifest.set_state("x", "2")
    with Manifest(tmp_path) as manifest:
        assert not manifest.is_empty()
        assert manifest.get("a.txt", "0" * 64, None) == ROW
        assert manifest.state("x") == "2"


def numbered(number: int | None, record: str | None = None) -> Row:
    name = str(number) if record is None else record
    return Row("d.jsonl", "0" * 64, name, number, "{}", f"d.jsonl#{name}", f"undated/{name}-00000000.md", "1" * 64)


def test_equal_records_of_a_dump_are_told_apart_by_their_number(tmp_path: Path) -> None:
    with Manifest(tmp_path) as manifest:
        manifest.put([numbered(0), numbered(4)])
        assert manifest.get("d.jsonl", "0" * 64, 0) == numbered(0)
        assert manifest.get("d.jsonl", "0" * 64, 4) == numbered(4)
        assert manifest.get("d.jsonl", "0" * 64, 3) is None
        manifest.keep({numbered(4).key})
        assert manifest.get("d.jsonl", "0" * 64, 0) is None
        assert manifest.get("d.jsonl", "0" * 64, 4) == numbered(4)


def test_a_record_with_an_id_of_its_own_may_stand_anywhere(tmp_path: Path) -> None:
    with Manifest(tmp_path) as manifest:
        manifest.put([numbered(None, "7")])
        assert manifest.get("d.jsonl", "0" * 64, 0) == manifest.get("d.jsonl", "0" * 64, 9) == numbered(None, "7")


def _scribble(path: Path) -> None:
    path.write_bytes(b"this is no database" * 1000)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _damage_inside(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(bytes(data))


def _change_number(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 1")


def _change_tables(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.executescript("DROP TABLE records; CREATE TABLE records (path TEXT); PRAGMA user_version = 1")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [_scribble, _truncate, _damage_inside, _change_number, _change_tables, _empty])
def test_a_damaged_manifest_makes_way_for_a_new_one(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    with Manifest(tmp_path) as manifest:
        manifest.put([numbered(number) for number in range(100)])
    spoil(tmp_path / "manifest.sqlite")
    with Manifest(tmp_path) as manifest:
        assert manifest.is_empty()
        manifest.put([ROW])
        assert manifest.get("a.txt", "0" * 64, None) == ROW


def test_a_manifest_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "manifest.sqlite").mkdir()
    with pytest.raises(StoreError, match=r"manifest\.sqlite: .*delete the folder"):
        Manifest(tmp_path)


def test_a_full_disk_is_a_clear_error(tmp_path: Path) -> None:
    with Manifest(tmp_path) as manifest:
        manifest._db.execute("PRAGMA max_page_count = 8")
        with pytest.raises(StoreError, match="full"):
            manifest.put(numbered(number) for number in range(1000))
        assert manifest.is_empty()  # all of a transaction, or nothing


KILLED = """
import os, signal, sys
from pathlib import Path
from generator.store import Manifest
from tests.test_store import ROW
manifest = Manifest(Path(sys.argv[1]))
manifest.put([ROW])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_put_outlives_a_kill(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=Path(__file__).parents[1], check=False)
    assert done.returncode == -signal.SIGKILL
    with Manifest(tmp_path) as manifest:
        assert manifest.get("a.txt", "0" * 64, None) == ROW


# --- whole folders --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("renamed", [0, 1, 2])
def test_a_folder_takes_the_place_of_another_whatever_can_be_renamed(
    renamed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, target, aside = (tmp_path / name for name in ("fresh", "target", "aside"))
    for root, names in ((fresh, ["same", "new/a", "other"]), (target, ["same", "old/a", ".hidden"])):
        for name in names:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(name)
    (target / "other").write_text("as it was")
    wanted, inode = tree(fresh), (target / "same").stat().st_ino
    rename, calls = Path.rename, list[Path]()

    def refuse(self: Path, to: Path) -> Path:
        calls.append(self)
        if len(calls) == renamed + 1:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with store.under_way(aside):
        store.replace(fresh, target, aside)
    assert not aside.exists()
    if renamed == 2:
        assert tree(target) == wanted
    else:
        assert tree(target) == {**wanted, ".hidden": b".hidden"}
        assert (target / "same").stat().st_ino == inode
        assert not (target / "old").exists()


def test_what_is_under_way_is_gone_whatever_happens(tmp_path: Path) -> None:
    kept, link, folder = tmp_path / "kept", tmp_path / "link", tmp_path / "folder"
    kept.mkdir()
    link.symlink_to(kept)

    def work() -> None:
        with store.under_way(link, folder):
            assert not link.is_symlink()
            (folder / "a").mkdir(parents=True)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
