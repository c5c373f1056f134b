"""Which findings count, and why the others do not, by a table that a lawyer can read."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from workbench.domain.errors import PhraseFault
from workbench.domain.finding import Finding
from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.evidence import Candidate, Policy, WordModel, assess, standing_of
from workbench.evidence.ignored import ignored_words, patterns_of
from workbench.text.words import tokenise

ROWS = [
    tuple(part.strip() for part in line.split(" | "))
    for line in Path(__file__).with_name("classes.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PROSE = "the ferry left at noon with eleven passengers and a crate of lemons nobody had ordered"
ORIGIN = (
    "It was a bright cold afternoon when the surveyor came down from the ridge, counting his steps aloud, "
    "and found that the bridge he had drawn on every map of the county had never been built at all"
)


def _assessed(
    marked: str,
    sources: Sequence[str] = ("Opening of it. {}. Ending of it.",),
    policy: Policy | None = None,
    licence: str = "unknown",
) -> Finding:
    """The finding whose words stand between [[ and ]] in the output, in sources with `{}` in their place."""
    before, words, after = _parts(marked.replace("\\n", "\n").replace("\\t", "\t"))
    output = before + words + after
    tokens = tokenise(output)
    first, stop = tokens.within(Span(len(before), len(before) + len(words)))
    here = tokens.span(first, stop)
    texts = {f"work {number}": source.replace("{}", here.of(output)) for number, source in enumerate(sources)}
    candidates = []
    for name, text in texts.items():
        there = Span(text.index(here.of(output)), text.index(here.of(output)) + here.length)
        count = stop - first
        candidates.append(Candidate(name, Match(here, there, ((here, there),), count, count, count, "run")))
    (finding,) = assess(
        standing_of(output, tokens, policy),
        candidates,
        [],
        WordModel.of_tokens(tokens),
        texts.__getitem__,
        lambda _: Rights(licence=licence),
    )
    return finding


def _parts(marked: str) -> tuple[str, str, str]:
    start, stop = marked.index("[["), marked.rindex("]]")
    return marked[:start], marked[start + 2 : stop], marked[stop + 2 :]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1][:40])
def test_class_by_where_the_words_stand(row: tuple[str, ...]) -> None:
    classification, output, *named = row
    finding = _assessed(output)
    assert finding.classification == classification
    assert (finding.reason == "") == (classification == "counted")
    assert all(name in finding.reason for name in named)


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 150
    assert {row[0] for row in ROWS} == {"counted", "quotation", "citation", "boilerplate"}


@pytest.mark.parametrize(
    ("words", "works", "classification"),
    [
        (PROSE, 1, "counted"),
        (PROSE, 2, "counted"),
        (PROSE, 3, "boilerplate"),  # the same short stretch in three works: nobody's own
        (ORIGIN, 5, "counted"),  # too long for a commonplace, in however many works
    ],
)
def test_a_short_stretch_in_several_works_is_a_commonplace(
    words: str, works: int, classification: str
) -> None:
    sources = [f"{'Another ' * number}book. {{}}. It ends." for number in range(works)]
    finding = _assessed(f"Here is some opening. [[{words}]]. Here is an ending.", sources)
    assert finding.classification == classification
    assert finding.works == works
    assert len(finding.competing) == works - 1


def test_editions_of_one_text_are_one_work() -> None:
    book = "It had rained since the morning and then {}. After that the quay was empty until the next tide."
    sources = [book, f"Second edition. {book}", f"{book} With an index of ships."]
    finding = _assessed(f"Here is some opening. [[{PROSE}]]. Here is an ending.", sources)
    assert (finding.works, finding.classification, len(finding.competing)) == (1, "counted", 2)
    assert any("count as one" in sentence for sentence in finding.explanation)


@pytest.mark.parametrize(
    ("phrase", "classification"),
    [
        (PROSE, "ignored"),
        (PROSE.upper(), "ignored"),
        ("the ferry * lemons nobody had ordered", "counted"),  # more than eight words between
        ("ferry left * passengers * lemons nobody had ordered", "ignored"),
        ("ferr* left at noon with ? passengers and a crat* of lemons nobody had ordered", "ignored"),
        ("nobody had ordered", "counted"),  # three words of sixteen
        ("a ferry left at noon", "counted"),
    ],
)
def test_a_reviewers_own_list(phrase: str, classification: str) -> None:
    policy = Policy(ignored=("something else", phrase))
    finding = _assessed(f"Here is some opening. [[{PROSE}]]. Here is an ending.", policy=policy)
    assert finding.classification == classification


@pytest.mark.parametrize("phrases", [["* ? *"], ["—"], [""], ["word " * 41], ["x"] * 1001])
def test_a_list_that_cannot_be_used_is_refused(phrases: list[str]) -> None:
    with pytest.raises(PhraseFault):
        standing_of(PROSE, tokenise(PROSE), Policy(ignored=tuple(phrases)))


def test_public_domain_is_struck_only_when_asked() -> None:
    output = f"Here is some opening. [[{PROSE}]]. Here is an ending."
    asked = Policy(strike_public_domain=True)
    assert _assessed(output, licence="public-domain").classification == "counted"
    assert _assessed(output, policy=asked, licence="public-domain").classification == "public-domain"
    assert _assessed(output, policy=asked, licence="CC0-1.0").classification == "public-domain"
    assert _assessed(output, policy=asked, licence="CC-BY-4.0").classification == "counted"
    for licence, free in (("public-domain", True), ("CC-BY-4.0", False), ("unknown", False)):
        said = " ".join(_assessed(output, licence=licence).explanation)
        assert ("All its sources are recorded as in the public domain, which strikes" in said) == free


def test_words_that_agree_everywhere_weigh_too_little() -> None:
    finding = _assessed("He went. [[and to the of the in the of]]. He left. " + "A long day passed. " * 600)
    assert finding.classification == "boilerplate"
    assert finding.weight_bits < 20
    assert "20 are asked for" in finding.reason


@pytest.mark.parametrize("words", [PROSE, ORIGIN, f"{ORIGIN} and {PROSE}", "five words and no more"])
def test_a_finding_is_ignored_from_now_on(words: str) -> None:
    marked = f"Here is some opening. [[{words}]]. Here is an ending."
    finding = _assessed(marked)
    policy = Policy(("some other phrase",)).ignoring(marked.replace("[[", "").replace("]]", ""), finding)
    assert policy.ignored[0] == "some other phrase"
    assert _assessed(marked, policy=policy).classification == "ignored"
    assert _assessed(f"In another output, {marked.upper()}", policy=policy).classification == "ignored"


def test_what_was_changed_in_a_finding_is_left_open_when_it_is_ignored() -> None:
    tokens = tokenise("the ferry left at noon with many passengers * and a ? crate of lemons")
    first = (tokens.span(0, 4), tokens.span(0, 4))
    second = (tokens.span(5, 8), tokens.span(5, 8))
    far = (tokens.span(8, 13), tokens.span(8, 13))
    assert patterns_of(tokens, [first, second]) == ("the ferry left at * with many passengers",)
    assert patterns_of(tokens, [first, far]) == ("the ferry left at * and a crate of lemons",)
    assert patterns_of(tokens, [(tokens.span(0, 1), tokens.span(0, 1))]) == ("the",)
    long = tokenise(" ".join(f"word{number}" for number in range(83)))
    cut = patterns_of(long, [(long.span(0, 83), long.span(0, 83))])
    assert [len(pattern.split()) for pattern in cut] == [40, 40]
    assert ignored_words(long, cut).sum() == 80


@pytest.mark.parametrize(
    ("text", "pattern", "ignored"),
    [
        ("the colour of their behaviour", "the color of their behavior", 5),
        ("the color of their behavior", "the colour of their behaviour", 5),
        ("one of the seven", "1 of the 7", 4),
        ("1 of the 7", "one of the seven", 4),
        ("some twenty five persons", "some 25 persons", 3),
        ("some 25 persons", "some twenty five persons", 3),
        ("some twenty-five persons came", "some twenty five * came", 4),
        ("paragraph twenty, five persons", "paragraph 20 5 persons", 4),
        ("a colorful person", "a colour* person", 3),
        ("a colourist speaks", "a colour* speaks", 3),
        ("the honours were hers", "the honou* were", 3),
        ("in the seventeenth year", "the seven* year", 3),
        ("in the 17th year", "the seven* year", 3),
        ("in the 78th year", "the seven* year", 3),  # seventy-eighth is one word
        ("in the 27th year", "the seven* year", 0),
        ("at 10 o'clock", "at one* o'clock", 0),  # not the digit 1 that one folds to
        ("at 1 o'clock", "at one* o'clock", 3),
        ("in the year 1999", "year 19*", 2),
        ("c o p y and paste", "c o p y and", 2),
        ("letters c, o, p, y and", "letters c o p y and", 6),
    ],
)
def test_what_is_ignored_is_folded_as_a_text_is(text: str, pattern: str, ignored: int) -> None:
    assert ignored_words(tokenise(text), [pattern]).sum() == ignored
