"""The command, run as a user runs it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def workbench(tmp_path: Path) -> Run:
    """Runs `workbench` with arguments in a folder of its own."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "workbench", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with two texts; `reply.txt` beside it copies from the first."""
    folder = tmp_path / "texts"
    folder.mkdir()
    copied = "the ferry left at noon with eleven passengers and a crate of lemons nobody had ordered"
    (folder / "ferry.txt").write_text(f"On that day {copied}, as the log says.\n")
    (folder / "clock.txt").write_text("The town clock has four faces, and they have never agreed.\n")
    (tmp_path / "reply.txt").write_text(f"It is known that {copied}. The rest is rumour.\n")
    return folder
