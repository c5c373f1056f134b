"""What every reader is given, and what it gives back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from workbench.domain.document import Document
from workbench.domain.review import Attempt
from workbench.domain.work import Rights
from workbench.intake.tally import Refusal


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reviewer chose about the reading of a file; an empty choice is the reader's to make."""

    encoding: str = ""
    """Of a text, where the guess was wrong."""
    text_column: str = ""
    """Of a table or a corpus: the column or field that holds the text."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One text that a file gave, and what the file says of it."""

    document: Document
    original: bytes
    """The bytes whose SHA-256 is the document's: the file's, or a member's within it."""
    attempt: Attempt | None = None
    """How an output was obtained, where the file says so: a conversation's prompt, model and time."""
    rights: Rights | None = None
    """The rights record, where the file holds one: a corpus's columns, an e-book's metadata."""

    def warned(self, warnings: Sequence[str]) -> "Taken":
        """The same text with `warnings` before its own."""
        document = replace(self.document, warnings=(*warnings, *self.document.warnings))
        return replace(self, document=document)

    def obtained(self, told: Attempt) -> Attempt:
        """How the text was obtained: as its file says, and where that is silent, as the reviewer told."""
        if self.attempt is None:
            return told
        said = {field.name: getattr(self.attempt, field.name) for field in fields(Attempt)}
        return replace(told, **{name: value for name, value in said.items() if value})


Reader = Callable[[str, bytes, Choices], Iterator[Taken | Refusal]]
"""From a file's name and bytes to its texts, and the parts of it that could not be read, by their names.

Raises UnreadableDocument, with one sentence and a remedy, where the file as a whole cannot be read."""
