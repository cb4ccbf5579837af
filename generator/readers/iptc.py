"""What the IPTC's formats share: subject codes, statuses, rights, and dates in ISO 8601's basic form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from generator import text as plain_text
from generator.models import NamedKind
from generator.readers import fields, words

# Longer ones are no names; more of them would take the time of a longer text.
_NAME_MAX, _MOST_NAMED = 120, 200
# Of a type that is told in a message.
_SHOWN_MAX = 40
_CODE = re.compile(r"(?:.*[:/])?(\d{8})")
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2})?)?")


def tags(subjects: Iterable[tuple[Any, Any]], keywords: Iterable[Any] = ()) -> tuple[str, ...]:
    """Names of subjects, each given as name and code, and keywords: each once.

    A code without a name is looked up among the top-level Media Topics; one that is not there stays a code.
    """
    found = [_subject(name, code) for name, code in subjects]
    found += [plain_text.squeeze(plain_text.clean(word)) for word in keywords if isinstance(word, str)]
    return tuple(dict.fromkeys(tag for tag in found if tag and len(tag) <= fields.VALUE_MAX))


def named(names: Iterable[tuple[Any, NamedKind]]) -> tuple[tuple[str, NamedKind], ...]:
    """Whom and what an item names: each name once, as what it is given first; no more than an article may have."""
    found: dict[str, NamedKind] = {}
    for name, kind in names:
        line = plain_text.squeeze(plain_text.clean(name)) if isinstance(name, str) else ""
        if 1 < len(line) <= _NAME_MAX and line != line.lower() and len(found) < _MOST_NAMED:
            found.setdefault(line, kind)
    return tuple(found.items())


def shown(kind: str) -> str:
    """What an item says that it is, short and on one line: it may say anything."""
    return plain_text.clip(plain_text.squeeze(kind), _SHOWN_MAX)


def _subject(name: Any, code: Any) -> str:
    if isinstance(name, str) and name.strip():
        return plain_text.squeeze(plain_text.clean(name))
    if not isinstance(code, str):
        return ""
    match = _CODE.fullmatch(code.strip())
    topics: dict[str, str] = words.table("iptc")["topics"]
    # Codes that begin otherwise (20000209 ...) do not tell in which branch they stand.
    return topics.get(match[1][:2], code.strip()) if match else plain_text.squeeze(plain_text.clean(code))


def rights(*statements: Any) -> str | None:
    """Copyright notice (or holder) and usage terms in one line, each once."""
    lines = [plain_text.squeeze(plain_text.clean(line)) for line in statements if isinstance(line, str)]
    return "; ".join(dict.fromkeys(line for line in lines if line))[: fields.VALUE_MAX] or None


def word(value: Any) -> Any:
    """``usable`` for ``stat:usable`` and ``http://cv.iptc.org/newscodes/pubstatusg2/usable``."""
    return re.split(r"[:/]", value.strip())[-1] if isinstance(value, str) else value


def extended(value: str | None) -> str | None:
    """``20220217T093000+0100`` as ``2022-02-17T09:30:00+0100``; anything else as it is."""
    match = _BASIC.fullmatch(value.strip()) if value else None
    if match is None:
        return value
    year, month, day, hour, minute, second, zone = match.groups()
    time = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
    return f"{year}-{month}-{day}{time}"
