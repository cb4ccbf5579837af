"""XML of wires and feeds, read so that a document can neither reach anything outside it nor blow up."""

from __future__ import annotations

import html as entities
import re
from typing import TYPE_CHECKING, Any, NoReturn

from generator import text as plain_text
from generator.readers import decoding
from generator.readers.base import Record
from generator.readers.plain import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

# Enough of a document to find its root element.
HEAD = 65_536
# libxml2 quotes the document in its messages.
_CAUSE_MAX = 120
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")
_ENCODING = re.compile(rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})[\"']")
_BETWEEN = r"\s*+(?:<\?.*?\?>\s*+|<!--.*?-->\s*+)*+"
_DOCTYPE = r"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*+"
_INTERNAL = re.compile(rf"{_BETWEEN}{_DOCTYPE}\[", re.DOTALL)
_ROOT = re.compile(rf"{_BETWEEN}(?:{_DOCTYPE}>{_BETWEEN})?<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.DOTALL)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{0,40});")


def root_name(head: bytes) -> str | None:
    """The local name of the root element of what begins with ``head``; ``None`` if that is no XML."""
    try:
        text = decoding.decode(head)
    except decoding.UndecodableError:
        return None
    match = _ROOT.match(text)
    return match[1] if match else None


def parse(record: Record) -> _Element:
    """The root element, all names without their namespaces; see ``tree``."""
    from lxml import etree

    root = tree(record)
    for element in root.iter(etree.Element):
        element.tag = element.tag.rpartition("}")[2]
    return root


def tree(record: Record, *, recover: bool = False) -> _Element:
    """The root element.

    Entities are those of HTML, as their characters; none is declared, nothing is fetched.

    ``recover``: make the best of a document that is not well-formed.

    Raises:
        ArticleError: it has declarations of its own, is not well-formed, or is nested or filled beyond reason.
    """
    from lxml import etree

    declared = _ENCODING.match(record.data)
    text = decode(record, declared=declared[1].decode("ascii") if declared else None)
    text = _DECLARATION.sub(lambda match: "\n" * match[0].count("\n"), text, count=1)
    if _INTERNAL.match(text):
        raise record.error("declares entities or elements of its own: remove what stands in [ ] after <!DOCTYPE")
    parser = _parser(recover=recover)
    try:
        root: _Element | None = etree.fromstring(_NAMED.sub(_character, text).encode(), parser)
    except etree.XMLSyntaxError as error:
        cause = plain_text.squeeze((error.msg or "").partition(", line ")[0])[:_CAUSE_MAX]
        raise record.error(f"not well-formed XML ({cause}): correct it", error.lineno) from None
    if root is None:
        raise record.error("no XML in it: correct or remove it")
    return root


def _parser(*, recover: bool) -> Any:
    """A parser that expands no entity, loads no DTD, asks no network and keeps libxml2's limits."""
    from lxml import etree

    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _character(match: re.Match[str]) -> str:
    """A character reference for a named entity of HTML; what is no entity stays as it looks."""
    found = entities.unescape(match[0])
    return f"&amp;{match[1]};" if found == match[0] else "".join(f"&#{ord(character)};" for character in found)


def line(element: _Element | None, *, without: str | None = None) -> str:
    """The text of an element on one line, without that of some elements in it; nothing for no element."""
    if element is None:
        return ""
    parts = element.xpath(f"descendant::text()[not(ancestor::{without})]") if without else element.itertext()
    return plain_text.squeeze("".join(map(str, parts)))


def foreign(record: Record, root: _Element) -> NoReturn:
    """Refuse XML of a format that nobody here knows.

    Raises:
        ArticleError: always.
    """
    name = str(root.tag).rpartition("}")[2]
    known = "<nitf>, <newsItem> and <newsMessage> of NewsML-G2, <rss>, <rdf:RDF> and <feed>"
    raise record.error(f"XML of an unknown format, its root is <{name[:80]}>: known are {known}")
