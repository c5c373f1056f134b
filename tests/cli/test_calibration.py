"""`workbench calibrate`, as it is typed."""

import json
from pathlib import Path

from tests.cli.conftest import Run

NOVEL = "My aunt sold umbrellas from a cart, and thought that rain was a form of applause. " * 2


def test_the_command_prints_stores_and_writes(workbench: Run, texts: Path, tmp_path: Path) -> None:
    workbench("library", "create", "lib", "texts")
    (tmp_path / "novel.txt").write_text(NOVEL)
    (tmp_path / "play.txt").write_text(NOVEL.replace("umbrellas", "ladders"))
    done = workbench("calibrate", "lib", "--control", "novel.txt", "play.txt", "--json", "out.json")
    assert done.returncode == 0, done.stderr
    assert "near-verbatim" in done.stdout
    assert "Control: 2 texts, 64 words, searched by their words alone." in done.stdout
    record = json.loads((tmp_path / "out.json").read_text())
    assert record["calibration"]["control"] == {"words": 64, "findings": []}
    analysis = workbench("analyze", "reply.txt", "-l", "lib", "--no-semantic", "--json", "-").stdout
    assert "0 false findings of its kind in 64 words of control text" in analysis

    shown = workbench("analyze", "reply.txt", "-l", "lib", "--no-semantic").stdout
    assert "Control: 2 texts with 64 words, said not to derive from lib" in shown
    workbench("library", "add", "lib", "novel.txt")
    shown = workbench("analyze", "reply.txt", "-l", "lib", "--no-semantic").stdout
    assert "Control: out of date" in shown

    refused = workbench("calibrate", "lib", "--control", "texts")
    assert refused.returncode == 3
    assert "clock.txt, ferry.txt" in refused.stderr
