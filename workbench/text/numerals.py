"""Numbers written as words, and what they are in digits."""

from collections.abc import Iterator, Sequence

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}

AND = "and"


def cardinals() -> Iterator[tuple[str, int]]:
    """The numbers below 1,000 as folding writes them: hyphens gone, so `twenty-three` is `twentythree`."""
    below = [*_UNITS, *(tens + unit for tens in _TENS for unit in ["", *_UNITS[1:10]])]
    yield from ((word, value) for value, word in enumerate(below))
    for hundreds, unit in enumerate(_UNITS[1:10], start=1):
        for value, word in enumerate(below):
            if value:
                yield unit + "hundred" + word, 100 * hundreds + value
                yield unit + "hundredand" + word, 100 * hundreds + value
        yield unit + "hundred", 100 * hundreds


def ordinals() -> Iterator[tuple[str, int]]:
    """The same as ordinals: `twentythird`."""
    for word, value in cardinals():
        if value:
            yield ordinal(word), value


def ordinal(word: str) -> str:
    """The ordinal of a cardinal: `twentyfive` -> `twentyfifth`."""
    for cardinal, special in _ORDINALS.items():
        if word.endswith(cardinal):
            return word[: len(word) - len(cardinal)] + special
    return word[:-1] + "ieth" if word.endswith("y") else word + "th"


def ordinal_digits(value: int) -> str:
    """`23rd`, `11th`."""
    if value % 100 in (11, 12, 13):
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def phrases(words: Sequence[int | str]) -> Iterator[tuple[int, int, int]]:
    """Numbers of several words, as `(first, stop, value)`.

    `words` are values below 1,000, the names of SCALES, and AND. `nineteen forty-five` is a year.
    """
    place = 0
    while place < len(words):
        value, stop = _number(words, place)
        if stop > place + 1:
            yield place, stop, value
        place = max(stop, place + 1)


def _number(words: Sequence[int | str], place: int) -> tuple[int, int]:
    value, stop = _hundreds(words, place)
    if stop == place:
        return 0, place
    if stop == place + 1 and 13 <= value <= 19:
        years, after = _below_hundred(words, stop)
        if after > stop and years >= 10:
            return 100 * value + years, after
    total, scale = 0, 10**9
    while stop < len(words) and words[stop] in ("thousand", "million") and SCALES[str(words[stop])] < scale:
        scale = SCALES[str(words[stop])]
        total += value * scale
        value, after = _hundreds(words, stop + 1 + (words[stop + 1 : stop + 2] == [AND]))
        stop = after if value else stop + 1
    return total + value, stop


def _hundreds(words: Sequence[int | str], place: int) -> tuple[int, int]:
    """A number of hundreds and what follows them, `eighteen hundred and six`, or one below a hundred."""
    value, stop = _below_hundred(words, place)
    if value < 100 and value % 10 and words[stop : stop + 1] == ["hundred"]:
        rest, after = _below_hundred(words, stop + 1 + (words[stop + 1 : stop + 2] == [AND]))
        return (100 * value + rest, after) if rest else (100 * value, stop + 1)
    return value, stop


def _below_hundred(words: Sequence[int | str], place: int) -> tuple[int, int]:
    """One word, or tens and a unit; `place` itself where no number stands."""
    if place >= len(words) or isinstance(words[place], str):
        return 0, place
    value = int(words[place])
    following = words[place + 1] if place + 1 < len(words) else None
    if 20 <= value < 100 and value % 10 == 0 and isinstance(following, int) and 0 < following < 10:
        return value + following, place + 2
    return value, place + 1
