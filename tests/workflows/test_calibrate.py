"""Control texts: what they show of a library, and what findings say by it."""

from pathlib import Path

import pytest

from workbench.domain.analysis import Analysis
from workbench.domain.errors import LibraryFault, UnreadableDocument
from workbench.evidence import WordModel
from workbench.exhibits.wording import weight_sentence
from workbench.intake import from_text
from workbench.library import Library, control_of
from workbench.library.control import CONTROL_NAME
from workbench.text.neighbours import Neighbours
from workbench.text.words import tokenise
from workbench.workflows import control as controls
from workbench.workflows.analyze import analyze
from workbench.workflows.build_library import add_to_library, create_library, embed_library
from workbench.workflows.calibrate import calibrate
from workbench.workflows.decoy import decoy
from workbench.workflows.drain import drain

LEDGER = (
    "The ferryman wrote the name of every goat in a green ledger, and beside each name the reason why it had "
    "refused to embark, so that nobody could later accuse him of prejudice against animals with horns."
)
ORCHARD = (
    "Behind the orchard stood nine hives painted in the colours of a flag that no country had ever adopted."
)
NOVEL = """
My aunt sold umbrellas from a cart, and thought that rain was a form of applause. She had learned the trade
from a retired acrobat. On dry days she read old railway guides aloud, doing the voices of the stations, and
the children of the quarter paid her in chestnuts. When the cart lost a wheel she went on selling from the
kerb, at an angle, and customers bowed to her without meaning to. I kept the accounts in a biscuit tin.
"""
PLAY = """
A lamp burned upstairs in the customs house all through February, though the officer had long been posted
to the mountains. Three brothers disagreed about who ought to climb up and put it out. The eldest believed in
waiting. The second believed in petitions, and composed several in excellent handwriting. The third believed
that lamps were none of his concern, and it was he, naturally, who fell through the skylight with a bucket.
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "ledger.txt").write_text(f"It was a hard winter. {LEDGER} Spring came late.")
    (texts / "orchard.txt").write_text(f"We moved in June. {ORCHARD} We let them be.")
    drain(create_library(tmp_path / "library", [texts]))
    return tmp_path / "library"


@pytest.fixture
def control(tmp_path: Path) -> Path:
    folder = tmp_path / "control"
    folder.mkdir()
    (folder / "novel.txt").write_text(NOVEL)
    (folder / "play.txt").write_text(PLAY)
    return folder


def _analysis(*libraries: Path) -> Analysis:
    output = from_text("reply", f"Somebody told me this. {LEDGER} I do not believe it.")
    return drain(analyze(output, libraries, semantic=False)).analysis


def _said(analysis: Analysis) -> str:
    return " ".join(sentence for finding in analysis.findings for sentence in finding.explanation)


def test_texts_of_another_hand_yield_no_false_finding(library: Path, control: Path) -> None:
    report = drain(calibrate(library, [control]))
    words = len(tokenise(NOVEL)) + len(tokenise(PLAY))
    assert report.calibration.control.words == report.calibration.decoys.words == words
    assert {text.name for text in report.calibration.texts} == {"novel.txt", "play.txt"}
    assert all(rate.found == 0 and rate.words == words for rate in (*report.control, *report.decoys))
    assert control_of(library) == report.calibration


def test_several_processes_find_what_one_finds(library: Path, control: Path) -> None:
    (control / "play.txt").write_text(f"{PLAY} {ORCHARD} {PLAY[::-1]}")
    alone = drain(calibrate(library, [control]))
    assert drain(calibrate(library, [control], processes=2)) == alone
    assert alone.calibration.control.findings


def test_meaning_is_not_asked_of_a_library_that_is_not_embedded(library: Path, control: Path) -> None:
    with pytest.raises(LibraryFault, match="cannot be searched by meaning yet"):
        drain(calibrate(library, [control], semantic=True))


def test_a_control_by_meaning_is_said_to_be_one(library: Path, control: Path) -> None:
    drain(embed_library(library))
    report = drain(calibrate(library, [control / "novel.txt"], semantic=True))
    assert report.calibration.semantic
    assert control_of(library) == report.calibration
    analysis = _analysis(library)
    assert "searched by their words and by meaning" in analysis.parameters["control"]
    assert "At this weight or more" in _said(analysis)


def test_a_planted_copy_is_a_false_finding_and_its_decoy_is_none(library: Path, control: Path) -> None:
    (control / "play.txt").write_text(f"{PLAY} {ORCHARD} {PLAY[::-1]}")
    report = drain(calibrate(library, [control]))
    (found,) = report.calibration.control.findings
    assert (found.kind, found.text, found.source) == ("verbatim", "play.txt", "orchard.txt")
    rates = {(rate.kind, rate.least_bits): rate.found for rate in report.control}
    assert [rates["verbatim", bits] for bits in (20, 30, 40, 60, 80, 120)] == [
        int(found.weight_bits >= bits) for bits in (20, 30, 40, 60, 80, 120)
    ]
    assert found.weight_bits > 60
    assert report.calibration.decoys.findings == ()


def test_findings_and_the_exhibit_say_what_the_control_showed(library: Path, control: Path) -> None:
    before = _analysis(library)
    assert "no control texts were run" in _said(before)
    assert "control" not in before.parameters
    assert "No control was run" in weight_sentence(before.findings[0], before.parameters)

    words = drain(calibrate(library, [control])).calibration.control.words
    after = _analysis(library)
    assert f"0 false findings of its kind in {words:,} words of control text; at most" in _said(after)
    assert "no control texts" not in _said(after)
    printed = weight_sentence(after.findings[0], after.parameters)
    assert f"Control: 2 texts with {words:,} words" in printed
    assert "No control" not in printed
    assert [each.weight_bits for each in after.findings] == [each.weight_bits for each in before.findings]


def test_several_libraries_speak_only_if_all_are_calibrated(
    library: Path, control: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("Another text that nobody copied, of eleven words or so.")
    drain(create_library(tmp_path / "second", [tmp_path / "other.txt"]))
    drain(calibrate(library, [control]))
    assert "no control texts were run" in _said(_analysis(library, tmp_path / "second"))
    drain(calibrate(tmp_path / "second", [control / "novel.txt"]))
    said = _said(_analysis(library, tmp_path / "second"))
    assert f"in {len(tokenise(NOVEL))} words of control text (the worst of 2 libraries" in said


def test_a_changed_library_makes_the_control_stale(library: Path, control: Path, tmp_path: Path) -> None:
    drain(calibrate(library, [control]))
    (tmp_path / "new.txt").write_text("A work that was not there when the control was run.")
    drain(add_to_library(library, [tmp_path / "new.txt"]))
    analysis = _analysis(library)
    assert "another state of the library" in _said(analysis)
    assert "Control: out of date" in weight_sentence(analysis.findings[0], analysis.parameters)
    drain(calibrate(library, [control]))
    assert "At this weight or more" in _said(_analysis(library))


def test_another_engine_makes_the_control_stale(
    library: Path, control: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain(calibrate(library, [control]))
    monkeypatch.setattr(controls, "engine", lambda semantic: "attribution-workbench 99")
    assert "another version of the program" in _said(_analysis(library))


@pytest.mark.parametrize("most", [False, True])
def test_a_text_that_is_in_the_library_is_refused_by_name(library: Path, control: Path, most: bool) -> None:
    copy = f"It was a hard winter. {LEDGER} Spring came late."
    (control / "copy.txt").write_text(f"Or so they say. {copy}" if most else copy)
    with pytest.raises(LibraryFault, match=r"its control: copy\.txt\."):
        drain(calibrate(library, [control]))
    assert control_of(library) is None


def test_a_control_without_words_is_refused(library: Path, control: Path) -> None:
    (control / "novel.txt").write_text("... --- ...")
    with pytest.raises(UnreadableDocument, match="no words"):
        drain(calibrate(library, [control / "novel.txt"]))


def test_a_damaged_control_is_said_and_made_anew(library: Path, control: Path) -> None:
    drain(calibrate(library, [control]))
    path = library / CONTROL_NAME
    path.write_text(path.read_text().replace('"words": ', '"words": 9'))
    with Library.open(library) as opened:
        assert any(CONTROL_NAME in problem for problem in opened.verify())
    with pytest.raises(LibraryFault, match="workbench calibrate"):
        _analysis(library)
    path.unlink()
    drain(calibrate(library, [control]))
    with Library.open(library) as opened:
        assert opened.verify() == []


def test_a_decoy_has_the_same_words_in_another_order() -> None:
    text = from_text("novel.txt", NOVEL)
    counted = Neighbours.count([("work", 1, tokenise("an angle and a form of applause " * 50).hashes)])
    model = WordModel.of_tokens(tokenise(NOVEL), neighbours=(counted,))
    other = decoy(text, model)
    assert sorted(other.text.split()) == sorted(NOVEL.split())
    assert other.text.split() != NOVEL.split()
    assert decoy(text, model) == other


def test_a_decoy_keeps_words_together_that_stand_together_in_the_library() -> None:
    text = from_text(
        "text", "The ferry of the united port carried states of goats and united them there. " * 40
    )
    counted = Neighbours.count([("work", 1, tokenise("united states and other words here " * 200).hashes)])
    for neighbours, least, most in (((counted,), 20, 40), ((), 0, 15)):
        model = WordModel.of_tokens(tokenise("nothing of the kind " * 500), neighbours=neighbours)
        assert least <= decoy(text, model).text.count("united states") <= most
