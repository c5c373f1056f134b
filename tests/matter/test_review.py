"""Codes, reviewers, attempts, privilege, exhibits made: what a team of reviewers needs of a matter."""

import random
from dataclasses import replace

import pytest

from workbench.domain.agreement import agreement
from workbench.domain.code import CODES, Code, offered
from workbench.domain.errors import MatterFault, UnreadableDocument
from workbench.domain.exhibit import Withheld
from workbench.domain.rate import attempt_rate
from workbench.domain.review import Attempt, AttemptEntry, Decision
from workbench.domain.span import Span
from workbench.matter import Choice, Matter, attempts_table, decisions_table, exhibits, read_attempts
from workbench.matter.likeness import proposals

TEXT = "The lamp in the harbour was lit at dusk, and nobody asked who paid for the oil."
SOURCE = "Every evening THE lamp, in the harbour; was lit. The lamp in the harbour stood."


def located(screening, places):
    """The screening with its findings at these places, output and source."""
    findings = tuple(
        replace(finding, output_span=Span(*output), source_span=Span(*source), source=name)
        for finding, (output, source, name) in zip(screening.analysis.findings, places, strict=True)
    )
    return replace(screening, analysis=replace(screening.analysis, findings=findings))


@pytest.fixture
def case(tmp_path, clock, document, screening):
    """A matter with two outputs of the same words, analysed: three findings each."""
    with Matter.create(tmp_path / "case.matter", "A. First", clock) as matter:
        source = document("almanac", SOURCE)
        for name in ("one.txt", "two.txt"):
            output = document(name, f"{name}: {TEXT}")
            matter.add_output(output, output.text.encode(), Attempt("model-1", "Continue."))
            made = screening(output, [source], 3)
            places = [
                ((0, 5), (14, 38), source.id),
                ((6, 9), (49, 72), source.id),
                ((9, 12), (0, 5), source.id),
            ]
            matter.record(len(matter.outputs()), located(made, places))
        yield matter


def as_reviewer(matter, name):
    return Matter.open(matter.path, name)


def test_a_matter_begins_with_the_usual_codes_and_can_have_its_own(case):
    assert [code.name for code in offered(case.codes())] == [
        "reproduced",
        "permitted",
        "quotation",
        "commonplace",
        "unsure",
    ]
    own = (Code("fair", "Fair use", "F", "strikes", "#1F5FBF"), Code("unsure", "Not sure", "U"))
    case.decide(1, 1, "reproduced")
    case.set_codes(own)
    case.set_codes(own)
    assert [row.action for row in case.audit()[-2:]] == ["decide", "set codes"]
    assert offered(case.codes()) == own
    part = case.exhibit([1]).parts[0]
    assert (part.code(1).label, part.code(1).retired, part.code(1).effect) == ("Reproduced", True, "counts")
    case.decide(1, 2, "fair")
    with pytest.raises(MatterFault, match="no code nonsense"):
        case.decide(1, 2, "nonsense")
    assert case.verify() == []


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        ([Code("", "Nameless")], "no name"),
        ([Code("a", "A", "K"), Code("b", "B", "k")], "the key K"),
        ([Code("a", "A"), Code("a", "B")], "the name a"),
        ([Code("a", "A", "Ctrl")], "not one character"),
        ([Code("a", "A", colour="red")], "no colour"),
        ([Code("a", "A", effect="hides")], "effect that does not exist"),
    ],
)
def test_codes_that_cannot_be_used_are_refused(case, codes, sentence):
    with pytest.raises(MatterFault, match=sentence):
        case.set_codes(codes)
    assert case.codes() == CODES


