"""The section of attempts: misses, rates, and what was withheld."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.exhibits.test_pdf import all_text, squeezed
from workbench.domain.exhibit import Exhibit, Withheld
from workbench.domain.review import Attempt, AttemptEntry


def test_every_attempt_is_printed_misses_too_with_their_rate(
    sample: Exhibit, printed: Callable[..., Path]
) -> None:
    part = replace(sample.parts[0], number=1)
    entries = (
        AttemptEntry(1, part.attempt, 1, True),
        AttemptEntry(2, Attempt("model-9", "Recite the almanac."), 1, False, "no output", "It declined."),
        AttemptEntry(3, Attempt("model-9", "Go on, please."), None, False, "reproduced"),
        AttemptEntry(4, Attempt("model-9"), None),
    )
    text = all_text(printed(replace(sample, parts=(part,), attempts=entries)))
    for words in (
        "Further attempts: 3 entries; outcome stated of 2, of which 1 reproduced (95% interval 9% to 91%).",
        "Recite the almanac.",
        "It declined.",
        "Go on, please.",
        "No output.",
    ):
        assert squeezed(words) in text, words
    assert "withheld" not in text


def test_an_exhibit_says_what_was_withheld(sample: Exhibit, printed: Callable[..., Path]) -> None:
    part = replace(sample.parts[0], attempt=Attempt(), attempt_withheld=True)
    text = all_text(printed(replace(sample, parts=(part,), withheld=Withheld(2, 1, 3))))
    assert squeezed("Withheld from this exhibit as privileged: 2 outputs, 1 attempt and 3 notes.") in text
    assert squeezed("This attempt is withheld as privileged.") in text
