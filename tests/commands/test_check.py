"""``briefing check``: names what is wrong with the briefs, writes nothing."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from generator import brief as briefs
from generator import build, engine, proof, readers
from generator.config import Project, Settings
from tests.conftest import MakeProject
from tests.test_cli import Call, call

__all__ = ["call"]  # the fixture


@pytest.fixture
def made(project: Project, call: Call) -> Project:
    """A project with its briefs."""
    call("generate", "--project", project.root)
    return project


def brief_of(project: Project, words: str) -> Path:
    (found,) = [path for path in project.briefs.rglob("*.md") if words in path.name]
    return found


def shown(project: Project, words: str) -> str:
    return brief_of(project, words).relative_to(project.root).as_posix()


@pytest.mark.parametrize(
    "which", [[], ["--evidence"], ["--fresh"], ["--evidence", "--fresh"], ["--fresh", "--jobs", "1"]]
)
def test_good_briefs_pass_and_nothing_is_written(which: list[str], made: Project, call: Call) -> None:
    shutil.rmtree(made.state)
    before = {path: path.stat().st_ino for path in made.root.rglob("*")}
    said = call("check", *which, "--project", made.root)
    assert said == (0, "", "4 briefs checked, 0 problems\n")
    assert {path: path.stat().st_ino for path in made.root.rglob("*")} == before


def test_the_evidence_needs_no_analysis(made: Project, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "analyser", None)
    monkeypatch.setattr(engine, "generator_info", None)
    assert call("check", "--evidence", "--project", made.root).code == 0


@pytest.mark.parametrize("raised", [RuntimeError("odd"), RecursionError("too deep"), MemoryError()])
@pytest.mark.parametrize("where", [readers, proof])
def test_whatever_goes_wrong_with_one_brief_the_others_are_proved(
    where: ModuleType, raised: Exception, made: Project, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = brief_of(made, "bridge")
    other.write_text(other.read_text() + "Added.\n")
    name = "parse" if where is readers else "prove"
    real = getattr(where, name)

    def fail(*given: Any, **more: Any) -> Any:
        if "ferry.txt" in str(given):
            raise raised
        return real(*given, **more)

    monkeypatch.setattr(where, name, fail)
    said = call("check", "--evidence", "--project", made.root)
    assert (said.code, said.err) == (1, "4 briefs checked, 2 problems\n")
    lines = sorted(said.out.splitlines())
    assert re.match(r"content/articles/ferry\.txt: (cannot be proved: R|needs more than ).*: (report|split) ", lines[0])
    assert lines[1].startswith(f"{shown(made, 'bridge')}: the file was changed after it was made")


def test_a_changed_brief_is_named_once(made: Project, call: Call) -> None:
    path = brief_of(made, "island-council")
    path.write_text(path.read_text().replace("14 million", "15 million"))
    said = call("check", "--evidence", "--project", made.root)
    assert said.code == 1
    assert f"{shown(made, 'island-council')}: the file was changed after it was made" in said.out
    said = call("check", "--fresh", "--project", made.root)
    assert said.out == f"{shown(made, 'island-council')}: stale; run 'briefing generate'\n"
    assert said.err == "4 briefs checked, 1 problems\n"


def test_a_changed_article_is_named(made: Project, call: Call) -> None:
    path = made.articles / "ferry.txt"
    path.write_text(path.read_text().replace("Tuesday", "Monday"))
    assert "island-council" in call("check", "--evidence", "--project", made.root).out
    assert call("check", "--fresh", "--project", made.root).out.endswith(": stale; run 'briefing generate'\n")


def test_a_missing_brief_is_for_the_fresh_check(made: Project, call: Call) -> None:
    brief_of(made, "island-council").unlink()
    assert call("check", "--evidence", "--project", made.root).code == 0
    said = call("check", "--project", made.root)
    assert (said.code, said.out) == (1, "content/articles/ferry.txt: has no brief; run 'briefing generate'\n")


@pytest.mark.parametrize("which", ["--evidence", "--fresh"])
def test_an_orphaned_brief_is_named(which: str, made: Project, call: Call) -> None:
    (made.articles / "ferry.txt").unlink()
    said = call("check", which, "--project", made.root)
    assert said.code == 1
    assert (
        said.out == f"{shown(made, 'island-council')}: orphaned: no article gives this brief; run 'briefing generate'\n"
    )


@pytest.mark.parametrize("which", ["--evidence", "--fresh"])
def test_a_second_copy_of_a_brief_is_named(which: str, made: Project, call: Call) -> None:
    path = brief_of(made, "island-council")
    shutil.copy(path, path.with_name(f"zz-{path.name[-11:]}"))
    said = call("check", which, "--project", made.root)
    assert said.out == f"{shown(made, 'zz-')}: orphaned: no article gives this brief; run 'briefing generate'\n"


@pytest.mark.parametrize("which", [[], ["--evidence"], ["--fresh"]])
def test_a_bad_article_is_named_once_and_its_brief_is_no_orphan(which: list[str], made: Project, call: Call) -> None:
    (made.articles / "ferry.txt").write_text("")
    said = call("check", *which, "--project", made.root)
    assert said.code == 1
    (line,) = said.out.splitlines()
    assert line.startswith("content/articles/ferry.txt: ")


@pytest.mark.parametrize("which", ["--evidence", "--fresh"])
def test_the_same_article_twice_is_named(which: str, make_project: MakeProject, call: Call) -> None:
    article = "---\nurl: https://x.example/1\n---\nThe ferry sank."
    project = make_project({"a.md": article, "b.md": article})
    call("generate", "--project", project.root)
    said = call("check", which, "--project", project.root)
    if which == "--fresh":
        assert said.out.startswith("content/articles/b.md: the same article as a.md")
    assert "orphaned" not in said.out


def test_damaged_briefs_are_named_with_their_line(made: Project, call: Call) -> None:
    path = brief_of(made, "island-council")
    path.write_text(path.read_text().replace("schema: 1\n", "schema: 1\nschema: 1\n"))
    said = call("check", "--evidence", "--project", made.root)
    assert said.out == f"{shown(made, 'island-council')}:3: duplicate key 'schema'\n"
    path.write_bytes(b"---\ntitle: \xff\n")
    assert "not UTF-8" in call("check", "--evidence", "--project", made.root).out


def test_changes_of_line_ends_are_changes(made: Project, call: Call) -> None:
    path = brief_of(made, "island-council")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert call("check", "--evidence", "--project", made.root).code == 1
    assert call("check", "--fresh", "--project", made.root).code == 1


def test_a_project_without_briefs_or_articles_is_fine(make_project: MakeProject, call: Call) -> None:
    project = make_project({})
    assert call("check", "--project", project.root) == (0, "", "0 briefs checked, 0 problems\n")


def test_other_files_among_the_briefs_are_none_of_ours(made: Project, call: Call) -> None:
    (made.briefs / "README.md").write_text("mine")
    assert call("check", "--project", made.root).code == 0


def mutated(path: Path, chance: random.Random) -> None:
    """Change one character of a file."""
    text = path.read_bytes().decode("utf-8")
    at = chance.randrange(len(text))
    other = chance.choice([c for c in "aZ09 .,'\"-_:\n\tß“" if c != text[at]])
    path.write_bytes((text[:at] + other + text[at + 1 :]).encode("utf-8"))


def mutants_seen(project: Project, count: int) -> int:
    """Of so many one-character changes to sources and briefs, how many the evidence check sees."""
    chance, settings, seen = random.Random(42), Settings(), 0
    files = [
        *sorted(project.briefs.rglob("*.md")),
        *sorted(path for path in project.articles.rglob("*") if path.is_file()),
    ]
    from generator.commands.check import check_evidence

    for number in range(count):
        path = files[number % len(files)]
        before = path.read_bytes()
        mutated(path, chance)
        seen += any(found is not None for found in check_evidence(project, settings))
        path.write_bytes(before)
    assert not any(check_evidence(project, settings))
    return seen


def test_no_change_of_a_character_goes_unseen(make_project: MakeProject, call: Call) -> None:
    """In sources without structure of their own and in briefs every character counts."""
    project = make_project(
        {"a.txt": "Ferry sails\n\nAda Holm said on 2031-03-04: “We go now.”", "b.txt": "Herring came."}
    )
    call("generate", "--project", project.root)
    assert mutants_seen(project, 150) == 150


@pytest.mark.slow
def test_none_of_a_thousand_changes_goes_unseen(made: Project) -> None:
    assert mutants_seen(made, 1000) == 1000


def test_a_forger_who_seals_anew_is_seen_by_the_fresh_check(made: Project, call: Call) -> None:
    path = brief_of(made, "bridge-at-tollen")
    brief, _ = briefs.load(path.read_text())
    actors = tuple(actor.model_copy(update={"salience": 0.9}) for actor in brief.actors)
    record = next(r for r in build.records(made, Settings()) if getattr(r, "shown", "") == "roads/bridge.md")
    from generator import readers

    text = readers.parse(record, Settings()).text  # type: ignore[arg-type]
    path.write_text(briefs.render(brief.model_copy(update={"actors": actors}), text, source_text="evidence"))
    assert call("check", "--evidence", "--project", made.root).code == 0
    assert call("check", "--fresh", "--project", made.root).out.endswith(": stale; run 'briefing generate'\n")


def test_the_report_lists_the_findings_by_class(made: Project, call: Call, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    assert call("check", "--quiet", "--project", made.root, "--report", report).code == 0
    found = json.loads(report.read_text())
    assert (found["articles"], found["totals"], found["briefs"], found["exit_code"]) == ([], {}, 4, 0)
    (made.articles / "ferry.txt").unlink()
    path = made.articles / "roads" / "bridge.md"
    path.write_text(path.read_text().replace("Monday", "Sunday"))
    assert call("check", "--quiet", "--project", made.root, "--report", report).code == 1
    found = json.loads(report.read_text())
    assert {(one["outcome"], one["class"]) for one in found["articles"]} == {
        ("wrong", "orphaned"),
        ("wrong", "evidence"),
        ("wrong", "stale"),
    }
    assert found["reasons"]["stale"] == 1
    assert found["engine"]["name"] == "local"
