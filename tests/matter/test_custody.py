"""A matter among people and disks: a second window, backups, shares that vanish."""

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

from workbench.domain.errors import MatterFault, StorageFault
from workbench.domain.review import Attempt
from workbench.matter import Matter, backups
from workbench.matter.holder import holder_file


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "case.matter"
    Matter.create(path, "R. Reviewer").close()
    return path


HOLDER = """
import sys
from pathlib import Path
from workbench.matter import Matter

with Matter.open(Path(sys.argv[1]), "S. Second", lambda: "2026-11-22T14:05:00Z", hold=True) as matter:
    print(matter.held_by, flush=True)
    sys.stdin.readline()
"""


def second_window(path):
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_a_second_window_reads_and_is_told_who_holds_the_matter(path):
    with second_window(path) as other:
        assert other.stdout.readline() == "\n"
        with Matter.open(path, "R. Reviewer", hold=True) as matter:
            assert matter.held_by.startswith("S. Second has it open on ")
            assert matter.held_by.endswith(", since 2026-11-22 14:05:00 UTC")
            assert (matter.outputs(), matter.verify()) == ([], [])
            with pytest.raises(MatterFault, match=r"can only be read here: S\. Second has it open") as caught:
                matter.add_attempt(Attempt())
            assert caught.value.remedy == "Close it there, then try again."
            other.communicate("\n")
            matter.add_attempt(Attempt())
            assert (matter.held_by, len(matter.audit())) == ("", 2)
    assert sorted(found.name for found in path.parent.iterdir()) == ["case.matter"]


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_holder_that_is_killed_holds_nothing(path):
    with second_window(path) as other:
        other.stdout.readline()
        other.send_signal(signal.SIGKILL)
        other.wait()
        with Matter.open(path, "R. Reviewer", hold=True) as matter:
            assert matter.held_by == ""
            assert json.loads(holder_file(path).read_text())["who"] == "R. Reviewer"
            matter.add_attempt(Attempt())


def test_a_copy_of_each_day_is_kept_for_the_last_ten(path):
    for day in range(1, 14):
        with Matter.open(path, "R. Reviewer", lambda day=day: f"2026-11-{day:02}T09:00:00Z") as matter:
            first = matter.back_up()
            matter.add_attempt(Attempt(), f"day {day}")
            assert matter.back_up() == first
    (path.parent / "case backups" / "mine.txt").write_text("mine")
    kept = backups.backups(path)
    assert [copy.name for copy in kept] == [f"2026-11-{day:02}.matter" for day in range(13, 3, -1)]
    with Matter.open(kept[0]) as copy:
        assert copy.verify() == []
        assert [entry.note for entry in copy.attempts()] == [f"day {day}" for day in range(1, 13)]
    names = sorted(found.name for found in (path.parent / "case backups").iterdir())
    assert names == [*sorted(copy.name for copy in kept), "mine.txt"]


def test_a_backup_that_cannot_be_made_says_so_and_the_matter_goes_on(path):
    (path.parent / "case backups").write_text("in the way")
    with Matter.open(path, "R. Reviewer") as matter:
        with pytest.raises(StorageFault, match="No backup"):
            matter.back_up()
        matter.add_attempt(Attempt())
        assert matter.verify() == []


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be moved there")
def test_a_share_that_vanishes_and_comes_back_loses_nothing(path):
    folder = path.parent
    with Matter.open(path, "R. Reviewer") as matter:
        matter.add_attempt(Attempt(), "before")
        folder.rename(folder.with_name("gone"))
        with pytest.raises(StorageFault, match="cannot be written; the change was not made"):
            matter.add_attempt(Attempt(), "while it was gone")
        folder.with_name("gone").rename(folder)
        matter.add_attempt(Attempt(), "after")
        assert [entry.note for entry in matter.attempts()] == ["before", "after"]
        assert matter.verify() == []


def test_a_matter_that_was_taken_away_is_not_written_as_if_it_were_there(path):
    with Matter.open(path, "R. Reviewer") as matter:
        shutil.rmtree(path.parent)
        with pytest.raises(StorageFault):
            matter.add_attempt(Attempt())
    assert not path.exists()
