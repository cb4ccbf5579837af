"""The command line: exit codes, who says what where, broken pipes, Ctrl-C, no traceback for what users can do."""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator import __version__, cli, engine, store
from generator.config import Project
from generator.errors import BriefingError
from tests import stubbed
from tests.conftest import MakeProject

ROOT = Path(__file__).parents[1]
COMMANDS = ("build", "generate", "serve", "check", "extract", "explain")


class Said(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run one command in this process, with the toy analysis."""
    monkeypatch.setattr(engine, "analyser", stubbed.ToyAnalyser)
    monkeypatch.setattr(engine, "generator_info", stubbed._info)

    def run(*arguments: Any) -> Said:
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:  # argparse's way
            code = int(end.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Said(code, said.out, said.err)

    return run


def process(*arguments: Any, **options: Any) -> subprocess.Popen[str]:
    """The same command as a process of its own."""
    command = [sys.executable, "-m", "tests.stubbed", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen(command, cwd=ROOT, text=True, **pipes)


# --- help and usage -------------------------------------------------------------------------------------------------


def test_help_names_every_command(call: Call) -> None:
    said = call("--help")
    assert said.code == 0
    assert all(re.search(rf"^    {name} ", said.out, re.MULTILINE) for name in COMMANDS)
    assert "Exit codes: 0 done; 1 some articles failed, or a check found something; 2 wrong usage" in said.out


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_worth_reading(name: str, call: Call) -> None:
    said = call(name, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: briefing {name}")
    assert "--quiet" in said.out
    assert "--verbose" in said.out
    assert len(said.out.splitlines()) > 10
    options = re.findall(
        r"^  (-\w, )?(--[\w-]+)(?: [A-Z:]+)?(?:, (--[\w-]+).*?)?(?:\s{2,}|$)(.*)$", said.out, re.MULTILINE
    )
    assert options


def test_the_version_is_the_packages(call: Call) -> None:
    assert call("--version") == Said(0, f"briefing {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        *([], ["nonsense"], ["build", "--nonsense"], ["extract"], ["explain"], ["build", "--jobs", "x"]),
        *(["build", "--jobs", "-1"], ["build", "--jobs", "1.5"], ["build", "more"], ["generate", "--jobs"]),
    ],
)
def test_wrong_usage_is_2_and_says_how_it_is_used(arguments: list[str], call: Call) -> None:
    said = call(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert "usage: briefing" in said.err


def test_a_number_of_jobs_that_is_none_is_named(call: Call) -> None:
    assert "argument -j/--jobs: must be a number, 0 or more, not 'x'" in call("build", "--jobs", "x").err


@pytest.mark.parametrize("address", ["example", "tcp://example", "tcp://example:", "example:dask"])
def test_a_scheduler_without_a_port_is_wrong_usage(address: str, call: Call) -> None:
    said = call("build", "--engine", "dask", "--scheduler", address)
    assert said.code == 2
    assert f"--scheduler: must be an address such as tcp://host:8786, not {address!r}" in said.err


@pytest.mark.parametrize("command", ["build", "generate", "check", "serve"])
def test_briefs_are_made_from_no_store(command: str, call: Call) -> None:
    said = call(command, "s3://bucket/articles/")
    assert said.code == 2
    reason = "only 'briefing extract' reads a store: a brief is proved from its article, in content/articles"
    assert f"unrecognized arguments: s3://bucket/articles/ ({reason})" in said.err
    said = call(command, "--project", "s3://bucket/project")
    assert said.code == 2
    assert said.err.startswith(
        "s3:/bucket/project: a project is a folder of this machine: only 'briefing extract' reads"
    )


def test_no_jobs_are_as_many_as_there_are_cores() -> None:
    assert cli.parser().parse_args(["build", "--jobs", "0"]).jobs == len(os.sched_getaffinity(0))


# --- exit codes -----------------------------------------------------------------------------------------------------


def test_done_is_0(project: Project, call: Call) -> None:
    said = call("generate", "--project", project.root)
    assert said.code == 0
    assert said.out == f"Briefs: {project.briefs}\n"
    assert said.err.splitlines()[-1] == "4 briefs: 4 written, 0 unchanged, 0 removed, 0 kept; 0 problems"


def test_a_bad_article_is_1_and_one_line(project: Project, call: Call) -> None:
    (project.articles / "bad.md").write_text("---\ntitle: a\ntitle: b\n---\nText.")
    said = call("generate", "--quiet", "--project", project.root)
    assert said.code == 1
    assert said.out == f"Briefs: {project.briefs}\n"
    (line,) = said.err.splitlines()
    assert line.startswith("content/articles/bad.md:3: ")


@pytest.mark.parametrize("name", ["build", "generate", "check", "serve"])
def test_no_project_is_2(name: str, tmp_path: Path, call: Call) -> None:
    said = call(name, "--project", tmp_path)
    assert (said.code, said.out) == (2, "")
    assert "no site_config/mkdocs.yml here or above" in said.err
    assert call(name, "--project", tmp_path / "nowhere").code == 2


@pytest.mark.parametrize("name", ["build", "generate", "check", "serve"])
def test_bad_configuration_is_2_with_every_error(name: str, make_project: MakeProject, call: Call) -> None:
    project = make_project({}, settings="modl: x\nkey_facts: 99\n")
    said = call(name, "--project", project.root)
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == [
        "site_config/briefing.yml:1: modl: unknown key; did you mean 'model'?",
        "site_config/briefing.yml:2: key_facts: must be less than or equal to 5",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("site_name: a: b", "1: mapping values are not allowed here (a value that holds ': '"),
        ("- a", "1: must be a map"),
    ],
)
def test_a_site_without_a_readable_configuration_is_2(text: str, reason: str, project: Project, call: Call) -> None:
    project.mkdocs_yml.write_text(text, encoding="utf-8")
    said = call("generate", "--project", project.root)
    assert said.code == 2
    assert f"site_config/mkdocs.yml:{reason}" in said.err


@pytest.mark.parametrize("name", ["build", "generate", "check"])
def test_a_model_that_is_not_installed_is_2(
    name: str, make_project: MakeProject, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(settings="model: no_such_model\n")
    monkeypatch.undo()
    said = call(name, "--project", project.root)
    assert said.code == 2
    assert "briefing: model 'no_such_model' is not installed" in said.err


def test_another_run_at_work_is_1(project: Project, call: Call) -> None:
    with store.lock(project.state):
        said = call("generate", "--project", project.root)
    assert said.code == 1
    assert said.err == f"briefing: another run (process {os.getpid()}) is at work on this project; wait for it to end\n"


def test_a_second_server_is_1_and_told_where_the_first_is(project: Project, call: Call) -> None:
    with store.serving(project.state, "127.0.0.1:8123"):
        said = call("serve", "--project", project.root)
    assert said.code == 1
    assert said.err.startswith("briefing: this project is served already: http://127.0.0.1:8123/ by process ")


def test_a_port_that_is_taken_is_1_and_told_before_anything_is_built(project: Project, call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        said = call("serve", "--project", project.root, "--address", address)
    assert said.code == 1
    assert said.err == (
        f"briefing: cannot serve on {address} (Address already in use): "
        "give another with --address, such as 127.0.0.1:8001\n"
    )
    assert not project.briefs.exists()
    assert "Name or service not known" in call("serve", "-p", project.root, "--address", "nowhere.invalid:80").err


def test_a_fault_of_the_disk_is_1_and_one_line(project: Project, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "somewhere")

    monkeypatch.setattr(engine, "run", fail)
    said = call("generate", "--project", project.root)
    assert (said.code, said.err) == (1, "briefing: [Errno 28] No space left on device: 'somewhere'\n")


def test_a_read_only_project_is_1_and_one_line(project: Project, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.root / ".briefing").write_text("in the way")
    said = call("generate", "--project", project.root)
    assert said.code == 1
    assert re.fullmatch(r"briefing: \S+/\.briefing: cannot be written: File exists\n", said.err)


def test_messages_of_errors_are_shown_without_their_controls(
    project: Project, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise BriefingError("an \x1b[31mred\x1b[0m file\u202e")

    monkeypatch.setattr(engine, "run", fail)
    assert call("generate", "--project", project.root).err == "briefing: an \\x1b[31mred\\x1b[0m file\\u202e\n"


def test_names_of_files_are_shown_without_their_controls(make_project: MakeProject, call: Call) -> None:
    project = make_project({"\x1b]0;owned\x07.txt": "", "a\nb.txt": ""})
    said = call("generate", "--quiet", "--project", project.root)
    assert said.code == 1
    assert not re.search("[\x00-\x09\x0b-\x1f]", said.err)
    assert len(said.err.splitlines()) == 2


# --- who says what --------------------------------------------------------------------------------------------------


def test_quiet_leaves_problems_and_results(project: Project, call: Call) -> None:
    said = call("generate", "--quiet", "--project", project.root)
    assert (said.code, said.out, said.err) == (0, f"Briefs: {project.briefs}\n", "")


def test_verbose_names_what_is_written(project: Project, call: Call) -> None:
    said = call("generate", "--verbose", "--project", project.root)
    assert len(re.findall(r"^written: \d{4}/\d\d/.*\.md$", said.err, re.MULTILINE)) == 3
    assert len(re.findall(r"^written: undated/.*\.md$", said.err, re.MULTILINE)) == 1


def test_removed_and_kept_briefs_are_named(project: Project, call: Call) -> None:
    call("generate", "--project", project.root)
    (project.articles / "ferry.txt").write_text("")
    (project.articles / "roads" / "bridge.md").unlink()
    said = call("generate", "--project", project.root)
    assert said.code == 1
    assert "\nremoved, its article is gone: 2031/03/bridge-at-tollen" in f"\n{said.err}"
    assert "\nkept as it was, its article cannot be read now: 2031/03/island-council" in f"\n{said.err}"


def test_a_moved_article_is_told_of_as_moved(project: Project, call: Call) -> None:
    call("generate", "--project", project.root)
    (project.articles / "roads" / "bridge.md").rename(project.articles / "bridge.md")
    said = call("generate", "--project", project.root)
    assert re.search(r"^moved with its article: (2031/03/bridge-at-tollen)\S+ -> \1", said.err, re.MULTILINE)
    assert "gone" not in said.err


def test_of_many_briefs_that_are_kept_some_are_named(make_project: MakeProject, call: Call) -> None:
    project = make_project({f"{n:02}.txt": f"Ferry {n} sails." for n in range(12)})
    call("generate", "--project", project.root)
    project.articles.rename(project.root / "elsewhere")
    said = call("generate", "--project", project.root)
    assert "cannot be listed (No such file or directory): see that it is there and readable\n" in said.err
    assert said.err.count("kept as it was") == 10
    assert "\nkept as they were: 2 more (--verbose names them all)\n" in said.err
    assert call("generate", "--verbose", "--project", project.root).err.count("kept as it was") == 12


def test_results_go_to_standard_output_alone(project: Project) -> None:
    with process("generate", "--project", project.root) as running:
        out, err = running.communicate()
    assert (running.returncode, out) == (0, f"Briefs: {project.briefs}\n")
    assert "4 written" in err


def test_there_is_no_progress_bar_without_a_terminal(project: Project) -> None:
    with process("generate", "--project", project.root) as running:
        assert "\x1b" not in running.communicate()[1]


# --- pipes and signals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "first"), [(30, 0), (30, 1), (1, 0)])
def test_a_reader_who_has_seen_enough_is_no_fault(count: int, first: int, make_project: MakeProject) -> None:
    """``briefing extract … | head``: no traceback, no complaint at exit."""
    project = make_project({f"{n}.txt": f"Ferry {n} sails. " * 400 for n in range(count)})
    with process("extract", "--with-text", project.articles) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        for _ in range(first):
            assert running.stdout.readline().startswith('{"id":')
        running.stdout.close()
        assert running.stderr.read() == ""
        assert running.wait(20) == 1


@pytest.mark.parametrize("closed", ["2>&-", ">&-", ">&- 2>&-"])
def test_where_nobody_listens_all_is_done_as_well(closed: str, project: Project) -> None:
    command = f"exec '{sys.executable}' -m tests.stubbed generate --project '{project.root}' {closed}"
    assert subprocess.run(["sh", "-c", command], cwd=ROOT, check=False).returncode == 0
    assert len(list(project.briefs.rglob("*.md"))) == 4
    assert (project.pages / "index.md").is_file()


def test_a_url_that_cannot_be_used_is_told_before_any_work(project: Project) -> None:
    with process("extract", project.articles, "https://example.org/x") as running:
        out, err = running.communicate()
    assert (running.returncode, out) == (2, "")
    assert err.startswith("https://example.org/x: is a page, not a store")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_in_a_moment_and_keeps_what_was_finished(jobs: str, make_project: MakeProject) -> None:
    articles = {f"{n:02}.txt": f"Ferry {n} sails." for n in range(20)}
    project = make_project({**articles, "zz.txt": "Please take your time."})
    running = process("generate", "--quiet", "--jobs", jobs, "--project", project.root, start_new_session=True)
    with running:
        end = time.monotonic() + 30
        while len(list(store.files(project.briefs))) < 16 and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.5)
        begun = time.monotonic()
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=20)
    assert time.monotonic() - begun < 5
    assert (running.returncode, out, err) == (130, "", "briefing: stopped; what was finished is kept\n")
    assert len(list(store.files(project.briefs))) >= 16
    (project.articles / "zz.txt").unlink()
    with process("generate", "--project", project.root) as again:
        assert again.communicate()[1].splitlines()[-1].startswith("20 briefs: ")
    assert again.returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_of_few_characters_stops_nothing(encoding: str, make_project: MakeProject) -> None:
    project = make_project({"żółw – 北京.png": "", "a.txt": "Zoë rode to 北京 “again”."})
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    with process("generate", "--project", project.root, env=environment, errors="replace") as running:
        err = running.communicate()[1]
    assert running.returncode == 1
    assert "content/articles/" in err
    assert "Traceback" not in err


def test_python_m_generator_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "--version"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, f"briefing {__version__}\n")
