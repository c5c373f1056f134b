"""What every part of a matter shares: the case file under it."""

from collections.abc import Mapping
from typing import TypeVar

from workbench.domain.errors import MatterFault
from workbench.matter.casefile import CaseFile

Filed = TypeVar("Filed")


class Part:
    """One group of a matter's acts, on the case file."""

    def __init__(self, case: CaseFile) -> None:
        """Use `Matter.create` or `Matter.open`."""
        self._case = case


def filed(records: Mapping[int, Filed], number: int, noun: str) -> Filed:
    """The record of this number; MatterFault if there is none."""
    if number not in records:
        raise MatterFault(f"The matter has no {noun} {number}.", f"Choose an {noun} from its list.")
    return records[number]
