"""States, places and demonyms by name: "French" leads to France, "Lyon" to FR. Knows no spaCy.

Names are matched with their case (so that "turkey" is a bird), curly and straight apostrophes alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis.lexicon import load, per_language
from generator.text import squeeze


@dataclass(frozen=True, slots=True)
class State:
    """A state: its common English name and ISO 3166-1 alpha-2 code."""

    name: str
    code: str


def _fold(surface: str) -> str:
    """One line, straight apostrophes, no leading article and no possessive."""
    folded = squeeze(surface).replace("’", "'").removesuffix("'s").removesuffix("'")
    for article in load("grammar")["state_articles"]:
        folded = folded.removeprefix(article)
    return folded


def _plurals(word: str) -> tuple[str, ...]:
    return (word,) if word.endswith(tuple(load("grammar")["same_plural"])) else (word, f"{word}s")


@per_language
def _names() -> dict[str, State]:
    table: dict[str, State] = {}
    for code, entry in load("countries").items():
        state = State(entry["name"], code)
        for name in (state.name, *entry.get("variants", ())):
            table[_fold(name)] = state
            table.setdefault(_fold(name).upper(), state)
    return {name: state for name, state in table.items() if name not in load("regions")["ambiguous"]}


@per_language
def state_names() -> dict[str, str]:
    """The common name of every state by its code; do not change what it returns."""
    return {code: str(entry["name"]) for code, entry in load("countries").items()}


def _are_small() -> bool:
    return bool(load("grammar")["small_demonyms"])


@per_language
def _demonyms() -> dict[str, State]:
    table = {
        form: State(entry["name"], code)
        for code, entry in load("countries").items()
        for demonym in entry.get("demonyms", ())
        for form in _plurals(demonym)
    }
    # Written small where they are adjectives, the people's names have capitals.
    return {**table, **{form.capitalize(): state for form, state in table.items()}} if _are_small() else table


@per_language
def _places() -> dict[str, str | None]:
    regions = load("regions")
    table: dict[str, str | None] = dict.fromkeys(regions["world"])
    for group in (regions["territories"], regions["divisions"]):
        table.update((_fold(name), code) for code, names in group.items() for name in names)
    for code, entry in load("countries").items():
        table.update((_fold(city), code) for city in entry.get("cities", ()))
    return {**{name.upper(): code for name, code in table.items()}, **table}  # capitals as in datelines


def named_state(surface: str) -> State | None:
    """The state that ``surface`` names: "UK", "the Netherlands"."""
    return _names().get(_fold(surface))


def demonym_state(surface: str) -> State | None:
    """The state that a demonym leads to: "French", "Poles"."""
    return _demonyms().get(_fold(surface))


@per_language
def state_of(surface: str) -> State | None:
    """The state that a name or a demonym leads to, ``None`` if it is neither or leads to several."""
    return named_state(surface) or demonym_state(surface)


def candidates(surface: str) -> tuple[str, ...]:
    """The codes of the states that an ambiguous name ("Georgia") may stand for or lie in; else empty."""
    return tuple(load("regions")["ambiguous"].get(_fold(surface), ()))


@per_language
def is_place(surface: str) -> bool:
    """Whether ``surface`` is a known place below, beside or above the states."""
    return _fold(surface) in _places() or bool(candidates(surface))


def is_abbreviated(surface: str) -> bool:
    """Whether ``surface`` is short for a division of a state, as behind a town's name: "Calif.", "N.H."."""
    return surface in load("regions")["abbreviated"]


def country_of(surface: str) -> str | None:
    """ISO 3166-1 alpha-2 code of the state that a state's or place's name points to."""
    state = named_state(surface)
    return state.code if state else _places().get(_fold(surface))
