"""Values of front matter and of dumps' records: checked, never repaired."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator import text as plain_text
from generator.models import Known, Origin, Status, Title
from generator.readers.base import Head

# No name, headline or address is longer; what is longer has been put under the wrong key.
VALUE_MAX = 2000
_DATE = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[Tt ]\s*(\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?)?"
)
_URL = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_LANG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")

# What each value may be called in the front matter of a Markdown article; the first that is there counts.
FRONT_MATTER: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "published": ("published", "date"),
    "byline": ("byline", "author", "authors"),
    "publisher": ("publisher", "source"),
    "url": ("url", "link"),
    "lang": ("lang", "language"),
    "tags": ("tags", "keywords"),
    "id": ("id", "guid"),
    "status": ("status",),
    "embargoed": ("embargoed", "embargo"),
    "rights": ("rights", "copyright"),
    "teaser": ("teaser",),
    "modified": ("modified", "updated"),
}
# A record of a dump has these keys under these names alone: dumps are full of keys that mean something else.
RECORD: Mapping[str, str] = {name: name for name in ("text", *FRONT_MATTER)}


# What programs write into a dump where they had no value.
NOTHING = ("None", "null", "nan", "NaN")
NEVER_A_WORD = ("published", "url", "embargoed", "modified", "status")
# Words for IPTC's statuses; anything else is refused, so that nothing is published by mistake.
STATUSES: Mapping[str, Status] = {
    "usable": "usable",
    "published": "usable",
    "draft": "draft",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
# An embargo that names no time zone ends where that time comes last: too late is safe, too early is not.
LAST_ZONE = "-12:00"


def columns(mapping: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What each value of a dump's record is called, the text included, where some go by other names."""
    return {**RECORD, **dict(mapping)}


class FieldError(ValueError):
    """A known key has an impossible value or one of the wrong type; the message names neither file nor key."""

    def __init__(self, key: str, reason: str) -> None:
        self.key = key
        super().__init__(f"{key}: {reason}")


def head(values: Mapping[str, Any], names: Mapping[str, tuple[str, ...]], origin: Origin) -> Head:
    """The head that ``values`` give; unknown keys are passed over, empty values are as good as absent.

    Raises:
        FieldError: for the first known key that is wrong, even one that another takes precedence over.
    """
    found: dict[str, Any] = {}
    for name, keys in names.items():
        given = [key for key in keys if key in values and not _is_blank(name, values[key])]
        parsed = [_parsed(key, values[key], PARSERS[name]) for key in given]
        found[name] = next((value for value in parsed if value), None)
    return Head(
        title=Title(text=found["title"], origin=origin) if found["title"] else None,
        published=_known(found["published"], origin),
        publisher=_known(found["publisher"], origin),
        byline=_known(found["byline"], origin),
        url=_known(found["url"], origin),
        lang=found["lang"],
        tags=found["tags"] or (),
        id=found["id"],
        status=found["status"],
        embargoed=found["embargoed"],
        rights=found["rights"],
        teaser=found["teaser"] or False,
        modified=found["modified"],
    )


def _known(value: str | None, origin: Origin) -> Known | None:
    return Known(value, origin) if value else None


def _is_blank(name: str, value: Any) -> bool:
    """Nothing given, or a programming language's word for nothing where no value can be a word."""
    return value is None or value == "" or value == [] or (name in NEVER_A_WORD and value in NOTHING)


def _parsed(key: str, value: Any, parse: Callable[[Any], Any]) -> Any:
    try:
        return parse(value)
    except ValueError as error:
        raise FieldError(key, str(error)) from None


def words_of(value: Any) -> str:
    """A line of text."""
    if not isinstance(value, str):
        raise ValueError(f"must be text, not {_kind(value)}: put it in quotes")
    if len(value) > VALUE_MAX:
        raise ValueError(f"longer than {VALUE_MAX} characters: shorten it")
    return plain_text.squeeze(plain_text.clean(value))


def _matched(value: Any) -> re.Match[str]:
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError("must be a date like 2022-02-17 or a time like 2022-02-17T09:30:00+01:00")
    return match


def date(value: Any) -> str:
    """The calendar day of an ISO 8601 date or time, as written: no time zone is reckoned with."""
    match = _matched(value)
    day, time, _ = match.groups()
    try:
        datetime.time.fromisoformat((time or "00:00").replace(",", "."))
        return datetime.date.fromisoformat(day).isoformat()
    except ValueError:
        raise ValueError(f"{match.group()} is not in the calendar: correct it") from None


def moment(value: Any) -> str:
    """An ISO 8601 date or time, written out: ``2022-02-17`` or ``2022-02-17T09:30:00+01:00``; no zone is added."""
    day = date(value)
    _, time, zone = _matched(value).groups()
    if time is None:
        return day
    clock = datetime.time.fromisoformat(time.replace(",", ".")).isoformat("seconds")
    return f"{day}T{clock}{_offset(zone)}"


def _offset(zone: str | None) -> str:
    """``+01:00`` for ``+0100``, ``+01`` and ``+01:00``; ``+00:00`` for ``Z``; nothing for nothing."""
    if zone is None or zone in "Zz":
        return "+00:00" if zone else ""
    digits = (zone[1:].replace(":", "") + "00")[:4]
    if int(digits) > 2359 or int(digits[2:]) > 59:
        raise ValueError(f"{zone} is no time zone: correct it")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def embargo(value: Any) -> str:
    """A time with its offset; see ``LAST_ZONE`` for one without. A day alone begins at midnight."""
    time = moment(value)
    time = time if "T" in time else f"{time}T00:00:00"
    return time if datetime.datetime.fromisoformat(time).tzinfo else time + LAST_ZONE


def status(value: Any) -> Status:
    """A publication status."""
    found = STATUSES.get(words_of(value).casefold())
    if found is None:
        raise ValueError("must be usable, draft, withheld or canceled")
    return found


def truth(value: Any) -> bool:
    """``true`` or ``false``, as a value or as a word."""
    words = {True: True, False: False, "true": True, "false": False}
    if not isinstance(value, bool | str) or value not in words:
        raise ValueError("must be true or false")
    return words[value]


def url(value: Any) -> str:
    """An ``http(s)`` address."""
    address = words_of(value)
    if _URL.fullmatch(address) is None:
        raise ValueError("must be an address that begins with http:// or https://")
    return address


def language(value: Any) -> str:
    """The primary subtag of a language tag: ``en`` for ``en-GB``."""
    match = _LANG.fullmatch(words_of(value))
    if match is None:
        raise ValueError("must be a language code like en or fr-CA")
    return match[1].lower()


def names(value: Any) -> str:
    """One name, or a list of them."""
    return ", ".join(words_of(item) for item in value) if isinstance(value, list) else words_of(value)


def tags(value: Any) -> tuple[str, ...]:
    """A list of words, or one text with commas; each word once."""
    if not isinstance(value, list | str):
        raise ValueError(f"must be a list of words, not {_kind(value)}")
    items = map(words_of, value) if isinstance(value, list) else words_of(value).split(",")
    return tuple(dict.fromkeys(tag for item in items if (tag := item.strip())))


def identifier(value: Any) -> str:
    """Text or a whole number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else words_of(value)


def _kind(value: Any) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a mapping"}
    return kinds.get(type(value), type(value).__name__)


PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "title": words_of,
    "published": date,
    "byline": names,
    "publisher": words_of,
    "url": url,
    "lang": language,
    "tags": tags,
    "id": identifier,
    "status": status,
    "embargoed": embargo,
    "rights": words_of,
    "teaser": truth,
    "modified": moment,
}
