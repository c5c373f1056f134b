"""Which way a line runs: levels of the Unicode Bidirectional Algorithm (UAX #9) for text without controls.

Marks that turn a line never stand in printed text (they print by number), so explicit levels do not occur:
rules W1 to W7, N1, N2, I1, I2 and L2 are all that is left. Brackets are neutral (N0 is left out).
"""

import re
import unicodedata
from collections.abc import Sequence

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]"
)
_STRONG = {"L": 0, "R": 1, "AL": 1}
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "ET", "ES", "CS", "BN"})


def runs_leftward(text: str) -> bool:
    """Whether the first strong letter runs from right to left (rules P2 and P3)."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in _STRONG:
            return kind != "L"
    return False


def levels(text: str, leftward: bool) -> list[int]:
    """The level of every character: odd ones run from right to left."""
    base = int(leftward)
    side = "R" if leftward else "L"
    kinds = _weak([unicodedata.bidirectional(char) or "L" for char in text], side)
    _settle_neutrals(kinds, side)
    rises = {"L": (0, 1), "R": (1, 0), "AN": (2, 1), "EN": (2, 1)}
    found = [base + rises[kind][base] for kind in kinds]
    for place in range(len(text) - 1, -1, -1):  # L1: white space at the end goes with the paragraph
        if not text[place].isspace():
            break
        found[place] = base
    return found


def visual_order(found: Sequence[int]) -> list[int]:
    """The order, from left to right, of stretches that have these levels (rule L2)."""
    order = list(range(len(found)))
    if not order:
        return order
    lowest_odd = min((level for level in found if level % 2), default=0)
    for level in range(max(found), max(lowest_odd, 1) - 1, -1):
        first = 0
        while first < len(order):
            if found[order[first]] < level:
                first += 1
                continue
            stop = first
            while stop < len(order) and found[order[stop]] >= level:
                stop += 1
            order[first:stop] = reversed(order[first:stop])
            first = stop
    return order


def mirrored(text: str) -> str:
    """The characters in the other order, each that has a mirror image as that."""
    return "".join(_MIRRORS.get(char, char) for char in reversed(text))


def _weak(kinds: list[str], side: str) -> list[str]:
    """Rules W1 to W7."""
    strong, previous = side, side
    for place, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[place] = previous
        elif kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[place] = "AN"
        previous = kinds[place]
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for place in range(1, len(kinds) - 1):
        before, after = kinds[place - 1], kinds[place + 1]
        if before == after and (
            (kinds[place] == "ES" and before == "EN") or (kinds[place] == "CS" and before in ("EN", "AN"))
        ):
            kinds[place] = before
    _spread(kinds)
    strong = side
    for place, kind in enumerate(kinds):
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"
    return kinds


def _spread(kinds: list[str]) -> None:
    """Rule W5: signs of currency and the like beside a number go with it."""
    place = 0
    while place < len(kinds):
        if kinds[place] != "ET":
            place += 1
            continue
        stop = place
        while stop < len(kinds) and kinds[stop] == "ET":
            stop += 1
        if (place and kinds[place - 1] == "EN") or (stop < len(kinds) and kinds[stop] == "EN"):
            kinds[place:stop] = ["EN"] * (stop - place)
        place = stop


def _settle_neutrals(kinds: list[str], side: str) -> None:
    """Rules N1 and N2."""
    place = 0
    while place < len(kinds):
        if kinds[place] not in _NEUTRAL:
            place += 1
            continue
        stop = place
        while stop < len(kinds) and kinds[stop] in _NEUTRAL:
            stop += 1
        before = _side(kinds[place - 1]) if place else side
        after = _side(kinds[stop]) if stop < len(kinds) else side
        kinds[place:stop] = [before if before == after else side] * (stop - place)
        place = stop


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


_PAIRS = "()[]{}<>«»‹›≤≥⟨⟩"
_MIRRORS = {
    **dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)),
    **dict(zip(_PAIRS[1::2], _PAIRS[::2], strict=True)),
}
