"""Folding: which words a text has, and the way back to its characters."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.text.forms import spellings
from workbench.text.words import tokenise

# Letters that fold to several, marks that reorder, scripts, dashes, quotes, line ends, invisible characters.
CHARACTERS = st.sampled_from(
    "abzABZ019éÉßẞﬁĳ½²Åµςσ\u0301\u0327\u0345漢字かあкириΩא \t\n\r'’`-–—"
    '\u2010\u2011\u00ad\u200b\u200d\ufeff.,;!"“”…€🙂\ud800\u0000'
)
TEXTS = st.one_of(st.text(CHARACTERS, max_size=60), st.text(max_size=40))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Quick BROWN fox", ["the", "quick", "brown", "fox"]),
        ("don't Don’t DONT", ["dont", "dont", "dont"]),
        ("'Tis the nation's", ["tis", "the", "nations"]),
        ("co-operate cooperate co\u00adoperate co\u2011operate", ["cooperate"] * 4),
        ("infor-\nmation infor-\r\n  mation", ["information", "information"]),
        ("word--word word - word word — word", ["word"] * 6),
        ("1939-45 and 1,000 or 3.14", ["1939", "45", "and", "1000", "or", "3", "14"]),
        ("straße STRASSE ﬁne fine", ["strasse", "strasse", "fine", "fine"]),
        ("wo\u200brd wo\u2060rd \ufeffword", ["word", "word", "word"]),
        ("漢字 kana かな", ["漢", "字", "kana", "か", "な"]),
        ("note² A½B", ["note", "a", "b"]),
        ("Ｆｕｌｌ width", ["full", "width"]),
        # look-alike letters: Cyrillic ones in Latin words, a Latin one in a Cyrillic word, and none
        ("the c\u043epyright \u0441\u043e\u0440\u0443 of it", ["the", "copyright", "copy", "of", "it"]),
        ("\u043c\u043e\u0441\u043a\u0432a", ["\u043c\u043e\u0441\u043a\u0432\u0430"]),
        ("\u0432 \u0441\u043e\u0440 \u043d\u0430", ["\u0432", "\u0441\u043e\u0440", "\u043d\u0430"]),
        ("of c o p y r i g h t law", ["of", "copyright", "law"]),
        ("J. F. K. and a b c d and a b", ["j", "f", "k", "and", "a", "b", "c", "d", "and", "a", "b"]),
        ("c1ause wh1ch l0ok wi11ing sect10n", ["clause", "which", "look", "willing", "section"]),
        ("1st h1n1 covid19 20th b2b", ["1st", "h1n1", "covid19", "20th", "b2b"]),
        ("modern modem clear dear", ["modern", "modem", "clear", "dear"]),
        ("The colour's theatre organised", ["the", "colors", "theater", "organized"]),
        ("twenty-three 23 twenty three", ["23", "23", "23"]),
        ("two hundred and fifty-six", ["256"]),
        ("eighteen hundred and sixty, or nineteen hundred", ["1860", "or", "1900"]),
        ("twenty hundred, thirty-five hundred thousand", ["20", "hundred", "3500000"]),
        ("the twenty-first and third", ["the", "21st", "and", "3rd"]),
        ("nineteen forty-five and one thousand four hundred", ["1945", "and", "1400"]),
        ("one, two and three", ["1", "2", "and", "3"]),
        ("twenty. Three", ["20", "3"]),
        ("A;\u0440;A", ["a", "p", "a"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_words_of(text: str, words: list[str]) -> None:
    assert tokenise(text).words() == words


def test_composed_and_decomposed_letters_are_one_word() -> None:
    composed, decomposed = "Café Ṩẹ́", unicodedata.normalize("NFD", "Café Ṩẹ́")
    assert composed != decomposed
    assert tokenise(composed).words() == tokenise(decomposed).words()


@given(TEXTS)
def test_every_span_leads_back_to_its_word(text: str) -> None:
    tokens = tokenise(text)
    for index in range(len(tokens)):
        written = tokens.span(index, index + 1).of(text)
        alone, among_latin = tokenise(written).words(), tokenise(f"az {written} za").words()[1:-1]
        assert [tokens.word(index)] in (alone, among_latin)  # look-alikes are read by the words beside them


@given(TEXTS)
def test_spans_run_in_order_without_overlap(text: str) -> None:
    tokens = tokenise(text)
    reached = 0
    for index in range(len(tokens)):
        start, stop = tokens.span(index, index + 1)
        assert reached <= start < stop <= len(text)
        reached = stop


@given(TEXTS)
def test_no_letter_is_lost(text: str) -> None:
    """Every letter of the text lies in a word: the slow way, one character at a time."""
    inside = {place for start, stop in _spans(text) for place in range(start, stop)}
    for place, character in enumerate(text):
        if unicodedata.category(character) in {"Lu", "Ll", "Lt", "Lo", "Nd"}:
            assert place in inside


@given(TEXTS)
def test_case_and_compatibility_forms_do_not_matter(text: str) -> None:
    words = tokenise(text).words()
    assert [_fold(word) for word in words] == words


@given(TEXTS, TEXTS)
def test_equal_words_have_equal_hashes_and_others_do_not(one: str, other: str) -> None:
    tokens = tokenise(one + "\n\n" + other)
    words, hashes = tokens.words(), tokens.hashes.tolist()
    assert len(set(words)) == len(set(zip(words, hashes, strict=True))) == len(set(hashes))


@given(TEXTS)
def test_same_words_is_equality_of_the_words(text: str) -> None:
    tokens, again = tokenise(text), tokenise("lead " + text.upper().lower())
    size = len(tokens)
    assert tokens.same_words(0, tokenise(text), 0, size)
    assert tokens.same_words(0, again, 1, size) == (again.words()[1 : 1 + size] == tokens.words())


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_within_counts_whole_words_only(text: str, one: int, other: int) -> None:
    tokens = tokenise(text)
    span = tokenise("x").span(0, 1)._replace(start=min(one, other), stop=max(one, other))
    first, stop = tokens.within(span)
    inside = [place for place, found in enumerate(_spans(text)) if span.contains(found)]
    assert list(range(first, stop)) == inside


@settings(max_examples=30)
@given(st.lists(st.text("ab", min_size=2, max_size=3), min_size=1, max_size=30))
def test_a_section_is_the_words_in_it(words: list[str]) -> None:
    tokens = tokenise(" ".join(words))
    middle = len(words) // 2
    assert tokens.section(middle, len(words)).words() == words[middle:]


def _spans(text: str) -> list[tuple[int, int]]:
    tokens = tokenise(text)
    return [tokens.span(index, index + 1) for index in range(len(tokens))]


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())


@pytest.mark.parametrize("value", range(1000))
def test_a_number_below_a_thousand_is_its_digits(value: int) -> None:
    units = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen"
    )
    tens = "- - twenty thirty forty fifty sixty seventy eighty ninety"

    def below_hundred(rest: int) -> str:
        if rest < 20:
            return units.split()[rest]
        return tens.split()[rest // 10] + (f"-{units.split()[rest % 10]}" if rest % 10 else "")

    written = below_hundred(value % 100)
    if value >= 100:
        hundreds = f"{units.split()[value // 100]} hundred"
        written = f"{hundreds} and {written}" if value % 100 else hundreds
    for form in (written, written.replace(" ", "-"), written.replace("-", " "), written.upper()):
        assert tokenise(form).words() == [str(value)]
    for century in (11, 18, 25):
        year = f"{below_hundred(century)} hundred" + (
            f" and {below_hundred(value)}" if 0 < value < 100 else ""
        )
        if value < 100:
            assert tokenise(year).words() == [str(100 * century + value)]


def test_british_spellings_fold_to_american_ones() -> None:
    table = spellings()
    assert len(table) >= 1500
    assert not set(table) & set(table.values())
    assert tokenise(" ".join(table)).words() == list(table.values())


@given(TEXTS)
def test_look_alikes_change_no_border(text: str) -> None:
    """Twins of the letters of a word fold away: the words stay as many, at the same places."""
    back = {"a": "\u0430", "e": "\u0435", "o": "\u043e", "c": "\u0441", "p": "\u0440"}
    words = "the copper clock opened a peace accord of late in the morning"
    chosen = {letter for letter in text if letter in back}
    mixed = "".join(back[letter] if letter in chosen | {"o"} else letter for letter in words)
    assert tokenise(mixed).words() == tokenise(words).words()
    assert tokenise(mixed).starts.tolist() == tokenise(words).starts.tolist()


MARKS = [chr(code) for code in range(0x300, 0x370) if unicodedata.combining(chr(code))]


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from("aeo"), st.lists(st.sampled_from(MARKS), max_size=8)), max_size=6))
def test_marks_come_in_their_canonical_order(letters: list[tuple[str, list[str]]]) -> None:
    word = "x" + "".join(letter + "".join(marks) for letter, marks in letters)
    assert tokenise(word).words() == [unicodedata.normalize("NFKD", word.casefold())]


def test_a_letter_under_half_a_million_marks_is_a_word() -> None:
    (word,) = tokenise("a" + "\u0301\u0327" * 250_000).words()
    assert word == "a" + "\u0327" * 250_000 + "\u0301" * 250_000
