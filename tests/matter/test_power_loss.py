"""The power fails, or the disk does, between any two writes: the matter is in the old state or in the new."""

import random
import shutil
import tempfile
from pathlib import Path

import apsw
import pytest

from tests.matter import watched_disk
from tests.matter.kill_writers import Writer, base
from workbench.domain.errors import StorageFault
from workbench.domain.review import Attempt
from workbench.matter import Matter, file


@pytest.fixture
def folder():
    memory = Path("/dev/shm")  # noqa: S108 - where there is one: the disk under test is a made-up one
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made)


@pytest.fixture
def disk(monkeypatch):
    made = watched_disk.Disk()
    monkeypatch.setattr(file, "_connect", watched_disk.connect)
    yield made
    made.unregister()


class Acts(Writer):
    """The acts of a reviewer that change one open matter."""

    def __init__(self, folder, seed):
        super().__init__(folder, seed, None)
        self.ways = [way for way in self.ways if way not in (self.back_up, self.create, self.export)]


def logged(folder, disk, seed, acts):
    """Does things to a matter; gives what its file held at first, the log with each head told, all heads."""
    path = folder / "case.matter"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file, "_connect", REAL_CONNECT)
        base(path)
    before = path.read_bytes()
    writer = Acts(folder, seed)
    with Matter.open(path, "R. Reviewer") as matter:
        disk.log.clear()
        heads = [matter.head()]
        for number in range(acts):
            writer.ways[number % len(writer.ways)](matter)
            disk.log.append(("told", matter.head()))
            heads.append(matter.head())
    return before, list(disk.log), list(dict.fromkeys(heads))


REAL_CONNECT = file._connect


def check_cuts(folder, disk, monkeypatch, cuts, seed):
    before, log, heads = logged(folder, disk, seed, max(24, cuts // 12))
    monkeypatch.setattr(file, "_connect", REAL_CONNECT)
    chance = random.Random(seed)
    times = len(log) and [1 + (number < cuts % len(log)) + cuts // len(log) - 1 for number in range(len(log))]
    remains, told = watched_disk.Remains({"case.matter": before}), heads[0]
    rolled_back = checked = old = 0
    for event, here in zip(log, times, strict=True):
        if event[0] == "told":
            told = event[1]
        else:
            remains.take(event)
        for _ in range(here):
            place = folder / "after"
            place.mkdir()
            found = remains.after_the_failure(chance)
            for name, content in found.items():
                (place / name).write_bytes(content)
            rolled_back += len(found) > 1
            with Matter.open(place / "case.matter") as matter:
                assert matter.verify() == []
                head = matter.head()
            following = heads[heads.index(told) : heads.index(told) + 2]
            assert head in following, "neither the old state nor the new"
            old += head == told
            checked += 1
            shutil.rmtree(place)
    assert checked == cuts
    assert rolled_back > cuts / 10, "hardly a cut fell into a transaction"
    assert 0 < old < cuts, "only one of both states was ever seen"


def test_a_write_log_cut_at_a_thousand_points_gives_the_old_state_or_the_new(folder, disk, monkeypatch):
    check_cuts(folder, disk, monkeypatch, 1000, 1)


@pytest.mark.thorough
def test_a_write_log_cut_at_twenty_thousand_points(folder, disk, monkeypatch):
    check_cuts(folder, disk, monkeypatch, 20_000, 2)


@pytest.mark.parametrize("fault", ["FullError", "IOError"])
def test_a_disk_that_fails_at_any_write_and_comes_back_loses_nothing(folder, disk, fault):
    """As when the disk is full, or a network share is gone: from some write on, for one change."""
    path = folder / "case.matter"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file, "_connect", REAL_CONNECT)
        base(path)
    disk.fault = getattr(apsw, fault)
    refused = 0
    with Matter.open(path, "R. Reviewer") as matter:
        for step in range(1, 60):
            before, disk.acts, disk.fails_from = matter.audit(), 0, step
            try:
                matter.add_attempt(Attempt(prompt="Recite. " * 4000), f"step {step}")
                made = True
            except StorageFault as told:
                assert "was not made" in told.message
                made, refused = False, refused + 1
            disk.fails_from = None
            assert len(matter.audit()) == len(before) + made
            assert matter.audit()[: len(before)] == before
            assert matter.verify() == []
    assert 5 < refused < 59, "every write and no write failed once"
    with Matter.open(path, "R. Reviewer") as matter:
        assert matter.verify() == []
