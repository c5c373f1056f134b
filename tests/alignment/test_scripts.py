"""The scripts in this folder: a source, an output, and what must be found, as a lawyer would say it."""

import re
from pathlib import Path

import pytest

from workbench.alignment import align, prepare

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.txt"))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def fits(description: str, found: str) -> bool:
    """Whether `found` begins and ends as `description`, `first words ... last words`, says."""
    first, last = (words(part) for part in description.split("..."))
    return words(found)[: len(first)] == first and words(found)[-len(last) :] == last


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script(script):
    _, source, output, findings = re.split(r"^=== \w+\n", script.read_text(encoding="utf-8"), flags=re.M)
    expected = [line.split(" | ") for line in findings.splitlines() if line]
    matches = align(prepare(output), prepare(source))
    assert [match.method for match in matches] == [method for method, _, _ in expected]
    for match, (_, here, there) in zip(matches, expected, strict=True):
        assert fits(here, match.output.of(output)), match.output.of(output)
        assert fits(there, match.source.of(source)), match.source.of(source)
