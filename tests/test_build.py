"""From articles to briefs and pages: only what changed, nothing lost, the same bytes however it came about."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import brief, build, engine, readers, store
from generator.build import Report
from generator.config import Project, Settings
from generator.errors import StoreError
from generator.models import Analysis, Article
from tests import stubbed
from tests.conftest import ARTICLES, MakeProject

ROOT = Path(__file__).parents[1]


class Counting(stubbed.ToyAnalyser):
    """Notes what is analysed."""

    analysed: list[str] = []  # noqa: RUF012  (emptied by the fixture)

    def analyse(self, article: Article) -> Analysis:
        self.analysed.append(article.id)
        return super().analyse(article)


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The toy analysis; ids of the articles that it was given."""
    Counting.analysed.clear()
    monkeypatch.setattr(engine, "analyser", Counting)
    monkeypatch.setattr(engine, "generator_info", stubbed._info)
    return Counting.analysed


def run(project: Project, **options: Any) -> Report:
    """One run, without the site."""
    settings = options.pop("settings", Settings())
    Counting.analysed.clear()
    return build.run(project, settings, site=False, **options)


def tree(*roots: Path) -> dict[str, bytes]:
    """Every file below the folders, hidden ones too."""
    return {str(path): path.read_bytes() for root in roots for path in root.rglob("*") if path.is_file()}


def outputs(project: Project) -> dict[str, bytes]:
    """What a run makes, by path below ``content``."""
    found = tree(project.briefs, project.pages)
    return {str(Path(name).relative_to(project.root / "content")): data for name, data in found.items()}


def marks(project: Project) -> dict[str, tuple[int, int]]:
    """What changes when a file is written: its inode and time."""
    found = (project.root / "content").rglob("*")
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def texts(count: int, **more: str) -> dict[str, str]:
    """Short articles of our own."""
    articles = {
        f"{n:03}.txt": f"Ferry {n} sails\n\nAda Holm opened line {n} in Tollen on 2031-03-04." for n in range(count)
    }
    return {**articles, **more}


def briefs_of(project: Project) -> dict[str, str]:
    """Paths of the briefs by the path (and record) of their article."""
    found = {}
    for path in build.Folder(project).present:
        source = brief.load((project.briefs / path).read_text())[0].source
        found[source.path if source.record is None else f"{source.path}#{source.record}"] = path
    return found


# --- what is done again ---------------------------------------------------------------------------------------------


def test_articles_become_briefs_and_pages(project: Project) -> None:
    report = run(project)
    assert report.written == [
        "2031/04/hallow-sound-lights-its-new-beacon-" + brief.identity_hash("dump.jsonl#a-1") + ".md",
        "undated/herring-came-back-to-the-sound-in-march-after-nine-years-fishermen-said-"
        + brief.identity_hash("dump.jsonl#a-2")
        + ".md",
        "2031/03/island-council-buys-a-second-ferry-" + brief.identity_hash("ferry.txt") + ".md",
        "2031/03/bridge-at-tollen-closes-for-repairs-" + brief.identity_hash("roads/bridge.md") + ".md",
    ]
    assert (report.unchanged, report.removed, report.kept, report.failures) == (0, [], [], [])
    assert report.pages_written == len(list(store.files(project.pages)))
    assert all(brief.is_sealed((project.briefs / path).read_text()) for path in report.written)


def test_nothing_changed_is_nothing_done(project: Project, toy: list[str]) -> None:
    run(project)
    before = marks(project)
    report = run(project)
    assert toy == []
    assert (report.written, report.unchanged, report.pages_written, report.removed) == ([], 4, 0, [])
    assert marks(project) == before


def test_one_changed_article_is_analysed_alone(project: Project, toy: list[str]) -> None:
    run(project)
    (project.articles / "ferry.txt").write_text(ARTICLES["ferry.txt"] + "\nPiet Varga disagreed.\n")
    report = run(project)
    assert toy == ["ferry.txt"]
    assert (len(report.written), report.unchanged) == (1, 3)


