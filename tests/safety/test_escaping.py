"""Nothing of an article is ever code: every way out of the program goes through ``generator.escape``, or is listed.

The lists are short on purpose: what is added to one must be shown to hold nothing of an article, or to be escaped.
"""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from generator import escape, export
from generator.brief import translation
from generator.commands.console import Console
from generator.errors import Diagnostic
from generator.text import clean
from tests.brief import samples
from tests.conftest import ROOT

TEMPLATES = sorted((ROOT / "site_config" / "overrides").rglob("*.html"))
# --- templates ------------------------------------------------------------------------------------------------------

SAFE_FILTERS = {"e", "escape", "forceescape", "urlencode", "tojson", "url"}
# Expressions that need no escaping where they stand.
REVIEWED = {
    # Rendered from Markdown in which every word of an article is escaped.
    "page.content",
    # Escaped when the page is made: generator.pages.markup.page.
    "page.title",
    "page.meta.description",
    # Addresses of the site's own, made of slugs.
    "page.canonical_url",
    # The site's own words, from mkdocs.yml and Material.
    "config.copyright",
    "lang.t",
    "super",
    "kind",
    "words",
    # Set in the template from escaped parts.
    "home",
}


def outputs(template: str) -> Iterator[nodes.Node]:
    """Every expression that a template writes, the branches of an ``if`` apart."""
    for output in Environment(autoescape=False).parse(template).find_all(nodes.Output):
        for node in output.nodes:
            yield from branches(node)


def branches(node: nodes.Node) -> Iterator[nodes.Node]:
    if isinstance(node, nodes.CondExpr):
        yield from branches(node.expr1)
        if node.expr2 is not None:
            yield from branches(node.expr2)
    elif isinstance(node, nodes.Concat):
        for child in node.nodes:
            yield from branches(child)
    elif not isinstance(node, nodes.TemplateData | nodes.Const):
        yield node


def named(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{named(node.node)}.{node.attr}"
    if isinstance(node, nodes.Call):
        return named(node.node)
    return (
        named(node.node) if isinstance(node, nodes.Filter) and node.name == "capitalize" and node.node else repr(node)
    )


def is_own_word(node: nodes.Node) -> bool:
    """Whether it is a word of the site's own, which the data files hold in other languages."""
    is_plain = isinstance(node, nodes.Call) and all(isinstance(one, nodes.Const) for one in node.args)
    return is_plain and named(node) == "say" and not (node.kwargs or node.dyn_args or node.dyn_kwargs)


def unescaped(template: str) -> list[str]:
    return [
        named(node)
        for node in outputs(template)
        if not (isinstance(node, nodes.Filter) and node.name in SAFE_FILTERS)
        and named(node) not in REVIEWED
        and not is_own_word(node)
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_write_nothing_unescaped(path: Path) -> None:
    template = path.read_text(encoding="utf-8")
    assert unescaped(template) == []
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", template)


@pytest.mark.parametrize(
    "template",
    [
        "{{ page.meta.quote }}",
        "{{ page.meta.quote | upper }}",
        "{{ a | e if b else page.meta.quote }}",
        "{{ say(page.meta.quote) }}",
        "{{ say('{}', *page.meta.quotes) }}",
    ],
)
def test_the_walk_over_templates_sees_what_goes_around(template: str) -> None:
    assert unescaped(template)


@pytest.mark.parametrize("lang", translation.languages())
def test_the_site_s_own_words_are_no_markup(lang: str) -> None:
    table = translation._table(lang)
    assert table or lang == translation.ENGLISH
    assert [word for word in (*table, *table.values()) if re.search('[<>&"]', word)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "site_config").rglob("*.js")), ids=lambda path: path.name)
def test_scripts_make_no_markup_of_strings(path: Path) -> None:
    script = path.read_text(encoding="utf-8")
    # Material's search runs in a worker; from disk a page stands in for it, which loads a script of a fixed folder.
    allowed = {"worker.js": ["document.write("]}.get(path.name, [])
    found = re.findall(r"(?:inner|outer)HTML|insertAdjacentHTML|document\.write\(|\beval\(|new Function\(", script)
    assert found == allowed


# --- code -----------------------------------------------------------------------------------------------------------

