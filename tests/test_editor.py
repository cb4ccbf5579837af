"""Corrections from the file beside an article to the brief and its page: kept, proven, and refused in time."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import brief, build, editorial, engine
from generator.build import Report
from generator.cli import main
from generator.config import Project, Settings
from generator.editorial import Corrections, KnownActor
from generator.models import Actor, Brief
from tests import stubbed
from tests.conftest import ROOT, MakeProject

FERRY = "ferry.txt.brief.yml"
CORRECTIONS = """\
headline: The council owes the islanders a boat
drop_facts: [voted on Tuesday]
pin_facts: ["“We have waited long enough,” Holm said."]
speakers: {We have waited long enough: Ada Holm}
roles: {Ada Holm: harbour master}
"""


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "analyser", stubbed.ToyAnalyser)
    monkeypatch.setattr(engine, "generator_info", stubbed._info)


@pytest.fixture
def correct(project: Project) -> Callable[..., Report]:
    """Write corrections beside an article and run."""

    def run(text: str, name: str = FERRY) -> Report:
        (project.articles / name).write_text(text, encoding="utf-8")
        return build.run(project, Settings(), site=False)

    return run


def made(project: Project, article: str, record: str | None = None) -> tuple[Path, Brief]:
    for path in build.Folder(project).present:
        found = brief.load((project.briefs / path).read_text())[0]
        if (found.source.path, found.source.record) == (article, record):
            return project.briefs / path, found
    raise AssertionError(f"no brief of {article}")


def check(project: Project, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    main(["check", "--quiet", "-p", str(project.root)])
    return capsys.readouterr().out.splitlines()


def test_corrections_reach_the_brief_and_its_page_and_are_proven(
    project: Project, correct: Callable[..., Report], capsys: pytest.CaptureFixture[str]
) -> None:
    assert correct(CORRECTIONS).failures == []
    path, found = made(project, "ferry.txt")
    assert found.title == "The council owes the islanders a boat"
    assert found.source.origins["title"] == "editor"
    assert [fact.text[:20] for fact in found.key_facts] == [
        "Ada Holm, the harbou",
        "“We have waited long",
        "“The council owes th",
    ]
    assert found.quotes[0].speaker_name == "Ada Holm"
    assert [edit.what for edit in found.editor] == ["headline", "pinned", "dropped", "speaker", "role"]
    told = "By an editor: the headline, from the article's words; a fact added: “"
    assert told in path.read_text()
    page = project.pages / "briefs" / path.relative_to(project.briefs)
    assert told in page.read_text().replace("&#39;", "'").replace("&#x27;", "'")
    assert check(project, capsys) == []


def test_only_the_corrected_article_is_made_again_and_corrections_outlive_the_state(
    project: Project, correct: Callable[..., Report]
) -> None:
    build.run(project, Settings(), site=False)
    before = made(project, "ferry.txt")[0]
    assert len(correct(CORRECTIONS).written) == 1
    assert made(project, "ferry.txt")[0] == before, "the brief keeps its file"
    assert correct(CORRECTIONS).written == []
    for file in project.state.iterdir():
        file.unlink() if file.is_file() else None
    assert build.run(project, Settings(), site=False).unchanged == 4
    data = before.read_bytes()
    before.unlink()
    build.run(project, Settings(), site=False)
    assert made(project, "ferry.txt")[0].read_bytes() == data
    (project.articles / FERRY).unlink()
    assert len(build.run(project, Settings(), site=False).written) == 1
    assert made(project, "ferry.txt")[1].editor == ()


def test_a_brief_without_corrections_says_nothing_of_them(project: Project) -> None:
    build.run(project, Settings(), site=False)
    text = made(project, "ferry.txt")[0].read_text()
    assert "editor" not in text
    assert "corrections" not in text


def test_a_correction_without_its_target_keeps_the_last_brief_and_says_where(
    project: Project, correct: Callable[..., Report], capsys: pytest.CaptureFixture[str]
) -> None:
    correct(CORRECTIONS)
    before = made(project, "ferry.txt")[0].read_bytes()
    report = correct(CORRECTIONS.replace("voted on Tuesday", "voted on Monday"))
    (failure,) = report.failures
    assert (failure.path, failure.line) == (f"content/articles/{FERRY}", 2)
    assert failure.reason.startswith("drop_facts: 'voted on Monday' does not stand in the article; nearest: ")
    assert len(report.kept) == 1
    assert report.uncorrected == set(report.kept)
    assert made(project, "ferry.txt")[0].read_bytes() == before
    assert any(line.startswith(f"content/articles/{FERRY}:2: ") for line in check(project, capsys))


def test_records_of_a_dump_are_corrected_by_their_ids(
    project: Project, correct: Callable[..., Report], capsys: pytest.CaptureFixture[str]
) -> None:
    report = correct("a-2: {tags: [herring]}\n'a-3': {}\n", "dump.jsonl.brief.yml")
    (failure,) = report.failures
    reason = "corrects the record 'a-3', which is not there; there are: 'a-1', 'a-2'"
    assert str(failure) == f"content/articles/dump.jsonl.brief.yml:2: {reason}"
    assert made(project, "dump.jsonl", "a-2")[1].tags == ("herring",)
    assert made(project, "dump.jsonl", "a-1")[1].editor == ()
    assert check(project, capsys) == [str(failure)]
    assert len(correct("a-2: {tags: [fish]}", "dump.jsonl.brief.yml").written) == 1


def test_corrections_of_no_article_are_named(project: Project, correct: Callable[..., Report]) -> None:
    (failure,) = correct(CORRECTIONS, "ferri.txt.brief.yml").failures
    assert str(failure).startswith("content/articles/ferri.txt.brief.yml: corrects 'ferri.txt', which is not there")


def test_corrections_are_read_inside_the_folder_of_articles_alone(project: Project) -> None:
    outside = project.root / "private.yml"
    outside.write_text("secret: told\n", encoding="utf-8")
    (project.articles / "sub").mkdir()
    (project.articles / "ferry.txt").rename(project.articles / "sub" / "ferry.txt")
    link = project.articles / "sub" / FERRY
    link.symlink_to(outside)
    (failure,) = build.run(project, Settings(), site=False).failures
    reason = "a link that leads out of the articles' folder: put the file itself here"
    assert str(failure) == f"content/articles/sub/{FERRY}: {reason}"
    link.unlink()
    (project.articles / "common.yml").write_text(CORRECTIONS, encoding="utf-8")
    link.symlink_to("../common.yml")
    build.run(project, Settings(), site=False)
    assert made(project, "sub/ferry.txt")[1].title == "The council owes the islanders a boat"


def test_corrections_larger_than_any_are_refused(project: Project, correct: Callable[..., Report]) -> None:
    (failure,) = correct("# " + "a" * 5_000_000).failures
    assert "larger than 5,000,000 bytes" in str(failure)


def test_a_brief_with_corrections_that_nobody_made_is_a_forgery(
    project: Project, correct: Callable[..., Report], capsys: pytest.CaptureFixture[str]
) -> None:
    correct(CORRECTIONS)
    (project.articles / FERRY).write_text(CORRECTIONS.replace("[voted on Tuesday]", "[220 passengers]"))
    assert any("not the corrections beside the article" in line for line in check(project, capsys))
    (project.articles / FERRY).unlink()
    assert any("editor: not the corrections" in line or "title" in line for line in check(project, capsys))


def test_another_format_of_the_file_is_refused(make_project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project({"a.txt": "A boat sailed.", "a.txt.brief.yml": b"\xff\xfe"})
    assert main(["generate", "-p", str(project.root)]) == 1
    assert "content/articles/a.txt.brief.yml: not UTF-8 at its byte 1" in capsys.readouterr().err


# --- the registry of actors -----------------------------------------------------------------------------------------

HOLM = """\
# Everybody whom we know.
- name: Ada Birgit Holm
  type: person
  aliases: [Ada Holm]
  role: harbour master since 2029
  wikidata: Q7
  link: https://holm.example/
  note: "<b>Not</b> her sister."
