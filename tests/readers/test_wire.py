"""IPTC's formats, written by their specifications: ninjs 1.x to 3.x, NITF, NewsML-G2."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from generator.errors import ArticleError
from generator.models import Article, Known, Region, Title

LEDE = "The harbour council voted on Tuesday to close the old ferry."
NEXT = "It had run for ninety years."

# --- ninjs ----------------------------------------------------------------------------------------------------------


def ninjs(**values: Any) -> str:
    return json.dumps({"uri": "urn:kestrin:1", "type": "text", "versioncreated": "2031-03-05T08:00:00Z", **values})


def test_ninjs_1(read_one: Callable[..., Article]) -> None:
    article = read_one(
        "a.json",
        ninjs(
            firstcreated="2031-03-04T23:30:00-05:00",
            headline="Ferry &amp; pier shut",
            byline="By Ada Holm",
            language="en-GB",
            pubstatus="usable",
            copyrightholder="Kestrin Wire",
            usageterms="No resale.",
            body_text=LEDE,
            body_xhtml=f"<p>{LEDE}</p><h2>Ninety years</h2><p>{NEXT}</p><script>x()</script>",
            subject=[{"name": "transport", "code": "20000337"}, {"code": "04000000"}, {"code": "20000001"}],
            person=[{"name": "Ada Holm"}],
        ),
    )
    assert article.text == f"{LEDE}\n\nNinety years\n\n{NEXT}"
    assert article.regions == (Region("subheading", 62, 74),)
    assert article.title == Title(text="Ferry & pier shut", origin="record")
    assert (article.published, article.modified) == (Known("2031-03-04", "record"), "2031-03-05T08:00:00+00:00")
    assert (article.byline, article.publisher) == (Known("Ada Holm", "record"), None)
    assert article.tags == ("transport", "economy and business", "20000001")
    assert article.rights == "Kestrin Wire; No resale."
    assert (article.identity, article.id, article.record) == ("urn:kestrin:1", "a.json", None)
    assert (article.status, article.embargoed, article.teaser) == ("usable", None, False)


@pytest.mark.parametrize("camel", [True, False])
def test_ninjs_2_and_3_differ_in_case_alone(camel: bool, read_one: Callable[..., Article]) -> None:
    names = ("contentType", "pubStatus", "infoSources") if camel else ("contenttype", "pubstatus", "infosources")
    article = read_one(
        "a.json",
        ninjs(
            **{names[1]: "withheld", names[2]: [{"name": "Kestrin Wire"}]},
            embargoed="2031-03-06T06:00:00+01:00",
            headlines=[{"role": "short", "value": "Shut"}, {"role": "main", "value": "Ferry shut"}],
            by="Ada Holm",
            bodies=[
                {names[0]: "text/plain", "value": "Plain."},
                {names[0]: "application/xhtml+xml", "value": f"<div><p>{LEDE}</p></div>"},
            ],
            subjects=[{"name": "transport"}],
        ),
    )
    assert (article.text, article.title) == (LEDE, Title(text="Ferry shut", origin="record"))
    assert (article.status, article.embargoed) == ("withheld", "2031-03-06T06:00:00+01:00")
    assert (article.publisher, article.tags) == (Known("Kestrin Wire", "record"), ("transport",))


def test_ninjs_without_a_body_is_a_teaser(read_one: Callable[..., Article]) -> None:
    assert read_one("a.json", ninjs(headline="x", description_text=LEDE)).teaser
    assert read_one("a.json", ninjs(headline="x", descriptions=[{"value": LEDE}])).teaser
    assert read_one("a.json", ninjs(headline="x", body_text=LEDE, representationtype="incomplete")).teaser
    assert not read_one("a.json", ninjs(headline="x", body_text=LEDE, description_text="y")).teaser


def test_list_of_news_objects(read_all: Callable[..., list[Any]]) -> None:
    text = f"[{ninjs(body_text=LEDE)}, {ninjs(type='picture', headline='x')}, 5, {ninjs(uri='urn:2', body_text=NEXT)}]"
    first, picture, number, last = read_all("a.json", text)
    assert (first.id, first.text, last.id, last.identity) == ("a.json#0", LEDE, "a.json#3", "urn:2")
    assert str(picture) == "a.json: record 1: no text in this news object (a picture): remove it"
    assert str(number) == "a.json: record 2: not an object: correct it"


def test_whom_and_what_a_wire_names_goes_along(read_one: Callable[..., Article]) -> None:
    named = (("Ada Holm", "person"), ("Kestrin Ferries", "organization"), ("Kestrin", "place"))
    lists = [[{"name": name, "rel": "about"}] for name, _ in named]
    for keys in (("person", "organisation", "place"), ("people", "organisations", "places")):
        values = dict(zip(keys, lists, strict=True))
        assert read_one("a.ninjs", ninjs(body_text=f"{LEDE}", **values)).named == named
    kinds = ("person", "organisation", "geoArea")
    subjects = "".join(
        f'<subject type="cpnat:{kind}"><name>{name}</name></subject>'
        for kind, (name, _) in zip(kinds, named, strict=True)
    )
    assert read_one("a.xml", item().replace("<contentMeta>", f"<contentMeta>{subjects}")).named == named
    marked = "<p><person>Ada  Holm</person> of <org>Kestrin Ferries</org> left <location>Kestrin</location>.</p>"
    nitf = f"<nitf><body><body.content>{marked}</body.content></body></nitf>"
    assert read_one("a.nitf", nitf).named == named
    odd = [{"name": "the"}, {"name": 7}, {"name": "A"}, {"name": "X" * 200}, *({"name": f"N{k}"} for k in range(999))]
    assert len(read_one("a.ninjs", ninjs(body_text=LEDE, people=odd)).named) == 200


@pytest.mark.parametrize(
    "values", [{"pubstatus": "killed"}, {"embargoed": "soon"}, {"pubstatus": 5}, {"embargoed": [1]}]
)
def test_status_and_embargo_are_never_passed_over(values: dict[str, Any], refusal: Callable[..., str]) -> None:
    found = refusal("a.json", ninjs(headline="x", body_text=LEDE, **values))
    assert found.startswith("a.json: its status or embargo cannot be told (must be ")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2031-03-06", "2031-03-06T00:00:00-12:00"),
        ("2031-03-06T07:00", "2031-03-06T07:00:00-12:00"),
        ("2031-03-06T07:00:00.5Z", "2031-03-06T07:00:00+00:00"),
        ("2031-03-06T07:00:00+0530", "2031-03-06T07:00:00+05:30"),
    ],
)
def test_an_embargo_always_has_an_offset(given: str, kept: str, read_one: Callable[..., Article]) -> None:
    assert read_one("a.json", ninjs(headline="x", body_text=LEDE, embargoed=given)).embargoed == kept


# --- NITF -----------------------------------------------------------------------------------------------------------

NITF = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://nitf.example/nitf-3-6.dtd">
<nitf xml:lang="en"><head><title>Slug</title>
<tobject><tobject.subject tobject.subject.refnum="11000000" tobject.subject.matter="Ports"/></tobject>
<docdata management-status="usable"><doc-id regsrc="kestrin.example" id-string="77"/>
<date.issue norm="20310305T080000-0500"/><date.release norm="20310305T140000Z"/>
<doc.copyright year="2031" holder="Kestrin Wire"/><key-list><keyword key="ferries"/></key-list></docdata>
<pubdata name="Kestrin Post"/><revision-history norm="20310305T090000Z"/>
<revision-history norm="20310305T100000Z"/></head>
<body><body.head><hedline><hl1>Ferry <em>shut</em></hl1><hl2>After ninety years</hl2></hedline>
<byline>By <person>Ada Holm</person><byttl>Staff writer</byttl></byline><byline><person>Bo Lind</person></byline>
<dateline><location>KESTRIN</location>, <story.date>March 5</story.date></dateline>
<abstract><p>In short.</p></abstract></body.head>
<body.content><block><p>{LEDE}</p><media media-type="image"><media-reference source="x"/><media-caption>A
ferry.</media-caption></media><hl2>Why</hl2><p>&ldquo;Enough,&rdquo; she said &mdash; {NEXT}</p></block></body.content>
</body></nitf>
"""


