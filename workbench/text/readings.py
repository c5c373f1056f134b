"""What machines misread: digits within words, and letters that look like two others."""

import re

_INSIDE = re.compile(r"(?<=[a-z])[015]{1,2}(?=[a-z])")
_FIRST = re.compile(r"^0(?=[a-z]{3})")
_LAST = re.compile(r"(?<=[a-z]l)1$")
_ENDING = re.compile("1[0o]n")
_VOWELS = frozenset("aeiouy")
MISREAD = (ord("0"), ord("1"), ord("5"))
"""Digits that are misread for letters."""

LEAST_LETTERS = 3
"""Letters of a word from which on a digit in it is taken for a misread letter: `b2b` and `h1n1` are names."""

_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("1", "l"), ("i", "l"), ("0", "o"), ("5", "s"))


def without_digits(word: str) -> str:
    """A folded word with the digits 0, 1 and 5 among its letters read as `o`, `l` or `i`, and `s`.

    >>> without_digits("c1ause"), without_digits("wh1ch"), without_digits("1st")
    ('clause', 'which', '1st')
    """
    if sum(letter.isalpha() for letter in word) < LEAST_LETTERS:
        return word
    read = _INSIDE.sub(_letters, word)
    return _LAST.sub("l", _FIRST.sub("o", read))


def _letters(digits: re.Match[str]) -> str:
    word, place = digits.string, digits.start()
    before, after = word[place - 1], word[digits.end()]
    if _ENDING.match(word, place) and before in "ts":
        one = "i"  # nation, version
    else:
        one = "l" if before in _VOWELS or after in _VOWELS or len(digits.group()) > 1 else "i"
    return digits.group().translate({ord("0"): "o", ord("1"): one, ord("5"): "s"})


def read_alike(one: str, other: str) -> bool:
    """Whether two different folded words would be one to a machine that misreads `rn`, `vv`, `cl` or a digit.

    They stay two words: `modern` and `modem` are both English. It is for the reader to know.

    >>> read_alike("modern", "modem"), read_alike("modern", "modest")
    (True, False)
    """
    return one != other and _skeleton(one) == _skeleton(other)


def _skeleton(word: str) -> str:
    for written, read in _ALIKE:
        word = word.replace(written, read)
    return word
