"""A site that was built in steps equals one built from scratch: every file, byte for byte.

Except for what Pagefind writes in an order of its own each time: of that, names are left aside.
"""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator import brief, build, engine
from generator.config import Project, Settings, load
from generator.errors import StoreError
from generator.models import Analysis, Article, Known
from generator.readers import Record
from generator.search import bundles, periods
from tests.benchmarks import synthetic
from tests.benchmarks.synthetic import article, write_archive
from tests.conftest import ROOT, MakeProject, need
from tests.site.browser import serve

update = importlib.import_module("generator.site.update")  # the package has a function of that name
pytestmark = [pytest.mark.site, pytest.mark.slow]
# Pagefind's filters, metadata and the entry that names them come out in a random order even for equal input.
RANDOM = (".pf_filter", ".pf_meta", "pagefind-entry.json")
BRIEFS = 45


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder but Pagefind's random ones."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.endswith(RANDOM)
    }


def run(project: Project, *, jobs: int = 1, settings: Settings | None = None) -> build.Report:
    report = build.run(project, settings or load(project), site=True, jobs=jobs, prune=True)
    assert report.failures == []
    return report


def from_scratch(project: Project, folder: Path, *, jobs: int = 1) -> Project:
    """The same articles, briefs and configuration without any state, built."""
    for name in ("content/articles", "content/briefs", "site_config"):
        shutil.copytree(project.root / name, folder / name)
    fresh = Project(folder)
    run(fresh, jobs=jobs)
    return fresh


def assert_equal(one: Project, other: Project) -> None:
    assert tree(one.pages) == tree(other.pages)
    here, there = tree(one.site), tree(other.site)
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []


# Articles from this number on tell of one event, all in the words of one article.
EVENT, TEXT = 9_000_000, 5000


def event(path: str) -> tuple[Article, Analysis]:
    """An article on the event; its day is in its name. Those of a few days are copies, all of them are a story."""
    source, found = article(TEXT)
    name = path.rpartition("/")[2]
    dated = Known(name[:10], "file-name")
    return replace(source, id=path, path=path, identity=path, published=dated, publisher=Known(name, "article")), found


def write_event(project: Project, *days: int) -> list[Path]:
    """Files of the event, one a day of January 2001."""
    folder = project.articles / "event"
    folder.mkdir(exist_ok=True)
    paths = [folder / f"2001-01-{day:02}-{EVENT + day:07}.txt" for day in days]
    for path in paths:
        path.write_text(article(TEXT)[0].text, encoding="utf-8")
    return paths


def make_brief(record: Record, settings: Settings, **_: object) -> engine.Made:
    """In the place of the analysis: what the synthetic article's writer knows of it."""
    number = int(record.shown[-11:-4])
    source, found = event(record.shown) if number >= EVENT else article(number)
    made = brief.make(source, found, engine.generator_info(settings))
    return engine.Made(
        record, "", source.identity, brief.default_path(made), brief.render(made, source.text, source_text="evidence")
    )


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(engine, "make_brief", make_brief)
    monkeypatch.setenv("BRIEFING_SITE_URL", "https://example.org/news/")
    made = write_archive(tmp_path / "stepwise", BRIEFS)
    run(made)
    return made


def newest_first(project: Project) -> list[Path]:
    return sorted(project.articles.rglob("*.txt"), reverse=True)


def test_nothing_changed_builds_nothing(project: Project) -> None:
    before = {path: path.stat().st_ino for path in project.site.rglob("*")}
    report = run(project)
    assert (report.site_built, report.pages_written) == (False, 0)
    assert {path: path.stat().st_ino for path in project.site.rglob("*")} == before


def test_added_and_removed_briefs(project: Project, tmp_path: Path) -> None:
    write_archive(project.root, 3, first=BRIEFS)
    newest_first(project)[10].unlink()
    newest_first(project)[-1].unlink()
    report = run(project)
    assert report.site_built
    assert len(report.removed) == 2
    assert 0 < report.pages_written < len(tree(project.pages))
    assert_equal(project, from_scratch(project, tmp_path / "scratch"))


def test_a_story_and_copies_that_come_and_go(project: Project, tmp_path: Path) -> None:
    first, *_ = write_event(project, 3, 4, 9, 14)
    report = run(project)
    assert (report.repeats, report.stories) == (1, 1)
    (story,) = (project.pages / "stories").glob("*-*.md")
    address, before = story.name, story.read_bytes()

    write_event(project, 10, 19)
    report = run(project)
    assert (report.repeats, report.stories) == (2, 1)
    assert story.read_bytes() != before
    assert_equal(project, from_scratch(project, tmp_path / "more"))

    first.unlink()
    report = run(project)
    assert (report.repeats, report.stories) == (1, 1), "what was a copy leads now"
    assert [path.name for path in (project.pages / "stories").glob("*-*.md")] != [address]
    assert not (project.site / "stories" / address.removesuffix(".md")).exists()
    assert_equal(project, from_scratch(project, tmp_path / "fewer"))
    report = run(project)
    assert (report.repeats, report.stories, report.pages_written) == (1, 1, 0), "also told when nothing has changed"


