"""The console: a bar on a terminal, a line now and then elsewhere, results on standard output alone."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from generator.commands import console as module
from generator.commands import options
from generator.commands.console import Console
from generator.errors import Diagnostic


def test_results_and_the_rest_part(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(verbose=True)
    console.result("result")
    console.note("note")
    console.detail("detail")
    console.problem(Diagnostic("a.txt", 3, "reason"))
    console.error("error")
    assert capsys.readouterr() == ("result\n", "note\ndetail\na.txt:3: reason\nbriefing: error\n")


def test_quiet_leaves_results_problems_and_errors(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(quiet=True, verbose=True)
    console.result("result")
    console.note("note")
    console.detail("detail")
    console.progress("Reading", 1)
    console.problem(Diagnostic("a.txt", None, "reason"))
    console.error("error")
    assert capsys.readouterr() == ("result\n", "a.txt: reason\nbriefing: error\n")


def test_what_every_article_of_a_language_has_is_told_once() -> None:
    german = [Diagnostic(f"{number}.md", number, "no model for 'de'", "language") for number in range(1, 4)]
    others = [Diagnostic("a.txt", None, "no text", "empty"), Diagnostic("b.txt", None, "no text", "empty")]
    polish = Diagnostic("p.md", 2, "no model for 'pl'", "language")
    given = [others[0], *german, polish, others[1]]
    assert list(map(str, Console().told(given))) == [
        "a.txt: no text",
        "1.md and 2 more (--verbose names them all): no model for 'de'",
        "p.md:2: no model for 'pl'",
        "b.txt: no text",
    ]
    assert Console(verbose=True).told(given) == given


def test_a_command_is_named_as_the_shell_finds_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("briefing")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert options.own_name() in (str(script), f"{sys.executable} -m generator")
    (tmp_path / "briefing").write_text("another program")
    (tmp_path / "briefing").chmod(0o700)
    assert options.own_name() != "briefing"
    if script.is_file():
        monkeypatch.setenv("PATH", str(script.parent))
        assert options.own_name() == "briefing"


def test_details_are_for_those_who_ask(capsys: pytest.CaptureFixture[str]) -> None:
    Console().detail("detail")
    assert capsys.readouterr() == ("", "")


def test_without_a_terminal_progress_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    console = Console()
    for number in range(1, 101):
        now += 0.25
        console.progress("Reading articles", number)
    assert capsys.readouterr() == ("", "Reading articles: 40\nReading articles: 80\n")


def test_nothing_reaches_the_terminal_unescaped(capsys: pytest.CaptureFixture[str]) -> None:
    console, nasty = Console(verbose=True), "\x1b[31m\u202e\x07"
    for say in (console.result, console.note, console.detail, console.error):
        say(nasty)
    console.problem(Diagnostic(nasty, 1, nasty))
    said = capsys.readouterr()
    assert not {"\x1b", "\u202e", "\x07"} & {*said.out, *said.err}


BAR = """
import time
from generator.commands.console import Console
with Console() as console:
    for number in range(1, 6):
        console.progress("Reading articles", number)
        time.sleep(0.1)
"""


def test_on_a_terminal_progress_moves_and_leaves_no_trace() -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", BAR], cwd=root, stderr=follower, stdout=subprocess.PIPE, env=environment
    ) as running:
        out = running.communicate(timeout=30)[0]
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        shown += part
        if not part:
            break
    os.close(leader)
    assert out == b""
    assert b"Reading articles" in shown
    assert shown.rstrip().endswith((b"\x1b[2K", b"\x1b[?25h"))
