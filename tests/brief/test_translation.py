"""The words that a brief adds to the article's own, in the article's language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.brief.body import MONTHS
from generator.brief.translation import _table, languages, quoted, say


def test_words_are_the_languages_or_english() -> None:
    assert languages() == ("en", "fr")
    assert (say("Key facts", "fr"), say("Key facts", "en"), say("Key facts", "de")) == (
        "Faits essentiels",
        "Key facts",
        "Key facts",
    )
    assert say("what nobody has translated", "fr") == "what nobody has translated"


def test_quotation_marks_are_the_languages_and_braces_are_words() -> None:
    assert quoted("a {} b", "fr") == "«\u00a0a {} b\u00a0»"
    assert quoted("a", "en") == "“a”"


@pytest.mark.parametrize("lang", languages()[1:])
def test_a_translation_has_as_many_gaps_as_what_it_stands_for(lang: str) -> None:
    gaps = re.compile(r"\{\}")
    assert [key for key, value in _table(lang).items() if len(gaps.findall(key)) != len(gaps.findall(value))] == []


ROOT = Path(__file__).parents[2]
# Calls whose texts are said in a language, and the pieces of such texts that are put together.
SAYING = {"say", "section", "_section", "_labelled", "_pair", "heading", "amount"}


def _said(path: Path) -> Iterator[str]:
    """Texts that a module gives to ``say``, there or by a constant of its own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if _name(call.func) == "say" and call.args:
            branches = [call.args[0]]
            if isinstance(branches[0], ast.IfExp):
                branches = [branches[0].body, branches[0].orelse]
            named = [_constant(tree, one.id) if isinstance(one, ast.Name) else one for one in branches]
            yield from (one.value for one in named if isinstance(one, ast.Constant) and isinstance(one.value, str))


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _constant(tree: ast.Module, name: str) -> ast.expr | None:
    assigned = (node for node in tree.body if isinstance(node, ast.Assign))
    return next((node.value for node in assigned if any(getattr(one, "id", "") == name for one in node.targets)), None)


def _of_templates() -> Iterator[str]:
    for path in (ROOT / "site_config/overrides").rglob("*.html"):
        template = path.read_text(encoding="utf-8")
        yield from re.findall(r"say\('([^']+)'\)", template)
        for texts in re.findall(r"{% for text in \[(.*?)\]", template, re.DOTALL):
            yield from re.findall(r'"([^"]+)"', texts)


@pytest.mark.parametrize("lang", languages()[1:])
def test_every_language_has_all_words_of_briefs_pages_and_templates(lang: str) -> None:
    modules = [*(ROOT / "generator/brief").glob("*.py"), *(ROOT / "generator/pages").glob("*.py")]
    said = {text for path in modules for text in _said(path)}
    assert len(said) > 100
    templates = set(_of_templates())
    assert len(templates) > 30
    assert sorted((said | templates) - set(_table(lang))) == []


@pytest.mark.parametrize("lang", languages()[1:])
def test_a_language_has_no_words_that_nothing_says(lang: str) -> None:
    files = [
        *(ROOT / "generator").rglob("*.py"),
        *(ROOT / "site_config").rglob("*.html"),
        ROOT / "site_config/mkdocs.yml",
    ]
    everything = re.sub(r'"\s*\n\s*"', "", "\n".join(path.read_text(encoding="utf-8") for path in files))
    made = {"1", ","} | {f"{{}} {one}" for one in ("brief", "briefs", "quotation", "quotations", "figure", "figures")}
    made |= {name[:3] for name in MONTHS}
    made |= {f"{what} {how}: {{}}" for what in ("Headline", "Fact", "Quotation") for how in ("added", "dropped")}
    assert [key for key in _table(lang) if key not in made and key not in everything] == []


def test_the_search_says_only_what_its_template_translates() -> None:
    script = (ROOT / "site_config/overrides/assets/search.js").read_text(encoding="utf-8")
    said = set(re.findall(r'\bsay\("([^"]+)"', script))
    assert len(said) > 10
    assert said <= set(_of_templates())
