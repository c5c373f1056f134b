"""Mutated files of every format are read or refused in a sentence; none hangs, connects or breaks out."""

import shutil
import subprocess
import sys
from pathlib import Path

import mutations
import pytest

HERE = str(Path(__file__).parent)


def test_every_format_has_an_honest_sample_that_is_read_as_it() -> None:
    assert set(mutations.SAMPLES) == set(mutations.NAMES)


def _judge(suffix: str, numbers: range) -> None:
    said = list(mutations.outcomes(suffix, numbers))
    assert len(said) == len(numbers)
    hung = [
        number for number, words in zip(numbers, said, strict=True) if "could not be read within" in words
    ]
    tried = [number for number, words in zip(numbers, said, strict=True) if "what no document needs" in words]
    assert hung == []
    assert tried == []
    for words in set(said) - {"read"}:
        assert words.endswith(".")
        assert f"a{suffix}" in words or "page" in words


@pytest.mark.parametrize("suffix", mutations.NAMES)
def test_two_thousand_mutations_of_each_format(suffix: str) -> None:
    _judge(suffix, range(mutations.enough(suffix, 2_000)))


@pytest.mark.thorough
@pytest.mark.parametrize("suffix", mutations.NAMES)
def test_ten_thousand_mutations_of_each_format(suffix: str) -> None:
    _judge(suffix, range(2_000, 2_000 + mutations.enough(suffix, 10_000)))


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_the_system_sees_no_connection_while_files_are_read(tmp_path: Path) -> None:
    script = (
        f"import sys; sys.path.insert(0, {HERE!r})\nimport mutations\n"
        "for suffix in mutations.NAMES:\n"
        "    if suffix != '.png':\n"  # Tesseract asks for a name server, which no network has
        "        print(suffix, *mutations.outcomes(suffix, range(5)))\n"
    )
    log = tmp_path / "log"
    arguments = [
        "strace",
        "-f",
        "-qq",
        "-o",
        str(log),
        "-e",
        "trace=socket,connect,sendto,bind",
        sys.executable,
    ]
    done = subprocess.run(
        [*arguments, "-c", script], capture_output=True, text=True, timeout=300, check=False
    )
    if "ptrace" in done.stderr.lower():
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(mutations.NAMES) - 1
    assert "AF_" not in log.read_text(errors="replace")
