"""States over articles in several languages: each is one, under its name in the site's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from generator.analysis import gazetteer
from generator.analysis.lexicon import languages, speaking
from generator.brief.translation import ENGLISH
from generator.text import slug


@cache
def names(lang: str) -> Mapping[str, str]:
    """The name of every state in a language, else in English, by ISO 3166-1 alpha-2 code."""
    with speaking(lang):
        return gazetteer.state_names()


@cache
def _codes() -> Mapping[str, str]:
    """Codes by name in any language; without names that are different states' in different languages."""
    found: dict[str, str] = {}
    for lang in languages():
        for code, name in names(lang).items():
            found[name] = code if found.get(name, code) == code else ""
    return {name: code for name, code in found.items() if code}


def code_of(name: str) -> str | None:
    """The code of the state whose name this is, in any language that articles are analysed in."""
    return _codes().get(name)


def called(name: str, lang: str = ENGLISH, country: str | None = None) -> str:
    """The name in ``lang`` of the state that is called so in any language; any other name as it is.

    ``country``: the code that it must have, where what bears the name may be no state.
    """
    code = code_of(name)
    return name if code is None or country not in (None, code) else names(lang)[code]


def joined(states: Iterable[tuple[str, str, bool]], lang: str) -> dict[str, str]:
    """The id under which each state is shown, where that is not its own.

    ``states``: of each its id, its name and whether editors have said who it is; one that they know keeps its id.
    """
    by_code: dict[str, list[tuple[str, bool]]] = {}
    for key, name, is_known in states:
        if (code := code_of(name)) is not None:
            by_code.setdefault(code, []).append((key, is_known))
    found = {}
    for code, same in by_code.items():
        target = min((key for key, is_known in same if is_known), default=f"state/{slug(names(lang)[code])}")
        found.update({key: target for key, is_known in same if key != target and not is_known})
    return found
