"""The head of an article in plain text: stamp, headline, byline, dateline, captions, and where the lede begins.

Nothing is taken out of the text: what is found is marked as regions, and values say where they came from.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator import text as plain_text
from generator.models import Extent, Known, Origin, Region, RegionKind, Title
from generator.readers import captions, dateline, furniture, headlines, titles
from generator.readers.base import Head
from generator.readers.cursor import Cursor

_STAMP = re.compile(r"\s*(?P<stamp>date:?\s+(?P<date>\d{4}-\d{2}-\d{2}))(?:\s+|$)", re.IGNORECASE)
_FILE_DATE = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
# Furniture before the lede comes in few pieces; past these, everything is body.
_HEAD_PARAGRAPHS = 12


def detect(text: str, *, title: str | None = None, file_name: str | None = None, marked: Sequence[Region] = ()) -> Head:
    """What the text itself, and its file's name, say of its head; all regions of the text.

    ``title``: the headline where it is known from elsewhere: the text's own copy of it is then marked, and
    ``Head.title`` stays ``None``. ``marked``: whole paragraphs that markup says are no prose, in order.
    """
    extents = plain_text.paragraphs(text)
    scan = _Scan(text, extents, known_title=title, marked={region.start: region for region in marked})
    scan.stamp()
    scan.furniture_and_headline()
    scan.lede()
    scan.body()
    scan.file_name(file_name)
    return scan.head()


@dataclass(slots=True)
class _Scan(Cursor):
    """One pass over the paragraphs: the head first, then the lede's beginning, then the body."""

    known_title: str | None = None
    marked: dict[int, Region] = field(default_factory=dict)
    headline: Extent | None = None
    found: Head = field(default_factory=Head)

    def stamp(self) -> None:
        """``date 2022-02-17`` in front of everything."""
        match = _STAMP.match(self.text)
        if match is not None and _is_date(match["date"]):
            self.mark("stamp", *match.span("stamp"))
            self._know(published=Known(match["date"], "stamp"))
            self.go_on(match.end())
        elif self.extents:
            self.start = self.extents[0][0]

    def furniture_and_headline(self) -> None:
        """All paragraphs before the lede."""
        if self.known_title is not None:
            self._known_headline(self.known_title)
        while self.at < min(len(self.extents), _HEAD_PARAGRAPHS):
            if not (self._marked() or self._furniture() or self._headline() or self._deck()):
                return

    def lede(self) -> None:
        """What stands in front of the lede in its own paragraph: boilerplate, a date, a caption, a dateline."""
        for _ in range(_HEAD_PARAGRAPHS):
            if self.at >= len(self.extents):
                return
            if not (self._leading() or self._glued_date() or self._caption() or self._wire()):
                return

    def body(self) -> None:
        """Captions, subheadings, boilerplate and signatures among the prose."""
        first = self.at + (self.at < len(self.extents) and self.start > self.extents[self.at][0])
        for index in range(max(first, self.at), len(self.extents)):
            self.at, self.start = index, self.extents[index][0]
            self._body_paragraph(index)
        for start, end in captions.boilerplate(self.text):
            self.mark("boilerplate", start, end)

    def file_name(self, name: str | None) -> None:
        """``2022-02-17-storm.txt`` dates an article that does not say when it was published."""
        match = _FILE_DATE.search(name or "")
        if match is not None and _is_date(match[1]):
            self._know(published=Known(match[1], "file-name"))

    def head(self) -> Head:
        return replace(self.found, regions=self.in_order())

    # -- one paragraph each ---------------------------------------------------------------------------------

    def _following(self) -> list[str]:
        """Paragraphs after this one that are neither a date, a byline, a caption nor boilerplate."""
        nearby = [self.text[start:end] for start, end in self.extents[self.at + 1 : self.at + 1 + 2 * _HEAD_PARAGRAPHS]]
        return [paragraph for paragraph in nearby if not furniture.is_furniture(paragraph)]

    def _marked(self) -> bool:
        """A paragraph that markup says is a heading, a caption, a dateline ..."""
        region = self.marked.get(self.start)
        if region is None:
            return False
        if region.kind not in ("headline", "subheading"):
            self.mark_rest(region.kind)
            return True
        is_copy = self.known_title is None or titles.same_words(self.known_title, self.paragraph())
        is_headline = region.kind == "headline" and self.headline is None and is_copy
        self.mark_rest("headline" if is_headline else "subheading")
        if is_headline:
            self._take_headline((region.start, region.end))
        return True

    def _furniture(self) -> bool:
        """A paragraph that is nothing but a date, a byline, an address, a caption or boilerplate."""
        paragraph = self.paragraph()
        is_date, date = dateline.date_line(paragraph)
        byline = None if is_date else dateline.byline(paragraph)
        url = furniture.address(paragraph)
        kind: RegionKind
        if is_date:
            kind = "dateline"
            self._know(published=_known(date, "dateline"))
        elif byline is not None:
            kind = "byline"
            self._know_byline(byline)
        elif url is not None:
            kind = "boilerplate"
            self._know(url=Known(url, "article"))
        elif captions.caption_end(paragraph) == len(paragraph):
            kind = "caption"
        elif captions.boilerplate_end(paragraph) == len(paragraph):
            kind = "boilerplate"
        else:
            return False
        self.mark_rest(kind)
        return True

    def _headline(self) -> bool:
        if self.headline is not None or self.at + 1 >= len(self.extents) or furniture.has_prefix(self.paragraph()):
            return False
        following = self._following()
        decked = headlines.before_deck(self.paragraph())
        if decked is not None:
            self._take_headline((self.start, self.start + decked))
            return self.prefix("headline" if self.known_title is None else "subheading", decked)
        paragraph, last = self._joined()
        next_one = self.whole(last + 1)
        before = furniture.is_furniture(next_one, captioned=False) or dateline.wire(next_one) is not None
        if not headlines.is_headline(paragraph, following[last - self.at :], before_furniture=before):
            return False
        if self._is_kicker(following):
            self.mark_rest("subheading")
            return True
        extent = (self.start, self.extents[last][1])
        self.at = last
        self.mark_rest("subheading" if self.known_title is not None else "headline", extent[0])
        self._take_headline(extent)
        return True

    def _joined(self) -> tuple[str, int]:
        """The paragraph with the one or two after it that it was broken from; and the last one's index."""
        last = self.at
        while last + 1 < len(self.extents) and last < self.at + 2:
            start, end = self.extents[last + 1]
            gap, line = self.text[self.extents[last][1] : start], self.text[start:end]
            so_far = self.text[self.start : self.extents[last][1]]
            same_block = gap.count("\n") == 1
            if furniture.is_furniture(line) or not headlines.continues(so_far, line, same_block=same_block):
                break
            last += 1
        return plain_text.squeeze(self.text[self.start : self.extents[last][1]]), last

    def _is_kicker(self, following: list[str]) -> bool:
        """A word or two over the headline proper: ``Politics``, ``BREAKING``."""
        paragraph, last = self._joined()
        return (
            last == self.at
            and len(paragraph.split()) <= 2
            and len(following) > 1
            and len(following[0].split()) > 2
            and not headlines.has_stop(following[0])
            and headlines.is_headline(following[0], following[1:], before_furniture=False)
        )

    def _take_headline(self, extent: Extent) -> None:
        start, end = extent
        end = start + headlines.trimmed(self.text[start:end])
        self.headline = (start, end)
        if self.known_title is None:
            self._know(title=Title(text=self.text[start:end], spans=((start, end),), origin="article"))

    def _known_headline(self, title: str) -> None:
        """Mark the text's own copy of a title that is known, alone or in front of the lede."""
        end = titles.copy_end(self.text, self.start, title)
        if end is not None:
            self.headline = (self.start, end)
            self.mark("headline", self.start, end)
            self.go_on(end)

    def _deck(self) -> bool:
        if self.headline is None or self.at + 1 >= len(self.extents):
            return False
        paragraph = self.paragraph()
        if furniture.has_prefix(paragraph) or not headlines.is_deck(
            self.text[slice(*self._headline_region())], paragraph
        ):
            return False
        self.mark_rest("subheading")
        return True

    def _headline_region(self) -> Extent:
        """The headline with the mark that was trimmed from it, or the deck before this paragraph."""
        last = self.regions[-1]
        return (last.start, last.end)

    def _leading(self) -> bool:
        end = captions.boilerplate_end(self.paragraph())
        return self.prefix("boilerplate", end or None)

    def _glued_date(self) -> bool:
        found = dateline.glued_date(self.paragraph())
        if found is None:
            return False
        self._know(published=Known(found[1], "dateline"))
        return self.prefix("dateline", len(self.paragraph()[: found[0]].rstrip()))

    def _caption(self) -> bool:
        paragraph = self.paragraph()
        return self.prefix("caption", captions.caption_end(paragraph, first=True))

    def _wire(self) -> bool:
        found = dateline.wire(self.paragraph())
        if found is None:
            return False
        self._know(publisher=_known(found.agency, "dateline"), published=_known(found.published, "dateline"))
        return self.prefix("dateline", found.end)

    def _body_paragraph(self, index: int) -> None:
        paragraph = self.paragraph()
        before, after = self.whole(index - 1), self.whole(index + 1)
        caption = captions.caption_end(paragraph)
        if self.start in self.marked:
            kind = self.marked[self.start].kind
            self.mark_rest("subheading" if kind == "headline" else kind)
        elif caption is not None:
            self.mark("caption", self.start, self.start + caption)
        elif dateline.is_signature(paragraph):
            self.mark_rest("byline")
        elif end := captions.boilerplate_end(paragraph):
            self.mark("boilerplate", self.start, self.start + end)
        elif after and index and headlines.is_subheading(paragraph, before, after):
            self.mark_rest("subheading")

    def _know(self, **values: Title | Known | None) -> None:
        """Keep values unless an earlier, better source gave them."""
        self.found = self.found.or_else(Head(**values))  # type: ignore[arg-type]

    def _know_byline(self, byline: dateline.Byline) -> None:
        self._know(
            byline=Known(byline.names, "byline"),
            publisher=_known(byline.publisher, "byline"),
            published=_known(byline.published, "byline"),
        )


def _known(value: str | None, origin: Origin) -> Known | None:
    return None if value is None else Known(value, origin)


def _is_date(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True
