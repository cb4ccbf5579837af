"""Articles told apart, and records of dumps found again."""

from __future__ import annotations

import json
import shutil

import pytest

from generator import brief
from generator.cli import main
from generator.config import Project
from tests.build.support import briefs_of, lines, outputs, run, stubbed_json
from tests.conftest import MakeProject


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


def told_moves(project: Project) -> dict[str, str]:
    file = project.briefs / "moved.json"
    return dict(json.loads(file.read_text())) if file.is_file() else {}


def test_a_new_headline_or_date_keeps_the_address(make_project: MakeProject) -> None:
    project = make_project({"a.md": "---\ntitle: One\ndate: 2031-03-04\n---\nThe ferry sank."})
    run(project)
    before = briefs_of(project)
    (project.articles / "a.md").write_text("---\ntitle: Two\ndate: 2032-05-06\n---\nThe ferry sank.")
    run(project)
    assert briefs_of(project) == before
    assert told_moves(project) == {}


def test_an_old_address_leads_to_the_brief_of_the_same_text(make_project: MakeProject) -> None:
    article = "---\ntitle: One\ndate: 2031-03-04\nurl: https://x.example/{}\n---\nThe ferry sank."
    project = make_project({"a.md": article.format(1), "b.txt": "Another ferry sailed."})
    run(project)
    first = briefs_of(project)["a.md"]
    (project.articles / "a.md").write_text(article.format(2))
    report = run(project)
    second = briefs_of(project)["a.md"]
    assert (report.removed, told_moves(project)) == ([first], {first: second})
    assert f'moved_to: "briefs/{second}"' in (project.pages / "briefs" / first).read_text()
    (project.articles / "a.md").write_text(article.format(3))
    run(project)
    third = briefs_of(project)["a.md"]
    assert told_moves(project) == {first: third, second: third}
    shutil.rmtree(project.state)
    before = outputs(project)
    run(project)
    assert outputs(project) == before
    (project.articles / "a.md").write_text(article.format(1))
    run(project)
    assert told_moves(project) == {second: first, third: first}


def test_a_folder_of_articles_can_be_renamed_at_once(make_project: MakeProject) -> None:
    project = make_project({f"old/{n}.txt": f"Ferry {n} sails\n\nAda Holm opened line {n}." for n in range(8)})
    run(project)
    before = briefs_of(project)
    (project.articles / "old").rename(project.articles / "new")
    report = run(project)
    assert report.failures == []
    after = briefs_of(project)
    assert told_moves(project) == {before[f"old/{n}.txt"]: after[f"new/{n}.txt"] for n in range(8)}


def test_a_brief_that_an_editor_moves_leaves_a_redirect(make_project: MakeProject) -> None:
    project = make_project({"a.txt": "The ferry sank.", "b.txt": "Another ferry sailed."})
    run(project)
    path = briefs_of(project)["a.txt"]
    wanted = f"2031/ferry-sinks-{path[-11:]}"
    (project.briefs / "2031").mkdir()
    (project.briefs / path).rename(project.briefs / wanted)
    report = run(project)
    assert (report.failures, briefs_of(project)["a.txt"], told_moves(project)) == ([], wanted, {path: wanted})


def test_two_briefs_of_one_text_lead_nowhere(make_project: MakeProject) -> None:
    project = make_project({"a.txt": "The ferry sank.", "b.txt": "The ferry sank."})
    run(project)
    (project.articles / "a.txt").rename(project.articles / "c.txt")
    (project.articles / "b.txt").rename(project.articles / "d.txt")
    run(project)
    assert told_moves(project) == {}


CONFLICT = '{\n<<<<<<< HEAD\n "a.md": "b.md"\n=======\n "c.md": "d.md"\n>>>>>>> other\n}\n'


@pytest.mark.parametrize("name", ["moved.json", "withdrawn.json"])
@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [(CONFLICT, 2, "a merge left a conflict in it"), ('{\n "a.md": "b.md",,\n}', 2, "not JSON: ")],
)
def test_a_slip_in_what_is_told_of_addresses_loses_nothing(
    make_project: MakeProject, capsys: pytest.CaptureFixture[str], name: str, text: str, line: int, reason: str
) -> None:
    project = make_project({"a.txt": "The ferry sank.", "b.txt": "A boat sailed."})
    run(project)
    (project.articles / "a.txt").rename(project.articles / "c.txt")
    run(project)
    assert told_moves(project) != {}
    (project.briefs / name).write_text(text)
    (project.articles / "b.txt").rename(project.articles / "d.txt")
    before = outputs(project)
    for command in ("generate", "check"):
        assert main([command, "-q", "-p", str(project.root)]) == 2
        said = capsys.readouterr().err.splitlines()
        assert len(said) == 1
        assert said[0].startswith(f"content/briefs/{name}:{line}: {reason}")
        assert said[0].endswith("; mend it by hand, or take it from an earlier commit")
    assert outputs(project) == before


def test_a_redirect_needs_a_brief_to_lead_to(make_project: MakeProject) -> None:
    project = make_project({"a.txt": "The ferry sank."})
    run(project)
    path = briefs_of(project)["a.txt"]
    told = {"2031/old-00000000.md": "2031/gone-00000001.md", "../x.md": path, path: path, "2031/my-old.md": path}
    (project.briefs / "moved.json").write_text(json.dumps(told))
    run(project)
    found = [name for name in outputs(project) if name.startswith("pages/briefs/") and name.endswith(".md")]
    assert sorted(found) == sorted([f"pages/briefs/{path}", "pages/briefs/2031/my-old.md"])
