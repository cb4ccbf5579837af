"""An article that costs too much is set aside while the others go on, with any number of processes; its brief stays."""

from __future__ import annotations

import pytest

from tests.build.support import briefs_of, command, texts
from tests.conftest import MakeProject

SETTINGS = "limits: {max_seconds: 1, max_memory_mb: 300}\n"
DEADLY = "ended the process that analysed it 3 times (out of memory, say): split it or remove it"
REMEDIES = {
    "Please take your time.": "takes more than 1 seconds: split it, or raise limits.max_seconds in briefing.yml",
    "Please never return.": "takes more than 1 seconds: split it, or raise limits.max_seconds in briefing.yml",
    "Please eat memory.": "needs more than 300 MB of memory: split it, or raise limits.max_memory_mb in briefing.yml",
    "Please end this process.": DEADLY,
}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_costs_too_much_is_set_aside_and_its_last_brief_stays(jobs: str, make_project: MakeProject) -> None:
    names = {f"costly-{number}.txt": text for number, text in enumerate(REMEDIES)}
    project = make_project({**texts(6), **dict.fromkeys(names, ""), "zz.txt": "Ferry 9 sails."}, settings=SETTINGS)
    for number, name in enumerate(names):
        (project.articles / name).write_text(f"Ferry of number {number} sails.")
    assert command(project, "--jobs", jobs).returncode == 0
    before = {path: (project.briefs / path).read_bytes() for path in briefs_of(project).values()}
    for name, text in names.items():
        (project.articles / name).write_text(text)
    (project.articles / "zz.txt").write_text("Ferry 10 sails.")
    done = command(project, "--jobs", jobs, "--quiet")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"content/articles/{name}: {REMEDIES[text]}" for name, text in names.items()]
    after = {path: (project.briefs / path).read_bytes() for path in briefs_of(project).values()}
    changed = {path for path, data in after.items() if before.get(path) != data}
    assert len(after) == len(before) == 11
    assert changed == {briefs_of(project)["zz.txt"]}
