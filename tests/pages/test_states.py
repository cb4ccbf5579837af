"""A state is one actor and one place over the languages of articles, under its name in the site's language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import pages
from generator.config import Project, Settings
from generator.models import Place
from generator.pages import states, worldmap
from generator.pages.identity import Identity, Named
from tests.conftest import ROOT
from tests.pages.factory import Draft


def test_every_state_has_a_name_in_every_language() -> None:
    english, french = states.names("en"), states.names("fr")
    assert english.keys() == french.keys()
    assert len(set(english.values())) == len(english)
    assert len(set(french.values())) == len(french)
    assert (english["GB"], french["GB"]) == ("United Kingdom", "Royaume-Uni")
    assert states.names("de") == english, "a language without words speaks English"


def test_a_name_leads_to_its_state_in_any_language_and_no_other_does() -> None:
    assert states.code_of("Royaume-Uni") == states.code_of("United Kingdom") == "GB"
    assert states.code_of("Skeld") is None
    assert states.called("Pays-Bas") == "Netherlands"
    assert states.called("Netherlands", "fr") == "Pays-Bas"
    assert states.called("Skeld", "fr") == "Skeld"
    assert states.called("Chili", "en", "US") == "Chili", "a town of a state's name is none"
    assert states.called("Chili", "en", "CL") == "Chile"


def state(name: str, **more: bool) -> Named:
    return Named(f"state/{name.lower().replace(' ', '-')}", "state", name, **more)


def test_states_are_joined_by_their_code_under_the_name_of_the_site_s_language() -> None:
    both = [state("United Kingdom"), state("Royaume-Uni"), state("Halmere")]
    for lang, shown in (("en", "state/united-kingdom"), ("fr", "state/royaume-uni")):
        identity = Identity(both, (), lang)
        assert {identity.of(one.id) for one in both[:2]} == {shown}
        assert identity.of("state/halmere") == "state/halmere"
    assert Identity(both[1:]).of("state/royaume-uni") == "state/united-kingdom", "though no brief calls it so"
    known = Identity([state("United Kingdom"), state("Royaume-Uni", known=True)])
    assert known.of("state/united-kingdom") == "state/royaume-uni", "what editors know keeps its id"


def test_countries_are_named_in_the_language_of_the_map() -> None:
    assert (worldmap.name("GB"), worldmap.name("GB", "fr")) == ("United Kingdom", "Royaume-Uni")
    drawn = str(worldmap.draw({"GB": 1, "EE": 1, "FR": 1}, {}, "fr"))
    table = drawn[drawn.index("<tbody") :]
    assert table.index("Estonie") < table.index("France") < table.index("Royaume-Uni")


def named(name: str, *, title: str, lang: str) -> Draft:
    draft = Draft(f"A ship from {name} came in.", title=title, lang=lang, url=None)
    draft.actor(name, "state")
    draft.places.append(Place(name=name, country="GB", mentions=draft.extents(name)))
    return draft


@pytest.mark.parametrize(
    ("lang", "name", "other"),
    [("en", "United Kingdom", "Royaume-Uni"), ("fr", "Royaume-Uni", "United Kingdom")],
)
def test_a_site_has_one_page_for_a_state_of_two_languages(tmp_path: Path, lang: str, name: str, other: str) -> None:
    project = Project(tmp_path)
    shutil.copytree(ROOT / "site_config", project.site_config)
    text = project.mkdocs_yml.read_text(encoding="utf-8").replace("language: en", f"language: {lang}")
    project.mkdocs_yml.write_text(text, encoding="utf-8")
    drafts = [named("United Kingdom", title="One", lang="en"), named("Royaume-Uni", title="Deux", lang="fr")]
    found = dict(pages.render([one.triple() for one in drafts], Settings(), project))
    own, its = name.lower().replace(" ", "-"), other.lower().replace(" ", "-")
    assert f"actors/state/{own}.md" in found
    assert f"actors/state/{its}.md" not in found
    page = found[f"actors/state/{own}.md"]
    assert f'title: "{name}"' in page
    assert other in page, "its other name is an alias"
    assert "One" in page
    assert "Deux" in page
    assert f"places/{own}.md" in found
    assert f"places/{its}.md" not in found
    for draft in drafts:
        assert f'places/{own}.md"' in found[f"briefs/{draft.path()}"]
        assert f'actors/state/{own}.md"' in found[f"briefs/{draft.path()}"]