OUTPUT = ("pages", "brief", "site", "search", "fetch", "commands", "export.py", "mkdocs_plugin.py")
MARKUP = re.compile(r"<[a-zA-Z/!\0]|\]\(|=\"\0")
# In strings with markup: what needs no escaping there, by module.
PLAIN = {
    "brief/body.py": {
        # Numbers, and an address that escape.url has made.
        "self._passages[at].start",
        "self._passages[at].end",
        "passage.start",
        "passage.end",
        "address",
        # Digits: the time of a revision.
        "moment(brief.revisions[-1].time)",
    },
    # Extents are matched, nothing is written.
    "brief/evidence.py": {"re.escape(GAP)"},
    # For the terminal, which escapes it as a whole.
    "commands/explain.py": {"start", "end", "before", "after", "passage.text[first:last]"},
    # The page itself, kept as it came below articles; the address is escape.url's, the notes are JSON without < and >.
    "fetch/saving.py": {"len(address)", "address", "notes", "body"},
    # A type of numpy's.
    "pages/duplicates.py": {"2 * BAND"},
    "pages/digest.py": {"tag('html', head, body, lang=site.lang)"},
    # Names of elements and attributes, and parts that went through escape.html.
    "pages/feeds.py": {"name", "attributes", "''.join(parts)", "href"},
    "pages/markup.py": {"_name(keyword)", "name", "start", "''.join([_content(child) for child in children])"},
    "pages/passages.py": {"name", "mark.anchor"},
    # A document that only the indexer reads: escape.html's parts, and a body of the built site.
    "search/documents.py": {"self.lang", "facets", "head", "self.body"},
    "site/finish.py": {"item", "root", "_NAMESPACE", "lines", "date", "f'<lastmod>{date}</lastmod>' if date else ''"},
}
# What is taken for HTML that is made already.
HTML = {
    "pages/feeds.py": {"''.join((tag('li', statement(fact.text)) for fact in entry.facts))"},
    # The data went through escape.data.
    "pages/linked_data.py": {"f'<script type=\"application/ld+json\">{escape.data(text)}</script>'"},
    "pages/parts.py": {"'\\n' + '\\n'.join(listed) + '\\n'"},
    "pages/passages.py": {"''.join(_marked(passage, found))"},
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for name in OUTPUT:
        path = ROOT / "generator" / name
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            yield file.relative_to(ROOT / "generator").as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def interpolated(tree: ast.Module) -> Iterator[ast.expr]:
    """What is put into strings that hold markup."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            literal = "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
            if MARKUP.search(literal):
                yield from (part.value for part in node.values if isinstance(part, ast.FormattedValue))


def is_escaped(value: ast.expr) -> bool:
    """Whether it went through an escaping function, or is a word of the site's own in some language."""
    if not isinstance(value, ast.Call):
        return False
    is_word = ast.unparse(value.func) == "say" and len(value.args) == 2 and isinstance(value.args[0], ast.Constant)
    return is_word or ast.unparse(value.func).startswith("escape.")


def test_code_puts_nothing_unescaped_into_markup() -> None:
    for name, tree in modules():
        found = {ast.unparse(value) for value in interpolated(tree) if not is_escaped(value)}
        assert found - PLAIN.get(name, set()) == set(), name


def test_code_takes_no_string_for_html() -> None:
    for name, tree in modules():
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Html"]
        found = {ast.unparse(call.args[0]) for call in calls if not isinstance(call.args[0], ast.Constant)}
        if name != "pages/markup.py":
            assert found - HTML.get(name, set()) == set(), name


def test_the_walk_over_code_sees_what_goes_around() -> None:
    tree = ast.parse("f'<b>{title}</b>', f'[{escape.markdown(a)}]({b})', f'{fine}', f'<i>{say(c, d)}</i>'")
    assert [ast.unparse(value) for value in interpolated(tree) if not is_escaped(value)] == ["title", "b", "say(c, d)"]


def test_nothing_is_run_and_no_template_is_made_of_text() -> None:
    """No shell, no ``eval``, no template, no YAML but through the strict loader."""
    bad = re.compile(
        r"shell=True|os\.system|os\.popen|\beval\(|\bexec\(|jinja2|string\.Template|yaml\.(?:unsafe_|full_)?load\("
        r"|pickle\.loads?\(|marshal|shelve"
    )
    found = {
        path.relative_to(ROOT / "generator").as_posix(): sorted(set(bad.findall(path.read_text(encoding="utf-8"))))
        for path in sorted((ROOT / "generator").rglob("*.py"))
    }
    assert {name: calls for name, calls in found.items() if calls} == {
        "frontmatter.py": ["yaml.load("],
        # Our own data, and the site's own configuration.
        "analysis/lexicon.py": ["yaml.load("],
        "pages/site.py": ["yaml.load("],
        # What processes of one run, or of one's own cluster, say to each other.
        "engine/child.py": ["pickle.loads("],
        "engine/host.py": ["pickle.loads("],
    }


# --- each destination -----------------------------------------------------------------------------------------------


def test_what_is_printed_is_escaped_whoever_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "\x1b]0;mine\x07\x1b[2J\r\u202e"
    console = Console(verbose=True)
    for say in (console.result, console.note, console.detail, console.error):
        say(hostile)
    console.problem(Diagnostic(f"{hostile}.txt", 1, hostile))
    said = "".join(capsys.readouterr())
    assert said.count("\\x1b]0;mine\\x07\\x1b[2J\\r\\u202e") == 6
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)
    printing = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*.py")
        if re.search(r"(?<![\w.])print\(", path.read_text(encoding="utf-8"))
    ]
    assert printing == ["generator/commands/console.py"]


def test_no_cell_of_an_exported_table_is_a_formula() -> None:
    hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "=cmd|' /C calc'!A0"]
    brief = samples.made("ferry")[1]
    briefs = [brief.model_copy(update={"title": one, "tags": (one,)}) for one in hostile]
    rows = list(csv.reader(io.StringIO("".join(export.FORMATS["csv"](briefs)))))
    assert len(rows) == len(hostile) + 1
    for row in rows:
        assert [cell for cell in row if re.match(r"\s*[=+\-@＝＋－＠]", cell)] == []


def test_prompts_that_nobody_can_see_are_shown() -> None:
    """Tag characters spell instructions that only language models read; the flags that need some keep theirs."""
    hidden = "".join(chr(0xE0000 + ord(one)) for one in "obey me")
    assert clean(f"It sank.{hidden}") == "It sank." + "\ufffd" * len(hidden)
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    assert clean(f"A {flag} on deck") == f"A {flag} on deck"
    assert clean(flag + hidden) == flag + "\ufffd" * len(hidden)
    assert escape.terminal(hidden).isascii()
