"""YAML front matter in and out, so written that it always parses back to the same values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from generator.errors import FrontMatterError

FENCE = "---\n"
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
# An alias ("*name") lets a few bytes stand for gigabytes; front matter has no use for one.
_ALIASES = (yaml.AliasToken, yaml.AnchorToken)
# Nesting that no front matter has; and the marks of a text that might have it, so that all others cost nothing.
_MAX_DEPTH = 100
_SUSPICIOUS = 5000
# More digits than any number has that is meant as one.
_MAX_DIGITS = 1000
_COMPACT_NESTING = re.compile(r"^ {500}|(?:[-?:][ \t]+){500}", re.MULTILINE)


class _Dumper(yaml.CSafeDumper):
    """Strings always in double quotes: the one style in which every character survives."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _represent_str(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"')


def _represent_dict(dumper: _Dumper, value: dict[str, Any]) -> yaml.MappingNode:
    """A mapping, in the order given."""
    pairs = [(_key(key), dumper.represent_data(item)) for key, item in value.items()]
    flat = all(isinstance(item, yaml.ScalarNode) for _, item in pairs)
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flat and set(value) <= _INLINE)


def _key(key: str) -> yaml.ScalarNode:
    """A key, quoted only where it is no plain word."""
    return yaml.ScalarNode("tag:yaml.org,2002:str", key, style=None if _WORD.fullmatch(key) else '"')


_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# Mappings of these keys alone are short and read best on one line.
_INLINE = {"start", "end", "id", "text", "value", "precision", "name"}

_Dumper.add_representer(str, _represent_str)
_Dumper.add_representer(dict, _represent_dict)


class _Loader(yaml.CSafeLoader):
    """SafeLoader that refuses duplicate keys and all tags but the plain ones, and leaves dates as strings."""

    yaml_constructors = {  # noqa: RUF012  (PyYAML's own way to say it)
        f"tag:yaml.org,2002:{name}": yaml.CSafeLoader.yaml_constructors[f"tag:yaml.org,2002:{name}"]
        for name in ("null", "bool", "int", "float", "str", "seq")
    }

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """As the base class does, but a value that does not fit its tag ("!!int x") is a marked error too."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, OverflowError) as error:
            reason = f"not a value of the kind {node.tag.removeprefix(_PLAIN_TAGS)!r} ({error})"
            raise yaml.constructor.ConstructorError(None, None, reason, node.start_mark) from None


_PLAIN_TAGS = "tag:yaml.org,2002:"


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    if not isinstance(node, yaml.MappingNode):
        raise yaml.constructor.ConstructorError(None, None, "not a mapping", node.start_mark)
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        if key_node.tag == f"{_PLAIN_TAGS}merge":
            raise yaml.constructor.ConstructorError(None, None, "merge keys are not allowed", key_node.start_mark)
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str | int | float | bool | None):
            raise yaml.constructor.ConstructorError(None, None, "a key must be plain text", key_node.start_mark)
        if key in found:
            raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key!r}", key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


def _construct_unknown(_loader: _Loader, node: yaml.Node) -> Any:
    reason = f"the tag {node.tag.replace(_PLAIN_TAGS, '!!')!r} is not allowed; write the value without it"
    raise yaml.constructor.ConstructorError(None, None, reason, node.start_mark)


_Loader.add_constructor(f"{_PLAIN_TAGS}map", _construct_mapping)
# A date, and a lone "=", which YAML 1.1 gives a tag of its own.
for _tag in ("timestamp", "value"):
    _Loader.add_constructor(f"{_PLAIN_TAGS}{_tag}", lambda _loader, node: str(node.value))
_Loader.add_constructor(None, _construct_unknown)


def _construct_number(loader: _Loader, node: yaml.ScalarNode) -> int | float:
    """A number; the time for thousands of digits, or of sixtieths ("1:59:59..."), would grow by their square."""
    if len(node.value) > _MAX_DIGITS:
        reason = f"a number of {len(node.value):,} characters"
        raise yaml.constructor.ConstructorError(None, None, reason, node.start_mark)
    number: int | float = yaml.CSafeLoader.yaml_constructors[node.tag](loader, node)
    return number


for _tag in ("int", "float"):
    _Loader.add_constructor(f"{_PLAIN_TAGS}{_tag}", _construct_number)


def _refuse_aliases(text: str) -> None:
    if "&" not in text and "*" not in text:
        return
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        if isinstance(token, _ALIASES):
            raise FrontMatterError("anchors and aliases are not allowed", line=token.start_mark.line + 1)


def _refuse_depth(text: str) -> None:
    """The C parser builds nested values on the C stack, which some 30,000 levels overflow: count them before."""
    if text.count("[") + text.count("{") < _SUSPICIOUS and _COMPACT_NESTING.search(text) is None:
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise FrontMatterError("nested too deeply")


# What to do about what people get wrong most often, by what libyaml and PyYAML's own parser say of it.
_REMEDIES = {
    "mapping values are not allowed": "a value that holds ': ' needs quotation marks",
    "did not find expected key": "see the indentation, and the quotation marks of the line before",
    "cannot start any token": "a tab, or a value that begins with @, % or `, needs quotation marks",
}


def syntax(error: yaml.MarkedYAMLError) -> FrontMatterError:
    """What is wrong with the YAML, with the 1-based line and, for common mistakes, the remedy."""
    mark, reason = error.problem_mark or error.context_mark, str(error.problem or error.context)
    remedy = next((f" ({remedy})" for said, remedy in _REMEDIES.items() if said in reason), "")
    return FrontMatterError(reason + remedy, line=mark.line + 1 if mark else None)


def load_yaml(text: str) -> Any:
    """Parse one YAML document: no tags beyond the plain ones, no aliases, no duplicate keys.

    Raises:
        FrontMatterError: with the 1-based line inside ``text``.
    """
    try:
        _refuse_aliases(text)
        _refuse_depth(text)
        return yaml.load(text, Loader=_Loader)  # noqa: S506  (a SafeLoader, made stricter)
    except yaml.MarkedYAMLError as error:
        raise syntax(error) from None
    except yaml.reader.ReaderError as error:
        before = text.encode("utf-8", "surrogatepass")[: error.position]
        reason = f"the character U+{error.character:04X} is not allowed"
        raise FrontMatterError(reason, line=before.count(b"\n") + 1) from None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise FrontMatterError(f"not valid YAML: {error}".splitlines()[0]) from None
    except RecursionError:
        raise FrontMatterError("nested too deeply") from None


class Lines:
    """Where keys stand in a YAML text that parses, which is read once for any number of them."""

    def __init__(self, text: str) -> None:
        self._node = yaml.compose(text, Loader=_Loader)

    def of(self, keys: Sequence[str]) -> int | None:
        """1-based line of the innermost of the nested ``keys`` that is there; of a list's items by their numbers."""
        node, line = self._node, None
        for key in keys:
            if isinstance(node, yaml.SequenceNode) and key.isdecimal() and int(key) < len(node.value):
                node = node.value[int(key)]
                line = node.start_mark.line + 1
                continue
            found = [pair for pair in node.value if pair[0].value == key] if isinstance(node, yaml.MappingNode) else []
            if not found:
                break
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        return line


