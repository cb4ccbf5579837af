"""Whatever the bytes: an article or one clean line of refusal; offsets that hold."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path, PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article
from generator.readers import captions, dateline, decoding, registry
from generator.readers.base import Reader, Record
from generator.readers.blocks import Blocks
from generator.readers.head import detect

PIECES = [
    "date 2022-02-17 ", "Monday, May 18, 2015", "May 7, 2015 On ", "By A. Writer, Staff | Published May 18, 2015",
    "KESTRIN (Reuters) - ", "Oslo, Norway — ", "Image: Cy Dell.", "(Cy Dell/Reuters)", "(Photo: Cy Dell)",
    "The pier. (AP) The ",
    "The harbour council voted on Tuesday to close the old ferry.", "Kestrin closes its ferry", "Harbour", "ABSTRACT.",
    "http://a.example/b", "Skip Ad Ad Loading... ", "Share this story: http://a.example",
    "\n", "\n\n", " ", ";\n", ":", "—", "#",
    "- ", "> ", "*", "[a](b)", "<p>", "</p>", "<h1>", "&amp;", "---\n", "title: x\n",
    "“", "”", '"', "\u2028", "\x00", "\ufeff", "é",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
BYTES = st.one_of(
    st.binary(),
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda text: text.encode("utf-16", "replace")),
)
READERS = registry.readers()
# Those that parse in this process; what the others do with any bytes, their own tests tell.
HERE = [reader for reader in READERS if reader.name not in ("pdf", "parquet")]


def check(article: Article) -> None:
    """What holds of every article."""
    assert article.text == plain_text.clean(article.text)
    end = 0
    for region in article.regions:
        assert end <= region.start < region.end <= len(article.text)
        end = region.end
    if article.title is not None and article.title.spans is not None:
        assert article.title.text == ": ".join(article.text[start:stop] for start, stop in article.title.spans)
    for known in (article.published, article.publisher, article.byline, article.url):
        assert known is None or known.value.strip() == known.value != ""
    assert any(map(str.isalpha, article.text))
    assert article.identity
    assert article.id


def read(reader: Reader, data: bytes) -> list[Article | ArticleError]:
    found: list[Article | ArticleError] = []
    for record in reader.records(io.BytesIO(data), "a.x", Settings()):
        if isinstance(record, Record):
            try:
                found.append(reader.parse(record, Settings()))
            except ArticleError as error:
                found.append(error)
        else:
            found.append(record)
    return found


@pytest.mark.parametrize("reader", HERE, ids=[reader.name for reader in HERE])
@settings(max_examples=150, deadline=None)
@given(data=BYTES)
def test_any_bytes_give_articles_or_lines_of_refusal(reader: Reader, data: bytes) -> None:
    found = read(reader, data)
    assert found
    for item in found:
        if isinstance(item, Article):
            check(item)
        else:
            assert "\n" not in str(item)
            assert str(item).startswith("a.x:")
    assert found == read(reader, data) or any(isinstance(item, ArticleError) for item in found)


@settings(max_examples=100, deadline=None)
@given(
    body=TEXTS,
    title=st.text(max_size=40),
    value=st.sampled_from(["x", "2022-02-17", "[a, b]", "{", "null", "1", '"é"']),
)
def test_markdown_with_front_matter(body: str, title: str, value: str) -> None:
    document = f"---\ntitle: {json.dumps(title)}\ndate: {value}\n---\n{body}"
    for item in read(registry.by_name("markdown"), document.encode("utf-8", "replace")):
        if isinstance(item, Article):
            check(item)


@settings(max_examples=100, deadline=None)
@given(paragraphs=st.lists(TEXTS, max_size=6), title=st.text(max_size=40))
def test_pages_of_any_text(paragraphs: list[str], title: str) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article>{body}</article></body></html>"
    for item in read(registry.by_name("html"), page.encode("utf-8", "replace")):
        if isinstance(item, Article):
            check(item)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, title=st.one_of(st.none(), TEXTS))
def test_regions_are_ordered_and_do_not_overlap(text: str, title: str | None) -> None:
    text = plain_text.clean(text)
    head = detect(text, title=title)
    end = 0
    for region in head.regions:
        assert end <= region.start < region.end <= len(text)
        assert text[region.start : region.end].strip()
        end = region.end
    if head.title is not None:
        assert head.title.spans is not None
        ((start, stop),) = head.title.spans
        assert text[start:stop] == head.title.text != ""
        assert title is None


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=st.characters(), min_size=1), title=TEXTS)
def test_dump_keeps_the_texts_characters(text: str, title: str) -> None:
    line = json.dumps({"text": text, "title": title[:500]}).encode()
    (found,) = read(registry.by_name("jsonl"), line)
    if isinstance(found, Article):
        assert len(found.text) == len(text)
        assert found.text == plain_text.clean(text)
        check(found)
    else:
        assert not any(map(str.isalpha, plain_text.clean(text)))


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(st.binary(max_size=40), max_size=8))
def test_records_of_a_dump_are_its_lines(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    expected = [line.strip() for line in data.split(b"\n") if line.strip()]
    records = [
        item
        for item in registry.by_name("jsonl").records(io.BytesIO(data), "a", Settings())
        if isinstance(item, Record)
    ]
    if not data.startswith(b"\xef\xbb\xbf"):
        assert [record.data for record in records] == expected
    assert [record.number for record in records] == list(range(len(records)))


@given(data=st.binary(), declared=st.one_of(st.none(), st.text(max_size=12)))
@settings(max_examples=200, deadline=None)
def test_decoding_gives_clean_text_or_its_own_error(data: bytes, declared: str | None) -> None:
    try:
        text = decoding.decode(data, declared=declared)
    except decoding.UndecodableError:
        return
    assert text == plain_text.clean(text)
    assert "\r" not in text


@settings(max_examples=300, deadline=None)
@given(paragraph=TEXTS)
def test_ends_lie_in_the_paragraph(paragraph: str) -> None:
    paragraph = paragraph.strip()
    ends = [captions.boilerplate_end(paragraph), captions.caption_end(paragraph, first=True)]
    wire, glued = dateline.wire(paragraph), dateline.glued_date(paragraph)
    ends += [wire.end if wire else None, glued[0] if glued else None]
    assert all(end is None or 0 <= end <= len(paragraph) for end in ends)


@settings(max_examples=200, deadline=None)
@given(parts=st.lists(st.tuples(TEXTS, st.sampled_from([None, "headline", "subheading"]))))
def test_blocks_know_where_they_are(parts: list[tuple[str, None]]) -> None:
    blocks = Blocks()
    for content, kind in parts:
        blocks.add(content, kind)
    assert len(blocks.text) == blocks.length
    headings = [plain_text.squeeze(content) for content, kind in parts if kind and content.strip()]
    assert [blocks.text[region.start : region.end] for region in blocks.regions] == headings


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=200))
def test_sniffing_never_fails(data: bytes) -> None:
    for reader in READERS:
        assert reader.sniff(data, PurePath("a.x")) in (True, False)


# Of formats that others define, parsed in this process.
KINDS = {".xml", ".json", ".jsonld", ".eml", ".csv", ".gz", ".docx"}
ARTICLES = Path(__file__).parents[2] / "content" / "articles"
SAMPLES = sorted(path for path in ARTICLES.rglob("*") if path.suffix in KINDS)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_mangled_samples_give_articles_or_lines_of_refusal(sample: Path, data: st.DataObject) -> None:
    """Pieces of a good file cut out, doubled and overwritten."""
    content = sample.read_bytes()
    content = gzip.decompress(content) if sample.suffix == ".gz" else content
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 400)))
        piece = data.draw(
            st.one_of(st.binary(max_size=8), st.sampled_from(PIECES).map(str.encode), st.just(b"<![CDATA["))
        )
        content = content[:start] + data.draw(st.sampled_from([b"", piece, 2 * content[start:end]])) + content[end:]
    reader = registry.choose(PurePath(sample.name), content[: registry.SNIFFED])
    for item in read(reader, content):
        if isinstance(item, Article):
            check(item)
        else:
            assert "\n" not in str(item)
            assert len(str(item)) < 1000
