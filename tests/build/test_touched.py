"""Pages after changed briefs are those of a run from scratch, though only those that may be others are looked at."""

from __future__ import annotations

import contextlib
import sqlite3
from base64 import b64encode
from functools import cache
from pathlib import Path
from random import Random

import pytest

from generator import brief, editorial, store
from generator.build import Folder, Report, pages
from generator.config import Limits, Project, Settings, Stories
from generator.models import Brief, Sketch
from generator.pages import alphabet, render, subjects, touched
from generator.pages.drafts import Touched
from generator.text import sha256
from tests.build.support import tree
from tests.pages.factory import Draft

SETTINGS = Settings(actor_page_min_briefs=2, briefs_on_home=6, stories=Stories(likeness=0.1, days=7, min_briefs=2))
# Short forms and full ones, one name of two types, a state in two languages.
PEOPLE = ("Ada Holm", "Holm", "Bo Holm", "Ilse Marrable", "Marrable", "Piet Varga", "Tollen", "Cy Dell")
ORGANISATIONS = ("Tollen", "Marrow Council", "Council", "Skeld Freight", "Ada Holm", "Cy Dell")
STATES = ("Germany", "Allemagne", "Vessen")
TOWNS, TAGS, FOLDERS = (
    ("Corrie", "Tollen", "Lesk", "Germany"),
    ("ferries", "Ferry", "rail", "courts"),
    ("", "a/", "b/"),
)
BRIEFS, STEPS = 70, 12
DAYS = (None, *(f"2031-0{1 + day // 20}-{1 + day % 20:02}" for day in range(40)))


def _sketch(number: int, chance: Random) -> Sketch:
    """Equal numbers are copies of one article, more or less."""
    whole = Random(number).randbytes(256)
    own = chance.choice((0, 0, 40, 100, 180))
    kept = whole[: 256 - own] + chance.randbytes(own)
    return Sketch(shingles=chance.choice((60, 100, 300)), minhash=b64encode(kept).decode())


def _article(number: int, chance: Random) -> tuple[str, str]:
    """A brief's path and document."""
    person, other = chance.sample(PEOPLE, 2)
    organisation, state, town = chance.choice(ORGANISATIONS), chance.choice(STATES), chance.choice(TOWNS)
    said = chance.choice(("We have waited", "It is late", "Nobody asked us"))
    text = (
        f"{person} met {organisation} of {state} in {town} . “{said},” {person} told {other}. {number % 7} boats came."
    )
    draft = Draft(
        text,
        title=f"{person} meets {organisation} {number % 3}",
        date=chance.choice((DAYS, DAYS[-3:])[chance.randrange(2)]),
        publisher=chance.choice(("The Courier", "Wire", None)),
        folder=chance.choice(FOLDERS),
        tags=tuple(dict.fromkeys(chance.choices(TAGS, k=2))),
        sketch=_sketch(chance.choice((1, 2, chance.randrange(60))), chance) if chance.random() < 0.7 else None,
    )
    aliases = [chance.choice(("Holm", "Council"))] if chance.random() < 0.2 else []
    who = draft.actor(person, "person", *[one for one in aliases if one in text and one != person])
    if organisation != person:
        draft.actor(organisation, "organization")
    draft.actor(state, "state")
    draft.actor(other, "person")
    draft.fact(text[: text.index(".") + 1], who, where=town)
    draft.quote(f"{said},", who, person, "told")
    draft.figure(str(number % 7), "boats", value=number % 7)
    draft.place(town, "DE" if town == "Germany" else None)
    return f"{number:03}-{number:08x}.md", brief.render(draft.brief(), text, source_text="evidence")


def _generate(project: Project, settings: Settings = SETTINGS) -> Report:
    folder, report = Folder(project), Report()
    folder.digests = {path: sha256((project.briefs / path).read_bytes()) for path in folder.present}
    project.state.mkdir(exist_ok=True)
    with store.PageCache(project.state) as cache:
        pages.generate(project, settings, cache, folder, report, lambda *_: None)
    assert report.failures == []
    return report


