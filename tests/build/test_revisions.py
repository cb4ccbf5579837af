"""An article that changes after its brief was made: the brief says when, and what changed in facts and quotations."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from generator import brief, build
from generator.cli import main
from generator.config import Project, Settings
from generator.editorial import Release
from generator.models import Brief, Revised
from generator.text import sha256
from tests.build.support import briefs_of, outputs, run
from tests.conftest import BRIDGE, FERRY, MakeProject

NOON = datetime(2031, 3, 6, 12, 0, tzinfo=UTC)
LATER = FERRY.replace("14 million crowns", "19 million crowns").replace("“We have waited long enough,” Holm said.", "")


def at(project: Project, hours: int = 0, **more: object) -> Brief:
    """A run so many hours after noon; the ferry's brief."""
    assert run(project, release=Release(NOON + timedelta(hours=hours)), **more).failures == []
    return found(project)


def found(project: Project, article: str = "ferry.txt") -> Brief:
    return brief.load((project.briefs / briefs_of(project)[article]).read_text())[0]


def write(project: Project, text: str, name: str = "ferry.txt") -> None:
    (project.articles / name).write_text(text, encoding="utf-8")


def test_a_revision_tells_when_and_what(project: Project) -> None:
    first = at(project)
    assert first.revisions == ()
    write(project, LATER)
    second = at(project, 1)
    (revision,) = second.revisions
    assert (revision.time, revision.origin) == ("2031-03-06T13:00:00+00:00", "run")
    assert (revision.replaced, revision.sha256) == (sha256(FERRY), sha256(LATER))
    assert [one.text for one in revision.added if one.what == "fact"] == [second.key_facts[0].text]
    assert "19 million" in second.key_facts[0].text
    assert Revised(what="quotation", text="We have waited long enough,") in revision.dropped
    assert second.key_facts[1].text not in {one.text for one in (*revision.added, *revision.dropped)}


def test_readers_see_it(project: Project) -> None:
    at(project)
    write(project, LATER)
    at(project, 1)
    path = briefs_of(project)["ferry.txt"]
    text = (project.briefs / path).read_text(encoding="utf-8")
    assert "*Revised 6 March 2031, 13:00 UTC; what changed is listed at the end.*" in text
    assert "\n## Revisions\n\n- 6 March 2031, 13:00 UTC (when the change was seen)\n" in text
    assert "\n  - Quotation dropped: “We have waited long enough” — nobody named\n" in text
    page = (project.pages / "briefs" / path).read_text(encoding="utf-8")
    assert '<a href="#revisions" class="revised">Revised 6 March 2031, 13:00 UTC</a>' in page
    assert '<ol class="revisions" data-pagefind-ignore>' in page
    assert "Quotation dropped: “We have waited long enough” — nobody named" in page
    assert '"dateModified": "2031-03-06T13:00:00+00:00"' in page