def test_nitf(read_one: Callable[..., Article]) -> None:
    article = read_one("a.xml", NITF)
    assert article.text == f"KESTRIN, March 5\n\n{LEDE}\n\nA ferry.\n\nWhy\n\n“Enough,” she said — {NEXT}"
    kinds = [(region.kind, article.text[region.start : region.end]) for region in article.regions]
    assert kinds == [("dateline", "KESTRIN, March 5"), ("caption", "A ferry."), ("subheading", "Why")]
    assert article.title == Title(text="Ferry shut", origin="record")
    assert (article.published, article.publisher) == (Known("2031-03-05", "record"), Known("Kestrin Post", "record"))
    assert article.byline == Known("Ada Holm, Bo Lind", "record")
    assert (article.tags, article.rights) == (("Ports", "ferries"), "© 2031 Kestrin Wire")
    assert (article.identity, article.modified) == ("kestrin.example:77", "2031-03-05T10:00:00+00:00")
    assert (article.status, article.embargoed) == ("usable", "2031-03-05T14:00:00+00:00")


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_nitf_status(status: str, read_one: Callable[..., Article]) -> None:
    assert read_one("a.xml", NITF.replace('"usable"', f'"{status}"')).status == status


def test_nitf_embargoed(read_one: Callable[..., Article]) -> None:
    known = NITF.replace('"usable"', '"embargoed"')
    assert (read_one("a.xml", known).status, read_one("a.xml", known).embargoed) == (
        "usable",
        "2031-03-05T14:00:00+00:00",
    )
    unknown = known.replace('<date.release norm="20310305T140000Z"/>', "")
    assert (read_one("a.xml", unknown).status, read_one("a.xml", unknown).embargoed) == ("withheld", None)


