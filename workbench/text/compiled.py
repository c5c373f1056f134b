"""Reading in machine code: the same words as numpy finds, in a third of the time.

What `kernels` holds takes a part of a second to load, and some seconds where it has to be made first. So it
is loaded by whoever has many megabytes to read; until then, and where it cannot be had, numpy reads.
"""

import hashlib
import logging
import threading
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np

from workbench import places
from workbench.text.fold import COMBINING, FOLD, LETTER, UNKNOWN, code_points
from workbench.text.forms import forms
from workbench.text.unify import (
    FIRST_LETTER,
    FOLDED_TWINS,
    Settled,
    Words,
    in_one_form,
    number_phrases,
    settled,
    with_forms,
)

if TYPE_CHECKING:
    from workbench.text.kernels import Codes, Room, Tables

_KEPT_ROOM = 1 << 21
"""Characters for which each thread keeps its room."""

_LEARNT = 0x2500
"""Characters that are looked up before any text is read: most scripts that have an alphabet."""

_SAMPLES = (
    "The co-\r\noperation of O\u2019Neil\u2019s na\u00efve, \ufb01ne stra\u00dfe: 1,000 c1auses, c o p y "
    "twenty-five thousand \u6f22\u5b57 \u043c\u043e\u0441\u043a\u0432a colour",
    "\U0001d400 letter beyond \U0001f600 the rest",
)
"""Texts that are read in both ways before anything else is."""

_log = logging.getLogger(__name__)


def load() -> bool:
    """Load what is compiled, unless that was tried before; whether it is here, and reads as numpy does."""
    with _loading:
        if not _tried:
            _tried.append(_checked_reader())
    return reader() is not None


def reader() -> "Reader | None":
    """What reads in machine code, if it is loaded."""
    return _tried[0] if _tried else None


class Reader:
    """Reads texts in machine code, in any number of threads at once."""

    def __init__(self) -> None:
        self._kernels = import_module("workbench.text.kernels")
        FOLD.roles(np.arange(_LEARNT))
        self._tables = self._new_tables()
        self._rooms = threading.local()

    def read(self, text: str) -> Settled:
        """The words of `text` as `unify.settled` gives them."""
        codes = _codes(text)
        room = self._room(len(codes))
        words, length, entries, met = self._kernels.read(codes, self._tables, room)
        if words == self._kernels.UNKNOWN:
            room = self._new_room(len(codes), self._learn(codes))
            words, length, entries, met = self._kernels.read(codes, self._tables, room)
        bounds = room.bounds[: words + 1].copy()
        starts, stops = room.starts[:words].copy(), room.stops[:words].copy()
        read = Words(starts, stops, room.letters[:length].copy(), bounds)
        foreign = bool(met & self._kernels.FOREIGN)
        odd = met & (self._kernels.MIXED | self._kernels.MISREAD | self._kernels.SPACED)
        if odd and (other := in_one_form(text, read)) is not read:
            return with_forms(text, other, foreign)
        at, found = room.at[:entries].copy(), room.entries[:entries].copy()
        hashes = room.hashes[:words].copy()
        numbers = number_phrases(text, read, hashes, at, forms().values[found])
        return Settled(read, hashes, at, found, numbers, foreign)

    def _learn(self, codes: "Codes") -> int:
        """Take characters into the tables; how many letters they fold to at the most."""
        distinct, times = np.unique(codes, return_counts=True)
        if bool((FOLD.role[distinct] == UNKNOWN).any()) or len(FOLD.more) > len(self._tables.several):
            FOLD.roles(distinct.astype(np.intp))
            self._tables = self._new_tables()
        longest = [max(1, len(FOLD.more.get(code, ""))) for code in distinct.tolist()]
        return int(times @ np.array(longest))

    def _room(self, letters: int) -> "Room":
        """A room for so many letters: the same one for all that one thread reads, but for long texts."""
        if letters > _KEPT_ROOM:
            return self._new_room(letters, 2 * letters)
        if not hasattr(self._rooms, "kept"):
            self._rooms.kept = self._new_room(_KEPT_ROOM, 2 * _KEPT_ROOM)
        room: Room = self._rooms.kept
        return room

    def _new_room(self, words: int, letters: int) -> "Room":
        """Memory that is not touched costs nothing."""
        starts, stops, bounds, at, entries = (np.empty(words + 1, dtype=np.int64) for _ in range(5))
        hashes, its_letters = np.empty(words, dtype=np.uint64), np.empty(letters, dtype=np.uint32)
        room: Room = self._kernels.Room(hashes, starts, stops, its_letters, bounds, at, entries)
        return room

    def _new_tables(self) -> "Tables":
        plain = (FOLD.role == LETTER) & (FOLD.first >= FIRST_LETTER) & (FOLD.first < self._kernels.FIRST_MARK)
        twin = np.zeros(len(FOLD.role), dtype=np.bool_)
        twin[FOLDED_TWINS] = True
        several = sorted(FOLD.more)
        foldings = [FOLD.more[code] for code in several]
        table = forms()
        tables: Tables = self._kernels.Tables(
            np.where(plain, FOLD.first, 0).astype(np.uint16),
            FOLD.role,
            FOLD.first,
            FOLD.digit,
            COMBINING,
            twin,
            np.array(several, dtype=np.uint32),
            np.cumsum([0, *map(len, foldings)]),
            np.concatenate([np.zeros(0, dtype=np.uint32), *foldings]),
            table.prefixes,
            table.slots,
            table.hashes,
        )
        return tables


def _checked_reader() -> Reader | None:
    try:
        _keep_apart()
        made = Reader()
        if all(map(_agrees, _SAMPLES, map(made.read, _SAMPLES))):
            return made
        _log.warning("words are not read in machine code, which reads them otherwise here")
    except Exception as fault:  # no numba, no LLVM, nowhere to keep what it makes
        _log.info("words are not read in machine code: %s", type(fault).__name__)
    return None


def _keep_apart() -> None:
    """Keep what numba makes in a folder of these sources: it looks at the file of a function alone, and would
    take what was made with another file's older constants."""
    from numba import config

    digest = hashlib.sha256()
    for part in ("text", "library"):
        for file in sorted(places.package().joinpath(part).glob("*.py")):
            digest.update(file.read_bytes())
    folder = places.cache_folder() / "machine-code" / digest.hexdigest()[:16]
    config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]


def _agrees(text: str, read: Settled) -> bool:
    from workbench.text.words import read_plainly

    other = settled(text, read_plainly(text))
    return np.array_equal(read.hashes, other.hashes) and np.array_equal(read.words.starts, other.words.starts)


def _codes(text: str) -> "Codes":
    """The code points of `text`, in two bytes each if all are below 0x10000."""
    short = text.encode("utf-16-le", "surrogatepass")
    if len(short) == 2 * len(text):
        return np.frombuffer(short, dtype="<u2").astype(np.uint16, copy=False)
    return code_points(text)


_loading = threading.Lock()
_tried: list[Reader | None] = []
"""The one reader, or None where it could not be had; nothing before it was asked for."""
