"""What is marked on the two sides of a finding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.finding import Finding
from workbench.domain.span import Span
from workbench.exhibits.marks import ALTERED, BRACKET, COPIED, EQUAL, anchors, is_hard_wrapped, marked
from workbench.exhibits.press.fonts import Faces
from workbench.exhibits.press.pieces import Speller
from workbench.exhibits.press.styles import CONTEXT
from workbench.exhibits.wording import chance
from workbench.text.words import tokenise

SPELLER = Speller(Faces())
OUTPUT = "Before it. The quick red fox leaps over a very lazy dog. After it."
SOURCE = "Elsewhere. The quick brown fox leaps over a lazy dog. And on it goes."


def near(kind: str = "near-verbatim") -> Finding:
    pairs = tuple(
        (
            Span(OUTPUT.index(words), OUTPUT.index(words) + len(words)),
            Span(SOURCE.index(words), SOURCE.index(words) + len(words)),
        )
        for words in ("The quick", "fox leaps over a", "lazy dog")
    )
    spans = [Span(pairs[0][side].start, pairs[-1][side].stop) for side in (0, 1)]
    return Finding(1, kind, "s", *spans, pairs, 8, 10, 9, 0.84, 50.0)  # type: ignore[arg-type]  # kinds by name


def said(side: int, kind: str = "near-verbatim", **looks: object) -> str:
    pieces = marked((OUTPUT, SOURCE), near(kind), 1 if side else 0, 100, SPELLER)
    return "|".join(piece.text for piece in pieces if all(piece.style == look for look in looks.values()))


def test_equal_words_are_bold_and_altered_words_bracketed() -> None:
    for side, altered in ((0, "red|very"), (1, "brown")):
        assert said(side, look=COPIED) == "The quick|fox leaps over a|lazy dog"
        assert said(side, look=ALTERED) == altered
    assert said(0, look=BRACKET) == "[|]|[|]"


def test_empty_brackets_stand_where_only_the_other_text_has_words() -> None:
    assert said(1, look=BRACKET) == "[|]|[\u00a0]"


def test_without_the_brackets_nothing_was_added_to_the_text() -> None:
    for side, text in ((0, OUTPUT), (1, SOURCE)):
        pieces = marked((OUTPUT, SOURCE), near(), 1 if side else 0, 100, SPELLER)
        kept = "".join(piece.text for piece in pieces if piece.style != BRACKET)
        assert " ".join(kept.split()) == text


def test_a_paraphrase_underlines_and_brackets_nothing() -> None:
    assert said(0, "paraphrase", look=EQUAL) == "The quick|fox leaps over a|lazy dog"
    assert said(0, "paraphrase", look=BRACKET) == ""


def test_context_is_grey_and_says_that_the_text_goes_on() -> None:
    text = "One sentence that is long enough to be shown as a whole. " * 9
    span = Span(text.index("One", 200), text.index(".", 200) + 1)
    finding = Finding(1, "verbatim", "s", span, span, ((span, span),), 11, 11, 11, 1.0, 60.0)
    grey = [piece.text for piece in marked((text, text), finding, 0, 150, SPELLER) if piece.style == CONTEXT]
    assert grey[0] == "…\u00a0"
    assert grey[1].startswith("One sentence")
    assert grey[-2].rstrip().endswith("whole.")
    assert grey[-1] == "\u00a0…"


@given(st.text("ab \n.", max_size=80), st.data())
def test_any_span_of_any_text_is_shown_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    finding = Finding(1, "verbatim", "s", span, span, ((span, span),), 1, 1, 1, 1.0, 1.0)
    pieces = marked((text, text), finding, 0, data.draw(st.integers(0, 40)), SPELLER)
    shown = "".join(piece.text for piece in pieces if piece.style == COPIED)
    assert shown.split() == span.of(text).split()


def test_anchors_are_the_words_of_the_equal_runs_in_order() -> None:
    words = [
        (OUTPUT[a:].split(maxsplit=1)[0].strip("."), SOURCE[b:].split(maxsplit=1)[0].strip("."))
        for a, b in anchors(near(), OUTPUT, SOURCE)[:-1]
    ]
    assert all(one == other for one, other in words)
    assert len(words) == sum(len(tokenise(ours.of(OUTPUT))) for ours, _ in near().pairs)


def test_hard_wrapped_text_is_told_from_paragraphs_and_from_verse() -> None:
    wrapped = "A line of typed text that was broken at a width by its maker\n" * 6
    assert is_hard_wrapped(wrapped)
    assert not is_hard_wrapped("A short line\nof a poem\n" * 6)
    assert not is_hard_wrapped(f"{'A whole paragraph in one line. ' * 9}\n" * 6)
    assert not is_hard_wrapped("")


@pytest.mark.parametrize(
    ("bits", "words"),
    [
        (1.0, "one in 2"),
        (10.0, "one in 1,024"),
        (30.0, "one in 10⁹"),
        (39.9, "one in 10¹²"),
        (40.0, "less than one in 10¹²"),
        (1056.0, "less than one in 10¹²"),
    ],
)
def test_bits_as_a_chance(bits: float, words: str) -> None:
    assert chance(bits) == words
