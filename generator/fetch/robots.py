"""robots.txt (RFC 9309): which addresses of a host a robot may ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

# The name by which rules can address us.
AGENT = "briefing"
# RFC 9309, 2.5: parsers must take at least so much; the rest is cut off.
SIZE_MAX = 512_000
_LINE = re.compile(r"[ \t]*([A-Za-z-]+)[ \t]*:[ \t]*([^#]*)")
_TOKEN = re.compile(r"\*|[A-Za-z_-]+")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us, as patterns and whether they allow. No rules: everything is allowed."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allows(self, url: str) -> bool:
        """Whether the longest pattern that fits the address allows it; of two as long, the one that allows."""
        parts = urlsplit(url)
        path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


NOTHING_ALLOWED = Robots((("/", False),))


def parse(text: str) -> Robots:
    """The rules of all groups that name us; if none does, of those for everybody."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    agents: list[str] = []
    in_rules = False
    for line in re.split(r"[\r\n]+", text):
        match = _LINE.match(line)
        key, value = (match[1].lower(), match[2].strip()) if match else ("", "")
        if key == "user-agent":
            token = _TOKEN.match(value)
            agents = [*([] if in_rules else agents), token[0].lower() if token else ""]
            in_rules = False
            groups.setdefault(agents[-1], [])
        elif key in ("allow", "disallow"):
            in_rules = True
            for agent in agents if value else ():
                groups[agent].append((_normal(value), key == "allow"))
    return Robots(tuple(groups.get(AGENT, groups.get("*", []))))


def _normal(path: str) -> str:
    """Percent-encoding made uniform: only what needs it, in capitals."""
    return _ESCAPED.sub(_escaped, quote(path.encode("utf-8", "replace"), safe=_PRINTABLE))


def _escaped(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character.isascii() and (character.isalnum() or character in "-._~") else match[0].upper()


def _fits(pattern: str, path: str) -> bool:
    """``*`` is any run of characters, ``$`` at the end the end; piece by piece, in linear time."""
    is_whole = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = pieces.pop() if is_whole and pieces else None
    for piece in pieces:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if last is not None:
        return len(path) - at >= len(last) and path.endswith(last)
    return not is_whole or at == len(path)
