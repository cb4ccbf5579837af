"""The derived pages as text: what is on them, that they never vary, that articles cannot act through them."""

from __future__ import annotations

import html
import random
import re
from pathlib import Path

import markdown
import pytest
import yaml

from generator import pages
from generator.config import Project, Settings
from tests.pages.factory import HOSTILE, Draft, ferry, hostile, sample, tunnel

PROJECT = Project(Path(__file__).parents[2])


def render(*briefs: tuple, **settings: object) -> dict[str, str]:
    return dict(pages.render(list(briefs), Settings.model_validate(settings), PROJECT))


def test_every_kind_of_page() -> None:
    found = render(ferry().triple(), tunnel().triple())
    assert {"index.md", "about.md", "actors/index.md", "archive/index.md", "archive/2031/03.md"} <= found.keys()
    assert {"actors/person/ada-holm.md", "actors/person/ilse-marrable.md", "actors/state/vessen.md"} <= found.keys()
    assert "actors/person/holm.md" not in found
    assert f"briefs/{ferry().path()}" in found


def test_a_page_by_hand_is_that_of_the_site_s_language(tmp_path: Path) -> None:
    project = Project(tmp_path)
    written = project.site_config / "pages"
    (written / "help").mkdir(parents=True)
    texts = {
        "about.md": "en",
        "about.fr.md": "fr",
        "help/a.de.md": "de",
        "help/a.md": "en",
        "only.fr.md": "fr",
        "v1.2.md": "en",
    }
    for name, text in texts.items():
        (written / name).write_text(text)

    def shown(lang: str) -> dict[str, str]:
        project.mkdocs_yml.write_text(f"theme: {{language: {lang}}}")
        found = dict(pages.render([], Settings(), project))
        return {name: found[name] for name in ("about.md", "help/a.md", "only.md", "v1.2.md") if name in found}

    assert shown("en") == {"about.md": "en", "help/a.md": "en", "v1.2.md": "en"}
    assert shown("fr") == {"about.md": "fr", "help/a.md": "en", "only.md": "fr", "v1.2.md": "en"}
    assert shown("de") == {"about.md": "en", "help/a.md": "de", "v1.2.md": "en"}


def test_no_briefs_at_all() -> None:
    found = render()
    assert "No briefs yet" in found["index.md"]
    assert {"actors/index.md", "archive/index.md", "about.md"} <= found.keys()


def test_the_order_of_briefs_changes_nothing_but_the_order_of_pages() -> None:
    briefs = sample()
    shuffled = briefs.copy()
    random.Random(7).shuffle(shuffled)
    assert render(*briefs) == render(*shuffled)


def test_a_generator_of_briefs_will_do() -> None:
    assert dict(pages.render(iter(sample()), Settings(), PROJECT)) == render(*sample())


def test_every_link_leads_to_a_page_and_every_anchor_to_an_id() -> None:
    found = render(*sample())
    for name, text in found.items():
        for href in re.findall(r' href="([^":]*)"', text):
            target, _, anchor = href.partition("#")
            parts = name.split("/")[:-1]
            for part in target.split("/") if target else ():
                parts = parts[:-1] if part == ".." else [*parts, part]
            page = "/".join(parts) if target else name
            assert page in found, (name, href)
            if anchor:
                assert f'id="{anchor}"' in found[page], (name, href)


def test_ids_are_unique_on_each_page() -> None:
    for name, text in render(*sample()).items():
        ids = re.findall(r' id="([^"]*)"', markdown.markdown(text, extensions=["toc"]))
        assert len(ids) == len(set(ids)), name


def test_hostile_text_stays_text() -> None:
    found = render(hostile().triple())
    for name, text in found.items():
        if name == "about.md" or not name.endswith(".md"):
            continue
        _, front, body = text.split("---\n", 2)
        shown = markdown.markdown(body, extensions=["toc"])
        assert "<script>" not in shown, name
        assert shown.count("<script") == shown.count('<script type="application/ld+json">') <= 1, name
        assert "<img" not in shown, name
        assert "<strong" not in shown, name
        assert 'href="javascript' not in shown, name
        assert "<" not in str(yaml.safe_load(front)["title"]), name
    assert all(re.fullmatch(r"[a-z0-9/.-]+\.(md|json|jsonl|csv)", name) for name in found)


def test_hostile_text_is_shown_in_full() -> None:
    text = next(text for name, text in render(hostile().triple()).items() if name.startswith("briefs/"))
    shown = markdown.markdown(text.split("---\n", 2)[2], extensions=["toc"])
    shown = re.sub("<script.*?</script>", "", shown)
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)).count(HOSTILE) >= 10


def test_an_actor_below_the_threshold_has_no_page_and_no_link() -> None:
    found = render(ferry().triple(), tunnel().triple(), actor_page_min_briefs=2)
    assert "actors/person/ilse-marrable.md" not in found
    assert "ilse-marrable" not in found["index.md"]
    assert "actors/person/ada-holm.md" in found


def test_what_was_guessed_is_said() -> None:
    draft = ferry(origins={"title": "drawn", "date": "guessed"})
    text = render(draft.triple())[f"briefs/{draft.path()}"]
    assert "The article has no headline; this one is drawn from its own words." in text
    assert "The date of publication is a guess." in text


@pytest.mark.parametrize(
    ("lang", "note", "citation"),
    [
        ("en", "Who said 1 of the 1 quotations is left open: it is not certain.", "Brief of the article with SHA-256 "),
        (
            "fr",
            "Nombre de citations dont l’auteur, incertain, n’est pas nommé : 1 sur 1.",
            "Fiche de l’article au ",
        ),
    ],
)
def test_the_foot_of_a_brief_speaks_its_language(lang: str, note: str, citation: str) -> None:
    draft = Draft("« Nous avons trop attendu », a-t-on entendu.", lang=lang)
    draft.quote("Nous avons trop attendu", None, None)
    text = " ".join(render(draft.triple())[f"briefs/{draft.path()}"].split())
    assert note in text
    assert citation in text


def test_an_undated_brief_comes_last_and_says_so() -> None:
    undated = ferry(date=None, title="Nobody knows when")
    found = render(undated.triple(), tunnel().triple())
    assert found["index.md"].index("Corrie tunnel") < found["index.md"].index("Nobody knows when")
    assert "says nowhere when it was published" in found[f"briefs/{undated.path()}"]
    assert "Nobody knows when" in found["archive/undated.md"]


def test_quotations_about_an_actor_are_those_of_others() -> None:
    text = render(ferry().triple())["actors/organization/harbour-council-of-marrow-sound.md"]
    assert "Said about harbour council of Marrow Sound" in text
    assert "The Council owes the islanders a boat." in text


@pytest.mark.parametrize("count", [1, 45, 130])
def test_pages_stay_small(count: int) -> None:
    briefs = [ferry(title=f"Ferry {k}", date=f"2031-03-{k % 28 + 1:02}").triple() for k in range(count)]
    assert max(len(text.encode()) for name, text in render(*briefs).items() if name.endswith(".md")) < 120_000
