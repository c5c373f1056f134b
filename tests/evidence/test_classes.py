"""Which findings count, as a table that a lawyer can read."""

import pytest

from workbench.alignment import align, prepare
from workbench.domain.work import Rights
from workbench.evidence import Candidate, WordModel, assess, standing_of

PROSE = "The ferry left at noon with eleven passengers and a crate of lemons nobody had ordered"
BLESSING = "may God bless you and may God bless the United States of America"
ORIGIN = (
    "It was a bright cold afternoon when the surveyor came down from the ridge, counting his steps aloud, "
    "and found that the bridge he had drawn on every map of the county had never been built at all"
)


@pytest.mark.parametrize(
    ("words", "sources", "classification"),
    [
        (PROSE, 1, "counted"),
        (PROSE, 2, "counted"),
        (PROSE, 3, "boilerplate"),  # the same short stretch in three works: nobody's own
        (ORIGIN, 5, "counted"),  # too long for a commonplace, in however many works
        (BLESSING, 1, "boilerplate"),  # a stock phrase, even in one work
        (BLESSING.upper(), 1, "boilerplate"),
        ("including, but not limited to, the terms and conditions set forth herein", 1, "boilerplate"),
        (f"{BLESSING}, and {PROSE}", 1, "counted"),  # a stock phrase does not carry the rest with it
    ],
)
def test_class_of(words: str, sources: int, classification: str) -> None:
    output = prepare(f"Some other opening sentence here. {words}. Quite another ending follows now.")
    source = prepare(f"Preface of the volume. {words}. Index of names and places.")
    candidates = [
        Candidate(f"work {number}", match) for number in range(sources) for match in align(output, source)
    ]
    findings = assess(
        standing_of(output.text, output.tokens),
        candidates,
        [],
        WordModel.of_tokens(source.tokens),
        lambda _: source.text,
        lambda _: Rights(),
    )
    assert [finding.classification for finding in findings] == [classification]
    assert (findings[0].reason == "") == (classification == "counted")
    assert findings[0].works == sources
    assert len(findings[0].competing) == sources - 1
