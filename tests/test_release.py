"""Status and embargo: what is not to be seen leaves no trace, what is due appears; one place asks for the time."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator import build, engine
from generator.build import Report
from generator.cli import main
from generator.config import Project, Settings
from generator.editorial import Release
from tests import stubbed
from tests.conftest import ARTICLES, BRIDGE, ROOT, MakeProject

EARLY, LATE = datetime(2031, 3, 9, tzinfo=UTC), datetime(2031, 3, 11, tzinfo=UTC)
SECRET = BRIDGE.replace("date: 2031-03-10", "date: 2031-03-10\nembargoed: '2031-03-10T06:00:00+01:00'")
DRAFT = BRIDGE.replace("date: 2031-03-10", "date: 2031-03-10\nstatus: draft")


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The toy analysis; ids of the articles that it was given."""
    analysed: list[str] = []

    class Noting(stubbed.ToyAnalyser):
        def analyse(self, article, known=()):  # type: ignore[no-untyped-def]
            analysed.append(article.id)
            return super().analyse(article, known)

    monkeypatch.setattr(engine, "analyser", Noting)
    monkeypatch.setattr(engine, "generator_info", stubbed._info)
    return analysed


def run(project: Project, as_of: datetime = LATE, *, drafts: bool = False) -> Report:
    return build.run(project, Settings(), site=False, release=Release(as_of, drafts))


def outputs(project: Project) -> dict[str, bytes]:
    roots = (project.briefs, project.pages)
    return {str(path): path.read_bytes() for root in roots for path in root.rglob("*") if path.is_file()}


def traces(project: Project) -> list[str]:
    """Every file made that tells of the bridge."""
    return [name for name, data in outputs(project).items() if b"ridge" in data or "ridge" in name]


def check(project: Project, capsys: pytest.CaptureFixture[str], as_of: str) -> list[str]:
    capsys.readouterr()
    main(["check", "--quiet", "--as-of", as_of, "-p", str(project.root)])
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def secret(make_project: MakeProject) -> Project:
    return make_project({**ARTICLES, "roads/bridge.md": SECRET})


def test_an_embargoed_article_leaves_no_trace_before_its_time_and_is_not_analysed(
    secret: Project, toy: list[str]
) -> None:
    report = run(secret, EARLY)
    assert report.waiting == {"embargoed": 1}
    assert report.failures == []
    assert report.as_of == "2031-03-09T00:00:00+00:00"
    assert traces(secret) == []
    assert "roads/bridge.md" not in toy


def test_it_appears_when_it_is_due_and_goes_again_for_an_earlier_time(
    secret: Project, toy: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(secret, EARLY)
    before = outputs(secret)
    assert run(secret, datetime(2031, 3, 10, 5, tzinfo=UTC)).waiting == {}, "06:00 in another zone is 05:00"
    assert traces(secret) != []
    assert check(secret, capsys, "2031-03-10T05:00:00Z") == []
    (problem,) = check(secret, capsys, "2031-03-10T04:59:59Z")
    assert problem.endswith("must not be there, its article is embargoed; run 'briefing generate'")
    toy.clear()
    assert run(secret, LATE).written == []
    assert toy == [], "what came out is not made again"
    run(secret, EARLY)
    assert outputs(secret) == before, "the same time gives the same bytes"


def test_the_state_may_be_lost(secret: Project) -> None:
    run(secret, LATE)
    late = outputs(secret)
    for file in secret.state.iterdir():
        file.unlink()
    assert run(secret, LATE).written == []
    assert outputs(secret) == late
    for file in secret.state.iterdir():
        file.unlink()
    run(secret, EARLY)
    assert traces(secret) == []


def test_a_dump_waits_record_by_record(make_project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        {"id": "a", "text": "A bridge opens in Tollen.", "embargoed": "2031-03-10T06:00:00Z"},
        {"id": "b", "text": "A ferry sails from Tollen."},
    ]
    project = make_project({"dump.jsonl": "\n".join(map(json.dumps, lines))})
    for _ in range(2):
        report = run(project, EARLY)
        assert (report.briefs, report.waiting) == (1, {"embargoed": 1})
        assert traces(project) == []
    assert run(project, LATE).briefs == 2
    assert check(project, capsys, "2031-03-11") == []


def test_a_draft_is_served_and_never_built(make_project: MakeProject) -> None:
    project = make_project({**ARTICLES, "roads/bridge.md": DRAFT})
    assert run(project).waiting == {"draft": 1}
    assert traces(project) == []
    served = build.refresh(project, serving_since=build.now())
    assert served is not None
    assert served.waiting == {}
    pages = [Path(name).read_text(encoding="utf-8") for name in traces(project) if "/pages/briefs/" in name]
    assert any("A draft: shown while it is edited" in page for page in pages)
    assert run(project, drafts=True).written == []
    run(project)
    assert traces(project) == []


@pytest.mark.parametrize(("status", "words"), [("withheld", "is withheld"), ("canceled", "was withdrawn")])
def test_a_withdrawn_brief_leaves_the_site_and_its_address_says_so(
    project: Project, capsys: pytest.CaptureFixture[str], status: str, words: str
) -> None:
    run(project)
    before = outputs(project)
    (path,) = (name for name in build.Folder(project).present if "bridge" in name)
    sheet = project.articles / "roads" / "bridge.md.brief.yml"
    sheet.write_text(f"status: {status}\n", encoding="utf-8")
    for _ in range(2):
        assert run(project).waiting == {status: 1}
        notice = project.pages / "briefs" / path
        assert words in notice.read_text(encoding="utf-8")
        assert b"Tollen" not in notice.read_bytes()
        assert {Path(name).name for name in traces(project)} == {notice.name, "withdrawn.json"}
        assert check(project, capsys, "2031-03-11") == []
    sheet.unlink()
    run(project)
    assert outputs(project) == before, "what is released again is as it was"


def test_what_was_never_published_has_no_address(make_project: MakeProject) -> None:
    project = make_project({**ARTICLES, "roads/bridge.md": DRAFT.replace("draft", "withheld")})
    run(project)
    assert traces(project) == []


def test_many_may_be_withdrawn_at_once(make_project: MakeProject) -> None:
    texts = {f"{n}.txt": f"Ferry {n} sails from Tollen." for n in range(8)}
    project = make_project(texts)
    run(project)
    for name in texts:
        (project.articles / f"{name}.brief.yml").write_text("status: canceled\n", encoding="utf-8")
    report = run(project)
    assert (report.failures, report.briefs, report.waiting) == ([], 0, {"canceled": 8})


def test_the_time_is_an_option_and_told(secret: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--as-of", "2031-03-09", "-p", str(secret.root)]) == 0
    assert "As of 2031-03-09T00:00:00+00:00 not shown: 1 embargoed\n" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["generate", "--as-of", "soon", "-p", str(secret.root)])
    assert "must be a time such as" in capsys.readouterr().err


def clocks() -> Iterator[str]:
    """The modules that ask what day or time it is."""
    for path in sorted((ROOT / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in (
                *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
                *("time.time", "time.localtime", "time.gmtime", "time.strftime"),
            ):
                yield path.relative_to(ROOT / "generator").as_posix()


def test_the_clock_is_asked_in_one_place() -> None:
    assert set(clocks()) == {"build/clock.py"}
