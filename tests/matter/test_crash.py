"""A writing child is killed at a random moment: what it had acknowledged is there, and the file opens."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")

SCRIPT = Path(__file__).with_name("kill_writers.py")


def check(count):
    memory = Path("/dev/shm")  # noqa: S108 - where there is one: what a kill leaves does not depend on the disk
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        ran = subprocess.run(
            [sys.executable, str(SCRIPT), folder, "0", str(count)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr[-3000:]
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) == count
    assert [one for one in told if one["wrong"]] == []
    assert sum(one["told"] for one in told) > count, "the writers hardly wrote"
    assert sum(one["journals"] for one in told) > 0, "no kill fell into a transaction"


def test_five_hundred_killed_writers_lose_nothing_that_was_acknowledged():
    check(500)


@pytest.mark.thorough
def test_ten_thousand_killed_writers_lose_nothing_that_was_acknowledged():
    check(10_000)
