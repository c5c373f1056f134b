"""How a workflow says how far it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units of the step called `label`; a total of 0 means not known yet."""

    done: int
    total: int
    label: str