def test_many_steps_at_random(project: Project, tmp_path: Path) -> None:
    chance = Random(11)
    for step in range(4):
        for gone in chance.sample(newest_first(project), chance.randrange(3)):
            gone.unlink()
        write_archive(project.root, chance.randrange(3), first=BRIEFS + 10 * step)
        run(project)
    assert_equal(project, from_scratch(project, tmp_path / "scratch"))


def test_several_processes_make_the_same_site(project: Project, tmp_path: Path) -> None:
    assert_equal(project, from_scratch(project, tmp_path / "scratch", jobs=2))


def test_a_page_by_hand_and_the_theme(project: Project, tmp_path: Path) -> None:
    about = project.site_config / "pages" / "about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[Topics](topics/index.md)\n", encoding="utf-8")
    assert run(project).pages_written == 1
    css = project.site_config / "overrides" / "assets" / "site.css"
    css.write_text(css.read_text(encoding="utf-8") + "/* more */\n", encoding="utf-8")
    report = run(project)
    assert (report.site_built, report.pages_written) == (True, 0)
    icon = project.site_config / "overrides" / ".icons" / "custom" / "desk.svg"
    icon.parent.mkdir(parents=True)
    icon.write_text("<svg></svg>", encoding="utf-8")
    assert run(project).site_built
    assert_equal(project, from_scratch(project, tmp_path / "scratch"))


