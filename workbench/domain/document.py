"""A text exactly as it was decoded, and where a place in it is found again."""

from dataclasses import dataclass

from workbench.domain.span import Span


@dataclass(frozen=True, slots=True)
class Document:
    """A text, code point for code point as decoded, with the digest of the bytes it came from.

    No newline is translated and a byte-order mark is a character of the text, so that an offset counted
    here is an offset in the decoded file.
    """

    name: str
    text: str
    sha256: str
    """SHA-256 of the original bytes, as 64 lower-case hexadecimal digits."""
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    reader: str = ""
    """Which reader made the text, with its version: `plain-text 1`."""
    warnings: tuple[str, ...] = ()
    """What a reviewer must know about the reading, in sentences."""

    @property
    def id(self) -> str:
        """The first 16 digits of the digest: how sources are named in analyses."""
        return self.sha256[:16]


def pinpoint(text: str, span: Span) -> str:
    """Where `span` stands, as a citation that can be checked in any editor: `line 12` or `lines 12-14`.

    Lines end at a line feed, a carriage return, or both together, and are counted from 1.
    """
    first = _line_number(text, span.start)
    last = _line_number(text, max(span.start, span.stop - 1))
    return f"line {first}" if first == last else f"lines {first}-{last}"


def _line_number(text: str, offset: int) -> int:
    feeds = text.count("\n", 0, offset)
    returns = text.count("\r", 0, offset)
    return 1 + feeds + returns - text.count("\r\n", 0, offset) - (text[offset - 1 : offset + 1] == "\r\n")
