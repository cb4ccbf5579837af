"""Only what changed is done again, told by content alone; the state is a cache."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import brief, store
from generator.config import Project, Settings
from tests.build.support import briefs_of, marks, outputs, run
from tests.conftest import ARTICLES


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


def test_a_brief_is_parsed_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    load, parsed = brief.load, list[str]()
    monkeypatch.setattr(brief, "load", lambda document: (parsed.append(document), load(document))[1])
    run(project)
    assert len(parsed) == len(briefs_of(project)) == 4
    assert not list(project.state.glob("tmp*"))


def test_a_full_disk_costs_a_second_parsing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    run(project)
    before = outputs(project)
    shutil.rmtree(project.state)
    shutil.rmtree(project.pages)
    with Path("/dev/full").open("r+b", buffering=0) as full:
        monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: full)
        run(project)
    assert outputs(project) == before


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
