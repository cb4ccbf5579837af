"""A plain ``mkdocs build`` and ``mkdocs serve`` show fresh briefs, without looping."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from tests.site.builder import ROOT

pytestmark = pytest.mark.site

ARTICLE = (
    "Ferry to Skeld sails again\n\nThe ferry to Skeld sailed again on Monday after {weeks} weeks in the dock, "
    "its owner said.\n\n“We are as glad as the islanders,” said Ada Holm, the director of Skeld Ferries. "
    "“The engine is new.”\n"
)


def mkdocs(project: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", *arguments, "-f", str(project / "site_config" / "mkdocs.yml")]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "site_config", tmp_path / "site_config")
    for folder in ("articles", "briefs", "pages"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    return tmp_path


def test_the_configuration_has_the_plugin() -> None:
    config = MkDocsConfig(config_file_path=str(ROOT / "site_config" / "mkdocs.yml"))
    with (ROOT / "site_config" / "mkdocs.yml").open("rb") as file:
        config.load_file(file)
    assert config.validate() == ([], [])
    assert "briefing" in config.plugins
    assert config.theme["font"] is False


def test_hidden_folders_of_the_theme_are_passed_over_and_all_its_files_found(project: Path) -> None:
    config = load_config(str(project / "site_config" / "mkdocs.yml"), docs_dir=str(project / "content" / "pages"))
    theme, plugin = config.theme, config.plugins["briefing"]

    def found() -> list[str]:
        files = Files([])
        files.add_files_from_theme(theme.get_env(), config)
        return [file.src_uri for file in files]

    usual = found()
    plugin.all_pages = project  # it is not to bring them up to date
    try:
        plugin.on_config(config)
    finally:
        plugin.all_pages = None
    assert found() == usual
    assert len(usual) > 30
    assert {name.partition("/")[0] for name in theme.get_env().list_templates()} & {".icons", ".overrides"} == set()


def test_a_strict_build_of_an_empty_project(project: Path) -> None:
    done = subprocess.run(mkdocs(project, "build", "--strict"), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "No briefs yet" in (project / "site" / "index.html").read_text(encoding="utf-8")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.3)
    return False


@pytest.fixture
def served(project: Path) -> Iterator[tuple[Path, str, Path]]:
    """A project under ``mkdocs serve``: its folder, its address and the server's log."""
    (project / "content" / "articles" / "ferry.txt").write_text(ARTICLE.format(weeks="six"), encoding="utf-8")
    port, log = free_port(), project / "serve.log"
    with log.open("w") as out:
        command = [*mkdocs(project, "serve"), "-a", f"127.0.0.1:{port}"]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "BRIEFING_SITE_URL": ""}
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
        try:
            assert wait_for(lambda: "Serving on" in log.read_text(), 120), log.read_text()
            yield project, f"http://127.0.0.1:{port}/", log
        finally:
            process.terminate()
            process.wait(10)


def fetch(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return str(answer.read().decode("utf-8"))


@pytest.mark.model
@pytest.mark.slow
def test_serve_refreshes_an_edited_article_once(served: tuple[Path, str, Path]) -> None:
    project, address, log = served
    assert "six weeks in the dock" in fetch(address)
    newest = json.loads(fetch(f"{address}pagefind/bundles.json"))[0]["path"]
    assert "pagefind_version" in fetch(f"{address}pagefind/{newest}/pagefind.js")
    assert "Content-Security-Policy" not in fetch(address)
    (project / "content" / "articles" / "ferry.txt").write_text(ARTICLE.format(weeks="seven"), encoding="utf-8")
    assert wait_for(lambda: "seven weeks in the dock" in fetch(address), 90), log.read_text()
    time.sleep(4)
    assert log.read_text().count("Building documentation") == 2