def indexed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first days of the bundles that Pagefind is called for from now on."""
    called: list[str] = []
    index = bundles._index
    monkeypatch.setattr(bundles, "_index", lambda site, one, *rest: called.append(one.name) or index(site, one, *rest))
    return called


@pytest.fixture
def over_months(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """An archive of a brief a day, whose search is in bundles by month."""
    for module, name, value in ((synthetic, "A_DAY", 1), (periods, "DAYS", 5), (periods, "MOST", 40)):
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr(engine, "make_brief", make_brief)
    made = write_archive(tmp_path / "stepwise", 70)
    run(made)
    return made


def test_full_bundles_are_not_indexed_again(over_months: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    called = indexed(monkeypatch)
    write_archive(over_months.root, 1, first=70)
    run(over_months)
    assert called == ["2001-03-11"]
    assert not run(over_months).site_built, "what is noted is what is there"
    css = over_months.site_config / "overrides" / "assets" / "site.css"
    css.write_text(css.read_text(encoding="utf-8") + "/* more */\n", encoding="utf-8")
    assert run(over_months).site_built
    assert called == ["2001-03-11"]
    newest_first(over_months)[-1].unlink()
    run(over_months)
    assert called[1:] == ["2001-01-02"]


def test_at_the_turn_of_a_month_its_bundles_become_one(
    over_months: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_archive(over_months.root, 20, first=70)
    run(over_months)
    called = indexed(monkeypatch)
    write_archive(over_months.root, 1, first=90)
    run(over_months)
    assert called == ["2001-04-01", "2001-03-01"]
    assert not run(over_months).site_built, "what is noted is what is there"
    assert_equal(over_months, from_scratch(over_months, tmp_path / "scratch"))


# Filters, counts, and for each query the pages found, in a browser, bundle by bundle.
_ANSWERS = """async queries => {
  const answers = [];
  for (const { path } of await (await fetch("/pagefind/bundles.json")).json()) {
    const base = `/pagefind/${path}/`;
    const search = (await import(`${base}pagefind.js`)).createInstance({ basePath: base, baseUrl: "/" });
    await search.init();
    const sorted = counts => Object.entries(counts).map(([name, all]) => [name, Object.entries(all).sort()]).sort();
    answers.push(path, sorted(await search.filters()));
    for (const query of queries) {
      const found = await search.search(query);
      answers.push(query, found.results.map(one => one.id).sort(), sorted(found.filters));
    }
  }
  return answers;
}"""


@pytest.mark.browser
def test_searches_answer_alike(browser: Any, over_months: Project, tmp_path: Path) -> None:
    write_archive(over_months.root, 3, first=70)
    newest_first(over_months)[40].unlink()
    run(over_months)
    other = from_scratch(over_months, tmp_path / "scratch")
    assert_equal(over_months, other)
    queries = [synthetic.word(number) for number in range(50)]
    answers = []
    for site in (over_months.site, other.site):
        with serve(site) as base, browser.new_page(bypass_csp=True) as page:
            page.goto(base)
            answers.append(page.evaluate(_ANSWERS, queries))
    assert answers[0] == answers[1]
    assert sum(len(one) for one in answers[0] if isinstance(one, list)) > 100


HARM = ["lost page", "lost file of the site", "lost file of the search", "lost state", "stray page", "cut-off page"]


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_mended(project: Project, harm: str) -> None:
    pages, site = tree(project.pages), tree(project.site)
    page = next(iter(sorted(project.pages.rglob("briefs/**/*.md"))))
    if harm == "lost page":
        page.unlink()
    elif harm == "lost file of the site":
        (project.site / "archive" / "index.html").unlink()
    elif harm == "lost file of the search":
        next(project.site.glob("pagefind/*/*/fragment/*")).unlink()
    elif harm == "lost state":
        shutil.rmtree(project.state)
    elif harm == "stray page":
        page.with_name("stray.md").write_text("# Stray\n")
    else:
        page.write_bytes(page.read_bytes()[:100])
    run(project)
    assert tree(project.pages) == pages
    assert tree(project.site) == site


def test_a_page_of_the_site_that_is_cut_off_is_mended_by_a_run_that_changes_others(
    project: Project, tmp_path: Path
) -> None:
    page = next(iter(sorted(project.site.rglob("briefs/2001/**/index.html"))))
    page.write_bytes(page.read_bytes()[:100])
    write_archive(project.root, 1, first=BRIEFS)
    run(project)
    assert_equal(project, from_scratch(project, tmp_path / "scratch"))


def test_what_others_put_beside_a_page_waits_for_the_next_whole_site(project: Project) -> None:
    page = next(iter(sorted(project.site.rglob("briefs/2001/**/index.html"))))
    inode, stray = page.stat().st_ino, page.with_name("stray.html")
    stray.write_text("x")
    write_archive(project.root, 1, first=BRIEFS)
    run(project)
    assert stray.exists()
    assert page.stat().st_ino == inode
    (project.site / "stray.html").write_text("x")
    run(project)
    assert not stray.exists()


class Killed(BaseException):
    """In the place of a signal."""


def test_what_a_run_left_that_was_killed_is_not_believed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even if names and sizes are those of before, and what had changed has changed back."""
    before, about = tree(project.site), project.site_config / "pages" / "about.md"
    text = about.read_text(encoding="utf-8")
    about.write_text(text.replace("brief", "BRIEF"), encoding="utf-8")

    def kill(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(update, "finish", kill)
        with pytest.raises(Killed):
            run(project)
    assert tree(project.site) != before
    about.write_text(text, encoding="utf-8")
    run(project)
    assert tree(project.site) == before


# Several whole builds of a project ($2) in which a folder ($1) is another file system, by Python ($3).
OVER_A_MOUNT = """
mount -t tmpfs none "$1"
for name in One Two; do
    sed -i "s/^site_name: .*/site_name: $name/" "$2/site_config/mkdocs.yml"
    "$3" -m tests.stubbed build --quiet --project "$2"
done
ls -A "$2/.briefing" > "$2/left"
cp -r "$2/site" "$2/built"
"""


@pytest.mark.parametrize("mounted", ["site", ".briefing"])
def test_a_site_that_cannot_change_places_is_replaced_file_by_file(make_project: MakeProject, mounted: str) -> None:
    need(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"])
    project, plain = make_project(name="mounted"), make_project(name="plain")
    mount = project.root / mounted
    mount.mkdir()
    call = ["unshare", "-rm", "sh", "-ec", OVER_A_MOUNT, "sh", str(mount), str(project.root), sys.executable]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    shutil.copy(project.mkdocs_yml, plain.mkdocs_yml)
    build_it = [sys.executable, "-m", "tests.stubbed", "build", "--quiet", "--project", str(plain.root)]
    subprocess.run(build_it, cwd=ROOT, check=True)
    built = project.root / "built"
    # Pagefind numbers pages in the order of the file system.
    here, there = ({n: b for n, b in tree(one).items() if ".pf_index" not in n} for one in (built, plain.site))
    assert here == there
    assert "site" not in {name.partition("-")[0] for name in (project.root / "left").read_text().split()}


def test_a_link_to_the_site_is_followed(project: Project, tmp_path: Path) -> None:
    before, elsewhere = tree(project.site), tmp_path / "www"
    project.site.rename(elsewhere)
    project.site.symlink_to(elsewhere)
    for name in ("One", "Two"):
        told = project.mkdocs_yml.read_text(encoding="utf-8")
        project.mkdocs_yml.write_text(re.sub("(?m)^site_name: .*", f"site_name: {name}", told), encoding="utf-8")
        run(project)
    assert project.site.is_symlink()
    assert sorted(tree(elsewhere)) == sorted(before)
    assert b"Two" in (elsewhere / "index.html").read_bytes()
    assert [path for path in project.state.iterdir() if path.name.startswith("site")] == []


def test_a_run_that_cannot_write_leaves_nothing_under_way(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    write_archive(project.root, 1, first=BRIEFS)
    shutil.rmtree(project.site / "briefs")
    (project.site / "briefs").write_text("in the way")
    monkeypatch.setattr(update, "_on_disk", lambda _, cache: update._noted(cache))
    with pytest.raises(StoreError):
        run(project)
    assert [path.name for path in project.state.iterdir() if path.is_dir()] == []
