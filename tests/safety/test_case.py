"""A file system for which ``Ferry.txt`` and ``ferry.txt`` are one name, as on macOS, Windows and memory cards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.config import Project
from tests.build.support import briefs_of, command, outputs, texts
from tests.conftest import ROOT, MakeProject, need

# A disk of exFAT in a file, in a name space of its own, so that nobody else sees it. A file is renamed by case alone
# between two runs; what each run leaves is copied out. $1 disk's file, $2 where it is mounted, $3 project, $4 copies.
ON_EXFAT = """
set -e
export PATH="$PATH:/sbin:/usr/sbin"
truncate -s 64M "$1"; mkfs.exfat "$1" >/dev/null; device=$(losetup --find --show "$1")
trap 'cd /; umount "$2" || true; losetup --detach "$device"' EXIT
mount.exfat-fuse "$device" "$2" >/dev/null
echo one >"$2/Case"; test -f "$2/cASE"; rm "$2/Case"
cp -r "$3/content" "$3/site_config" "$2"
generate() { "$5" -m tests.stubbed generate --quiet --project "$2"; }
generate "$@"; cp -r "$2" "$4/first"
mv "$2/content/articles/000.txt" "$2/content/articles/000.TXT"
generate "$@"; cp -r "$2" "$4/second"
"""
CAN_MOUNT = """
set -e
export PATH="$PATH:/sbin:/usr/sbin"
file=$(mktemp); truncate -s 8M "$file"; mkfs.exfat "$file"; device=$(losetup --find --show "$file")
folder=$(mktemp -d); code=0; mount.exfat-fuse "$device" "$folder" && umount "$folder" || code=1
losetup --detach "$device"; rm -r "$file" "$folder"; exit $code
"""


@pytest.mark.slow
def test_names_that_differ_by_case_alone_are_one_and_nothing_is_lost(make_project: MakeProject, tmp_path: Path) -> None:
    need(["losetup", "--version"], ["unshare", "-m", "sh", "-c", CAN_MOUNT])
    articles = {**texts(6), "loud.txt": "FERRY 1 SAILS\n\nAda Holm opened line 1 in TOLLEN on 2031-03-04."}
    project = make_project(articles)
    image, disk, kept = tmp_path / "disk.img", tmp_path / "disk", tmp_path / "kept"
    disk.mkdir(), kept.mkdir()
    call = ["unshare", "-m", "sh", "-c", ON_EXFAT, "sh", *map(str, (image, disk, project.root, kept)), sys.executable]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert command(project, "--quiet").returncode == 0
    assert len(briefs_of(project)) == 7
    assert outputs(Project(kept / "first")) == outputs(project)
    (project.articles / "000.txt").rename(project.articles / "000.TXT")
    assert command(project, "--quiet").returncode == 0
    assert "000.TXT" in briefs_of(project)
    assert outputs(Project(kept / "second")) == outputs(project)
