"""The registry laid over an analysis: who is merged, who is parted, and that twice is once."""

from __future__ import annotations

from generator.editorial.known import merge
from generator.editorial.registry import KnownActor
from generator.models import Actor, ActorType, Analysis, Article, FactActor, KeyFact, Quote, Span, Title
from generator.text import sha256, slug

TEXT = "Ada Holm met A. B. Holm in Tollen. “Good day,” said A. B. Holm. Ada Holm left; the Guild stayed."


def extents(words: str) -> tuple[tuple[int, int], ...]:
    found, at = [], TEXT.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = TEXT.find(words, at + 1)
    return tuple(found)


def actor(name: str, kind: ActorType = "person", *, salience: float = 0.5, aliases: tuple[str, ...] = ()) -> Actor:
    mentions = tuple(sorted(extent for form in (name, *aliases) for extent in extents(form)))
    return Actor(id=f"{kind}/{slug(name)}", name=name, type=kind, aliases=aliases, mentions=mentions, salience=salience)


FULL, SHORT, GUILD = actor("Ada Holm", salience=0.4), actor("A. B. Holm", salience=0.9), actor("Guild", "person")
SAID = extents("Good day,")[0]
QUOTE = Quote(
    text="Good day,",
    start=SAID[0],
    end=SAID[1],
    kind="direct",
    speaker=Span(text="A. B. Holm", start=SHORT.mentions[1][0], end=SHORT.mentions[1][1]),
    speaker_id=SHORT.id,
    speaker_name=SHORT.name,
)
FACT = KeyFact(
    text=TEXT[:34],
    start=0,
    end=34,
    who=tuple(FactActor(id=one.id, start=one.mentions[0][0], end=one.mentions[0][1]) for one in (FULL, SHORT)),
)
ANALYSIS = Analysis(
    title=Title(text="t", origin="record"),
    actors=(SHORT, GUILD, FULL),
    quotes=(QUOTE,),
    source_quote=QUOTE,
    key_facts=(FACT,),
)
ARTICLE = Article(id="a", path="news/a.txt", text=TEXT, sha256=sha256(TEXT), identity="a")


def merged(*known: KnownActor) -> Analysis:
    done = merge(ANALYSIS, ARTICLE, known)
    assert merge(done, ARTICLE, known) == done
    saliences = [one.salience for one in done.actors]
    assert saliences == sorted(saliences, reverse=True)
    ids = {one.id: one for one in done.actors}
    assert len(ids) == len(done.actors)
    for quote in done.quotes:
        assert quote.speaker_id is None or ids[quote.speaker_id].name == quote.speaker_name
    for who in (who for fact in done.key_facts for who in fact.who):
        assert (who.start, who.end) in ids[who.id].mentions
    return done


def test_nobody_known_changes_nothing() -> None:
    assert merged() is ANALYSIS
    assert merged(KnownActor(name="Piet Varga", type="person")) == ANALYSIS


def test_two_names_of_one_actor_are_merged_everywhere() -> None:
    done = merged(KnownActor(name="Ada Birgit Holm", type="person", aliases=("Ada Holm", "A. B. Holm")))
    holm, _ = done.actors
    assert (holm.id, holm.known) == ("person/ada-birgit-holm", "ada-birgit-holm")
    assert (holm.name, holm.aliases, holm.salience) == ("A. B. Holm", ("Ada Holm",), 0.9)
    assert [TEXT[slice(*extent)] for extent in holm.mentions] == ["Ada Holm", "A. B. Holm", "A. B. Holm", "Ada Holm"]
    assert done.quotes[0].speaker_id == holm.id
    assert done.source_quote == done.quotes[0]
    assert {who.id for who in done.key_facts[0].who} == {holm.id}


def test_the_registry_s_name_is_kept_where_the_article_has_it_and_the_type_is_fixed() -> None:
    done = merged(
        KnownActor(name="Ada Holm", type="person", aliases=("A. B. Holm",)),
        KnownActor(name="Guild", type="organization"),
    )
    assert [(one.id, one.name, one.type) for one in done.actors] == [
        ("person/ada-holm", "Ada Holm", "person"),
        ("organization/guild", "Guild", "organization"),
    ]


def test_further_names_of_an_entry_lead_to_it() -> None:
    known = KnownActor(name="Ada Holm", type="person")
    done = merged(known, KnownActor(name="A. B. Holm", type="person", same_as="ada-holm"))
    assert [one.id for one in done.actors] == ["person/ada-holm", "person/guild"]


def test_a_namesake_is_parted_under_an_id_of_its_own() -> None:
    known = KnownActor.model_validate({"name": "Ada Holm", "type": "person", "not": [{"article": "news/*"}]})
    done = merged(known)
    assert [(one.id, one.known) for one in done.actors] == [
        ("person/a-b-holm", None),
        ("person/guild", None),
        ("person/ada-holm-2", "not ada-holm"),
    ]


def test_a_namesake_with_an_entry_of_its_own_goes_there() -> None:
    first = KnownActor.model_validate({"name": "Ada Holm", "type": "person", "not": [{"word": "guild"}]})
    second = KnownActor(name="Ada Holm", type="person", id="ada-holm-of-tollen")
    assert merged(first, second).actors[2].id == "person/ada-holm-of-tollen"


def test_a_surname_alone_as_an_alias_takes_nobody_who_has_another_full_name() -> None:
    lund = actor("Ada Holm", aliases=("Holm",))
    done = merge(
        ANALYSIS.model_copy(update={"actors": (lund,), "quotes": (), "source_quote": None, "key_facts": ()}),
        ARTICLE,
        (KnownActor(name="Bo Holm", type="person", aliases=("Holm",)),),
    )
    assert done.actors == (lund,)