def test_each_reviewers_decision_is_kept_and_the_last_one_stands(case):
    case.decide(1, 1, "reproduced", "Word for word.")
    case.decide(1, 2, "unsure")
    with as_reviewer(case, "B. Second") as second:
        second.decide(1, 1, "permitted", "Under licence.")
        second.decide(1, 3, "commonplace")
    assert case.reviewers(1) == ("A. First", "B. Second")
    assert case.decisions(1)[1].code == "permitted"
    assert case.decisions_by("A. First", 1)[1].code == "reproduced"
    assert {n: d.code for n, d in case.decisions_by("B. Second", 1).items()} == {
        1: "permitted",
        3: "commonplace",
    }
    with as_reviewer(case, "B. Second") as second:
        second.decide(1, 1)
    assert case.decisions(1)[1].note == "Word for word.", "one who takes back leaves the other's standing"
    assert [decision.code for decision in case.history(1)[1]] == ["reproduced", "permitted", None]


def test_a_note_alone_does_not_take_the_place_of_anothers_code(case):
    case.decide(1, 1, "reproduced", "Word for word.")
    with as_reviewer(case, "B. Second") as second:
        second.decide(1, 1, None, "See the second edition.")
        second.decide(1, 2, None, "Nobody has coded this.")
    assert (case.decisions(1)[1].code, case.decisions(1)[1].reviewer) == ("reproduced", "A. First")
    assert case.decisions(1)[2].note == "Nobody has coded this."
    assert [made.note for made in case.history(1)[1]] == ["Word for word.", "See the second edition."]
    with as_reviewer(case, "B. Second") as second:
        second.decide(1, 1, "unsure", "See the second edition.")
    assert case.decisions(1)[1].code == "unsure"
    case.decide(1, 1)
    assert case.decisions(1)[1].code == "unsure", "taking back one's own leaves the other's"


def kappa_the_slow_way(pairs):
    """From the proportions, code by code."""
    total = len(pairs)
    codes = {code for pair in pairs for code in pair}
    observed = sum(one == other for one, other in pairs) / total
    expected = sum(
        (sum(one == code for one, _ in pairs) / total) * (sum(other == code for _, other in pairs) / total)
        for code in codes
    )
    return (observed - expected) / (1 - expected)


def decided(codes, reviewer):
    return {n: Decision(1, n, code, "", reviewer, "") for n, code in enumerate(codes, 1)}


def test_kappa_is_that_of_a_published_table():
    """Two readers of 50 proposals, 20 and 15 alike: kappa 0.40 (the usual textbook example)."""
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    measured = agreement(decided(first, "A"), decided(second, "B"))
    assert measured.kappa == pytest.approx(0.4)
    assert (measured.both, len(measured.disagreements), measured.observed) == (50, 15, 0.7)


def test_kappa_agrees_with_the_slow_way():
    chance = random.Random(7)
    for _ in range(200):
        pairs = [tuple(chance.choices("abcd", k=2)) for _ in range(chance.randrange(2, 40))]
        one = decided([pair[0] for pair in pairs], "A")
        other = decided([pair[1] for pair in pairs], "B")
        measured = agreement(one, other).kappa
        if measured is None:
            assert len({code for pair in pairs for code in pair}) == 1
        else:
            assert measured == pytest.approx(kappa_the_slow_way(pairs))


def test_findings_that_one_left_out_are_no_disagreement():
    measured = agreement(decided(["a", None, "b"], "A"), decided(["a", "b"], "B"))
    assert (measured.both, measured.disagreements, measured.kappa) == (1, (), None)
    assert agreement({}, {}).kappa is None


def test_many_decisions_are_one_transaction_and_a_row_each(case):
    rows = len(case.audit())
    made = case.decide_all([Choice(1, 1, "reproduced"), Choice(2, 1, "reproduced", "As in the first.")])
    assert [decision.note for decision in made] == ["", "As in the first."]
    assert len(case.audit()) == rows + 2
    with pytest.raises(MatterFault, match="no finding 9"):
        case.decide_all([Choice(1, 2, "unsure"), Choice(1, 9, "unsure")])
    assert len(case.audit()) == rows + 2
    assert 2 not in case.decisions(1)


def test_findings_with_the_same_source_words_are_found_in_other_outputs_and_elsewhere(case):
    assert case.alike(1, 1) == [(1, 2), (2, 1), (2, 2)]
    assert case.alike(2, 3) == [(1, 3)]


