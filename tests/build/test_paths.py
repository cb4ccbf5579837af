"""Where briefs go, and stay: whatever the headline becomes, wherever it would lead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import brief
from generator.config import Settings
from tests.build.support import briefs_of, run, stubbed_json, texts, tree
from tests.conftest import MakeProject


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
