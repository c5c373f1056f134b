"""A reviewer at work against a plain model: what was done is what the matter says, closed or open."""

import hashlib
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from workbench.domain.analysis import Analysis, Coverage, Exclusion, OutputRecord, Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.exhibit import Caption
from workbench.domain.finding import Competitor, Finding
from workbench.domain.review import Attempt, AttemptEntry
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.matter import Matter

awkward = st.sampled_from(
    ["\0", "\r\n", "\r", "\ufeff", "\ud800", "\udfff", "\U0001f600", "é", "\u2029", '"', "\\"]
)
texts = st.lists(st.one_of(awkward, st.text(st.characters(), max_size=8)), max_size=6).map("".join)
captions = st.builds(Caption, *[texts] * 6)
attempts = st.builds(Attempt, *[texts] * 5)
outcomes = st.sampled_from(["reproduced", "not reproduced", "no output", ""])
rights = st.builds(Rights, *[texts] * 7)
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 50), st.integers(0, 50))
"""Spans need not lie in the texts: keeping them is not judging them."""


@st.composite
def documents(draw):
    original = draw(texts).encode("utf-8", "surrogatepass")
    document = Document(
        draw(texts),
        draw(texts),
        hashlib.sha256(original).hexdigest(),
        draw(st.sampled_from(["text/plain", "text/markdown"])),
        draw(st.sampled_from(["utf-8", "cp1252"])),
        draw(texts),
        tuple(draw(st.lists(texts, max_size=2))),
    )
    return document, original