def _project(folder: Path) -> Project:
    project = Project(folder)
    (project.site_config / "pages").mkdir(parents=True)
    project.mkdocs_yml.write_text("site_name: Test\nsite_url: https://test.example/\n", encoding="utf-8")
    project.briefs.mkdir(parents=True)
    return project


def _tell(project: Project, chance: Random) -> None:
    """Let the editors say other things of actors."""
    more = ("hide: true", "role: keeper", "id: other", "note: Twice.")
    told = [
        f"- name: {name}\n  type: {kind}\n  {chance.choice(more)}\n"
        for names, kind in ((PEOPLE, "person"), (ORGANISATIONS, "organization"), (STATES[2:], "state"))
        for name in chance.sample(names, chance.choice((0, 1)))
    ]
    (project.root / editorial.ACTORS).write_text("".join(told), encoding="utf-8")


def _step(project: Project, chance: Random, next_: int) -> int:
    """Change, remove, move and add a few briefs; the number of the next one."""
    if chance.random() < 0.3:
        _tell(project, chance)
    there = sorted(project.briefs.glob("*.md"))
    for path in chance.sample(there, min(len(there), chance.choice((0, 0, 1)))):
        path.unlink()
    there = sorted(project.briefs.glob("*.md"))
    for path in chance.sample(there, min(len(there), chance.choice((0, 1)))):
        _, document = _article(int(path.name[:3]), chance)
        path.write_text(document, encoding="utf-8")
    for path in chance.sample(there, min(len(there), chance.choice((0, 0, 0, 1)))):
        path.rename(path.with_name(f"{int(path.name[:3]) + 500:03}-{path.name[4:]}"))
    for number in range(next_, next_ + chance.choice((0, 1, 1))):
        name, document = _article(number, chance)
        (project.briefs / name).write_text(document, encoding="utf-8")
        next_ = number + 1
    return next_


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many names as one page holds, or one more or less."""
    monkeypatch.setattr(alphabet, "ON_ONE_PAGE", 13)
    monkeypatch.setattr(subjects, "INLINE", {"sections": 1, "topics": 3, "places": 3})


@pytest.mark.parametrize("seed", [1, 2, pytest.param(3, marks=pytest.mark.slow)])
def test_many_steps_at_random(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, project = Random(seed), _project(tmp_path)
    looked_at: list[int] = []
    since = touched.since

    def noting(*given: object) -> Touched:
        found = since(*given)  # type: ignore[arg-type]
        looked_at.append(len(found.groups))
        return found

    _write_first(project, chance)
    monkeypatch.setattr(touched, "since", noting)
    _generate(project)
    next_ = BRIEFS
    for _ in range(STEPS):
        next_ = _step(project, chance, next_)
        _generate(project)
        assert _other_than_from_scratch(project) == set()
    assert len(looked_at) > STEPS // 2
    assert min(looked_at) < 100 < len(_pages(project))


class CutOffError(Exception):
    """The run is killed."""


@pytest.mark.parametrize("seed", [4, pytest.param(5, marks=pytest.mark.slow)])
def test_runs_that_are_cut_off(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they had looked at may be other again when the next one begins."""
    chance, project, next_ = Random(seed), _project(tmp_path), BRIEFS
    _write_first(project, chance)
    _generate(project)
    write = store.write_if_changed
    for _ in range(STEPS // 2):
        next_ = _step(project, chance, next_)
        left = chance.randrange(40)

        def cut_off(*given: object, **more: object) -> bool:
            nonlocal left
            left -= 1
            if left < 0:
                raise CutOffError
            return write(*given, **more)  # type: ignore[arg-type]

        with monkeypatch.context() as patch, contextlib.suppress(CutOffError):
            patch.setattr(store, "write_if_changed", cut_off)
            _generate(project)
        next_ = _step(project, chance, next_)
        _generate(project)
        assert _other_than_from_scratch(project) == set()


def _write_first(project: Project, chance: Random) -> None:
    for name, document in (_article(number, chance) for number in range(BRIEFS)):
        (project.briefs / name).write_text(document, encoding="utf-8")


def _other_than_from_scratch(project: Project) -> set[str]:
    found, wanted = _pages(project), _from_scratch(project)
    return {name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)}


