"""Letters that deceive a reader or a search are counted, and the first is cited."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.document import Document, Locator
from workbench.intake import suspicions as module
from workbench.intake.suspicions import suspicions


def said(text: str, locator: Locator | None = None) -> tuple[str, ...]:
    """What is said of a text."""
    return suspicions(Document("a.txt", text, "0" * 64, locator=locator or Locator()))


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("The hаrbour kерt its lamps", "look alike", 3),  # Cyrillic letters
        ("Τhe harbour", "look alike", 1),  # a Greek capital
        ("har\u200bbour\u2060", "invisible characters", 2),
        ("har\u200dbour", "invisible characters", 1),
        ("har\u00adbour", "soft hyphens", 1),
        ("the \u202eruobrah\u202c", "direction of writing", 2),
        ("words\U000e0041\U000e0042", "tag characters", 2),
        ("har\ue000bour", "private-use", 1),
        ("the 𝐡𝐚𝐫𝐛𝐨𝐮𝐫", "special form", 7),
    ],
)
def test_what_deceives_is_counted_and_cited(text: str, words: str, count: int) -> None:
    (sentence,) = said(f"An honest line.\n{text}")
    assert words in sentence
    assert f": {count}; the first stands in line 2." in sentence


def test_the_place_is_cited_as_the_document_cites_places() -> None:
    (sentence,) = said("One.\nTw\u200bo.", Locator("paragraph", (0, 5), ("1", "2")))
    assert sentence.endswith("the first stands in paragraph 2.")


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "“Café,” she said — naïve.",
        "Гавань не спала.",
        "Ο λιμένας",
        "TGFβ and 5 μm and 3 kΩ",
        "गवाक्ष\u200dष and می\u200cخواهم",
        "👩\u200d👧 and 🏳",
        "\ufeffWords after a mark.",
        "شكرا and תודה",
        "日本語ﾃｷｽﾄ",
    ],
)
def test_honest_text_raises_no_suspicion(text: str) -> None:
    assert said(text) == ()


PLAIN = "abcdefgh ABC .,\n"
DECEIVING = {
    "\u200b": "no width",
    "\u202e": "direction",
    "\ue000": "private",
    "\U000e0041": "tag",
    "𝐚": "special form",
}


@settings(deadline=None)
@given(st.text(st.sampled_from(PLAIN + "".join(DECEIVING)), max_size=60), st.integers(2, 9))
def test_counts_are_those_of_a_slow_look_whatever_the_size_of_the_blocks(text: str, block: int) -> None:
    whole = module._BLOCK
    module._BLOCK = block
    try:
        sentences = said(text)
    finally:
        module._BLOCK = whole
    expected = {words: text.count(letter) for letter, words in DECEIVING.items() if letter in text}
    assert len(sentences) == len(expected)
    for words, count in expected.items():
        first = min(text.index(letter) for letter, said_of in DECEIVING.items() if said_of == words)
        line = text.count("\n", 0, first) + 1
        assert any(
            words in sentence and f": {count}; the first stands in line {line}." in sentence
            for sentence in sentences
        )


@settings(deadline=None)
@given(st.text(st.sampled_from("ab cаеB\n"), max_size=40), st.integers(2, 9))
def test_a_look_alike_counts_where_it_touches_a_latin_letter(text: str, block: int) -> None:
    whole = module._BLOCK
    module._BLOCK = block
    try:
        sentences = said(text)
    finally:
        module._BLOCK = whole

    def latin(at: int) -> bool:
        return 0 <= at < len(text) and "LATIN" in unicodedata.name(text[at], "")

    places = [at for at, letter in enumerate(text) if letter in "ае" and (latin(at - 1) or latin(at + 1))]
    assert bool(sentences) == bool(places)
    if places:
        assert f": {len(places)};" in sentences[0]
