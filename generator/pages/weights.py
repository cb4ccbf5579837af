"""How much room texts take on lists, told without making the HTML."""

from __future__ import annotations

from generator import escape

# Of a headline, a name and a statement lists show so many characters; the brief's page shows all.
HEADLINE, NAME, STATEMENT = 300, 120, 1200
# Of a card: its markup and links.
CARD = 900


def text(*texts: str | None) -> int:
    """Bytes of HTML of what is shown."""
    return sum(len(escape.html(one).encode("utf-8", "surrogatepass")) for one in texts if one)
