"""Matters on the command line: filled, exported, made again, encrypted."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Run


def test_a_matter_is_exported_made_again_and_verified(workbench: Run, texts: Path, tmp_path: Path) -> None:
    workbench("matter", "new", "case.matter")
    workbench("matter", "add", "case.matter", "reply.txt", "--model", "model-1")
    (tmp_path / "attempts.csv").write_text(
        "output,model,prompt,outcome\n"
        "reply.txt,model-1,Recite the log.,no output\n"
        "1,model-1,Go on.,reproduced\n"
        "7,model-1,Go on.,reproduced\n"
    )
    taken = workbench("matter", "attempts", "case.matter", "--import", "attempts.csv")
    assert "Not taken: Line 4: the matter has no output '7'." in taken.stderr
    assert "Entered 2 attempts." in taken.stdout
    assert "Reproduced: 1 of 2 with a stated outcome" in taken.stdout
    assert "not stated: 1." in taken.stdout
    listed = json.loads(workbench("matter", "attempts", "case.matter", "--json", "-").stdout)
    assert [entry["outcome"] for entry in listed] == ["", "no output", "reproduced"]

    made = workbench("matter", "export", "case.matter", "copy")
    assert made.returncode == 0, made.stderr
    head = made.stdout.split()[-1]
    again = workbench("matter", "import", "copy", "second.matter")
    assert again.returncode == 0, again.stderr
    assert again.stdout.endswith(f"second: sound. Head of the audit trail: {head}\n")
    assert workbench("matter", "export", "case.matter", "copy").returncode == 3
    (tmp_path / "copy" / "attempts.csv").write_text("other")
    spoilt = workbench("matter", "import", "copy", "third.matter")
    assert (spoilt.returncode, (tmp_path / "third.matter").exists()) == (3, False)
    assert "attempts.csv in copy is missing or was changed." in spoilt.stderr


def test_an_exhibit_is_remembered_and_printed_again_the_same(
    workbench: Run, texts: Path, tmp_path: Path
) -> None:
    workbench("library", "create", "lib", "texts")
    workbench("matter", "new", "case.matter")
    workbench("analyze", "reply.txt", "--library", "lib", "--no-semantic", "--matter", "case.matter")
    for name in ("a.pdf", "b.pdf"):
        assert workbench("exhibit", "case.matter", "--out", name).returncode == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    workbench("matter", "export", "case.matter", "copy")
    made = json.loads((tmp_path / "copy" / "exhibits.json").read_text())
    assert [exhibit["name"] for exhibit in made] == ["a.pdf", "b.pdf"]


def test_a_matter_under_a_passphrase(workbench: Run, texts: Path, tmp_path: Path) -> None:
    def secretly(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "workbench", *arguments],
            cwd=tmp_path,
            env={**os.environ, "WORKBENCH_PASSPHRASE": "open sesame"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    assert secretly("matter", "new", "case.matter", "--encrypt").returncode == 0
    assert secretly("matter", "add", "case.matter", "reply.txt").returncode == 0
    sound = secretly("matter", "verify", "case.matter").stdout
    assert "sound" in sound
    assert secretly("matter", "verify", "case.matter", "--head", sound.split()[-1]).returncode == 0
    cut = secretly("matter", "verify", "case.matter", "--head", "0" * 64)
    assert "does not contain the row whose hash the exhibit names" in cut.stderr
    closed = workbench("matter", "verify", "case.matter")
    assert closed.returncode == 3
    assert "case.matter is encrypted, or is not a matter." in closed.stderr
    assert secretly("matter", "encrypt", "case.matter", "plain.matter", "--plain").returncode == 0
    assert "sound" in workbench("matter", "verify", "plain.matter").stdout
    assert b"open sesame" not in (tmp_path / "case.matter").read_bytes()