def test_file_times_mean_nothing(project: Project, toy: list[str]) -> None:
    run(project)
    for path in project.root.joinpath("content").rglob("*"):
        os.utime(path, (1, 1))
    run(project)
    assert toy == []
    path, times = project.articles / "ferry.txt", (project.articles / "ferry.txt").stat()
    path.write_text(ARTICLES["ferry.txt"].replace("14", "15"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    run(project)
    assert toy == ["ferry.txt"]


@pytest.mark.parametrize(
    ("settings", "analysed"),
    [(Settings(key_facts=3), 4), (Settings(source_text="none"), 4), (Settings(briefs_on_home=3), 0)],
)
def test_settings_touch_what_depends_on_them(
    settings: Settings, analysed: int, project: Project, toy: list[str]
) -> None:
    run(project)
    run(project, settings=settings)
    assert len(toy) == analysed
    run(project, settings=settings)
    assert toy == []


def test_deleting_the_state_changes_no_byte_and_analyses_nothing(project: Project, toy: list[str]) -> None:
    run(project)
    before = outputs(project)
    shutil.rmtree(project.state)
    assert run(project).unchanged == 4
    assert toy == []
    assert outputs(project) == before


@pytest.mark.parametrize("damage", [b"", b"no database" * 999])
def test_a_damaged_manifest_changes_no_byte(damage: bytes, project: Project, toy: list[str]) -> None:
    run(project)
    before = outputs(project)
    (project.state / "manifest.sqlite").write_bytes(damage)
    run(project)
    assert toy == []
    assert outputs(project) == before


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: data.replace(b"14 million", b"15 million"),
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\r", 1),
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: b"<<<<<<< ours\n" + data,
        lambda data: data.replace(b"\n---\n", b"\n--\n"),
        lambda data: b"\xff\xfe" + data,
    ],
)
@pytest.mark.parametrize("is_state_lost", [False, True])
def test_a_brief_changed_by_hand_is_made_again(
    edit: Callable[[bytes], bytes], is_state_lost: bool, project: Project, toy: list[str]
) -> None:
    run(project)
    before = outputs(project)
    path = project.briefs / briefs_of(project)["ferry.txt"]
    path.write_bytes(edit(path.read_bytes()))
    if is_state_lost:
        shutil.rmtree(project.state)
    report = run(project)
    assert toy == ["ferry.txt"]
    assert report.failures == []
    assert outputs(project) == before


def test_pages_changed_by_hand_are_made_again(project: Project) -> None:
    run(project)
    before = outputs(project)
    (project.pages / "index.md").write_text("mine")
    (project.pages / "more.md").write_text("mine too")
    assert run(project).pages_written == 1
    assert outputs(project) == before


# --- paths ----------------------------------------------------------------------------------------------------------


def test_a_brief_keeps_its_path_when_headline_and_date_change(make_project: MakeProject) -> None:
    project = make_project({"a.md": "---\ntitle: One\ndate: 2031-03-04\n---\nThe ferry sank."})
    (path,) = run(project).written
    (project.articles / "a.md").write_text("---\ntitle: Another\ndate: 2032-12-31\n---\nThe ferry sank.")
    assert run(project).written == [path]
    assert 'title: "Another"' in (project.briefs / path).read_text()
    shutil.rmtree(project.state)
    assert run(project).written == []
    assert list(briefs_of(project).values()) == [path]


def test_a_brief_that_was_moved_stays_where_it_was_put(make_project: MakeProject) -> None:
    project = make_project(texts(1))
    (path,) = run(project).written
    (project.briefs / "kept").mkdir()
    (project.briefs / path).rename(project.briefs / "kept" / Path(path).name)
    assert run(project).removed == []
    assert briefs_of(project) == {"000.txt": f"kept/{Path(path).name}"}


