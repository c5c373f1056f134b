"""Licences and rights statements: their names, and what each asks of whoever publishes the output."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from workbench.places import resource

WORDS = ("all-rights-reserved", "public-domain", "unknown")
"""Licences that are no SPDX expression and no address."""

CHOICE = "One of these may be chosen."
"""What the terms of an expression with OR begin with; each choice then says what is not known of it."""

STATEMENTS = (
    "InC",
    "InC-OW-EU",
    "InC-EDU",
    "InC-NC",
    "InC-RUU",
    "NoC-CR",
    "NoC-NC",
    "NoC-OKLR",
    "NoC-US",
    "CNE",
    "UND",
    "NKC",
)
"""The twelve statements of RightsStatements.org."""

_STATEMENT = re.compile(
    r"https?://rightsstatements\.org/(?:vocab|page)/([A-Za-z-]+)/1\.0/?(?:\?.*)?", re.IGNORECASE
)
_MOST_CHOICES = 4
"""Times that OR may stand in an expression whose choices are told."""
_LONGEST = 100
"""Words and brackets of an expression that is read."""
_PORTED = re.compile(r"(CC-BY(?:-NC)?(?:-ND|-SA)?-\d\.\d)-([A-Z]{2,3})")
_TOKEN = re.compile(r"[()]|[^\s()]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """What is known of one licence, or of an expression of several."""

    licence: str
    name: str
    """In words: `Creative Commons Attribution 4.0`."""
    asks: tuple[str, ...]
    """What it asks of whoever publishes, in sentences; empty when nothing is asked, or it is unknown."""
    known: bool
    """Whether the program knows what it asks."""


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    duties: tuple[str, ...]
    known: bool


def statement_of(text: str) -> str:
    """The address by which a rights statement is kept; empty when `text` is the address of none."""
    found = _STATEMENT.fullmatch(text.strip())
    for name in STATEMENTS:
        if found and found[1].lower() == name.lower():
            return f"http://rightsstatements.org/vocab/{name}/1.0/"
    return ""


def terms_of(licence: str) -> Terms:
    """The terms of a licence as a rights record holds it; what is not in the table is said to be unknown.

    Of an expression with AND all duties hold; with OR each choice is told by itself.
    """
    table = _table()
    choices = [_all_of(parts) for parts in _choices(licence.strip() or "unknown")]
    known = all(choice.known for choice in choices)
    if len(choices) == 1:
        (choice,) = choices
        return Terms(licence, choice.name, tuple(table["duties"][duty] for duty in choice.duties), known)
    asks = [f"Under {choice.name}: " + " ".join(_duties(choice, table["duties"])) for choice in choices]
    name = " or ".join(choice.name for choice in choices)
    return Terms(licence, name, (CHOICE, *asks), known)


def _duties(part: _Part, sentences: Mapping[str, str]) -> list[str]:
    told = [sentences[duty] for duty in part.duties]
    if not part.known:
        unknown = "What else it asks is not known." if told else "what it asks is not known to this program."
        return [*told, unknown]
    return told or ["nothing is asked."]


def _all_of(licences: tuple[str, ...]) -> _Part:
    """The terms of licences that hold together, each duty once, in the order of the table."""
    parts = [_single(licence) for licence in dict.fromkeys(licences)]
    owed = {duty for part in parts for duty in part.duties}
    return _Part(
        " and ".join(part.name for part in parts),
        tuple(duty for duty in _table()["duties"] if duty in owed),
        all(part.known for part in parts),
    )


def _single(licence: str) -> _Part:
    table = _table()["licence"]
    base, _, exception = licence.partition(" WITH ")
    key = base.rsplit("/1.0/", 1)[0].rsplit("/", 1)[-1] if base.startswith("http") else base
    stem, later = _version(key)
    if ported := _PORTED.fullmatch(key):  # to one jurisdiction, with the same duties
        stem, later = ported[1], f" ({ported[2]})"
    row = table.get(key) or table.get(stem)
    if row is None:
        return _Part(licence, (), known=False)
    name = row["name"] if key in table else row["name"] + later
    duties = tuple(row["duties"])
    if exception:
        name, duties = f"{name} with {exception}", (*duties, "exception")
    return _Part(name, duties, row.get("known", True))


def _version(key: str) -> tuple[str, str]:
    """A licence without the ending that says whether later versions hold too, and that ending in words."""
    for ending, words in (("-only", ""), ("-or-later", " or later"), ("+", " or later")):
        if key.endswith(ending):
            return key.removesuffix(ending), words
    return key, ""


def _choices(expression: str) -> list[tuple[str, ...]]:
    """The licences that hold together, for each way in which an SPDX expression can be met."""
    tokens = _TOKEN.findall(expression)
    if (
        not {"AND", "OR", "WITH"} & set(tokens)
        or tokens.count("OR") > _MOST_CHOICES
        or len(tokens) > _LONGEST
    ):
        return [(expression,)]
    return list(dict.fromkeys(_either(iter(tokens)))) or [(expression,)]


def _either(tokens: Iterator[str]) -> list[tuple[str, ...]]:
    """Read up to the closing bracket or the end: OR binds least, AND more, WITH most."""
    found: list[tuple[str, ...]] = []
    together: list[tuple[str, ...]] = [()]
    last: list[tuple[str, ...]] = [()]
    for piece in tokens:
        if piece == ")":
            break
        if piece == "OR":
            found += _joined(together, last)
            together, last = [()], [()]
        elif piece == "AND":
            together, last = _joined(together, last), [()]
        elif piece == "WITH":
            last = [(*way[:-1], f"{way[-1]} WITH {next(tokens, '')}") for way in last if way]
        else:
            last = _either(tokens) if piece == "(" else [(piece,)]
    return found + _joined(together, last)


def _joined(some: list[tuple[str, ...]], others: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [(*one, *other) for one in some for other in others]


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((resource("licences") / "terms.toml").read_text(encoding="utf-8"))
