"""What a matter keeps, and what it says of itself."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.domain.errors import MatterFault
from workbench.domain.exhibit import Caption
from workbench.domain.review import Attempt, AttemptEntry
from workbench.matter import Matter, content

ATTEMPT = Attempt("model-1", "Write it as he would.", "2026-11-20", "R. Reviewer", "temperature 0")


@pytest.fixture
def matter(tmp_path, clock):
    with Matter.create(tmp_path / "Doe v. Example.matter", "R. Reviewer", clock) as opened:
        yield opened


@pytest.fixture
def reviewed(matter, document, screening):
    """A matter with one output, one analysis of three findings, one decision."""
    output = document("reply.txt", "Four score and seven\r\nyears \ud800 ago \U0001f600\0")
    matter.add_output(output, output.text.encode("utf-8", "surrogatepass"), ATTEMPT)
    matter.record(1, screening(output, [document("one", "source one"), document("two", "source two")], 3))
    matter.decide(1, 2, "reproduced", "Word for word.")
    return matter


def reopened(matter):
    matter.close()
    return Matter.open(matter.path, "R. Reviewer")


def test_everything_comes_back_equal_after_closing(reviewed, document, screening):
    reviewed.set_caption(Caption(court="District Court", parties="Doe v. Example"))
    before = (reviewed.outputs(), reviewed.decisions(1), reviewed.caption(), reviewed.audit())
    with reopened(reviewed) as again:
        assert (again.outputs(), again.decisions(1), again.caption(), again.audit()) == before
        output = document("reply.txt", "Four score and seven\r\nyears \ud800 ago \U0001f600\0")
        assert again.output(1) == output
        assert again.original(1) == output.text.encode("utf-8", "surrogatepass")
        assert again.screening(1) == screening(
            output, [document("one", "source one"), document("two", "source two")], 3
        )
        assert again.verify() == []


def test_the_list_of_outputs_counts_findings_with_a_code(reviewed):
    reviewed.decide(1, 3, None, "Look again.")
    (entry,) = reviewed.outputs()
    assert (entry.analysis, entry.findings, entry.decided) == (1, 3, 1)
    assert entry.attempt == ATTEMPT
    assert entry.name == "reply.txt"


def test_a_new_analysis_is_the_one_that_counts_and_the_old_one_stays(reviewed, screening, document):
    reviewed.record(1, screening(reviewed.output(1), [document("one", "source one")], 5))
    (entry,) = reviewed.outputs()
    assert (entry.analysis, entry.findings, entry.decided) == (2, 5, 0)
    assert reviewed.decisions(1)[2].code == "reproduced"
    assert len(reviewed.screening(1).analysis.findings) == 3


def test_a_decision_names_who_and_when_and_the_earlier_one_stays_in_the_trail(reviewed):
    decision = reviewed.decide(1, 2, "commonplace", "A quotation after all.")
    assert decision == reviewed.decisions(1)[2]
    assert (decision.reviewer, decision.decided_at) == ("R. Reviewer", "2026-11-22T00:00:04Z")
    last = reviewed.audit()[-1]
    assert json.loads(last.before)["note"] == "Word for word."
    assert json.loads(last.after) == {
        "analysis": 1,
        "code": "commonplace",
        "finding": 2,
        "note": "A quotation after all.",
        "privileged": False,
    }


def test_the_chain_can_be_recomputed_with_the_standard_library_alone(reviewed):
    previous = ""
    for row in reviewed.audit():
        record = {name: getattr(row, name) for name in row.__slots__ if name != "hash"}
        canonical = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert row.previous == previous
        assert row.hash == hashlib.sha256(canonical.encode()).hexdigest()
        previous = row.hash
    assert reviewed.head() == previous


def test_every_change_is_one_row_and_none_is_no_row(reviewed, tmp_path):
    reviewed.set_caption(Caption(parties="Doe v. Example"))
    reviewed.set_caption(Caption(parties="Doe v. Example"))
    reviewed.attach_library(tmp_path / "catalogue")
    reviewed.attach_library(tmp_path / "catalogue")
    reviewed.add_attempt(ATTEMPT, "It declined to answer.")
    assert [row.action for row in reviewed.audit()] == [
        "create matter",
        "add output",
        "record analysis",
        "decide",
        "set caption",
        "attach library",
        "add attempt",
    ]
    assert reviewed.attempts() == [
        AttemptEntry(1, ATTEMPT, output=1, gave_output=True),
        AttemptEntry(2, ATTEMPT, outcome="no output", note="It declined to answer."),
    ]
    assert reviewed.verify() == []


def test_no_pasted_text_stands_in_the_trail(reviewed):
    trail = "".join(f"{row.subject}{row.before}{row.after}" for row in reviewed.audit())
    assert "score" not in trail
    assert "source one" not in trail
    assert ATTEMPT.prompt not in trail


def test_a_library_beside_the_matter_moves_with_it(matter, tmp_path):
    matter.attach_library(tmp_path / "libraries" / "catalogue")
    matter.attach_library(Path("/elsewhere/catalogue"))
    assert matter.libraries() == [
        tmp_path / "libraries" / "catalogue",
        Path("/elsewhere/catalogue").absolute(),
    ]
    matter.close()
    (tmp_path / "moved").mkdir()
    moved = matter.path.rename(tmp_path / "moved" / "case.matter")
    with Matter.open(moved) as again:
        assert again.libraries()[0] == tmp_path / "moved" / "libraries" / "catalogue"


def test_an_exhibit_holds_the_standing_decisions_and_the_head_of_the_trail(reviewed):
    reviewed.decide(1, 1, "reproduced")
    reviewed.decide(1, 1, None)
    exhibit = reviewed.exhibit()
    (part,) = exhibit.parts
    assert part.screening == reviewed.screening(1)
    assert part.attempt == ATTEMPT
    assert {number: decision.code for number, decision in part.decisions.items()} == {2: "reproduced"}
    assert (exhibit.dated, exhibit.audit_head, exhibit.audit_rows) == ("2026-11-22", reviewed.head(), 6)
    assert exhibit == reviewed.exhibit([1])


def test_an_exhibit_of_what_was_not_analysed_is_refused(matter, document):
    with pytest.raises(MatterFault, match="Nothing was analysed"):
        matter.exhibit()
    output = document("reply.txt", "words")
    matter.add_output(output, b"words", Attempt())
    with pytest.raises(MatterFault, match="Output 1 was not analysed"):
        matter.exhibit([1])


def test_the_same_acts_by_the_same_clock_give_the_same_head(tmp_path, document, screening):
    heads = set()
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "demo.matter"
        with Matter.create(path, "Demo", lambda: "2026-01-01T00:00:00Z") as matter:
            matter.attach_library(tmp_path / folder / "library")
            output = document("reply", "words of a reply")
            matter.add_output(output, b"words of a reply", ATTEMPT)
            matter.record(1, screening(output, [document("source", "words")], 2))
            matter.decide(1, 1, "unsure", "Ask.")
            heads.add(matter.head())
    assert len(heads) == 1


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda matter: matter.decide(1, 4, "reproduced", ""), "has no finding 4"),
        (lambda matter: matter.decide(2, 1, "reproduced", ""), "no analysis 2"),
        (lambda matter: matter.output(9), "no output 9"),
        (lambda matter: matter.screening(0), "no analysis 0"),
        (lambda matter: matter.record(1, matter.screening(2)), "no analysis 2"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(reviewed, act, sentence):
    rows = reviewed.audit()
    with pytest.raises(MatterFault, match=sentence):
        act(reviewed)
    assert reviewed.audit() == rows


def test_an_analysis_of_another_text_is_refused(reviewed, document, screening):
    other = document("reply.txt", "Another text")
    with pytest.raises(MatterFault, match="another text"):
        reviewed.record(1, screening(other, [document("one", "source one")], 1))
    assert reviewed.verify() == []


def test_bytes_that_are_not_the_documents_are_refused(matter, document):
    with pytest.raises(MatterFault, match=r"reply\.txt"):
        matter.add_output(document("reply.txt", "words"), b"other words", Attempt())
    assert len(matter.audit()) == 1


@pytest.mark.parametrize("reviewer", ["", "  ", "\ud800"])
def test_without_a_name_a_matter_can_be_read_and_not_changed(matter, reviewer):
    matter.close()
    with Matter.open(matter.path, reviewer) as again:
        assert again.outputs() == []
        with pytest.raises(MatterFault, match="name"):
            again.add_attempt(Attempt())
        assert len(again.audit()) == 1


def test_what_is_too_large_is_refused_and_what_unfolds_too_far_is_damage(reviewed, monkeypatch):
    rows = reviewed.audit()
    monkeypatch.setattr(content, "LARGEST", 50)
    with pytest.raises(MatterFault, match="too large"):
        reviewed.add_attempt(Attempt(prompt="x" * 51))
    assert reviewed.audit() == rows
    with pytest.raises(MatterFault, match="damaged"):
        reviewed.screening(1)
    assert any("Analysis 1" in problem for problem in reviewed.verify())


def test_two_windows_on_one_matter_see_each_others_changes(reviewed):
    with Matter.open(reviewed.path, "S. Second") as second:
        second.decide(1, 1, "unsure")
        assert reviewed.decisions(1)[1].reviewer == "S. Second"
        reviewed.decide(1, 1, "reproduced")
        assert second.decisions(1)[1].code == "reproduced"
        assert second.verify() == []


def test_importing_the_matter_does_not_import_numpy():
    script = "import sys, workbench.matter; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
