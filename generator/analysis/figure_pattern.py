"""The written form of figures: hedges, numbers, scales, currencies and units, from ``data/units.yml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from generator.analysis.lexicon import load, per_language
from generator.models import FigureKind

CURRENCY_SIGNS = "$£€¥₹₽₩₺₴₦₪"
# "Two or three boats" is a range, as long as the one end is less than so many times the other.
EITHER = 2
# So many characters before two numbers may say that the one gave way to the other.
CHANGED = 90
# "1914-1918": years, where nothing says that they count something.
_YEARS, _YEAR_DIGITS = range(1500, 2101), 4


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
    phrases = (*phrases, table["written"]["between"])
    signs = {part for sign in table["currency_signs"] for part in (sign.rstrip(), sign.rstrip("$ "))}
    first = sorted({phrase.split()[0].lower() for phrase in (*phrases, *filter(None, signs))})
    listed = "|".join(map(re.escape, filter(lambda word: word[0].isalpha(), first)))
    return re.compile(rf"\d|[{CURRENCY_SIGNS}]|(?<![^\W_])(?i:{listed})(?![^\W_])")


def openers(words: Iterable[str]) -> set[str]:
    """Those words with which a figure can begin, whatever stands around them."""
    return set(filter(_may_open(), set(words)))


@per_language
def _may_open() -> Callable[[str], bool]:
    match = opening().match
    return lru_cache(maxsize=1 << 16)(lambda word: match(word) is not None)


def find(text: str, at: int) -> re.Match[str] | None:
    """The figure at an offset of a text with plain blanks only: both ends of a range, else a single number."""
    both = _range().match(text, at)
    return both if both is not None and _is_range(both) and not _is_change(both) else _single().match(text, at)


def is_range(match: re.Match[str]) -> bool:
    """Whether the figure has a lower and an upper end: "40 to 50"."""
    return "low_number" in match.groupdict()


def is_vague(match: re.Match[str]) -> bool:
    """Whether the figure is "dozens", "hundreds of thousands" and the like."""
    return bool(match.groupdict().get("vague"))


def may_be_year(match: re.Match[str]) -> bool:
    """Whether a number is written as years are: "2016"."""
    return not match["scale"] and len(match["number"]) == _YEAR_DIGITS and _scaled(match["number"], None) in _YEARS


def _is_range(match: re.Match[str]) -> bool:
    """Two ends of the same kind, the lower first; no score, no years, no money that goes "to" so many people."""
    low, high = _ends(match)
    if low is None or high is None or low >= high:
        return False
    first, last, count = _kind(match, "low_"), _kind(match), ("count", None)
    if match["either"] and (first != count or high >= EITHER * low):
        return False  # "$10 or $20", "one or ten boats": alternatives
    if match["dash"] and last == count:
        return low not in _YEARS or high not in _YEARS
    return first in (count, last)


def _is_change(match: re.Match[str]) -> bool:
    """Whether the one end gave way to the other: "rose from 40 to 50 per cent"."""
    before = match.string[max(0, match.start() - CHANGED) : match.start()]
    return before[-1:] == " " and _changed().search(before) is not None


@per_language
def _changed() -> re.Pattern[str]:
    return re.compile(load("units")["written"]["changed"], re.IGNORECASE)


@per_language
def _single() -> re.Pattern[str]:
    """One figure: a hedge, then a number with its currency, scale and unit, or a fraction, or a vague plural."""
    return re.compile(rf"{_hedge()}(?:(?i:{_fraction()})|{_number()}|(?i:{_vague()}))")


@per_language
def _range() -> re.Pattern[str]:
    """Two numbers, each like a single one: "40 to 50", "between 40 and 50", "40-50"."""
    written: dict[str, str] = load("units")["written"]
    either = rf"(?P<either> {written['or']} )"
    joint = rf"(?:(?P<dash>[-–])|(?(between) {written['and']} |(?: {written['to']} |{either})))"
    between = rf"(?P<between>(?i:{written['between']}) )?"
    return re.compile(rf"{_hedge()}{between}{_number('low_')}{joint}{_number()}")


def _hedge() -> str:
    return rf"(?:(?i:{_either(load('units')['hedges'])})(?: |(?<=['’])))?"


def _number(end: str = "") -> str:
    """A number; ``end`` goes before the names of its groups."""
    table = load("units")
    written: dict[str, str] = table["written"]
    small = _either(word for word in table["small"] if len(word) > 2)
    words = rf"(?:{written['tens']})-\w+|{small}|{written['halves']}|{written['article']}(?= (?:{written['big']}))"
    sign = rf"(?:(?P<{end}sign>{_either(table['currency_signs'])})|(?P<{end}code>{_either(table['currency_codes'])})) ?"
    number = rf"(?P<{end}number>{written['digits']}|(?i:{words}){written['word_end']})"
    short = rf"(?<=\d)(?:{written['short']})(?![\w/])"
    scale = rf"(?P<{end}scale>(?:[ -](?:{written['big']}))+|{short})?"
    return rf"(?:{sign})?{number}{scale}(?:{_after(end)})?"


def _after(end: str) -> str:
    """What makes a number a percentage, money, or a quantity."""
    table = load("units")
    written: dict[str, str] = table["written"]
    words = _either((*table["currency_words"], *table["currency_codes"]))
    money = rf"{written['money']}(?P<{end}money>{words}){written['money_end']}"
    unit = rf"{written['unit']}(?P<{end}unit>{_either(unit_names())})(?![\w/]){written['old']}"
    return rf"(?P<{end}percent>{written['percent']})|{money}|{unit}"


def _fraction() -> str:
    written: dict[str, str] = load("units")["written"]
    fractions = _either(load("units")["fractions"])
    share = rf"(?P<numerator>{written['numerators']})[ -](?P<denominator>{fractions})\b"
    return rf"(?:{share}|(?P<half>{written['half']})){written['fraction_follows']}"


def _vague() -> str:
    return rf"(?P<vague>{_either(load('units')['vague'])}){load('units')['written']['vague_of']}"


def kind(match: re.Match[str]) -> tuple[FigureKind, str | None]:
    """Kind and unit: an ISO 4217 code where the currency has one name, else the currency's word as it stands."""
    found = _kind(match)
    return _kind(match, "low_") if found[0] == "count" and is_range(match) else found