def lines_of_items(text: str) -> list[int]:
    """1-based lines of the items of a YAML text that parses as a list; none for anything else."""
    node = yaml.compose(text, Loader=_Loader)
    return [item.start_mark.line + 1 for item in node.value] if isinstance(node, yaml.SequenceNode) else []


def split(document: str) -> tuple[dict[str, Any], str, int]:
    """Part a document into front matter, body and the 1-based line on which the body starts.

    A document that does not begin with ``---`` has none: ``({}, document, 1)``.

    Raises:
        FrontMatterError: unclosed, unparsable or no mapping; the line counts from the document's start.
    """
    start, end, body = _parts(document)
    if body == 0:
        return {}, document, 1
    try:
        meta = load_yaml(document[start:end])
    except FrontMatterError as error:
        raise FrontMatterError(error.reason, line=None if error.line is None else error.line + 1) from None
    if meta is None:
        meta = {}
    if not isinstance(meta, dict) or not all(isinstance(key, str) for key in meta):
        raise FrontMatterError("front matter must be a mapping of names to values", line=2)
    return meta, document[body:], document.count("\n", 0, body) + 1


def body(document: str) -> str:
    """What follows the front matter, as ``split`` gives it, without a look at the YAML.

    Raises:
        FrontMatterError: the front matter is unclosed.
    """
    return document[_parts(document)[2] :]


def _parts(document: str) -> tuple[int, int, int]:
    """Where the YAML begins and ends, and where the body begins; zeros without front matter."""
    if not re.match(r"---[ \t]*\n", document):
        return 0, 0, 0
    start = document.index("\n") + 1
    close = _CLOSE.search(document, start)
    if close is None:
        raise FrontMatterError("front matter is opened by '---' but never closed", line=1)
    return start, close.start(), close.end()


def dump_yaml(values: dict[str, Any]) -> str:
    """YAML text of plain values (dict, list, str, int, float, bool, None), keys in the order given."""
    text: str = yaml.dump(
        values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1_000_000
    )
    return text


def join(values: dict[str, Any], body: str) -> str:
    """A document of front matter and body; ``split`` gives both back."""
    return f"{FENCE}{dump_yaml(values)}{FENCE}\n{body}"
