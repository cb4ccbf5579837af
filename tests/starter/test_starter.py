"""``briefing init``: nothing is overwritten, nothing is mixed up, and CI learns where the package comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import __version__, starter
from generator.cli import main
from generator.commands.options import own_name
from generator.config import Project, Settings, load
from generator.errors import ConfigurationError
from generator.starter import origin
from generator.text import sha256
from tests.conftest import ROOT

WHEEL = f"briefing-{__version__}-py3-none-any.whl"


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package as if it came as a wheel, which lies there still."""
    path = tmp_path / "downloads" / WHEEL
    path.parent.mkdir()
    path.write_bytes(b"a wheel")
    noted(monkeypatch, {"url": path.as_uri(), "archive_info": {}})
    return path


def noted(monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    """What the installer has noted of where the package came from."""

    class Distribution:
        def read_text(self, _name: str) -> str | None:
            return None if value is None else json.dumps(value)

    monkeypatch.setattr(origin, "distribution", lambda _name: Distribution())


def test_a_project_is_what_a_checkout_has_and_an_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my briefs"
    assert main(["init", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"Project made: {folder} (")
    assert err.endswith(f"Next: cd '{folder}' && {own_name()} build\n")
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {*starter.EXAMPLE, starter.REQUIREMENTS, ".github/workflows/briefs.yml", ".gitignore"} <= files
    assert "site_config/requirements-test.lock" not in files
    for name in files - {starter.REQUIREMENTS, starter.SITE, f"site_config/{WHEEL}"}:
        assert (folder / name).read_bytes() == (ROOT / name).read_bytes(), name
    assert load(Project(folder)) == Settings()


def test_the_project_s_ci_gets_the_very_wheel(tmp_path: Path, installed: Path) -> None:
    assert starter.create(tmp_path / "new").needed is None
    assert (tmp_path / "new" / "site_config" / WHEEL).read_bytes() == installed.read_bytes()
    line = (tmp_path / "new" / starter.REQUIREMENTS).read_text(encoding="utf-8").splitlines()[-1]
    assert line == f"./site_config/{WHEEL} --hash=sha256:{sha256(b'a wheel')}"


def test_a_wheel_that_is_gone_is_asked_for(tmp_path: Path, installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    installed.unlink()
    assert main(["init", "--quiet", str(tmp_path / "new")]) == 0
    assert capsys.readouterr().err == f"briefing: For CI, put this package's wheel there: site_config/{WHEEL}\n"


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (None, f"briefing=={__version__}"),
        (
            {"url": "https://example.org/b.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "briefing @ git+https://example.org/b.git@abc",
        ),
        (
            {"url": "https://example.org/b.whl", "archive_info": {"hashes": {"sha256": "12ab"}}},
            "briefing @ https://example.org/b.whl --hash=sha256:12ab",
        ),
    ],
)
def test_what_came_from_elsewhere_is_named_by_its_address(
    monkeypatch: pytest.MonkeyPatch, value: object, line: str
) -> None:
    noted(monkeypatch, value)
    assert origin.of_this_package() == origin.Origin(line)


@pytest.mark.slow
def test_an_editable_install_gives_its_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    noted(monkeypatch, {"url": ROOT.as_uri(), "dir_info": {"editable": True}})
    found = origin.of_this_package()
    assert found.wheel_name == WHEEL
    assert found.wheel is not None
    assert found.wheel.startswith(b"PK")


def test_a_folder_that_holds_something_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert "not empty (it holds downloads, notes.txt): give another folder, or add" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"downloads", "notes.txt"}
    with pytest.raises(ConfigurationError, match="is a file"):
        starter.create(tmp_path / "notes.txt")


def test_a_fresh_repository_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "new" / ".git").mkdir(parents=True)
    assert starter.create(tmp_path / "new").left == []


@pytest.mark.parametrize("articles", [0, 1])
def test_the_site_says_nothing_of_the_user_s_articles(articles: int, tmp_path: Path) -> None:
    """The samples of the checkout are all invented; those of a newsroom are not."""
    for number in range(articles):
        (tmp_path / "content" / "articles").mkdir(parents=True)
        (tmp_path / "content" / "articles" / f"{number}.txt").write_text("Mine.", encoding="utf-8")
    starter.create(tmp_path, merge=True)
    ours, theirs = ((root / starter.SITE).read_text(encoding="utf-8").splitlines() for root in (ROOT, tmp_path))
    (changed,) = [(ours[n], line) for n, line in enumerate(theirs) if ours[n] != line]
    assert changed[0].startswith("  announcement: Sample content.")
    assert ('""' if articles else "example article on this site is invented") in changed[1]


def test_merging_adds_what_is_missing_and_overwrites_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = {"site_config/mkdocs.yml": "site_name: Mine\n", "content/articles/a.txt": "Mine.", "README.md": "Mine."}
    for name, text in mine.items():
        (tmp_path / "new" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "new" / name).write_text(text, encoding="utf-8")
    assert main(["init", "--merge", str(tmp_path / "new")]) == 0
    assert "left as it was: site_config/mkdocs.yml\n" in capsys.readouterr().err
    assert {name: (tmp_path / "new" / name).read_text(encoding="utf-8") for name in mine} == mine
    assert not (tmp_path / "new" / starter.EXAMPLE[0]).exists(), "no example among a user's own articles"
    assert (tmp_path / "new" / "site_config" / "overrides" / "main.html").is_file()
    again = starter.create(tmp_path / "new", merge=True)
    assert again.written == []


def test_nothing_is_written_through_links_that_lead_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "new" / "site_config").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "new" / ".gitignore").symlink_to(tmp_path / "elsewhere" / "x")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert main(["init", "--merge", str(tmp_path / "new")]) == 1
    assert capsys.readouterr().err.endswith("site_config: a link leads out of new/; remove it\n")
    assert main(["init", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err.endswith("is a link that leads nowhere: give a folder\n")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new" / "site_config").mkdir(parents=True)
    (tmp_path / "new" / "content").mkdir()
    (tmp_path / "new" / "content" / "pages").write_text("mine")
    assert main(["init", "--merge", str(tmp_path / "new")]) == 1
    assert capsys.readouterr().err.endswith("content/pages/.gitignore: cannot be read: Not a directory\n")
