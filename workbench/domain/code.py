"""What a reviewer can say of a finding: the codes of a matter, and what each does to the count."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from workbench.domain.errors import MatterFault

Effect = Literal["counts", "strikes", "open"]
"""`counts`: the finding stands as its class says. `strikes`: it goes to the appendix. `open`: it stands, and
somebody must still look."""


@dataclass(frozen=True, slots=True)
class Code:
    """One thing that a reviewer can decide about a finding."""

    name: str
    """How decisions and the trail know it; it never changes."""
    label: str
    """What window and exhibit call it."""
    key: str = ""
    """One character that decides it; empty for none."""
    effect: Effect = "open"
    colour: str = ""
    """`#RRGGBB`; empty for none. It never carries meaning alone."""
    retired: bool = False
    """Not offered any more; decisions that were made with it keep it."""


CODES = (
    Code("reproduced", "Reproduced", "R", "counts"),
    Code("permitted", "Permitted", "P", "strikes"),
    Code("quotation", "Quotation", "Q", "strikes"),
    Code("commonplace", "Commonplace", "C", "strikes"),
    Code("unsure", "Unsure", "U", "open"),
    Code("dismissed", "Dismissed", "", "strikes", retired=True),
)
"""The codes of a matter that has none of its own. `dismissed` is from matters of version 1."""

RENAMED = {"confirmed": "reproduced"}
"""Codes of matters of version 1, and what they are called now."""


def code_named(codes: Iterable[Code], name: str) -> Code:
    """The code of this name, retired ones too; one that nobody declared is open and called by its name.

    >>> code_named(CODES, "unsure").label
    'Unsure'
    >>> code_named((), "of-another-hand")
    Code(name='of-another-hand', label='of-another-hand', key='', effect='open', colour='', retired=True)
    """
    return next((code for code in codes if code.name == name), Code(name, name, retired=True))


def offered(codes: Iterable[Code]) -> tuple[Code, ...]:
    """The codes that are not retired, in their order."""
    return tuple(code for code in codes if not code.retired)


def check_codes(codes: Iterable[Code]) -> None:
    """Raise MatterFault unless these can be the codes of a matter."""
    seen: set[str] = set()
    for code in codes:
        if not code.name.strip() or not code.label.strip():
            raise MatterFault("A code has no name or no label.", "Give each code a name and a label.")
        if code.effect not in get_args(Effect):
            raise MatterFault(
                f"The code {code.name} has an effect that does not exist.",
                f"Choose one of: {', '.join(get_args(Effect))}.",
            )
        key = code.key.upper()
        if len(key) > 1:
            raise MatterFault(f"The key of the code {code.name} is not one character.", "Choose one key.")
        if code.colour and not _is_colour(code.colour):
            raise MatterFault(
                f"The code {code.name} has no colour that can be shown.", "Write it as #1F5FBF."
            )
        for taken in {f"the name {code.name}", f"the key {key}"} if key else {f"the name {code.name}"}:
            if taken in seen:
                raise MatterFault(f"Two codes have {taken}.", "Give each code a name and a key of its own.")
            seen.add(taken)


def _is_colour(colour: str) -> bool:
    return len(colour) == 7 and colour[0] == "#" and set(colour[1:]) <= set("0123456789abcdefABCDEF")
