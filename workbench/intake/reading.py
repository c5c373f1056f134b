"""One file's bytes -> its texts, by the reader that the table of formats names."""

from collections.abc import Iterator, Sequence

from workbench.domain.errors import UnreadableDocument
from workbench.intake.formats import Format, choose
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Refusal

AUTOMATIC = Choices()


def take(name: str, content: bytes, choices: Choices = AUTOMATIC) -> Iterator[Taken | Refusal]:
    """The texts of one file, and its parts that cannot be read, each as soon as it is met, in this process.

    Bytes that a stranger made are read with `sandbox.Sandbox.take` instead, which calls this in a child
    process. Raises UnreadableDocument for a file that is empty, of no known format, or damaged.
    """
    if not content:
        raise UnreadableDocument(f"{name} is empty.", "Choose a file that holds text.")
    yield from take_as(*choose(name, content, choices.encoding), name, content, choices)


def take_as(
    chosen: Format, warnings: Sequence[str], name: str, content: bytes, choices: Choices
) -> Iterator[Taken | Refusal]:
    """The same for a file of which the format is known, and what there is to warn of."""
    for taken in chosen.load()(name, content, choices):
        yield taken if isinstance(taken, Refusal) else taken.warned(warnings)