def _pages(project: Project) -> dict[str, str]:
    root = f"{project.pages}/"
    return {name.removeprefix(root): data.decode() for name, data in tree(project.pages).items()}


@cache
def _parsed(document: str) -> tuple[Brief, str]:
    return brief.load(document)


def _from_scratch(project: Project) -> dict[str, str]:
    documents = {path: (project.briefs / path).read_text(encoding="utf-8") for path in Folder(project).present}
    return dict(render([(path, *_parsed(one)) for path, one in documents.items()], SETTINGS, project))


def test_what_editors_say_of_an_actor_touches_the_pages_that_show_it(tmp_path: Path) -> None:
    project = _project(tmp_path)
    _write_first(project, Random(6))
    _generate(project)
    (project.root / editorial.ACTORS).write_text(
        "- name: Piet Varga\n  type: person\n  role: keeper\n", encoding="utf-8"
    )
    before = _pages(project)
    report = _generate(project)
    changed = {name for name, text in _pages(project).items() if before.get(name) != text}
    assert changed == {"actors/person/piet-varga.md"}
    assert report.pages_written == 1
    assert _other_than_from_scratch(project) == set()


def test_a_setting_that_pages_do_not_look_at_touches_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = _project(tmp_path)
    _write_first(project, Random(6))
    _generate(project)
    monkeypatch.setattr(pages.pages, "plan", None)
    _generate(project, SETTINGS.model_copy(update={"limits": Limits(max_seconds=599), "key_facts": 4}))
    with pytest.raises(TypeError):
        _generate(project, SETTINGS.model_copy(update={"briefs_on_home": 7}))


def test_a_damaged_entry_is_not_believed(tmp_path: Path) -> None:
    project, chance = _project(tmp_path), Random(7)
    _write_first(project, chance)
    _generate(project)
    with contextlib.closing(sqlite3.connect(project.state / "pages.sqlite")) as db, db:
        db.execute("UPDATE entries SET entry = replace(entry, 'boats', 'goats')")
    name, document = _article(BRIEFS, chance)
    (project.briefs / name).write_text(document, encoding="utf-8")
    _generate(project)
    assert _other_than_from_scratch(project) == set()
    assert not any("goats" in text for text in _pages(project).values())


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE postings SET page = replace(page, '.md', '/md') WHERE subject LIKE 'person/%'",
        "UPDATE actors SET name = replace(name, 'Holm', 'Hulm')",
        "UPDATE shown SET leader = page || 'x'",
    ],
)
def test_what_the_last_run_has_left_is_not_believed_if_it_was_changed_since(damage: str, tmp_path: Path) -> None:
    project, chance = _project(tmp_path), Random(9)
    _write_first(project, chance)
    _generate(project)
    with contextlib.closing(sqlite3.connect(project.state / "pages.sqlite")) as db, db:
        db.execute(damage)
    name, document = _article(BRIEFS, chance)
    (project.briefs / name).write_text(document, encoding="utf-8")
    _generate(project)
    assert _other_than_from_scratch(project) == set()


def test_one_article_more_looks_up_few_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, chance = _project(tmp_path), Random(8)
    _write_first(project, chance)
    for number in range(200, 260):  # of another world: they share no actor, place, topic or day with the next one
        draft = Draft(
            f"Nobody of {number} was there.", title=f"Nobody {number}", date=f"2019-{1 + number % 12:02}-11", tags=()
        )
        name, text = f"{number}-{number:08x}.md", brief.render(draft.brief(), draft.text, source_text="evidence")
        (project.briefs / name).write_text(text, encoding="utf-8")
    _generate(project)
    asked: list[str] = []
    entry = store.PageCache.entry
    monkeypatch.setattr(store.PageCache, "entry", lambda cache, one: asked.append(one) or entry(cache, one))
    name, document = _article(BRIEFS, chance)
    (project.briefs / name).write_text(document, encoding="utf-8")
    _generate(project)
    assert asked
    assert not any(one.startswith("2") for one in asked)
    assert _other_than_from_scratch(project) == set()
