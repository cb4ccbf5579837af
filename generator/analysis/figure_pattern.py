"""The written form of figures: hedges, numbers, scales, currencies and units, from ``data/units.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from generator.analysis.lexicon import load
from generator.models import FigureKind

CURRENCY_SIGNS = "$£€¥₹₽₩₺₴₦₪"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BIG = "hundred|thousand|million|billion|trillion|dozen|crore|lakh"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
# "5m" and "1.2bn": letters that stand for a scale only right after digits.
_SHORT = "k|mn|mln|m|bn|bln|tn|trn"


def _either(entries: Iterable[str]) -> str:
    """An alternation, longest first."""
    return "|".join(
        re.escape(entry) for entry in sorted(dict.fromkeys(entries), key=lambda entry: (-len(entry), entry))
    )


@cache
def unit_names() -> dict[str, str]:
    """Each written form of a unit and the name that stands for it."""
    return {form: name for name, forms in load("units")["units"].items() for form in (name, *forms)}


@cache
def opening() -> re.Pattern[str]:
    """Where a figure can begin: a digit, a currency's sign, a number word or a hedge."""
    table = load("units")
    phrases = (*table["hedges"], *table["vague"], *table["fractions"], *table["currency_codes"], *table["small"])
    signs = {part for sign in table["currency_signs"] for part in (sign.rstrip(), sign.rstrip("$ "))}
    first = sorted({phrase.split()[0].lower() for phrase in (*phrases, *filter(None, signs))})
    listed = "|".join(map(re.escape, filter(lambda word: word[0].isalpha(), first)))
    return re.compile(rf"\d|[{CURRENCY_SIGNS}]|(?<![^\W_])(?i:{listed})(?![^\W_])")


@lru_cache(maxsize=65536)
def may_open(word: str) -> bool:
    """Whether a figure can begin with a word, whatever stands around it."""
    return opening().match(word) is not None


@cache
def figure() -> re.Pattern[str]:
    """One figure: a hedge, then a number with its currency, scale and unit, or a fraction, or a vague plural."""
    hedge = rf"(?:(?i:{_either(load('units')['hedges'])}) )?"
    return re.compile(rf"{hedge}(?:{_number()}|(?i:{_fraction()})|(?i:{_vague()}))")


def _number() -> str:
    table = load("units")
    small = _either(word for word in table["small"] if len(word) > 2)
    words = rf"(?:{_TENS})-\w+|{small}|half an?|an?(?= (?:{_BIG}))"
    sign = rf"(?:(?P<sign>{_either(table['currency_signs'])})|(?P<code>{_either(table['currency_codes'])})) ?"
    number = rf"(?P<number>{_DIGITS}|(?i:{words}))"
    scale = rf"(?P<scale>(?:[ -](?:{_BIG}))+|(?<=\d)(?:{_SHORT})(?![\w/]))?"
    return rf"(?:{sign})?{number}{scale}(?:{_after()})?"


def _after() -> str:
    """What makes a number a percentage, money, or a quantity."""
    table = load("units")
    money = _either((*table["currency_words"], *table["currency_codes"]))
    percent = r"(?P<percent> ?%| per ?cent\b)"
    unit = rf"[ -]?(?P<unit>{_either(unit_names())})(?![\w/])(?:[- ]old\b)?"
    return rf"{percent}|[ -](?P<money>{money})\b|{unit}"


def _fraction() -> str:
    fractions = _either(load("units")["fractions"])
    share = rf"(?P<numerator>an?|one|two|three|four)[ -](?P<denominator>{fractions})\b"
    return rf"(?:{share}|(?P<half>half))(?= of| the)"


def _vague() -> str:
    return rf"(?P<vague>{_either(load('units')['vague'])}) of(?= [a-z])"


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
        share = table["fractions"][(match["denominator"] or "half").lower()]
        return float(round(share * table["small"][(match["numerator"] or "a").lower()], 4))
    base = _plain(match["number"].lower())
    for word in re.split(r"[ -]", (match["scale"] or "").strip().lower()):
        base = None if base is None else base * table["scales"].get(word, 1)
    return None if base is None else round(base, 6)


def _plain(number: str) -> float | None:
    if number[0].isdigit():
        return float(number.replace(",", ""))
    if number.startswith("half"):
        return 0.5
    parts = [load("units")["small"].get(part) for part in number.split("-")]
    return None if None in parts else float(sum(parts))