"""


def know(project: Project, text: str) -> Report:
    (project.root / editorial.ACTORS).write_text(text, encoding="utf-8")
    return build.run(project, Settings(), site=False)


def actor_page(project: Project, name: str) -> str:
    return (project.pages / "actors" / f"{name}.md").read_text(encoding="utf-8")


def test_an_entry_reaches_the_briefs_that_may_name_it_and_no_other(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    know(project, "")
    report = know(project, HOLM)
    assert report.failures == []
    assert len(report.written) == 2, "ferry.txt and bridge.md name her, the dump's records do not"
    holm = by_id(project, "ferry.txt")["person/ada-birgit-holm"]
    assert (holm.name, holm.known) == ("Ada Holm", "ada-birgit-holm")
    assert check(project, capsys) == []
    assert know(project, HOLM.replace("2029", "2030")).written == [], "what only pages show makes no brief anew"
    assert "since 2030" in actor_page(project, "person/ada-birgit-holm")
    for file in project.state.iterdir():
        file.unlink() if file.is_file() else None
    assert build.run(project, Settings(), site=False).unchanged == 4
    assert len(know(project, "").written) == 2
    assert "person/ada-holm" in by_id(project, "ferry.txt")


def by_id(project: Project, article: str) -> dict[str, Actor]:
    return {one.id: one for one in made(project, article)[1].actors}


def test_an_actor_s_page_shows_the_editors_words_as_theirs(project: Project) -> None:
    know(project, HOLM)
    page = actor_page(project, "person/ada-birgit-holm")
    assert "The editors: harbour master since 2029 · &lt;b&gt;Not&lt;/b&gt; her sister." in page
    assert 'href="https://holm.example/"' in page
    assert "https://www.wikidata.org/wiki/Q7" in page
    assert not (project.pages / "actors" / "person" / "ada-holm.md").exists()


def test_who_is_hidden_has_no_page_and_stands_on_no_list(project: Project) -> None:
    know(project, HOLM + "  hide: true\n")
    assert not (project.pages / "actors" / "person" / "ada-birgit-holm.md").exists()
    for name in ("actors/index.md", "data/actors.json"):
        text = (project.pages / name).read_text(encoding="utf-8")
        assert "Holm" not in text, name
    for name in ("data/briefs.jsonl", "data/quotes.csv"):
        text = (project.pages / name).read_text(encoding="utf-8")
        assert "ada-birgit-holm" not in text, name
    page = project.pages / "briefs" / made(project, "ferry.txt")[0].relative_to(project.briefs)
    assert "<span>Ada Holm</span>" in page.read_text(encoding="utf-8"), "neither linked nor searched for"


def test_two_people_of_one_name_have_a_page_each(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    know(project, "- {name: Ada Holm, type: person, not: [{article: roads/*}]}\n")
    assert by_id(project, "ferry.txt")["person/ada-holm"].known == "ada-holm"
    assert by_id(project, "roads/bridge.md")["person/ada-holm-2"].known == "not ada-holm"
    assert "second ferry" in actor_page(project, "person/ada-holm")
    assert "second ferry" not in actor_page(project, "person/ada-holm-2")
    assert check(project, capsys) == []


def test_a_faulty_registry_stops_the_run_before_anything_is_written(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.root / editorial.ACTORS).write_text("- name: x\n- type: person\n", encoding="utf-8")
    assert main(["generate", "-p", str(project.root)]) == 2
    err = capsys.readouterr().err
    assert "site_config/actors.yml:1: type: is missing" in err
    assert "site_config/actors.yml:2: name: is missing" in err
    assert not project.briefs.exists()


def test_a_brief_that_claims_to_know_somebody_is_a_forgery(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    know(project, HOLM)
    (project.root / editorial.ACTORS).unlink()
    assert sum("actors: not those of site_config/actors.yml" in line for line in check(project, capsys)) == 2


def test_actors_proposes_and_accepts_and_leaves_the_file_as_it_was(
    make_project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project({f"{n}.txt": f"{name} spoke in Tollen." for n, name in enumerate(["Ada Holm", "Ada Holmm"])})
    know(project, "- name: Piet Varga # a friend\n  type: person")
    assert main(["actors", "-p", str(project.root)]) == 0
    line = "1. “Ada Holm” = “Ada Holmm” (person; costs 1 brief): names 94% alike; 0% of their company shared\n"
    assert capsys.readouterr().out == line
    assert main(["actors", "--accept", "2", "-p", str(project.root)]) == 2
    assert main(["actors", "--accept", "1", "-p", str(project.root)]) == 0
    assert (project.root / editorial.ACTORS).read_text(encoding="utf-8") == (
        "- name: Piet Varga # a friend\n  type: person\n"
        '- name: "Ada Holm"\n  type: "person"\n  aliases:\n  - "Ada Holmm"\n'
    )
    assert len(build.run(project, Settings(), site=False).written) == 2
    capsys.readouterr()
    assert main(["actors", "-p", str(project.root)]) == 0
    assert capsys.readouterr().out == ""


# --- what the README tells ------------------------------------------------------------------------------------------

DAY = (ROOT / "README.md").read_text(encoding="utf-8").partition("## An editor's day\n")[2].partition("\n## ")[0]


def test_the_readme_names_every_correction_and_shows_the_sample() -> None:
    keys = [field.alias or name for name, field in KnownActor.model_fields.items()]
    assert set(re.findall(r"^\| `(\w+)` \|", DAY, re.MULTILINE)) == {*Corrections.model_fields, *keys}
    (sample,) = (ROOT / "content" / "articles").rglob(f"*{editorial.SUFFIX}")
    assert f"`{sample.relative_to(ROOT)}`" in DAY
    shown = re.search(r"^```yaml\n(.*?)^```$", DAY, re.MULTILINE | re.DOTALL)
    assert shown is not None
    assert sample.read_text(encoding="utf-8").endswith(shown[1])


@pytest.mark.model
def test_the_readme_s_day_can_be_lived_on_the_sample_articles(
    make_project: MakeProject, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    folder = ROOT / "content" / "articles" / "economy"
    project = make_project({f"economy/{path.name}": path.read_bytes() for path in folder.glob("*lindqvane*")})
    commands = [line for block in re.findall(r"^```bash\n(.*?)^```$", DAY, re.M | re.S) for line in block.split("&&\n")]
    for command in commands:
        assert main([*shlex.split(command)[1:], "-p", str(project.root)]) == 0, capsys.readouterr()
    (found,) = (brief.load((project.briefs / path).read_text())[0] for path in build.Folder(project).present)
    assert found.title.startswith("Port chief Lindqvane resigns: I ought")
    assert [edit.what for edit in found.editor] == ["headline", "source_quote", "pinned", "role", "tags"]