def _kind(match: re.Match[str], end: str = "") -> tuple[FigureKind, str | None]:
    table, group = load("units"), {name: match[end + name] for name in ("percent", "sign", "code", "money", "unit")}
    if group["percent"]:
        return "percent", "%"
    if group["sign"] or group["code"]:
        return "money", group["code"] or table["currency_signs"][group["sign"]]
    if group["money"]:
        return "money", table["currency_words"].get(group["money"]) or group["money"]
    if group["unit"]:
        return "quantity", unit_names()[group["unit"]]
    return "count", None


def value(match: re.Match[str]) -> float | str | None:
    """The number times its scale; of a fraction the fraction; ``None`` for "dozens" and the like.

    Of a range both ends, as dates have them: ``"40/50"``.
    """
    if is_range(match):
        return "/".join(str(int(end) if end == int(end) else end) for end in _ends(match) if end is not None)
    table = load("units")
    if is_vague(match):
        return None
    if match["number"] is None:
        share = table["fractions"][match["denominator"].lower()] if match["denominator"] else 0.5
        return float(round(share * _numerator(match["numerator"]), 4))
    return _scaled(match["number"], match["scale"])


def _ends(match: re.Match[str]) -> tuple[float | None, float | None]:
    """Both ends of a range; of "40 to 50 million" the first one are millions too, of "900 to 1.2 million" not."""
    low, high = _plain(match["low_number"].lower()), _plain(match["number"].lower())
    shared = low is not None and high is not None and low < high
    scale = match["low_scale"] or (match["scale"] if shared else None)
    return _scaled(match["low_number"], scale), _scaled(match["number"], match["scale"])


def _scaled(number: str, scale: str | None) -> float | None:
    base = _plain(number.lower())
    for word in re.split(r"[ -]", (scale or "").strip().lower()):
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
