"""``briefing add``: pages become articles, under names of ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import cli, readers
from generator.config import Project, Settings
from generator.fetch.saving import file_name
from generator.models import Article
from tests.conftest import MakeProject
from tests.fetch.conftest import LEDE, NEXT, PAGE, Answer, Site


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project({})


def add(project: Project, *arguments: str, private: bool = True) -> int:
    return cli.main(
        ["add", "-p", str(project.root), "--pause", "0", *(["--allow-private"] if private else []), *arguments]
    )


def saved(project: Project) -> list[str]:
    return sorted(
        path.relative_to(project.articles).as_posix() for path in project.articles.rglob("*") if path.is_file()
    )


def article(project: Project, name: str) -> Article:
    (found,) = readers.read(project.articles / name, shown=name, settings=Settings())
    assert isinstance(found, Article), found
    return found


def test_page_becomes_an_article(project: Project, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.answers["/news/ferry"] = Answer(headers={"ETag": "a--b>c", "Last-Modified": "Tue, 04 Mar 2031 10:00:00 GMT"})
    url = site.url("/news/ferry")
    assert add(project, url) == 0
    (name,) = saved(project)
    assert name == file_name(url)
    assert name.startswith("127-0-0-1/ferry-")
    assert capsys.readouterr().out == f"added: content/articles/{name}: Ferry shut\n"
    found = article(project, name)
    assert (found.text, found.url and found.url.value, found.identity) == (f"Ferry shut\n\n{LEDE}\n\n{NEXT}", url, url)
    note = (project.articles / name).read_text().splitlines()[1]
    values = json.loads(note.removeprefix("<!-- briefing add ").removesuffix(" -->"))
    assert values == {"asked": url, "etag": "a--b>c", "last-modified": "Tue, 04 Mar 2031 10:00:00 GMT"}
    assert "--" not in note.removeprefix("<!--").removesuffix("-->")


def test_the_same_address_is_the_same_file(project: Project, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.answers["/a"] = Answer()
    assert [add(project, site.url("/a")) for _ in range(2)] == [0, 0]
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == ["added", "unchanged"]
    site.answers["/a?b"] = Answer()
    assert add(project, site.url("/a?b")) == 0
    assert len(saved(project)) == 2


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/..%2f..%2fx",
        "/.hidden",
        "/README.md",
        "/a.brief.yml",
        "/",
        "/%00",
        "/" + "x" * 3000,
        "/é",
    ],
)
def test_names_are_ours(path: str) -> None:
    folder, _, name = file_name(f"https://kestrin.example{path}").partition("/")
    assert folder == "kestrin-example"
    assert name.endswith(".html")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert not name.startswith((".", "-"))
    assert len(name) < 120


def test_charset_of_the_transport(project: Project, site: Site) -> None:
    site.answers["/a"] = Answer(PAGE.encode("cp1252"), kind="text/html; charset=windows-1252")
    assert add(project, site.url("/a")) == 0
    assert "café" in article(project, saved(project)[0]).text


def test_the_address_after_redirects_is_kept_under_the_name_that_was_asked_for(project: Project, site: Site) -> None:
    site.answers |= {"/a": Answer(b"", status=302, headers={"Location": "/b-->c"}), "/b--%3Ec": Answer()}
    assert add(project, site.url("/a")) == 0
    (name,) = saved(project)
    assert name == file_name(site.url("/a"))
    assert article(project, name).identity == site.url("/b--%3Ec")


def test_refused_without_the_flag(project: Project, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.answers["/a"] = Answer()
    assert add(project, site.url("/a"), private=False) == 1
    assert "is at a private address (127.0.0.1); give --allow-private" in capsys.readouterr().err
    assert (saved(project), site.asked) == ([], [])


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"%PDF", kind="application/pdf"),
        Answer(b"<html></html>"),
        Answer(b"", status=404),
        Answer(b"\x89PNG", "image/png"),
    ],
)
def test_what_is_no_article_is_not_saved(
    answer: Answer, project: Project, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.answers |= {"/bad": answer, "/good": Answer()}
    assert add(project, site.url("/bad"), site.url("/good")) == 1
    assert saved(project) == [file_name(site.url("/good"))]
    assert capsys.readouterr().err.startswith(f"{site.url('/bad')}: ")


def test_from_file(project: Project, site: Site, tmp_path: Path) -> None:
    site.answers |= {"/a": Answer(), "/b": Answer()}
    (tmp_path / "list").write_text(f"# two\n{site.url('/a')}\n\n  {site.url('/b')} \n{site.url('/a')}\n")
    assert add(project, "--from-file", str(tmp_path / "list")) == 0
    assert saved(project) == sorted(map(file_name, map(site.url, ("/a", "/b"))))


@pytest.mark.parametrize("option", ["--from-file", "--from-feed"])
def test_a_file_that_cannot_be_read_is_named_once(
    option: str, project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(project, option, str(tmp_path / "none")) == 1
    assert capsys.readouterr().err == f"briefing: {tmp_path}/none: cannot be read: No such file or directory\n"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("news.example", "an address must begin with http:// or https://, as in https://example.org/news"),
        ("ftp://news.example/a", "an address must begin with http:// or https://, not ftp"),
        ("http://127.0.0.1:9/", "cannot be fetched: Connection refused"),
    ],
)
def test_an_address_that_cannot_be_fetched_is_told_why(
    url: str, reason: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(project, url) == 1
    assert capsys.readouterr().err == f"{url}: {reason}\n"


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "soon"])
def test_seconds_are_a_number_that_can_pass(seconds: str, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        add(project, "--timeout", seconds, "http://news.example/")
    assert "must be a number of seconds, 0 or more" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["rss", "json", "address"])
def test_from_feed(kind: str, project: Project, site: Site, tmp_path: Path) -> None:
    site.answers |= {"/a": Answer(), "/b": Answer()}
    links = [site.url("/a"), site.url("/b")]
    items = "".join(f"<item><link>{link}</link><description>x</description></item>" for link in links)
    feed = f'<rss version="2.0"><channel><title>K</title>{items}</channel></rss>'
    if kind == "json":
        feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"url": link} for link in links]})
    site.answers["/feed"] = Answer(feed.encode(), kind="application/rss+xml")
    (tmp_path / "feed").write_text(feed)
    assert add(project, "--from-feed", site.url("/feed") if kind == "address" else str(tmp_path / "feed")) == 0
    assert saved(project) == sorted(map(file_name, links))


def test_from_something_that_is_no_feed(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "feed").write_text("no feed")
    assert add(project, "--from-feed", str(tmp_path / "feed")) == 1
    assert capsys.readouterr().err.startswith(f"briefing: {tmp_path}/feed: ")


def test_nothing_to_add_is_wrong_usage(project: Project) -> None:
    assert add(project) == 2
