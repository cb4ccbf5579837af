"""``briefing explain``: each statement with its evidence in context and why it was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import brief as briefs
from generator.commands.explain import explain
from generator.config import Project, SourceText
from tests.brief.samples import SAMPLES, made
from tests.conftest import MakeProject
from tests.test_cli import Call, call

__all__ = ["call"]  # the fixture


def explained(name: str, source_text: SourceText = "evidence") -> str:
    article, brief = made(name)
    return "\n".join(
        explain(brief, briefs.evidence(briefs.load(briefs.render(brief, article.text, source_text=source_text))[1]))
    )


def test_each_statement_is_explained() -> None:
    text = explained("ferry")
    for line in (
        "Island council buys a second ferry\n  headline from: article",
        "Fact 1: The island council of Hallow Sound voted on Tuesday to buy a second ferry for 14 million crowns.",
        "  why: lede",
        "  who: organization/island-council-of-hallow-sound",
        "  when: Tuesday = 2031-03-04; where: Hallow Sound",
        "Fact 3: The old ferry is to be sold to a museum.\n  why: not recorded\n  who: nobody named\n  when: not said",
        "Actor: Ada Holm (person), salience 0.81, 2 mentions\n  why: apposition\n  also: Holm\n  role: harbour master",
        "Quote 1 (direct): We have waited long enough,\n  speaker: Ada Holm, confidence 0.93\n  said as: Holm / said",
        "  antecedent of 'She':",
    ):
        assert line in text


@pytest.mark.parametrize("name", SAMPLES)
def test_what_stands_between_the_marks_is_the_statement(name: str) -> None:
    article, brief = made(name)
    text = explained(name)
    for span in (*brief.key_facts, *brief.quotes):
        assert f"evidence {span.start}-{span.end}: " in text
        assert f">>{' '.join(article.text[span.start : span.end].split())}<<" in text


def test_without_the_text_it_is_said_that_there_is_none() -> None:
    text = explained("ferry", "none")
    assert ">>" not in text
    assert "(the brief does not repeat this part of the article)" in text


def test_a_brief_is_found_by_file_or_by_part_of_its_name(
    project: Project, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("generate", "--project", project.root)
    path = next(project.briefs.rglob("island-council*.md"))
    by_file = call("explain", path)
    assert by_file.code == 0
    assert by_file.out.startswith("Island council buys a second ferry\n")
    assert call("explain", "--project", project.root, "island-council") == by_file
    monkeypatch.chdir(project.articles)
    assert call("explain", "island-council") == by_file


@pytest.mark.parametrize(
    ("given", "reason"), [("2031/03", "2 briefs have this in their name: 2031/03/"), ("zzz", "no briefs")]
)
def test_a_name_of_none_or_several_is_wrong_usage(given: str, reason: str, project: Project, call: Call) -> None:
    call("generate", "--project", project.root)
    said = call("explain", "--project", project.root, given)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{given}: {reason}")


def test_of_many_names_it_is_said_that_there_are_more(make_project: MakeProject, call: Call) -> None:
    project = make_project({f"{n}.txt": f"Ferry {n} sails on Monday." for n in range(6)})
    call("generate", "--project", project.root)
    told = call("explain", "--project", project.root, "ferry").err
    assert told.startswith("ferry: 6 briefs have this in their name: ")
    assert told.endswith(", …; give a brief's file\n")
    assert told.count(".md") == 5


@pytest.mark.parametrize("content", [b"", b"text", b"---\ntitle: \xff\n---\n", b"---\nschema: 2\n---\n"])
def test_what_is_no_brief_is_one_line(content: bytes, tmp_path: Path, call: Call) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(content)
    said = call("explain", path)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"briefing: {path}: not a brief (")
    assert len(said.err.splitlines()) == 1


def test_nothing_of_an_article_reaches_the_terminal_unescaped(tmp_path: Path, call: Call) -> None:
    article, brief = made("bare")
    path = tmp_path / "a.md"
    nasty = "Red \x1b[31m\u202etitle"
    path.write_text(briefs.render(brief.model_copy(update={"title": nasty}), article.text, source_text="evidence"))
    assert call("explain", path).out.startswith("Red \\x1b[31m\\u202etitle\n")
