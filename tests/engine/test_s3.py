"""``briefing extract`` over S3, by HTTP to a server that is a process of its own: moto, an emulation, not Amazon's."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ON_CI, ROOT
from tests.engine.support import free_port, wait_until
from tests.engine.test_cluster import Dask

if not ON_CI:  # where they must be installed
    pytest.importorskip("s3fs", reason="the extra s3 is not installed")
    pytest.importorskip("moto.server", reason="moto and flask, of the extra test, are not installed")
pytestmark = pytest.mark.slow

ARTICLES = ROOT / "content" / "articles"
ODD = {
    "a/": b"",  # what consoles make of a new folder
    "a/x.txt": b"Ferry sails\n\nAda Holm opened the line.",
    "a//y.txt": b"In a folder without a name.",
    "a/C:\\win.txt": b"Ada Holm opened the line.",
    "a/\x1b[31m.txt": b"Ada Holm opened the line.",
    "a/b?versionId=3.txt": b"Ada Holm opened the line.",
    "a/../up.txt": b"Ada Holm opened the line.",
    "a/100%25 \u00e9+&#.txt": b"Ada Holm opened the line.",
    "a/x.txt.brief.yml": b"tags: [a]",
    "a/README.md": b"About this folder.",
    "a/image.png": b"\x89PNG",
    "a/empty.txt": b"",
    "a/both.txt": b"A file.",
    "a/both.txt/in.txt": b"Below one of the same name.",
    "a-b.txt": b"Ada Holm opened the line.",
}


class S3:
    """A server, and a client's environment for it."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {
            "FSSPEC_S3_ENDPOINT_URL": self.address,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        import boto3

        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
        self.client: Any = boto3.client("s3", endpoint_url=self.address, **keys)

    def fill(self, bucket: str, objects: dict[str, bytes]) -> None:
        self.client.create_bucket(Bucket=bucket)
        for key, data in objects.items():
            self.client.put_object(Bucket=bucket, Key=key, Body=data)

    def started(self, *words: str, **changed: str | None) -> subprocess.Popen[str]:
        """``briefing extract`` with the toy; ``changed``: variables of the environment, ``None`` to be without."""
        environ = {**os.environ, **self.environment, **changed}
        call = [sys.executable, "-m", "tests.stubbed", "extract", "--quiet", *words]
        given = {name: value for name, value in environ.items() if value is not None}
        return subprocess.Popen(call, cwd=ROOT, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def extract(self, *words: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
        """The same to its end."""
        process = self.started(*words, **changed)
        out, told = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, out, told)


@contextlib.contextmanager
def served() -> Iterator[tuple[S3, subprocess.Popen[bytes]]]:
    """A server and its process."""
    port = free_port()
    call = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        found = S3(port)
        assert wait_until(lambda: _answers(found.client), 60)
        yield found, process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    with served() as (found, _):
        files = (path for path in ARTICLES.rglob("*") if path.is_file())
        found.fill("news", {f"2026/{path.relative_to(ARTICLES).as_posix()}": path.read_bytes() for path in files})
        found.fill("odd", ODD)
        found.fill("empty", {})
        yield found


def _answers(client: Any) -> bool:
    from botocore.exceptions import BotoCoreError

    try:
        client.list_buckets()
    except BotoCoreError:
        return False
    return True


@pytest.fixture(scope="module")
def local() -> subprocess.CompletedProcess[str]:
    """The same articles from the disk."""
    call = [sys.executable, "-m", "tests.stubbed", "extract", "--quiet", "content/articles"]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)