def test_decisions_are_proposed_for_findings_that_are_the_same(case, document, screening):
    case.decide(1, 1, "reproduced", "Word for word.")
    case.decide(1, 2, "unsure")
    case.decide(1, 3)
    old = case.screening(1)
    source = old.analysis.findings[0].source
    other = document("other", SOURCE)
    made = screening(old.output, [*old.sources.values(), replace(other, sha256="f" * 64)], 4)
    places = [
        ((0, 5), (14, 38), source),
        ((6, 9), (47, 72), source),
        ((6, 9), (40, 72), source),
        ((0, 5), (14, 38), "f" * 16),
    ]
    case.record(1, located(made, places))
    proposed = case.carry_over(1, 3)
    assert [(p.finding, p.decision.code, p.exact) for p in proposed] == [
        (1, "reproduced", True),
        (2, "unsure", False),
    ]
    assert case.decisions(3) == {}, "a proposal decides nothing"
    assert proposals(old.analysis, case.screening(3).analysis, {}) == []


def test_proposals_agree_with_looking_at_every_pair(document, screening):
    output, source = document("reply", "x" * 400), document("source", "y" * 400)
    for seed in range(60):
        chance = random.Random(seed)

        def analysis(chance=chance):
            spans = [(s, s + chance.randrange(60)) for s in chance.choices(range(80), k=12)]
            return located(screening(output, [source], 12), [(s, s, source.id) for s in spans]).analysis

        old, new = analysis(), analysis()
        decisions = decided(["unsure"] * 12, "A")
        expected = {
            finding.id
            for finding in new.findings
            for other in old.findings
            if finding.output_span == other.output_span
            or finding.output_span.overlap(other.output_span)
            > 0.9 * max(finding.output_span.length, other.output_span.length)
        }
        assert {proposal.finding for proposal in proposals(old, new, decisions)} == expected


def test_the_ledger_of_attempts_is_added_to_and_corrected_with_a_row_each(case):
    number = case.add_attempt(Attempt("model-2", "Recite."), "It declined.")
    missed = AttemptEntry(0, Attempt("model-2", "Go on."), output=2, outcome="not reproduced")
    case.add_attempts([missed, replace(missed, outcome="reproduced")])
    assert [entry.number for entry in case.attempts()] == [1, 2, 3, 4, 5]
    assert [entry.number for entry in case.attempts(2)] == [2, 4, 5]
    first = case.attempts()[0]
    case.edit_attempt(replace(first, attempt=replace(first.attempt, operator="R. Roe"), outcome="reproduced"))
    assert case.outputs()[0].attempt.operator == "R. Roe"
    last = case.audit()[-1]
    assert (last.action, last.before == "null") == ("edit attempt", False)
    rows = len(case.audit())
    case.edit_attempt(case.attempts()[0])
    assert len(case.audit()) == rows
    assert case.attempts()[number - 1].outcome == "no output"
    rate = attempt_rate(case.attempts())
    assert (rate.found, rate.total, rate.unstated) == (2, 4, 1)
    with pytest.raises(MatterFault, match="stays with it"):
        case.edit_attempt(replace(first, output=2))
    with pytest.raises(MatterFault, match="no attempt 9"):
        case.edit_attempt(replace(first, number=9))
    assert case.verify() == []


def test_attempts_come_from_a_table_and_bad_rows_are_listed():
    content = (
        "output,model,prompt,made_on,outcome,mood\r\n"
        'one.txt,model-1,"Continue,\r\nplease",2026-11-01,reproduced,fair\r\n'
        "2,model-1,Recite,,No output,\r\n"
        "9,model-1,Recite,,,\r\n"
        ",,,,reproduced,\r\n"
        "1,model-1,Recite,1 November,,\r\n"
        "1,model-1,Recite,,perhaps,\r\n"
        "1,model-1\r\n"
        ",model-1,'=1+1,,,\r\n"
    ).encode("utf-8-sig")
    table = read_attempts(content, "attempts.csv", {"one.txt": 1, "1": 1, "2": 2})
    assert [(e.output, e.attempt.prompt, e.outcome) for e in table.entries] == [
        (1, "Continue,\r\nplease", "reproduced"),
        (2, "Recite", "no output"),
        (None, "=1+1", ""),
    ]
    assert table.bad_rows == (
        "Line 1: the column 'mood' is not known and was not read.",
        "Line 5: the matter has no output '9'.",
        "Line 6: it names neither a model nor a prompt.",
        "Line 7: the date '1 November' is not written as 2026-11-22.",
        "Line 8: the outcome 'perhaps' is none of: reproduced, not reproduced, no output.",
        "Line 9: it has 2 cells, and the first line has 6.",
    )
    for wrong in (b"", b"a,b\n1,2", b"\xff\xfe", b'model\n"open'):
        with pytest.raises(UnreadableDocument):
            read_attempts(wrong, "attempts.csv", {})