@pytest.mark.parametrize("is_state_lost", [False, True])
def test_of_two_briefs_of_one_article_the_first_stays(is_state_lost: bool, make_project: MakeProject) -> None:
    """As a merge of two branches leaves them, one of which changed the headline."""
    project = make_project(texts(1))
    (path,) = run(project).written
    copy = Path(path).with_name(f"a-copy-{path[-11:]}")
    shutil.copy(project.briefs / path, project.briefs / copy)
    if is_state_lost:
        shutil.rmtree(project.state)
    assert run(project).removed == [path]
    assert briefs_of(project) == {"000.txt": copy.as_posix()}


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_articles_whose_hashes_collide_keep_their_own_briefs(
    names: tuple[str, str], make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 100,000 articles two with the same eight digits are to be expected."""
    monkeypatch.setattr(brief, "identity_hash", lambda identity: "0" * 8)
    monkeypatch.setattr(brief.document, "identity_hash", lambda identity: "0" * 8)
    first, second = names
    project = make_project({first: "First ferry sails\n\nIt sailed on 2031-03-04."})
    run(project)
    before = briefs_of(project)
    (project.articles / second).write_text("Second ferry sails\n\nIt sailed on 2031-03-04.")
    assert len(run(project).written) == 1
    both = briefs_of(project)
    assert both == {**both, **before}
    for name in names:
        path = project.articles / name
        path.write_text(path.read_text().replace("ferry sails", "boat sank"))
    run(project)
    assert briefs_of(project) == both
    shutil.rmtree(project.state)
    assert run(project, settings=Settings(key_facts=3)).failures == []
    assert briefs_of(project) == both


def test_articles_whose_briefs_would_have_one_name_are_told(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief, "identity_hash", lambda identity: "0" * 8)
    monkeypatch.setattr(brief.document, "identity_hash", lambda identity: "0" * 8)
    project = make_project(dict.fromkeys(("a.txt", "b.txt"), "The ferry sails\n\nIt sailed."))
    for _ in range(2):
        (failure,) = run(project).failures
        assert str(failure).startswith("content/articles/b.txt: its brief would have the name of another one's")
    assert list(briefs_of(project)) == ["a.txt"]


@pytest.mark.parametrize(
    "title", ["../../../etc/passwd", "..", "/etc/passwd", "CON", "a\\b", "x" * 500, "北京", "\u202e"]
)
def test_no_headline_leads_anywhere_else(title: str, make_project: MakeProject) -> None:
    project = make_project({"dump.jsonl": stubbed_json(title=title, text="The ferry sank in Tollen.")})
    before = set(tree(project.root))
    (path,) = run(project).written
    assert path.startswith("undated/")
    assert len(Path(path).name) < 100
    new = {Path(name) for name in set(tree(project.root)) - before}
    assert all(any(one.is_relative_to(root) for root in (project.briefs, project.pages, project.state)) for one in new)


def stubbed_json(**values: Any) -> str:
    import json

    return json.dumps(values) + "\n"


# --- what goes, what stays ------------------------------------------------------------------------------------------


def test_an_article_that_is_gone_takes_its_brief_and_pages_along(project: Project) -> None:
    run(project)
    path = briefs_of(project)["roads/bridge.md"]
    shutil.rmtree(project.articles / "roads")
    assert run(project).removed == [path]
    assert "roads/bridge.md" not in briefs_of(project)
    assert not [name for name in store.files(project.pages) if Path(path).stem in name]


def test_an_emptied_month_leaves_no_folder(make_project: MakeProject) -> None:
    project = make_project(
        {"a.md": "---\ntitle: One\ndate: 2031-03-04\n---\nThe ferry sank.", "b.txt": "No date here."}
    )
    run(project)
    (project.articles / "a.md").unlink()
    run(project)
    assert not (project.briefs / "2031").exists()


def test_a_bad_article_is_one_line_and_the_others_are_built(project: Project) -> None:
    (project.articles / "empty.txt").touch()
    (project.articles / "picture.png").touch()
    (project.articles / "bad.md").write_text("---\ntitle: a\ntitle: b\n---\nText.")
    (project.articles / "fault.txt").write_text("Please raise an error here.")
    report = run(project)
    assert len(report.written) == 4
    found = sorted(map(str, report.failures))
    assert found[0] == "content/articles/bad.md:3: duplicate key 'title'" or found[0].startswith(
        "content/articles/bad.md:3: "
    )
    assert found[1].startswith("content/articles/empty.txt: ")
    assert found[2] == "content/articles/fault.txt: cannot be analysed: ValueError: as asked, over two lines"
    assert found[3].startswith("content/articles/picture.png: ")
    assert len(found) == 4
    assert all("\n" not in line for line in found)


@pytest.mark.parametrize("fault", ["", "Please raise an error here.", "---\nunclosed: "])
@pytest.mark.parametrize("is_state_lost", [False, True])
def test_the_last_brief_of_an_article_that_cannot_be_read_now_stays(
    fault: str, is_state_lost: bool, make_project: MakeProject
) -> None:
    project = make_project({"a.md": "---\ntitle: One\n---\nThe ferry sank.", "b.txt": "Two ferries sank."})
    run(project)
    before, path = outputs(project), briefs_of(project)["a.md"]
    (project.articles / "a.md").write_text(fault)
    if is_state_lost:
        shutil.rmtree(project.state)
    for _ in range(2):
        report = run(project)
        assert report.kept == [path]
        assert report.removed == []
        assert [failure.path for failure in report.failures] == ["content/articles/a.md"]
        assert outputs(project) == before
        assert report.briefs == 2


def test_a_damaged_brief_stays_while_its_article_cannot_be_read(make_project: MakeProject) -> None:
    project = make_project(texts(2))
    run(project)
    path = briefs_of(project)["000.txt"]
    (project.briefs / path).write_text("<<<<<<< ours")
    (project.articles / "000.txt").write_text("")
    report = run(project)
    assert report.kept == [path]
    assert (
        sorted(failure.path for failure in report.failures)
        == [f"content/briefs/{path}", "content/articles/000.txt"][::-1]
    )


def refuse_to_list(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    real = os.listdir

    def listdir(path: Any) -> list[str]:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)


@pytest.mark.parametrize("folder", ["roads", ""])
def test_briefs_of_a_folder_that_cannot_be_listed_stay(
    folder: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project)
    before = outputs(project)
    refuse_to_list(monkeypatch, project.articles / folder)
    report = run(project)
    assert len(report.failures) == 1
    assert "cannot be listed" in str(report.failures[0])
    assert len(report.kept) == (1 if folder else 4)
    assert report.removed == []
    assert outputs(project) == before


def test_a_missing_articles_folder_removes_nothing(project: Project) -> None:
    run(project)
    before = outputs(project)
    shutil.rmtree(project.articles)
    report = run(project)
    assert len(report.failures) == 1
    assert outputs(project) == before


@pytest.mark.parametrize(
    ("count", "gone", "are_removed"),
    [(4, 4, True), (5, 5, False), (40, 4, True), (40, 5, False), (60, 6, True), (60, 7, False)],
)
def test_many_briefs_vanish_only_when_asked(
    count: int, gone: int, are_removed: bool, make_project: MakeProject
) -> None:
    project = make_project(texts(count, **{"stays.txt": "One stays."}) if gone == count else texts(count))
    run(project)
    total = len(briefs_of(project))
    for n in range(gone):
        (project.articles / f"{n:03}.txt").unlink()
    report = run(project)
    assert len(report.removed) == (gone if are_removed else 0)
    assert len(report.held) == (0 if are_removed else gone)
    assert bool(report.failures) is not are_removed
    assert len(briefs_of(project)) == report.briefs == total - len(report.removed)
    if not are_removed:
        assert "--prune" in str(report.failures[0])
        assert len(run(project, prune=True).removed) == gone
        assert len(briefs_of(project)) == total - gone


def test_files_that_are_no_briefs_are_left_alone(project: Project) -> None:
    run(project)
    pages = outputs(project).keys()
    for name in ("README.md", "notes/plan.md", "2031/03/picture.png", ".gitkeep"):
        (project.briefs / name).parent.mkdir(exist_ok=True)
        (project.briefs / name).write_text("mine")
    report = run(project)
    assert report.removed == []
    assert report.failures == []
    assert (project.briefs / "notes/plan.md").read_text() == "mine"
    assert {name for name in outputs(project) if name.startswith("pages/")} == {
        n for n in pages if n.startswith("pages/")
    }


def test_temporary_files_of_a_killed_run_are_swept(project: Project) -> None:
    run(project)
    before = outputs(project)
    for folder in (project.briefs / "2031", project.pages):
        (folder / f"{store.TEMPORARY_PREFIX}123-abc.tmp").write_text("half")
    run(project)
    assert outputs(project) == before


# --- the same article twice -----------------------------------------------------------------------------------------


def test_the_same_identity_twice_is_a_clear_error_every_time(make_project: MakeProject) -> None:
    article = "---\ntitle: {}\nurl: https://x.example/1\n---\nThe ferry sank."
    project = make_project({"a.md": article.format("One"), "b.md": article.format("Two")})
    expected = (
        "content/articles/b.md: the same article as a.md ('https://x.example/1'); remove one, or tell them apart "
        "by url or id"
    )
    for is_state_lost in (False, False, True):
        if is_state_lost:
            shutil.rmtree(project.state)
        assert list(map(str, run(project).failures)) == [expected]
        assert list(briefs_of(project)) == ["a.md"]
    (project.articles / "a.md").unlink()
    assert run(project).failures == []
    assert list(briefs_of(project)) == ["b.md"]


def test_the_same_record_twice_is_named_by_line(make_project: MakeProject) -> None:
    line = stubbed_json(id="x", text="The ferry sank.")
    project = make_project({"d.jsonl": line + "\n" + line})
    for _ in range(2):
        (failure,) = run(project).failures
        assert str(failure).startswith("content/articles/d.jsonl:3: the same article as d.jsonl:1 ('d.jsonl#x')")


# --- dumps ----------------------------------------------------------------------------------------------------------


def lines(*texts_: str, **more: str) -> str:
    return "".join(stubbed_json(text=text, **more) for text in texts_)


def test_equal_records_without_ids_have_a_brief_each_and_stay(make_project: MakeProject, toy: list[str]) -> None:
    project = make_project({"d.jsonl": lines("The ferry sank.", "A boat sailed.", "The ferry sank.")})
    assert len(run(project).written) == 3
    report = run(project)
    assert (report.unchanged, toy) == (3, [])
    shutil.rmtree(project.state)
    assert (run(project).unchanged, toy) == (3, [])


def test_ids_of_digits_are_ids_and_no_places(make_project: MakeProject, toy: list[str]) -> None:
    project = make_project({"d.jsonl": "".join(stubbed_json(id=str(n), text=f"Ferry {n} sank.") for n in (7, 3, 1))})
    assert len(run(project).written) == 3
    assert (run(project).unchanged, toy) == (3, [])
    (project.articles / "d.jsonl").write_text(
        "".join(stubbed_json(id=str(n), text=f"Ferry {n} sank.") for n in (1, 3, 7))
    )
    assert (run(project).unchanged, toy) == (3, [])


def test_a_record_inserted_at_the_top_is_the_only_one_made_where_there_are_ids(
    make_project: MakeProject, toy: list[str]
) -> None:
    records = [stubbed_json(id=name, text=f"Ferry {name} sank.") for name in "abcd"]
    project = make_project({"d.jsonl": "".join(records[1:])})
    run(project)
    before = briefs_of(project)
    (project.articles / "d.jsonl").write_text("".join(records))
    assert len(run(project).written) == 1
    assert toy == ["a"]
    assert briefs_of(project) == {**briefs_of(project), **before}


def test_a_record_inserted_at_the_top_renumbers_those_without_ids(make_project: MakeProject) -> None:
    project = make_project({"d.jsonl": lines("One ferry sank.", "Two ferries sank.")})
    run(project)
    before = briefs_of(project)
    (project.articles / "d.jsonl").write_text(lines("No ferry sank.", "One ferry sank.", "Two ferries sank."))
    report = run(project)
    assert (report.removed, report.failures) == ([], [])
    after = briefs_of(project)
    assert after == {**after, **before}
    titles = [brief.load((project.briefs / after[f"d.jsonl#{n}"]).read_text())[0].title for n in range(3)]
    assert titles == ["No ferry sank.", "One ferry sank.", "Two ferries sank."]
    documents = outputs(project)
    shutil.rmtree(project.state)
    run(project)
    assert outputs(project) == documents


def test_a_record_with_an_address_tells_its_new_number(make_project: MakeProject) -> None:
    """Or the bytes would depend on what the dump was before."""
    record = stubbed_json(url="https://x.example/1", text="One ferry sank.")
    project = make_project({"d.jsonl": record})
    run(project)
    (project.articles / "d.jsonl").write_text(lines("No ferry sank.") + record)
    run(project)
    assert set(briefs_of(project)) == {"d.jsonl#0", "d.jsonl#1"}


@pytest.mark.parametrize("identifier", ["\ud800", "\x00", "a\nb", "../..", "x" * 10_000, " ", "🦀"])
def test_odd_ids_are_built_or_refused(identifier: str, make_project: MakeProject) -> None:
    project = make_project({"d.jsonl": stubbed_json(id=identifier, text="The ferry sank.") + lines("A boat sailed.")})
    report = run(project)
    assert len(report.written) + len(report.failures) == 2
    assert run(project).unchanged == len(report.written)


# --- the same bytes -------------------------------------------------------------------------------------------------


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


def command(project: Project, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``briefing generate`` with the toy, in a process of its own."""
    call = [sys.executable, "-m", "tests.stubbed", "generate", "--project", str(project.root), *more]
    environ = {**os.environ, "OMP_NUM_THREADS": "1", **environment}
    return subprocess.run(call, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


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


# --- faults ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [0, 1, 5, 9])
def test_a_write_that_fails_stops_the_run_and_the_next_one_completes(
    at: int, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make_project(texts(5), name="whole")
    run(whole)
    project = make_project(texts(5), name="broken")
    replace, calls = Path.replace, []

    def fail_at(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > at:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail_at)
        with pytest.raises(StoreError, match="No space left on device"):
            run(project)
    expected = outputs(whole)
    found = outputs(project)
    assert len(found) == at
    assert found.items() <= expected.items()
    run(project)
    assert outputs(project) == expected


def test_two_runs_at_once_do_not_mix(project: Project) -> None:
    with store.lock(project.state), pytest.raises(StoreError, match="another run"):
        run(project)
    assert outputs(project) == {}


def test_an_article_that_ends_its_process_is_named_and_the_others_are_built(make_project: MakeProject) -> None:
    project = make_project(texts(10, **{"killer.txt": "Please end this process."}))
    done = command(project, "--jobs", "2")
    assert done.returncode == 1
    assert "content/articles/killer.txt: ended the process that analysed it 3 times" in done.stderr
    assert len(briefs_of(project)) == 10


def test_the_plugin_starts_no_build_inside_a_build(project: Project) -> None:
    token = build._under_way.set(True)
    try:
        assert build.refresh(project) is None
    finally:
        build._under_way.reset(token)
    report = build.refresh(project)
    assert report is not None
    assert len(report.written) == 4


# --- kills ----------------------------------------------------------------------------------------------------------


def changed(article: str) -> str:
    return article.replace("sails", "sank").replace("opened", "closed")


def kill_at_random(project: Project, longest: float, chance: random.Random, *more: str) -> bool:
    """Start a run and kill it, workers and all; whether it was killed before its end."""
    call = [sys.executable, "-m", "tests.stubbed", "generate", "--quiet", "--project", str(project.root), *more]
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        # Not so early that Python is still starting: wait for the first trace.
        end = time.monotonic() + 20
        while not project.state.exists() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def assert_whole(found: dict[str, bytes], *allowed: dict[str, bytes]) -> None:
    """Every file is one that an undisturbed run makes; temporary ones bear names that nobody takes for pages."""
    for name, data in found.items():
        if not Path(name).name.startswith(store.TEMPORARY_PREFIX):
            assert data in [one.get(name) for one in allowed], name


def survive_kills(make_project: MakeProject, kills: int, *more: str) -> int:
    """Kill runs over new and changed articles; how many kills hit a run at work."""
    old, new = texts(25), {name: changed(text) for name, text in texts(25).items()}
    reference = make_project(old, name="reference")
    started = time.monotonic()
    command(reference)
    longest = max(0.3, time.monotonic() - started - 0.3)
    first = outputs(reference)
    for name, text in new.items():
        (reference.articles / name).write_text(text)
    command(reference)
    second = outputs(reference)
    chance, hits = random.Random(7), 0
    for number in range(kills):
        if number % 5 == 0:
            project = make_project(old, name=f"killed-{number}")
            hits += kill_at_random(project, longest, chance, *more)
            assert_whole(outputs(project), first)
            command(project)
            assert outputs(project) == first
            for name, text in new.items():
                (project.articles / name).write_text(text)
        else:
            hits += kill_at_random(project, longest, chance, *more)
            assert_whole(outputs(project), first, second)
        if number % 5 == 4:
            command(project)
            assert outputs(project) == second
            shutil.rmtree(project.root)
    return hits


def test_kills_lose_nothing(make_project: MakeProject) -> None:
    assert survive_kills(make_project, 20) >= 10


@pytest.mark.slow
@pytest.mark.parametrize("more", [[], ["--jobs", "2"]], ids=["one process", "several"])
def test_many_kills_lose_nothing(more: list[str], make_project: MakeProject) -> None:
    assert survive_kills(make_project, 100, *more) >= 50


# --- what is imported -----------------------------------------------------------------------------------------------

UNCHANGED = """
import sys
from generator.cli import main
code = main(sys.argv[1:])
heavy = ("spacy", "thinc", "numpy", "mkdocs", "trafilatura", "lxml", "rich", "charset_normalizer", "dateparser")
print(sorted({name.partition(".")[0] for name in sys.modules} & set(heavy)), file=sys.stderr)
sys.exit(code)
"""


def call_unchanged(project: Project, name: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", UNCHANGED, name, "--project", str(project.root), "--jobs", "2"]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)


def test_an_unchanged_project_loads_neither_model_nor_site_builder(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real command on briefs that bear the real model's name."""
    monkeypatch.undo()
    monkeypatch.setattr(engine, "analyser", stubbed.ToyAnalyser)
    build.run(project, Settings(), site=False)
    for is_state_lost in (False, True):
        if is_state_lost:
            shutil.rmtree(project.state)
        done = call_unchanged(project, "generate")
        assert done.returncode == 0, done.stderr
        assert "4 briefs: 0 written, 4 unchanged" in done.stderr
        assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.site
def test_an_unchanged_site_is_not_built_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(engine, "analyser", stubbed.ToyAnalyser)
    first = build.run(project, Settings(), site=True)
    assert first.site_built
    assert (project.site / "index.html").is_file()
    done = call_unchanged(project, "build")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Site unchanged: ")
    assert done.stderr.splitlines()[-1] == "[]"
    (project.site / "index.html").unlink()
    assert build.run(project, Settings(), site=True).site_built


def test_records_are_those_of_all_articles(project: Project) -> None:
    found = [record for record in build.records(project, Settings()) if isinstance(record, readers.Record)]
    assert [(record.shown, record.number) for record in found] == [
        ("dump.jsonl", 0),
        ("dump.jsonl", 1),
        ("ferry.txt", None),
        ("roads/bridge.md", None),
    ]
