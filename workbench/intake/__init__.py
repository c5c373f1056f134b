"""bytes -> Document: one reader per format, all of them listed in `formats`."""

from workbench.intake.folder import files_in, read, read_each, take_one
from workbench.intake.plain_text import decode, from_text
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Refusal, Tally

__all__ = [
    "Choices",
    "Refusal",
    "Taken",
    "Tally",
    "decode",
    "files_in",
    "from_text",
    "read",
    "read_each",
    "take_one",
]
