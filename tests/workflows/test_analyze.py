"""Screening an output against a library: what arrives when, and what is promised of it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.alignment import run_is_held
from workbench.domain.analysis import Analysis, Screening
from workbench.domain.errors import LibraryFault
from workbench.domain.match import Match
from workbench.domain.progress import Progress
from workbench.domain.span import Span
from workbench.intake import from_text
from workbench.text.words import tokenise
from workbench.workflows.analyze import analyze
from workbench.workflows.build_library import add_to_library, create_library, embed_library
from workbench.workflows.compare import compare
from workbench.workflows.drain import drain

BELL = (
    "At six each evening the bell was rung by a man who could not hear it, for those who would not hear it."
)
WELL = (
    "The well had been dug by hand, and everyone in the village could name the uncle who had done the work."
)
RAIN = (
    "Rain fell on the ninth, on the tenth and on the eleventh; "
    "by the twelfth nobody remarked on it any longer."
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    texts = folder / "texts"
    texts.mkdir()
    for name, text in (("bell.txt", BELL), ("well.txt", WELL), ("rain.txt", RAIN)):
        (texts / name).write_text(f"A first sentence of its own. {text} And a last one, about {name}.")
    drain(create_library(folder / "library", [texts]))
    return folder / "library"


def test_exact_findings_come_before_anything_else(library: Path) -> None:
    edited = WELL.replace("village", "hamlet").replace("uncle", "cousin")
    steps = list(analyze(from_text("output", f"{BELL} Then this. {edited}"), [library], semantic=False))
    first = next(step for step in steps if isinstance(step, Screening))
    assert "verbatim" in {finding.kind for finding in first.analysis.findings}
    assert first.analysis.coverage.embedded_share is None
    before = steps[: steps.index(first)]
    assert all(isinstance(step, Progress) for step in before)
    assert not any(isinstance(step, Progress) and step.label == "aligning works" for step in before)


def test_the_last_word_keeps_what_was_shown_first(library: Path) -> None:
    output = from_text("output", f"{RAIN} Words between. {BELL}")
    steps = analyze(output, [library], semantic=False)
    shown = []
    while True:
        try:
            step = next(steps)
        except StopIteration as finished:
            final: Screening = finished.value
            break
        if isinstance(step, Screening):
            shown.append(step)
    for earlier in shown:
        for finding in earlier.analysis.findings:
            assert any(
                later.source == finding.source and later.output_span.contains(finding.output_span)
                for later in final.analysis.findings
            )


def test_the_same_inputs_give_the_same_analysis(library: Path) -> None:
    output = from_text("output", f"{RAIN} Words between. {BELL}")
    one, other = (drain(analyze(output, [library], semantic=False)).analysis for _ in range(2))
    assert one.to_json() == other.to_json()
    assert Analysis.from_json(one.to_json()) == one


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from([BELL, WELL, RAIN, "Filler words.", "🙂 ü ", "\r\n\r\n", "WELL"]), max_size=8)
)
def test_every_pair_is_equal_on_both_sides(library: Path, parts: list[str]) -> None:
    text = "Start. " + " ".join(parts)
    screening = drain(analyze(from_text("output", text), [library], semantic=False))
    for finding in screening.analysis.findings:
        source = screening.sources[finding.source].text
        words = 0
        for output_span, source_span in finding.pairs:
            here, there = tokenise(output_span.of(text)), tokenise(source_span.of(source))
            assert here.words() == there.words() != []
            assert finding.output_span.contains(output_span)
            assert finding.source_span.contains(source_span)
            words += len(here)
        assert words == finding.matched_words
        assert finding.output_words == len(tokenise(finding.output_span.of(text)))
    counted = np.zeros(len(tokenise(text)), dtype=bool)
    for finding in screening.analysis.findings:
        for span, _ in finding.pairs if finding.counted else ():
            counted[slice(*tokenise(text).within(span))] = True
    assert screening.analysis.coverage.matched_words <= counted.sum()


def test_meaning_that_finds_nothing_embedded_is_asked_and_sees_nothing(tmp_path: Path) -> None:
    (tmp_path / "well.txt").write_text(WELL)
    drain(create_library(tmp_path / "library", [tmp_path / "well.txt"]))
    analysis = drain(analyze(from_text("output", RAIN), [tmp_path / "library"])).analysis
    assert analysis.coverage.embedded_share == 0
    assert "torch" not in analysis.versions


def test_a_work_in_two_libraries_is_searched_once(tmp_path: Path) -> None:
    for name, text in (("well.txt", WELL), ("rain.txt", RAIN)):
        (tmp_path / name).write_text(text)
    drain(create_library(tmp_path / "one", [tmp_path / "well.txt", tmp_path / "rain.txt"]))
    drain(create_library(tmp_path / "two", [tmp_path / "rain.txt"]))
    output = from_text("output", f"{RAIN} Words between. {WELL}")
    one = drain(analyze(output, [tmp_path / "one"], semantic=False)).analysis
    for libraries in (
        [tmp_path / "one", tmp_path / "two"],
        [tmp_path / "one", tmp_path / "two" / ".." / "one"],
    ):
        analysis = drain(analyze(output, libraries, semantic=False)).analysis
        assert analysis.coverage == one.coverage
        assert [finding.source for finding in analysis.findings] == [
            finding.source for finding in one.findings
        ]


def test_meaning_names_what_no_words_show(library: Path) -> None:
    assert drain(embed_library(library)).embedded_share == 1
    reworded = (
        "Every night a deaf bell-ringer sounded the hour so that people who refused to listen might hear."
    )
    screening = drain(analyze(from_text("output", f"An essay. {reworded} The end of it."), [library]))
    assert screening.analysis.coverage.embedded_share == 1
    assert "torch" in screening.analysis.versions
    (finding,) = screening.analysis.findings
    assert screening.analysis.source(finding.source).name == "bell.txt"
    assert finding.kind in {"lead", "paraphrase"}


def test_a_library_can_grow_and_old_works_stay(library: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(
        "Nine geese crossed the yard in single file and without any visible leader."
    )
    report = drain(add_to_library(library, [tmp_path / "more.txt"]))
    assert (report.added, report.present) == (1, 0)
    output = from_text(
        "output", f"Nine geese crossed the yard in single file and without any visible leader. {BELL}"
    )
    analysis = drain(analyze(output, [library], semantic=False)).analysis
    assert {source.name for source in analysis.sources} == {"more.txt", "bell.txt"}


def test_without_a_library_there_is_nothing_to_ask() -> None:
    with pytest.raises(LibraryFault):
        drain(analyze(from_text("output", BELL), []))


def test_comparing_two_documents_finds_what_a_library_of_one_would(library: Path) -> None:
    output = from_text("output", f"{BELL} More words here.")
    source = from_text("bell.txt", (library.parent / "texts" / "bell.txt").read_text())
    compared = drain(compare(output, source, semantic=False)).analysis
    screened = drain(analyze(output, [library], semantic=False)).analysis
    assert [(f.kind, f.output_span, f.source_span, f.pairs) for f in compared.findings] == [
        (f.kind, f.output_span, f.source_span, f.pairs)
        for f in screened.findings
        if screened.source(f.source).name == "bell.txt"
    ]


def test_a_cancelled_creation_leaves_nothing(library: Path, tmp_path: Path) -> None:
    building = create_library(tmp_path / "half", [library.parent / "texts"])
    next(building)
    building.close()
    assert not (tmp_path / "half").exists()


def _match(*pairs: tuple[int, int, int]) -> Match:
    """A match of pairs, each given as its start in the output, its start in the source, and its length."""
    spans = tuple((Span(here, here + length), Span(there, there + length)) for here, there, length in pairs)
    output = Span(spans[0][0].start, spans[-1][0].stop)
    source = Span(min(there.start for _, there in spans), max(there.stop for _, there in spans))
    return Match(output, source, spans, len(pairs), len(pairs), len(pairs), "chain")


@pytest.mark.parametrize(
    ("aligned", "held"),
    [
        ([], False),
        ([_match((100, 500, 80))], True),
        ([_match((0, 400, 50), (100, 500, 78), (200, 700, 20))], True),
        ([_match((0, 400, 90), (200, 500, 80))], False),  # reaches over the run, whose words it leaves out
        ([_match((100, 900, 80))], False),  # the same words, elsewhere in the source
        ([_match((100, 500, 30)), _match((130, 530, 50))], True),
        ([_match((100, 500, 30))], False),
    ],
)
def test_a_run_is_kept_unless_alignments_hold_its_words(aligned: list[Match], held: bool) -> None:
    assert run_is_held(_match((100, 500, 80)), aligned) is held