@st.composite
def screenings(draw, output):
    sources = {document.id: document for document, _ in draw(st.lists(documents(), min_size=1, max_size=3))}
    names = st.sampled_from(sorted(sources))
    findings = tuple(
        Finding(
            number,
            draw(st.sampled_from(["verbatim", "near-verbatim", "paraphrase", "lead"])),
            draw(names),
            draw(spans),
            draw(spans),
            tuple(draw(st.lists(st.tuples(spans, spans), max_size=2))),
            draw(st.integers(0, 99)),
            draw(st.integers(0, 99)),
            draw(st.integers(0, 99)),
            draw(st.floats(0, 1)),
            draw(st.floats(0, 1e6)),
            draw(st.sampled_from(["counted", "boilerplate", "quotation"])),
            draw(texts),
            tuple(draw(st.lists(st.builds(Competitor, names, spans, st.integers(0, 9)), max_size=2))),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    )
    analysis = Analysis(
        OutputRecord(output.name, output.sha256, len(output.text), 0),
        tuple(
            SourceRecord(name, source.name, source.sha256, draw(rights), draw(texts))
            for name, source in sources.items()
        ),
        findings,
        Coverage(9, 5, 6, (Exclusion("quotation", 1, 1),), 3, 700, draw(st.none() | st.floats(0, 1))),
        {"name": draw(texts), "list": [1, None, True]},
        {"program": draw(texts)},
    )
    return Screening(output, analysis, sources)


class Review(RuleBasedStateMachine):
    """Acts of a reviewer; the model is a few plain lists and dictionaries."""

    outputs = Bundle("outputs")
    analyses = Bundle("analyses")

    def __init__(self):
        super().__init__()
        memory = Path("/dev/shm")  # noqa: S108 - where there is one: this is no test of the disk
        self.folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
        self.seconds = 0
        self.matter = Matter.create(self.folder / "case.matter", "R. Reviewer", self.clock)
        self.caption = Caption()
        self.libraries = []
        self.filed = []
        self.screenings = []
        self.decisions = []
        self.rows = 1
        self.ledger = []
        self.privileged = set()
        self.presets = ()
        self.exhibits = []

    def clock(self):
        self.seconds += 1
        return f"2026-11-22T00:{self.seconds // 60:02}:{self.seconds % 60:02}Z"

    def teardown(self):
        assert self.matter.verify() == []
        self.matter.close()
        shutil.rmtree(self.folder)

    @rule(target=outputs, read=documents(), attempt=attempts)
    def add_output(self, read, attempt):
        number = self.matter.add_output(*read, attempt)
        self.filed.append((*read, attempt))
        self.ledger.append(AttemptEntry(len(self.ledger) + 1, attempt, number, True))
        self.rows += 1
        assert number == len(self.filed)
        return number

    @rule(target=analyses, output=outputs, data=st.data())
    def record(self, output, data):
        screening = data.draw(screenings(self.filed[output - 1][0]))
        number = self.matter.record(output, screening)
        self.screenings.append((output, screening))
        self.decisions.append({})
        self.rows += 1
        assert number == len(self.screenings)
        return number

    @rule(
        analysis=analyses,
        pick=st.integers(0, 3),
        code=st.sampled_from(["reproduced", "commonplace", "unsure", None]),
        note=texts,
    )
    def decide(self, analysis, pick, code, note):
        count = len(self.screenings[analysis - 1][1].analysis.findings)
        if count == 0:
            return
        finding = pick % count + 1
        decision = self.matter.decide(analysis, finding, code, note)
        assert (decision.code, decision.note, decision.reviewer) == (code, note, "R. Reviewer")
        self.rows += 1
        second = self.matter.decisions_by("S. Second", analysis).get(finding)
        if code is None and not note and second and (second.code is not None or second.note):
            decision = second
        self.decisions[analysis - 1][finding] = decision

    @rule(caption=captions)
    def set_caption(self, caption):
        self.matter.set_caption(caption)
        self.rows += caption != self.caption
        self.caption = caption

    @rule(name=st.sampled_from(["one", "two", "three\udc80"]))
    def attach_library(self, name):
        self.matter.attach_library(self.folder / name)
        if self.folder / name not in self.libraries:
            self.libraries.append(self.folder / name)
            self.rows += 1

    @rule()
    def close_and_open(self):
        self.matter.close()
        self.matter = Matter.open(self.folder / "case.matter", "R. Reviewer", self.clock)

    @rule(note=texts)
    @precondition(lambda self: self.matter.outputs())
    def another_window_adds_an_attempt(self, note):
        with Matter.open(self.folder / "case.matter", "S. Second", self.clock) as other:
            other.add_attempt(Attempt(), note)
        self.rows += 1
        self.ledger.append(AttemptEntry(len(self.ledger) + 1, Attempt(), outcome="no output", note=note))

    @rule(pick=st.integers(0, 99), attempt=attempts, outcome=outcomes, note=texts, privileged=st.booleans())
    @precondition(lambda self: self.ledger)
    def edit_attempt(self, pick, attempt, outcome, note, privileged):
        before = self.ledger[pick % len(self.ledger)]
        after = replace(before, attempt=attempt, outcome=outcome, note=note, privileged=privileged)
        self.matter.edit_attempt(after)
        self.ledger[after.number - 1] = after
        self.rows += after != before

    @rule(output=outputs, privileged=st.booleans())
    def mark_output(self, output, privileged):
        self.matter.mark_output(output, privileged)
        self.rows += privileged is not (output in self.privileged)
        (self.privileged.add if privileged else self.privileged.discard)(output)

    @rule(presets=st.lists(texts, max_size=3).map(tuple))
    def set_note_presets(self, presets):
        self.matter.set_note_presets(presets)
        self.rows += presets != self.presets
        self.presets = presets

    @rule(made=st.binary(max_size=20), name=texts)
    def record_exhibit(self, made, name):
        self.matter.record_exhibit(name, made, "letter")
        self.exhibits.append((name, made))
        self.rows += 1

    @rule(analysis=analyses, code=st.sampled_from(["reproduced", "quotation", None]), note=texts)
    def another_reviewer_decides(self, analysis, code, note):
        if not self.screenings[analysis - 1][1].analysis.findings:
            return
        with Matter.open(self.folder / "case.matter", "S. Second", self.clock) as other:
            decision = other.decide(analysis, 1, code, note)
        self.rows += 1
        first = self.matter.decisions_by("R. Reviewer", analysis).get(1)
        taken_back = code is None and not note
        if not taken_back or first is None or (first.code is None and not first.note):
            self.decisions[analysis - 1][1] = decision
        else:
            self.decisions[analysis - 1][1] = first

    @invariant()
    def the_matter_says_what_was_done(self):
        matter = self.matter
        assert (matter.caption(), matter.libraries()) == (self.caption, self.libraries)
        assert [(matter.output(n), matter.original(n)) for n in range(1, len(self.filed) + 1)] == [
            (document, original) for document, original, _ in self.filed
        ]
        for number, (_, screening) in enumerate(self.screenings, 1):
            assert matter.screening(number) == screening
            assert matter.decisions(number) == self.decisions[number - 1]
        for entry, (document, _, _) in zip(matter.outputs(), self.filed, strict=True):
            latest = [number for number, (output, _) in enumerate(self.screenings, 1) if output == entry.id]
            attempt = next(own.attempt for own in self.ledger if own.output == entry.id and own.gave_output)
            assert (entry.name, entry.attempt, entry.characters) == (
                document.name,
                attempt,
                len(document.text),
            )
            assert entry.privileged is (entry.id in self.privileged)
            assert entry.analysis == (latest[-1] if latest else None)
            decided = self.decisions[latest[-1] - 1].values() if latest else ()
            assert entry.decided == sum(decision.code is not None for decision in decided)
        assert (matter.attempts(), matter.note_presets()) == (self.ledger, self.presets)
        assert [(m.name, matter.exhibit_bytes(m.number)) for m in matter.exhibits()] == self.exhibits
        assert len(matter.audit()) == self.rows


def review(examples):
    run_state_machine_as_test(
        Review,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_what_a_reviewer_did_is_what_the_matter_says():
    review(40)


@pytest.mark.thorough
def test_what_a_thousand_reviewers_did_is_what_their_matters_say():
    review(1000)
