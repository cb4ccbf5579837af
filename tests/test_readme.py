"""What the README tells people is true: its commands run, and every command, option, key and path is in it."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from collections.abc import Iterator

import pytest
import yaml

from generator import cli, readers
from generator.config import Duplicates, Limits, Settings, Stories, load
from generator.models import Analysis, Brief, Model, Source
from tests.benchmarks import table
from tests.conftest import ROOT, MakeProject

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
SHELL = [block for language, block in BLOCKS if language == "bash"]


def section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def code(text: str) -> set[str]:
    """All that is set as code in running text."""
    return set(re.findall(r"`([^`\n]+)`", text))


def subcommands() -> dict[str, argparse.ArgumentParser]:
    (action,) = (one for one in cli.parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(action.choices)


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield from (name for action in parser._actions for name in action.option_strings)


# --- the two first commands -----------------------------------------------------------------------------------------


def test_the_first_block_sets_up_and_builds_and_the_second_tests() -> None:
    assert [language for language, _ in BLOCKS[:2]] == ["bash", "bash"]
    first, second = (block.strip().split(" &&\n") for block in SHELL[:2])
    assert first == [
        "python3 -m venv .venv",
        ".venv/bin/python -m pip install --upgrade pip",
        ".venv/bin/python -m pip install --require-hashes -r site_config/requirements.lock",
        ".venv/bin/python -m pip install --no-deps --no-build-isolation -e .",
        ".venv/bin/briefing build",
    ]
    assert second == [
        ".venv/bin/python -m pip install --require-hashes -r site_config/requirements-test.lock",
        ".venv/bin/python -m pytest",
    ]


def test_the_gate_runs_the_readme_s_own_blocks() -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in gate
    assert re.findall(r"documented (\d)$", gate, re.MULTILINE) == ["1", "2"]


# --- commands and options -------------------------------------------------------------------------------------------


def test_every_command_is_in_the_table_and_no_other() -> None:
    documented = re.findall(r"^\| `briefing (\w+)", section("Commands"), re.MULTILINE)
    assert documented == list(dict.fromkeys(documented))
    assert set(documented) == set(subcommands())


def table_of_options() -> dict[str, set[str]]:
    """For each command (and for ``briefing`` itself) the options that the table gives it."""
    everything = set(subcommands())
    found: dict[str, set[str]] = {"briefing": {"-h", "--help"}} | {name: set() for name in everything}
    for names, of in re.findall(r"^\| (`-.*?`) \| (.*?) \|", section("Commands"), re.MULTILINE):
        for command in everything - code(of) if of.startswith("all") else code(of):
            found[command] |= {name.partition(" ")[0] for name in code(names)}
    return found


def test_every_option_is_in_the_table_with_the_commands_that_have_it() -> None:
    actual = {name: set(options(parser)) for name, parser in subcommands().items()}
    assert table_of_options() == actual | {"briefing": set(options(cli.parser()))}


@pytest.mark.parametrize(
    "line", [line for block in SHELL for line in block.splitlines() if ".venv/bin/briefing " in line]
)
def test_every_briefing_command_in_a_block_parses(line: str) -> None:
    words = shlex.split(line.partition("|")[0].removesuffix("&&"))
    assert words[0] == ".venv/bin/briefing"
    assert cli.parser().parse_args(words[1:])


@pytest.mark.parametrize("command", sorted({*re.findall(r"`(?:\.venv/bin/)?briefing( [^`…A-Z]+)`", README)}))
def test_every_briefing_command_in_running_text_parses(command: str) -> None:
    words = command.split()
    assert cli.parser().parse_args([*words, *(["PATH"] if words[0] in ("extract", "explain") else [])])


def test_every_help_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    for name in subcommands():
        with pytest.raises(SystemExit) as ended:
            cli.main([name, "--help"])
        assert ended.value.code == 0
        assert capsys.readouterr().out.startswith(f"usage: briefing {name}")


# --- keys -----------------------------------------------------------------------------------------------------------


def test_every_setting_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([\w.]+)` \| `([^`]+)` \|", section("Configuration"), re.MULTILINE))
    sections = {"duplicates": Duplicates(), "stories": Stories(), "limits": Limits()}
    flat = {name: value for name, value in Settings().model_dump(mode="json").items() if name not in sections}
    for name, part in sections.items():
        flat |= {f"{name}.{key}": value for key, value in part.model_dump().items()}
    assert {name: yaml.safe_load(value) for name, value in rows.items()} == flat


def test_the_settings_file_holds_the_defaults(make_project: MakeProject) -> None:
    shipped = (ROOT / "site_config" / "briefing.yml").read_text(encoding="utf-8")
    assert load(make_project({}, settings=shipped)) == Settings()
    assert set(yaml.safe_load(shipped)) == set(Settings.model_fields)


def keys(model: type[Model] | type[Brief]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def nested(model: type[Model] | type[Brief], *passed_over: str) -> set[str]:
    """The keys of a model and of those it holds, as its JSON Schema names them."""
    schema = model.model_json_schema(by_alias=True)
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})} - set(passed_over)


def test_every_key_of_a_brief_is_documented() -> None:
    documented = code(section("The brief"))
    # The fields of a span and those that say why are described with what ``extract`` prints.
    assert nested(Brief, "text", "start", "end", "group", "why") <= documented
    assert keys(Brief) | keys(Source) <= documented


def test_every_key_that_extract_prints_is_documented() -> None:
    head = {"id", "published", "published_origin", "publisher", "byline", "url", "lang", "text_sha256", "text"}
    documented = code(section("What `extract` prints"))
    assert keys(Analysis) | head <= documented
    assert nested(Analysis) <= documented


def test_every_extension_is_documented() -> None:
    rows = "\n".join(re.findall(r"^\| (`\..*?) \|", section("Articles"), re.MULTILINE))
    assert code(rows) == {one for reader in readers.registry.readers() for one in reader.extensions}


# --- paths ----------------------------------------------------------------------------------------------------------


def test_every_link_and_path_is_there() -> None:
    paths = set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
    paths |= set(re.findall(r"(?:-r|-f|-c) (\S+)", "\n".join(SHELL)))
    assert {path for path in paths if not (ROOT / path).exists()} == set()


def test_the_list_of_layers_is_the_one_that_is_held() -> None:
    from tests.test_architecture import LAYERS

    listed = section("Development").partition("before it:\n")[2].partition("content/")[0]
    assert tuple(re.findall(r"\w+", listed)) == LAYERS[:-1]


def test_locks_are_made_by_the_commands_that_the_readme_gives() -> None:
    spelled = {"-o": "--output-file", "-c": "--constraint"}
    commands = [line for line in "\n".join(SHELL).splitlines() if line.startswith("pip-compile ")]
    for command, name in zip(
        commands, ("requirements.lock", "requirements-test.lock", "requirements-gate.lock"), strict=True
    ):
        lock = (ROOT / "site_config" / name).read_text(encoding="utf-8")
        written = re.search(r"^# +(pip-compile .*)$", lock, re.MULTILINE)
        assert written
        given = re.sub(r"(?<= )(--?[a-z-]+) (?!-|pyproject)", r"\1=", command)
        options = sorted(
            spelled.get(head, head) + equals + value
            for head, equals, value in (word.partition("=") for word in given.split())
        )
        assert options == sorted(written[1].split()), name


def test_the_schema_is_published_where_the_readme_says() -> None:
    from generator.pages import data

    assert "`data/brief.schema.json`" in README
    assert "brief.schema.json" in data.FILES


def test_quoted_environment_variable_is_read() -> None:
    assert "BRIEFING_SITE_URL" in section("Looking at the site")
    assert "!ENV [BRIEFING_SITE_URL" in (ROOT / "site_config" / "mkdocs.yml").read_text(encoding="utf-8")


def test_every_class_of_reason_is_documented() -> None:
    from typing import get_args

    from generator.build.log import Outcome
    from generator.editorial import Refusal
    from generator.errors import ReasonClass

    documented = code(section("Many processes, many machines"))
    assert {*get_args(Outcome), *get_args(ReasonClass), *get_args(Refusal)} <= documented


# --- promises -------------------------------------------------------------------------------------------------------


def test_every_promise_names_a_test_that_there_is() -> None:
    rows = re.findall(r"^\| .* \| (`.*?`).*\|$", section("SECURITY"), re.MULTILINE)
    assert len(rows) > 25
    for row in rows:
        path, _, name = row.strip("`").partition("::")
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), row


def test_the_policy_by_header_is_the_pages_own() -> None:
    template = (ROOT / "site_config" / "overrides" / "main.html").read_text(encoding="utf-8")
    own = re.search(r'Content-Security-Policy" content="([^"]+)"', template)
    assert own
    assert f"Content-Security-Policy: {own[1]}; frame-ancestors 'none'" in README


def test_the_table_of_costs_is_that_of_the_runs() -> None:
    found = table.table(json.loads(table.RESULTS.read_text(encoding="utf-8")))
    assert f"<!-- cost: begin -->\n{found}<!-- cost: end -->" in table.README.read_text(encoding="utf-8")
