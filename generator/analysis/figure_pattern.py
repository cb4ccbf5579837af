"""The written form of figures: hedges, numbers, scales, currencies and units, from ``data/units.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.analysis.lexicon import load, per_language
from generator.models import FigureKind

CURRENCY_SIGNS = "$£€¥₹₽₩₺₴₦₪"


def _either(entries: Iterable[str]) -> str:
    """An alternation, longest first."""
    longest_first = sorted(dict.fromkeys(entries), key=lambda entry: (-len(entry), entry))
    return "|".join(re.escape(entry).replace("'", "['’]") for entry in longest_first)


@per_language
def unit_names() -> dict[str, str]:
    """Each written form of a unit and the name that stands for it."""
    return {form: name for name, forms in load("units")["units"].items() for form in (name, *forms)}


@per_language
def opening() -> re.Pattern[str]:
    """Where a figure can begin: a digit, a currency's sign, a number word or a hedge."""
    table = load("units")
    phrases = (*table["hedges"], *table["vague"], *table["fractions"], *table["currency_codes"], *table["small"])
    signs = {part for sign in table["currency_signs"] for part in (sign.rstrip(), sign.rstrip("$ "))}
    first = sorted({phrase.split()[0].lower() for phrase in (*phrases, *filter(None, signs))})
    listed = "|".join(map(re.escape, filter(lambda word: word[0].isalpha(), first)))
    return re.compile(rf"\d|[{CURRENCY_SIGNS}]|(?<![^\W_])(?i:{listed})(?![^\W_])")


@per_language
def may_open(word: str) -> bool:
    """Whether a figure can begin with a word, whatever stands around it."""
    return opening().match(word) is not None


@per_language
def figure() -> re.Pattern[str]:
    """One figure: a hedge, then a number with its currency, scale and unit, or a fraction, or a vague plural."""
    hedge = rf"(?:(?i:{_either(load('units')['hedges'])})(?: |(?<=['’])))?"
    return re.compile(rf"{hedge}(?:{_number()}|(?i:{_fraction()})|(?i:{_vague()}))")


def _number() -> str:
    table = load("units")
    written: dict[str, str] = table["written"]
    small = _either(word for word in table["small"] if len(word) > 2)
    words = rf"(?:{written['tens']})-\w+|{small}|{written['halves']}|{written['article']}(?= (?:{written['big']}))"
    sign = rf"(?:(?P<sign>{_either(table['currency_signs'])})|(?P<code>{_either(table['currency_codes'])})) ?"
    number = rf"(?P<number>{written['digits']}|(?i:{words}){written['word_end']})"
    short = rf"(?<=\d)(?:{written['short']})(?![\w/])"
    scale = rf"(?P<scale>(?:[ -](?:{written['big']}))+|{short})?"
    return rf"(?:{sign})?{number}{scale}(?:{_after()})?"


def _after() -> str:
    """What makes a number a percentage, money, or a quantity."""
    table = load("units")
    written: dict[str, str] = table["written"]
    words = _either((*table["currency_words"], *table["currency_codes"]))
    money = rf"{written['money']}(?P<money>{words}){written['money_end']}"
    unit = rf"{written['unit']}(?P<unit>{_either(unit_names())})(?![\w/]){written['old']}"
    return rf"(?P<percent>{written['percent']})|{money}|{unit}"


def _fraction() -> str:
    written: dict[str, str] = load("units")["written"]
    fractions = _either(load("units")["fractions"])
    share = rf"(?P<numerator>{written['numerators']})[ -](?P<denominator>{fractions})\b"
    return rf"(?:{share}|(?P<half>{written['half']})){written['fraction_follows']}"


def _vague() -> str:
    return rf"(?P<vague>{_either(load('units')['vague'])}){load('units')['written']['vague_of']}"


def kind(match: re.Match[str]) -> tuple[FigureKind, str | None]:
    """Kind and unit: an ISO 4217 code where the currency has one name, else the currency's word as it stands."""
    table = load("units")
    if match["percent"]:
        return "percent", "%"
    if match["sign"] or match["code"]:
        return "money", match["code"] or table["currency_signs"][match["sign"]]
    if match["money"]:
        return "money", table["currency_words"].get(match["money"]) or match["money"]
    if match["unit"]:
        return "quantity", unit_names()[match["unit"]]
    return "count", None


def value(match: re.Match[str]) -> float | None:
    """The number times its scale; of a fraction the fraction; ``None`` for "dozens" and the like."""
    table = load("units")
    if match["vague"]:
        return None
    if match["number"] is None:
        share = table["fractions"][match["denominator"].lower()] if match["denominator"] else 0.5
        return float(round(share * _numerator(match["numerator"]), 4))
    base = _plain(match["number"].lower())
    for word in re.split(r"[ -]", (match["scale"] or "").strip().lower()):
        base = None if base is None else base * _scale(word)
    return None if base is None else round(base, 6)


def _numerator(word: str | None) -> int:
    """Of "two thirds" the two; an article, or nothing, is one."""
    return int(load("units")["small"].get((word or "").lower().split(" ")[-1], 1))


def _scale(word: str) -> int:
    scales: dict[str, int] = load("units")["scales"]
    return next((size for name, size in scales.items() if name.lower() == word), 1)


def _plain(number: str) -> float | None:
    written: dict[str, str] = load("units")["written"]
    if number[0].isdigit():
        plain = "".join(char for char in number if char not in written["thousands"])
        return float(plain.replace(written["decimal"], "."))
    if re.match(written["halves"], number):
        return 0.5
    parts = [load("units")["small"].get(part) for part in number.split("-")]
    return None if None in parts else float(sum(parts))