def test_no_cell_of_a_table_is_a_formula_and_every_cell_comes_back():
    awkward = [
        "=HYPERLINK(1)",
        "+1",
        "-1",
        "@x",
        "\tx",
        "'=1",
        "''=1",
        " =1",
        "plain",
        'a "b", c\r\nd',
        "é \U0001f600",
    ]
    entries = [AttemptEntry(n, Attempt("model", words), None) for n, words in enumerate(awkward, 1)]
    content = attempts_table(entries)
    assert not any(f",{start}" in content.decode() for start in "=+-@\t")
    table = read_attempts(content, "attempts.csv", {})
    assert [entry.attempt.prompt for entry in table.entries] == awkward
    assert table.bad_rows == ()


def test_what_is_privileged_is_left_out_of_an_exhibit_and_counted(case):
    case.decide(1, 1, "reproduced", "Ask counsel.", privileged=True)
    case.decide(1, 2, None, "Strategy.", privileged=True)
    case.decide(1, 3, "unsure", "For the exhibit.")
    case.mark_output(2, True)
    case.mark_output(2, True)
    case.edit_attempt(replace(case.attempts()[0], privileged=True))
    exhibit = case.exhibit()
    assert [part.number for part in exhibit.parts] == [1]
    assert exhibit.withheld == Withheld(outputs=1, attempts=1, notes=2)
    part = exhibit.parts[0]
    assert (part.attempt_withheld, part.attempt) == (True, Attempt())
    assert {n: (d.code, d.note) for n, d in part.decisions.items()} == {
        1: ("reproduced", ""),
        3: ("unsure", "For the exhibit."),
    }
    everything = case.exhibit(privileged=True)
    assert not everything.withheld
    assert [part.decisions[1].note for part in everything.parts[:1]] == ["Ask counsel."]
    with pytest.raises(MatterFault, match="privileged"):
        case.exhibit([2])
    case.mark_output(2, False)
    assert len(case.exhibit().parts) == 2
    assert "Strategy" not in decisions_table(case, [1, 2], privileged=False).decode()
    assert "Strategy" in decisions_table(case, [1, 2]).decode()


def test_an_exhibit_made_is_remembered_and_does_not_change_the_next_print(case, monkeypatch):
    before = case.exhibit()
    number = case.record_exhibit("a.pdf", b"%PDF-1", "letter", {"outputs": [1]})
    assert case.exhibit() == before
    made = case.exhibits()[0]
    assert (number, made.number, made.name, made.profile, made.selection) == (
        1,
        1,
        "a.pdf",
        "letter",
        {"outputs": [1]},
    )
    assert (made.head, made.kept, made.made_by) == (before.audit_head, True, "A. First")
    assert case.exhibit_bytes(1) == b"%PDF-1"
    monkeypatch.setattr(exhibits, "LARGEST_KEPT", 3)
    case.record_exhibit("b.pdf", b"%PDF-2", "letter")
    with pytest.raises(MatterFault, match="only the digest"):
        case.exhibit_bytes(2)
    assert case.verify(made.head) == []


def test_note_presets_are_kept(case):
    case.set_note_presets(["Ask the author.", "See the licence."])
    case.set_note_presets(["Ask the author.", "See the licence."])
    with as_reviewer(case, "B. Second") as second:
        assert second.note_presets() == ("Ask the author.", "See the licence.")
    assert case.audit()[-1].action == "set note presets"