def test_nitf_without_a_body_is_a_teaser(read_one: Callable[..., Article]) -> None:
    article = read_one("a.xml", NITF.partition("<body.content>")[0] + "</body></nitf>")
    assert (article.text, article.teaser) == ("In short.", True)


def test_nitf_that_repeats_its_dateline(read_one: Callable[..., Article]) -> None:
    article = read_one("a.xml", NITF.replace(LEDE, f"Kestrin, March 5 (Wire) - {LEDE}"))
    assert article.text.startswith("Kestrin, March 5 (Wire) - The harbour")


# --- NewsML-G2 ------------------------------------------------------------------------------------------------------


def item(guid: str = "urn:k:1", *, meta: str = "", nature: str = "text", content: str | None = None) -> str:
    inside = (
        f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head><body><p>{LEDE}</p></body></html>"
    )
    content = f"<inlineXML contenttype='application/xhtml+xml'>{inside}</inlineXML>" if content is None else content
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="3" xml:lang="en">
<rightsInfo><copyrightHolder literal="KW"><name>Kestrin Wire</name></copyrightHolder>
<usageTerms>No resale.</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:{nature}"/><provider qcode="nprov:KW"/>
<versionCreated>2031-03-05T09:00:00Z</versionCreated>
<firstCreated>2031-03-05T08:00:00Z</firstCreated>{meta}</itemMeta>
<contentMeta><by>By Ada Holm</by><dateline>KESTRIN</dateline><language tag="en-GB"/><headline>Ferry shut</headline>
<subject type="cpnat:abstract" qcode="medtop:11000000"/>
<subject type="cpnat:abstract" qcode="x:1"><name>ferries</name></subject>
<subject type="cpnat:person" qcode="x:2"><name>Ada Holm</name></subject><keyword>harbour</keyword></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


def test_newsml(read_one: Callable[..., Article]) -> None:
    article = read_one("a.xml", item(meta='<pubStatus qcode="stat:usable"/>'))
    assert article.text == f"KESTRIN\n\n{LEDE}"
    assert article.regions == (Region("dateline", 0, 7),)
    assert (article.title, article.byline) == (Title(text="Ferry shut", origin="record"), Known("Ada Holm", "record"))
    assert (article.published, article.modified) == (Known("2031-03-05", "record"), "2031-03-05T09:00:00+00:00")
    assert article.publisher == Known("KW", "record")
    assert article.tags == ("politics", "ferries", "harbour")
    assert (article.rights, article.identity) == ("Kestrin Wire; No resale.", "urn:k:1")


@pytest.mark.parametrize(
    ("meta", "status", "embargoed"),
    [
        ("", "usable", None),
        ('<pubStatus qcode="stat:withheld"/>', "withheld", None),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "canceled", None),
        ("<embargoed>2031-03-06T06:00:00+01:00</embargoed>", "usable", "2031-03-06T06:00:00+01:00"),
        ("<embargoed/>", "withheld", None),
        ('<embargoed/><pubStatus qcode="stat:canceled"/>', "canceled", None),
    ],
)
def test_newsml_status(meta: str, status: str, embargoed: str | None, read_one: Callable[..., Article]) -> None:
    article = read_one("a.xml", item(meta=meta))
    assert (article.status, article.embargoed) == (status, embargoed)


def test_newsml_with_nitf_or_plain_text_inside(read_one: Callable[..., Article]) -> None:
    nitf = NITF.partition("?>\n")[2].partition("\n")[2]
    article = read_one("a.xml", item(content=f"<inlineXML>{nitf}</inlineXML>"))
    assert article.text.startswith(f"KESTRIN, March 5\n\n{LEDE}\n\nA ferry.")
    plain = read_one("a.xml", item(content=f"<remoteContent href='x'/><inlineData>{LEDE}\n\n{NEXT}</inlineData>"))
    assert plain.text == f"KESTRIN\n\n{LEDE}\n\n{NEXT}"


