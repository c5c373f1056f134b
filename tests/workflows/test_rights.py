"""Rights and editions in an analysis, told as scripts over a small library."""

from pathlib import Path

import pytest

from workbench.domain.analysis import Analysis
from workbench.intake import from_text
from workbench.workflows.analyze import analyze
from workbench.workflows.build_library import add_to_library, create_library, import_rights
from workbench.workflows.drain import drain

TIDE = (
    "When the tide turned at last the pilots rowed out beyond the bar, and every lantern along the quay was "
    "lit against the fog that had lain on the estuary since noon."
)
ORCHARD = (
    "Nobody had pruned the orchard since the old gardener went away, so that its branches met over the path "
    "and dropped their fruit into the long wet grass."
)
FILLER = " ".join(
    f"Entry {number}: the {word} of that {other} was written down and then struck out by another hand."
    for number, (word, other) in enumerate(
        zip(
            ["wages", "rents", "tolls", "fines", "debts", "gifts"] * 5,
            ["spring", "summer", "autumn", "winter", "harvest"] * 6,
            strict=True,
        )
    )
)
RIGHTS = """name,title,holder,licence
tide.txt,The Tide,M. Pilot,CC-BY-SA-4.0
orchard.txt,The Orchard,G. Warden,all-rights-reserved
"""


@pytest.fixture
def place(tmp_path) -> Path:
    works = tmp_path / "works"
    works.mkdir()
    (works / "tide.txt").write_text(f"The Tide. {TIDE} {FILLER[:700]}")
    (works / "orchard.txt").write_text(f"The Orchard. {ORCHARD} {FILLER[700:1500]}")
    return works


def analysis_of(library, text) -> Analysis:
    return drain(analyze(from_text("reply", text), [library], semantic=False)).analysis


def build(tmp_path, place) -> Path:
    (tmp_path / "rights.csv").write_text(RIGHTS)
    drain(create_library(tmp_path / "library", [place], tmp_path / "rights.csv"))
    return tmp_path / "library"


def test_words_are_summed_up_by_holder_and_licence(tmp_path, place):
    analysis = analysis_of(build(tmp_path, place), f"He wrote: nothing. {TIDE} Then this came. {ORCHARD}")
    rows = {share.holder: share for share in analysis.rights}
    assert set(rows) == {"M. Pilot", "G. Warden"}
    assert (rows["M. Pilot"].words, rows["M. Pilot"].passages, rows["M. Pilot"].longest_run) == (32, 1, 32)
    assert rows["M. Pilot"].licence_name == "Creative Commons Attribution-ShareAlike 4.0"
    assert any("same licence" in ask for ask in rows["M. Pilot"].asks)
    assert any("Permission" in ask for ask in rows["G. Warden"].asks)
    assert sum(share.words for share in analysis.rights) == analysis.coverage.matched_words
    assert Analysis.from_json(analysis.to_json()) == analysis


def test_a_holder_is_told_of_a_passage_that_the_works_hold_half_of_and_not_of_a_phrase(tmp_path, place):
    words = TIDE.split()
    (place / "phrase.txt").write_text(f"A phrase. {' '.join(words[:9])}. {FILLER[1500:]}")
    (place / "part.txt").write_text(f"A part. {' '.join(words[:20])}. {FILLER[1500:]}")
    drain(create_library(tmp_path / "library", [place]))
    rights = tmp_path / "rights.csv"
    rights.write_text(
        f"{RIGHTS}phrase.txt,A Phrase,P. Phrase,all-rights-reserved\npart.txt,A Part,Q. Part,CC-BY-4.0\n"
    )
    drain(import_rights(tmp_path / "library", rights))
    analysis = analysis_of(tmp_path / "library", TIDE)
    assert {(share.holder, share.passages, share.also_in) for share in analysis.rights} == {
        ("M. Pilot", 1, 0),
        ("Q. Part", 0, 1),
    }
    (finding,) = analysis.findings
    assert (len(finding.competing), len(finding.rivals)) == (2, 1)
    (said,) = [sentence for sentence in finding.explanation if sentence.startswith("It was aligned in")]
    assert said.startswith("It was aligned in 3 works, in 1 of them with less than half of its equal words")


def test_an_unknown_licence_stays_unknown(tmp_path, place):
    drain(create_library(tmp_path / "library", [place]))
    (share,) = analysis_of(tmp_path / "library", TIDE).rights
    assert (share.holder, share.licence, share.asks, share.asks_known) == ("", "unknown", (), False)


def test_near_identical_editions_are_one_work(tmp_path, place):
    for year in (1901, 1912, 1923):
        text = (place / "tide.txt").read_text()
        (place / f"tide-{year}.txt").write_text(f"Printed in {year}. {text}")
    analysis = analysis_of(build(tmp_path, place), TIDE)
    (finding,) = analysis.findings
    assert (finding.works, finding.editions) == (1, 3)
    assert "It stands also in 3 other editions of this work: the library holds near-identical texts." in (
        finding.explanation
    )
    assert len({source.edition for source in analysis.sources}) == 1


def test_editions_of_one_work_take_no_place_from_other_works(tmp_path, place, monkeypatch):
    for year in (1901, 1912, 1923):
        text = (place / "tide.txt").read_text()
        (place / f"tide-{year}.txt").write_text(f"Printed in {year}. {text}")
    library = build(tmp_path, place)
    monkeypatch.setattr("workbench.workflows.analyze.MOST_ALIGNED", 2)
    words = ORCHARD.split()
    words[4::6] = ["otherwise"] * len(words[4::6])  # no run of six words, so that only an alignment finds it
    analysis = analysis_of(library, f"{TIDE} {TIDE} Then this came. {' '.join(words)}")
    assert {"tide", "orchard"} <= {source.name.split(".")[0].split("-")[0] for source in analysis.sources}
    assert analysis.parameters["works_aligned"] == 2


def test_a_changed_file_is_searched_as_it_is_now_and_can_be_read_as_it_was(tmp_path, place):
    library = build(tmp_path, place)
    before = analysis_of(library, TIDE)
    (place / "tide.txt").write_text(f"The Tide, revised. {FILLER}")
    report = drain(add_to_library(library, [place]))
    assert (report.added, report.present, report.replaced) == (1, 1, 1)
    assert (report.status.works, report.status.older_versions) == (2, 1)
    assert analysis_of(library, TIDE).findings == ()
    from workbench.library import Library

    with Library.open(library) as opened:
        assert TIDE in opened.document(before.findings[0].source).text


def test_a_tree_keeps_its_names_and_is_not_added_twice(tmp_path, place):
    (place / "part").mkdir()
    (place / "part" / "tide.txt").write_text(f"Another file of this name. {FILLER}")
    library = build(tmp_path, place)
    report = drain(add_to_library(library, [place]))
    assert (report.added, report.present, report.replaced) == (0, 3, 0)