def ids(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [json.loads(line)["id"] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("url", ["s3://news/2026", "s3://news/2026/"])
def test_the_sample_articles_give_the_lines_of_the_folder(
    s3: S3, local: subprocess.CompletedProcess[str], url: str
) -> None:
    done = s3.extract(url)
    assert len(done.stdout.splitlines()) > 60
    assert done.stdout.replace("s3://news/2026/", "content/articles/") == local.stdout
    assert done.stderr.replace("s3://news/2026/", "content/articles/") == local.stderr
    assert done.returncode == local.returncode


def test_the_sample_articles_over_a_cluster_give_the_lines_of_the_folder(
    s3: S3, local: subprocess.CompletedProcess[str]
) -> None:
    """Each worker has its own credentials; those of the client may only list (here: are others altogether)."""
    dask = Dask(**s3.environment)
    try:
        dask.worker("--no-nanny", **s3.environment), dask.worker("--no-nanny", **s3.environment)
        done = s3.extract("--engine", "dask", "--scheduler", dask.address, "s3://news/2026", AWS_ACCESS_KEY_ID="other")
        assert done.stdout.replace("s3://news/2026/", "content/articles/") == local.stdout
        assert done.stderr.replace("s3://news/2026/", "content/articles/") == local.stderr
    finally:
        dask.end()


def test_a_worker_without_credentials_stops_the_run_and_is_named(s3: S3, tmp_path: Path) -> None:
    none = {**s3.environment, "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "HOME": str(tmp_path)}
    dask = Dask()
    try:
        dask.worker("--no-nanny", **none)
        done = s3.extract("--engine", "dask", "--scheduler", dask.address, "s3://odd/a/x.txt")
        assert (done.returncode, done.stdout) == (1, "")
        assert re.fullmatch(
            r"briefing: s3://odd/a/x\.txt: \S+ has no credentials for the store \(.*\): for s3:// .*\n", done.stderr
        )
    finally:
        dask.end()


def test_a_worker_without_the_package_stops_the_run_and_is_named(s3: S3, tmp_path: Path) -> None:
    (tmp_path / "s3fs.py").write_text("raise ImportError('No module named s3fs')")
    dask = Dask()
    try:
        dask.worker("--no-nanny", path=tmp_path, **s3.environment)
        done = s3.extract("--engine", "dask", "--scheduler", dask.address, "s3://odd/a/")
        assert (done.returncode, done.stdout) == (2, "")
        told = done.stderr.splitlines()[-1]
        assert re.fullmatch(
            r"s3://odd/a/: needs a package that \S+ lacks, there and on every worker: pip install 'briefing\[s3\]'",
            told,
        )
    finally:
        dask.end()


def test_names_of_every_kind(s3: S3) -> None:
    done = s3.extract("s3://odd")
    names = [
        "a/\x1b[31m.txt",
        "a/100%25 é+&#.txt",
        "a/C:\\win.txt",
        "a/both.txt/in.txt",
        "a/both.txt",
        "a/x.txt",
        "a-b.txt",
    ]
    assert sorted(ids(done)) == sorted(f"s3://odd/{name}" for name in names)
    assert ids(done)[-1] == "s3://odd/a-b.txt"
    told = [line.partition(": ")[::2] for line in done.stderr.splitlines()]
    assert dict(told) == {
        "s3://odd/a//": "a folder without a name cannot be listed: rename what is in it",
        "s3://odd/a/b?versionId=3.txt": "a name with ?versionId= cannot be asked for: rename it",
        "s3://odd/a/empty.txt": "no text in it: fill it or remove it",
        "s3://odd/a/image.png": dict(told)["s3://odd/a/image.png"],
    }
    assert dict(told)["s3://odd/a/image.png"].startswith("unknown extension .png: ")
    assert done.returncode == 1


def test_one_object_an_empty_bucket_and_a_mixture(s3: S3) -> None:
    assert ids(s3.extract("s3://odd/a/x.txt")) == ["s3://odd/a/x.txt"]
    assert ids(s3.extract("s3://odd/a/both.txt")) == ["s3://odd/a/both.txt"]
    assert ids(s3.extract("s3://odd/a/both.txt/")) == ["s3://odd/a/both.txt/in.txt"]
    empty = s3.extract("s3://empty")
    assert (empty.returncode, empty.stdout, empty.stderr) == (0, "", "")
    here = "content/articles/economy/2026-02-20-pilots-deal.txt"
    mixed = s3.extract("s3://odd/a/x.txt", here, "s3://none/", f"file://{ROOT / here}")
    assert ids(mixed) == ["s3://odd/a/x.txt", here, f"file://{ROOT / here}"]
    assert mixed.stderr == "s3://none/: nothing is there: see that the bucket and the name are right\n"
    assert mixed.returncode == 1


def test_a_store_that_cannot_be_used_stops_the_run(s3: S3, tmp_path: Path) -> None:
    down = s3.extract("s3://odd", FSSPEC_S3_ENDPOINT_URL=f"http://127.0.0.1:{free_port()}")
    assert re.fullmatch(
        r"briefing: s3://odd: the store cannot be reached from \S+ \(.*\): see the network.*\n", down.stderr
    )
    bare = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None, "HOME": str(tmp_path)}
    nobody = s3.extract("s3://odd", **bare)
    assert "has no credentials for the store (NoCredentialsError: " in nobody.stderr
    stranger = s3.extract("s3://odd/a/x.txt", **bare, FSSPEC_S3_ANON="true")
    assert re.match(r"briefing: s3://odd/a/x.txt: the store refuses \S+ \(PermissionError: .*\): see", stranger.stderr)
    assert [one.returncode for one in (down, nobody, stranger)] == [1, 1, 1]


def test_a_public_bucket_is_read_without_credentials(s3: S3, tmp_path: Path) -> None:
    s3.client.create_bucket(Bucket="public", ACL="public-read")
    s3.client.put_object(Bucket="public", Key="a/x.txt", Body=ODD["a/x.txt"], ACL="public-read")
    bare = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None, "HOME": str(tmp_path)}
    assert ids(s3.extract("s3://public/a/", **bare, FSSPEC_S3_ANON="true")) == ["s3://public/a/x.txt"]


def test_a_large_object_is_not_read(s3: S3) -> None:
    s3.fill("large", {"a.txt": b"a " * 16_000_000, "b.txt": ODD["a/x.txt"]})
    done = s3.extract("s3://large")
    assert ids(done) == ["s3://large/b.txt"]
    assert done.stderr.startswith("s3://large/a.txt: larger than 30 MB: ")


def test_a_store_that_goes_in_the_middle_stops_the_run() -> None:
    with served() as (s3, process):
        s3.fill("many", {f"{at:03}.txt": b"Ada Holm opened the line." for at in range(400)})
        run = s3.started("s3://many")
        assert run.stdout is not None
        assert run.stderr is not None
        lines = [run.stdout.readline()]  # a pipe holds less than there is to come
        process.kill()
        lines += run.stdout.readlines()
        told = run.stderr.read()
        assert run.wait() == 1
        assert [json.loads(line)["id"] for line in lines] == [f"s3://many/{at:03}.txt" for at in range(len(lines))]
        assert 1 <= len(lines) < 400
        reason = rf"s3://many/{len(lines):03}\.txt: the store cannot be reached from \S+ \(.*\): see the network"
        assert re.search(f"^briefing: {reason}", told, re.MULTILINE)
