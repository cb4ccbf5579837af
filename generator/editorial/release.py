"""What may be seen, and when: status and embargo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from generator.editorial.corrections import Entry
from generator.models import Article, Status

Refusal = Literal["draft", "withheld", "canceled", "embargoed"]
_FROM = "from "


def terms(article: Article, entry: Entry | None) -> str | None:
    """The terms on which an article's brief was made, as the brief records them; ``None`` for most."""
    told = ["draft"] if _status(article, entry) == "draft" else []
    told += [_FROM + article.embargoed] if article.embargoed else []
    return ", ".join(told) or None


def _status(article: Article, entry: Entry | None) -> Status:
    """The editor's, else the article's own."""
    return (entry.corrections.status if entry else None) or article.status


@dataclass(frozen=True, slots=True)
class Release:
    """What is released at ``as_of`` (with its offset); ``drafts``: drafts are shown as well.

    ``since``: while a site is served to its editors, from when on; what they change meanwhile is one revision.
    """

    as_of: datetime
    drafts: bool = False
    since: datetime | None = None

    def refusal(self, article: Article, entry: Entry | None) -> Refusal | None:
        """Why an article has no brief now; ``None`` if it has one."""
        status = _status(article, entry)
        if status == "withheld" or status == "canceled":
            return status
        if article.embargoed is not None and datetime.fromisoformat(article.embargoed) > self.as_of:
            return "embargoed"
        return "draft" if status == "draft" and not self.drafts else None

    def allows(self, told: str | None) -> bool:
        """Whether a brief that was made on these ``terms`` may be there now."""
        parts = told.split(", ") if told else []
        times = [datetime.fromisoformat(part.removeprefix(_FROM)) for part in parts if part.startswith(_FROM)]
        return (self.drafts or "draft" not in parts) and all(time <= self.as_of for time in times)