def test_it_is_carried_over_and_proven_with_the_rest(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    at(project)
    write(project, LATER)
    once = at(project, 1)
    files = outputs(project)
    shutil.rmtree(project.state)
    assert at(project, 2) == once
    assert outputs(project) == files, "an unchanged article has no revision, and the state is no part of it"
    again = at(project, 3, settings=Settings(source_text="none"))
    assert again.revisions == once.revisions, "another setting is none"
    assert again.generator != once.generator
    assert at(project, 4) == once
    assert main(["check", "--quiet", "-p", str(project.root)]) == 0
    write(project, FERRY)
    back = at(project, 5)
    assert back.revisions[:1] == once.revisions
    assert back.revisions[1].added == once.revisions[0].dropped
    assert capsys.readouterr().out == ""


def test_a_change_of_the_list_by_hand_is_seen(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    at(project)
    write(project, LATER)
    at(project, 1)
    path = project.briefs / briefs_of(project)["ferry.txt"]
    path.write_text(path.read_text(encoding="utf-8").replace("waited long enough", "waited too long"), encoding="utf-8")
    assert main(["check", "--quiet", "--evidence", "-p", str(project.root)]) == 1
    assert "changed after it was made" in capsys.readouterr().out


def test_the_article_s_own_time_goes_before_the_run_s(make_project: MakeProject) -> None:
    head = "---\ntitle: Ferry\nmodified: {}\n---\n\n{}"
    project = make_project({"ferry.md": head.format("2031-03-05T10:00:00+01:00", "The first boat sailed.")})
    run(project, release=Release(NOON))
    write(project, head.format("2031-03-06T11:30:00+01:00", "The second boat sailed."), "ferry.md")
    run(project, release=Release(NOON))
    write(project, head.format("2031-03-06T11:30:00+01:00", "The third boat sailed."), "ferry.md")
    run(project, release=Release(NOON + timedelta(hours=1)))
    one, two = found(project, "ferry.md").revisions
    assert (one.time, one.origin) == ("2031-03-06T11:30:00+01:00", "article")
    assert (two.time, two.origin) == ("2031-03-06T13:00:00+00:00", "run"), "its own time has not moved"


def test_other_bytes_with_the_same_words_are_no_revision(project: Project) -> None:
    at(project)
    write(project, BRIDGE.replace("publisher:", "tags: [roads]\npublisher:"), "roads/bridge.md")
    at(project, 1)
    bridge = found(project, "roads/bridge.md")
    assert (bridge.tags, bridge.revisions) == (("roads",), ())


def test_a_draft_has_no_revisions(make_project: MakeProject) -> None:
    draft = "---\ntitle: Ferry\nstatus: draft\n---\n\nA boat sailed."
    project = make_project({"ferry.md": draft})
    serving = {"release": Release(NOON, drafts=True)}
    run(project, **serving)
    write(project, draft.replace("A boat", "Another boat"), "ferry.md")
    run(project, **serving)
    assert found(project, "ferry.md").revisions == ()
    write(project, draft.replace("draft", "usable"), "ferry.md")
    run(project, **serving)
    assert found(project, "ferry.md").revisions == ()


def test_what_is_saved_again_and_again_while_the_site_is_served_is_one_revision(project: Project) -> None:
    at(project)
    for minutes, words in ((1, "19 million"), (2, "20 million"), (3, "21 million")):
        write(project, FERRY.replace("14 million", words))
        run(project, release=Release(NOON + timedelta(minutes=minutes), drafts=True, since=NOON))
    (revision,) = found(project).revisions
    assert revision.time == "2031-03-06T12:03:00+00:00"
    assert revision.replaced == sha256(FERRY)
    texts = [[one.text for one in side] for side in (revision.added, revision.dropped)]
    assert ["21 million" in texts[0][0], "14 million" in texts[1][0]] == [True, True]
    assert [len(side) for side in texts] == [1, 1]
    write(project, FERRY)
    run(project, release=Release(NOON + timedelta(minutes=4), drafts=True, since=NOON))
    assert found(project).revisions == (), "taken back before anybody saw it"


def test_records_known_by_their_number_do_not_inherit_another_s_past(make_project: MakeProject) -> None:
    lines = [json.dumps({"text": f"Ferry {n} sailed to Tollen {n}."}) + "\n" for n in range(3)]
    project = make_project({"d.jsonl": "".join(lines)})
    run(project, release=Release(NOON))
    write(project, json.dumps({"text": "A bridge was closed."}) + "\n" + "".join(lines), "d.jsonl")
    run(project, release=Release(NOON))
    assert {found(project, name).revisions for name in briefs_of(project)} == {()}


def test_of_many_revisions_the_newest_are_listed_and_the_others_counted(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(brief.revisions, "MOST_LISTED", 3)
    project = make_project({"ferry.txt": "Boat 0 sailed."})
    at(project)
    for hour in range(1, 6):
        write(project, f"Boat {hour} sailed.")
        made = at(project, hour)
        assert (len(made.revisions), made.earlier_revisions) == (min(hour, 3), max(hour - 3, 0))
    assert [one.time[11:13] for one in made.revisions] == ["15", "16", "17"]
    path = briefs_of(project)["ferry.txt"]
    assert (
        "\n## Revisions\n\n- Earlier revisions that are not listed: 2\n- 6 March" in (project.briefs / path).read_text()
    )
    assert "Earlier revisions that are not listed: 2</p></li>\n</ol>" in (project.pages / "briefs" / path).read_text()
    files = outputs(project)
    shutil.rmtree(project.state)
    assert at(project, 9) == made
    assert outputs(project) == files
    assert main(["check", "--quiet", "-p", str(project.root)]) == 0, capsys.readouterr().out


def test_two_runs_at_one_time_give_the_same_bytes(make_project: MakeProject) -> None:
    made = []
    for name in ("one", "two"):
        project = make_project(name=name)
        at(project)
        write(project, LATER)
        at(project, 1)
        made.append(outputs(project))
    assert made[0] == made[1]


def test_a_revision_s_words_are_no_markup(make_project: MakeProject) -> None:
    project = make_project({"a.txt": "A boat <b>sailed</b> to [x](y)."})
    run(project, release=Release(NOON))
    write(project, "A bridge was closed.", "a.txt")
    run(project, release=Release(NOON))
    text = (project.briefs / briefs_of(project)["a.txt"]).read_text(encoding="utf-8")
    body = text.rpartition("## Revisions")[2]
    assert "<b>" not in body
    assert "[x](y)" not in body
    assert build.Folder(project).present
