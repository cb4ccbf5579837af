"""Terms of sources from the configuration to the brief, its page and its proof."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator import brief
from generator.cli import main
from generator.config import Project, Settings, load
from generator.editorial import Release
from generator.models import Brief
from tests.build.support import briefs_of, run
from tests.conftest import BRIDGE, MakeProject

RULES = """\
sources:
  - publisher: the marrow *
    source_text: none
    credit: © The *Marrow* Courier
  - path: dump.jsonl
    max_quoted_words: 12
  - publisher: "*"
    max_quoted_words: 500
    credit: Nobody in particular
"""
NOON = Release(datetime(2031, 3, 6, 12, tzinfo=UTC))


def found(project: Project, name: str) -> tuple[Brief, str, str]:
    """A brief, its file and its page."""
    path = briefs_of(project)[name]
    text = (project.briefs / path).read_text(encoding="utf-8")
    return brief.load(text)[0], text, (project.pages / "briefs" / path).read_text(encoding="utf-8")


def test_each_source_has_its_terms(make_project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(settings=RULES)
    run(project, settings=load(project), release=NOON)
    bridge, text, page = found(project, "roads/bridge.md")
    assert bridge.rights is not None
    assert (bridge.rights.credit, bridge.rights.max_quoted_words) == ("© The *Marrow* Courier", 500)
    assert "## Evidence" not in text
    assert '<p class="credit">© The *Marrow* Courier</p>' in page
    assert '"creditText": "© The *Marrow* Courier"' in page
    record, text, page = found(project, "dump.jsonl#a-1")
    assert record.rights is not None
    assert record.rights.left_out
    assert "Shortened: its source grants 12 words of the article. Left out: " in text
    assert "Shortened: its source grants 12 words of the article. Left out: " in page
    assert main(["check", "--quiet", "-p", str(project.root)]) == 0
    assert capsys.readouterr().out == ""
    (project.root / "site_config" / "briefing.yml").write_text(RULES.replace("12", "11"), encoding="utf-8")
    assert main(["check", "--quiet", "--evidence", "-p", str(project.root)]) == 1
    assert capsys.readouterr().out.count("rights: not those of the article") == 2


def test_other_terms_make_the_briefs_anew_and_are_no_revision(project: Project) -> None:
    run(project, release=NOON)
    assert len(run(project, settings=Settings(max_quoted_words=20), release=NOON).written) == 4
    assert found(project, "ferry.txt")[0].revisions == ()


def test_what_an_article_says_of_its_rights_and_that_it_is_a_teaser_is_shown(make_project: MakeProject) -> None:
    head = 'rights: "© 2031 *Marrow*"\nteaser: true\npublisher:'
    project = make_project({"bridge.md": BRIDGE.replace("publisher:", head)})
    run(project, release=NOON)
    bridge, text, page = found(project, "bridge.md")
    assert bridge.rights is not None
    assert (bridge.rights.notice, bridge.source.teaser) == ("© 2031 *Marrow*", True)
    assert "\n- Rights: © 2031 &#42;Marrow&#42;\n" in text
    for shown in (text, page):
        assert "The source gave only the beginning or a summary of the article." in shown
    assert "<dt>Rights</dt><dd>© 2031 *Marrow*</dd>" in page
    assert '"copyrightNotice": "© 2031 *Marrow*"' in page


def test_under_a_limit_a_revision_repeats_no_words(project: Project) -> None:
    settings = Settings(max_quoted_words=40)
    run(project, settings=settings, release=NOON)
    (project.articles / "ferry.txt").write_text("Another boat sailed to Tollen.", encoding="utf-8")
    run(project, settings=settings, release=NOON)
    again, text, _ = found(project, "ferry.txt")
    (revision,) = again.revisions
    assert (revision.added, revision.dropped) == ((), ())
    assert "What changed is not repeated" in text
    assert "220 passengers" not in text


def test_a_rule_without_a_source_is_refused(make_project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(settings="sources:\n  - credit: x\n  - publisher: y\n    max_quoted_words: 0\n")
    assert main(["generate", "-p", str(project.root)]) == 2
    err = capsys.readouterr().err
    assert "names no source: give a publisher or a path" in err
    assert "sources.1.max_quoted_words: must be greater than or equal to 1" in err