def test_newsml_message(read_all: Callable[..., list[Any]]) -> None:
    items = f"{item()}\n{item('p', nature='picture', content='')}\n{item('urn:k:2')}{item('urn:k:3', content='')}"
    message = (
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/>\n<itemSet>{items}</itemSet></newsMessage>'
    )
    first, second, empty = read_all("a.xml", message)
    assert [(one.id, one.identity) for one in (first, second)] == [("a.xml#0", "urn:k:1"), ("a.xml#1", "urn:k:2")]
    assert str(empty).startswith("a.xml:")
    assert str(empty).endswith(": no text in this news item (its text is not in the file): remove it")
    assert first.text == second.text == f"KESTRIN\n\n{LEDE}"


def test_newsml_without_text(refusal: Callable[..., str]) -> None:
    assert "(a picture)" in refusal("a.xml", item(nature="picture", content=""))
    empty = '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet/></newsMessage>'
    assert refusal("a.xml", empty) == "a.xml: no text in this message: remove it"


# --- telling them apart, and hostile XML and JSON -------------------------------------------------------------------


def test_content_decides_not_the_extension(read_one: Callable[..., Article]) -> None:
    for name, content in (("a.txt", NITF), ("a.html", item()), ("a.txt", ninjs(headline="x", body_text=LEDE))):
        assert LEDE in read_one(name, content).text


@pytest.mark.parametrize("name", ["a.xml", "a.nitf", "a.newsml"])
def test_xml_of_an_unknown_format(name: str, refusal: Callable[..., str]) -> None:
    assert refusal(name, "<NewsML><x/></NewsML>").startswith(f"{name}: XML of an unknown format, its root is <NewsML>")


def test_json_of_an_unknown_format(refusal: Callable[..., str]) -> None:
    assert refusal("a.json", '{"a": 1}').startswith("a.json: JSON of an unknown format: known are ninjs")
    assert (
        refusal("a.json", '{"uri": 1,\n "uri": 2}')
        == "a.json: not readable JSON: the key 'uri' stands twice: correct it"
    )
    assert refusal("a.json", '{"uri": 1,\n x}').startswith("a.json:2: not JSON: ")
    assert refusal("a.json", "[" * 100_000) == "a.json: nested too deeply: flatten it"


BOMB = '<!DOCTYPE nitf [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "prolog",
    [
        BOMB,
        f"<!-- x --><?y z?>\n{BOMB}",
        '<!DOCTYPE nitf SYSTEM "a]>" [<!ENTITY % x SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE nitf [<!ATTLIST nitf a CDATA 'b'>]>",
    ],
)
def test_declarations_are_refused(prolog: str, encoding: str, refusal: Callable[..., str]) -> None:
    data = f"{prolog}<nitf><body><body.content><p>&b; {LEDE}</p></body.content></body></nitf>".encode(encoding)
    assert refusal("a.xml", data).startswith("a.xml: declares entities or elements of its own: ")


def test_entities_that_nobody_declared_stay_as_they_look(read_one: Callable[..., Article]) -> None:
    article = read_one("a.xml", NITF.replace(NEXT, "x &secret; &nbsp;y &#60;b&#62;"))
    assert article.text.endswith("x &secret; y <b>")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (NITF.replace("</body.content>", ""), 16),
        ("<nitf>" + "<p>" * 300 + "</p>" * 300 + "</nitf>", 1),
        ("<nitf>\n<p a='1' a='2'/></nitf>", 2),
    ],
)
def test_xml_that_is_not_well_formed(content: str, line: int, refusal: Callable[..., str]) -> None:
    assert refusal("a.xml", content).startswith(f"a.xml:{line}: not well-formed XML (")


def test_nothing_outside_is_read(read_one: Callable[..., Article], tmp_path: Any) -> None:
    (tmp_path / "secret.txt").write_text("SECRET")
    content = NITF.replace(
        "</block>", f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{tmp_path}/secret.txt"/></block>'
    )
    assert "SECRET" not in read_one("a.xml", content).text


def test_errors_are_one_line(read_all: Callable[..., list[Any]]) -> None:
    for bad in (
        "<nitf>\n\n<p>\n</nitf>",
        '{"uri": "a\nb", "headline": 1}',
        "<a>",
        '{"uri": ["x"], "bodies": {"a": []}}',
    ):
        (error,) = read_all("a.xml" if bad[0] == "<" else "a.json", bad)
        assert isinstance(error, ArticleError)
        assert "\n" not in str(error)
