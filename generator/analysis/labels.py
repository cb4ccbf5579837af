"""Universal Dependencies into the labels that the analysis reads: Penn tags, ClearNLP dependencies, OntoNotes entities.

The steps of the analysis know one scheme, spaCy's for English. Pipelines of other languages speak Universal
Dependencies (de Marneffe et al. 2021) and four kinds of entities; here is the one place where those are translated,
by ``data/<language>/labels.yml``. Where the two schemes build sentences differently (prepositions hang on their noun,
a copula on its predicate) the tree stays as it is.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from generator.analysis.lexicon import load, words


def translate(doc: Doc) -> Doc:
    """Write tags, dependencies and entities anew into a parsed document."""
    table = load("labels")
    for token in doc:
        token.tag_ = _tag(token, table)
    for token, dep in [(token, _dep(token, table)) for token in doc]:
        token.dep_ = dep
    doc.ents = tuple(
        Span(doc, ent.start, ent.end, label=table["entities"][ent.label_])
        for ent in doc.ents
        if ent.label_ in table["entities"] and not _is_role(ent) and not _is_body(ent)
    )
    return doc


def _is_role(ent: Span) -> bool:
    """Whether an entity is an office in small letters that the recogniser took for a body: "ministre de la Santé"."""
    return ent[0].text.islower() and ent[0].lower_ in words("roles", "heads")


def _is_body(ent: Span) -> bool:
    """Whether a noun that begins the names of bodies was taken for somebody ("la Guilde")."""
    return ent.label_ == "PER" and ent[0].lower_ in words("organizations", "heads")


def _tag(token: Token, table: dict[str, dict[str, str]]) -> str:
    """The Penn tag: by the token itself where it is a mark or a title, else by part of speech and morphology."""
    fixed = table["tokens"].get(token.lower_ if token.text.islower() else token.text)
    if fixed:
        return str(fixed)
    if token.is_space:
        return "_SP"
    match token.pos_:
        case "VERB" | "AUX":
            return _verb(token)
        case "NOUN":
            plural = "Plur" in token.morph.get("Number", [])
            return "NNP" if _is_named(token) else "NNS" if plural else "NN"
        case "ADJ" | "ADV" if _is_named(token):
            return "NNP"
        case "X" if token.ent_type_ in table["entities"]:
            return "NNP"  # "Light and Power" in a firm's name
        case "DET":
            return "PRP$" if "Yes" in token.morph.get("Poss", []) else "DT"
        case "PRON":
            return "WP" if "Rel" in token.morph.get("PronType", []) else "PRP"
    return str(table["tags"].get(token.pos_, "FW"))


def _is_named(token: Token) -> bool:
    """Whether the recogniser has a capitalised word for a part of somebody's name."""
    return token.ent_type_ == "PER" and token.is_title


def _verb(token: Token) -> str:
    """Finite past, finite present, infinitive, participles; a compound past is a past: both of its words are."""
    form, tense = token.morph.get("VerbForm", []), token.morph.get("Tense", [])
    if "Inf" in form:
        return "VB"
    if "Part" in form:
        if "Pres" in tense:
            return "VBG"
        return "VBD" if any(child.dep_ == "aux:tense" for child in token.children) else "VBN"
    compound = token.dep_ == "aux:tense" and "Part" in token.head.morph.get("VerbForm", [])
    return "VBD" if compound or set(tense) & {"Past", "Imp"} else "VBZ"


def _dep(token: Token, table: dict[str, dict[str, str]]) -> str:
    """The ClearNLP relation; an oblique behind a word that names a source is an object of that word."""
    if token.dep_.startswith("obl") and any(child.lower_ in words("grammar", "sources") for child in token.lefts):
        return "pobj"
    return str(table["dependencies"].get(token.dep_, token.dep_.partition(":")[0]))
