"""What a finding says of itself."""

import re

import pytest

from workbench.domain.finding import Finding
from workbench.domain.span import Span
from workbench.evidence.differences import differences
from workbench.evidence.explanation import explain_lead
from workbench.intake import from_text
from workbench.workflows.compare import compare
from workbench.workflows.drain import drain

SOURCE = (
    "The harbour master kept two ledgers, one for the ships that came in and one for the ships that were "
    "expected. Each evening he struck a line through the names of vessels that had not been seen for a year, "
    "and each morning his clerk wrote them in again, because hope, the clerk maintained, was part of it all."
)


def _finding(passage: str) -> Finding:
    output = from_text("output", f"An opening of another hand. {passage} A close of it.")
    (finding,) = drain(compare(output, from_text("source", SOURCE), semantic=False)).analysis.findings
    return finding


def test_a_verbatim_finding() -> None:
    said = _finding(SOURCE).explanation
    assert said[:3] == (
        "All 59 words of the passage are equal in the output and the source.",
        "They stand in one unbroken run.",
        "The equal runs are the same character for character.",
    )
    assert "It was aligned in no other work." in said
    assert "It is verbatim, because no word stands between or beside the equal ones on either side." in said
    assert any("no error rate; no control texts were run" in sentence for sentence in said)


def test_no_sentence_claims_more_than_was_measured() -> None:
    said = " ".join(_finding(SOURCE.replace("evening", "night")).explanation)
    assert "in the program’s list of 195 common English words" in said
    assert "words of the texts compared, in which the passage itself is counted." in said
    assert "the passage left out, by which word follows which in 1 text, less" in said
    assert "the share of equal words on both sides, 0.98, is 0.6 or more" in said
    assert "public domain" not in said
    assert explain_lead(0.7)[0].startswith("By the model")


def test_edits_are_counted_on_both_sides() -> None:
    edited = SOURCE.replace("evening", "night").replace("through the names", "through all the names")
    edited = edited.replace("seen for a year", "seen for a whole long year").replace("written ", "")
    finding = _finding(edited.replace("had not been", "had been"))
    said = " ".join(finding.explanation)
    assert "57 words are equal, of 61 in the output’s passage and 59 in the source’s." in said
    assert (
        "1 word differs from that in its place, 3 words stand in the output only and 1 word stands in" in said
    )
    assert "near-verbatim and not verbatim, because not all words are equal" in said


def test_a_word_that_a_machine_may_have_misread_is_named() -> None:
    said = " ".join(_finding(SOURCE.replace("morning", "moming").replace("hope", "luck")).explanation)
    assert "57 words are equal" in said
    assert "Of the words that differ, 1 may be a misreading, because" in said
    assert ": moming/morning." in said
    assert "misreading" not in " ".join(_finding(SOURCE.replace("hope", "luck")).explanation)


def test_what_folding_set_aside_is_named_and_nothing_else() -> None:
    said = _finding(
        SOURCE.replace("ledgers,", "LEDGERS;").replace("clerk wrote", "cl\u00aderk wrote")
    ).explanation
    folding = next(sentence for sentence in said if sentence.startswith("Folding"))
    assert "case in 1 word" in folding
    assert "invisible characters in 1 word" in folding
    assert "punctuation in 1 place" in folding
    assert "hyphens" not in folding


def test_quoted_words_of_a_counted_finding_are_left_out_of_the_net_count_and_said() -> None:
    quoted = SOURCE.replace("the ships that were expected", "“the ships that were expected”")
    output = from_text("output", f"An opening of another hand. {quoted} A close of it.")
    analysis = drain(compare(output, from_text("source", SOURCE), semantic=False)).analysis
    (finding,) = analysis.findings
    assert finding.counted
    assert "Of its equal words, the net count leaves out 5 in quotations." in finding.explanation
    coverage = analysis.coverage
    assert (coverage.gross_words, coverage.matched_words) == (59, 54)
    assert coverage.eligible_words == analysis.output.words - 5
    assert [(row.classification, row.words, row.findings) for row in coverage.excluded] == [
        ("quotation", 5, 1)
    ]


def test_marks_that_came_with_the_words_except_nothing() -> None:
    spoken = SOURCE.replace("the ships that were expected", "“the ships that were expected”")
    output = from_text("output", f"An opening of another hand. {spoken} A close of it.")
    coverage = drain(
        compare(output, from_text("source", f"Before. {spoken} After."), False)
    ).analysis.coverage
    assert (coverage.gross_words, coverage.matched_words, coverage.excluded) == (59, 59, ())


def test_copied_dialogue_counts_and_one_quoted_speech_does_not() -> None:
    dialogue = (
        "“The tide will be taken as the only witness,” said the clerk. “The dues are payable then and at no "
        "other hour of the day,” he added. “Ask the keeper of the lamp.”"
    )
    speech = "The keeper said, “the dues are payable at the first tide and at no other hour of the day”."
    for passage, classification in ((dialogue, "counted"), (speech[17:], "quotation")):
        output, source = (
            from_text("output", f"Once. {passage} End."),
            from_text("source", f"A book. {passage} X."),
        )
        (finding,) = drain(compare(output, source, semantic=False)).analysis.findings
        assert finding.classification == classification


def test_singular_and_plural_agree() -> None:
    for passage in (SOURCE, SOURCE.replace("ledgers", "books"), SOURCE.upper(), SOURCE.replace(",", "")):
        for sentence in _finding(passage).explanation:
            assert not re.search(r"\b1 (words|places|bits|works|runs)\b", sentence)
            assert not re.search(r"(?<![\d,])(?:[02-9]|\d\d+) (word|place|bit|work|run)\b(?!-)", sentence)
            assert sentence[0].isupper() or sentence[0].isdigit()
            assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("output", "source", "expected"),
    [
        ("one two", "one two", {}),
        ("One TWO", "one two", {"case": 2}),
        ("one, two", "one two", {"punctuation": 1}),
        ("one — two", "one - two", {"punctuation": 1}),
        ("one\r\n  two", "one two", {"spacing": 1}),
        ("co-operate", "cooperate", {"hyphens": 1}),
        ("co-\noperate", "co-operate", {"hyphens": 1}),
        ("don’t", "don't", {"apostrophes": 1}),
        ("dont", "don't", {"apostrophes": 1}),
        ("o\u200bne", "one", {"invisible characters": 1}),
        ("one\u200b two", "one two", {"invisible characters": 1}),
        ("o\u200bne\u200b two", "one two", {"invisible characters": 1}),  # one word, wherever they stand
        ("1,000", "1000", {"digit grouping": 1}),
        ("four hundred", "400", {"numbers in words": 1}),
        ("twenty-three", "23", {"numbers in words": 1}),
        ("1,000", "one thousand", {"numbers in words": 1}),
        ("twenty-three", "twenty three", {"hyphens": 1}),
        ("the seventh colour", "the 7th color", {"numbers in words": 1, "spelling": 1}),
        ("c o p y this", "copy this", {"spaces within words": 1}),
        ("ﬁne", "fine", {"letter forms": 1}),
        ("ﬁne", "FINE", {"case": 1, "letter forms": 1}),
        ("cafe\u0301", "café", {"letter forms": 1}),
        ("Straße", "STRASSE", {"case": 1}),
        ("CO\u00ad-OP, “yes”", "co-op yes", {"invisible characters": 1, "case": 1, "punctuation": 1}),
    ],
)
def test_differences_of_original_characters(output: str, source: str, expected: dict[str, int]) -> None:
    pair = (Span(0, len(output)), Span(0, len(source)))
    assert differences(output, source, [pair]) == expected
    assert differences(source, output, [pair[::-1]]) == expected
