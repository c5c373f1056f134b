"""What the bytes of a text tell of its encoding where nothing states it."""

import re

_MOST_ACCENTS = 0.3
"""Of all letters; French has a tenth, and a Cyrillic text that is misread has little else."""
_SAMPLE = 64 * 1024
_MOSTLY = 0.9
_ACCENTS = re.compile("[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e\u0178]")
_ICELANDIC = "\u00d0\u00dd\u00de\u00f0\u00fd\u00fe"
_MARKS = (
    "\u00a1-\u00a9\u00ab-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2020\u2021\u2030\u02c6\u02dc"
    "\u0192\u201a\u201e\u2022\u2122\u2026"
)
_GREAT = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0160\u017d\u0152\u0178"
_SMALL = "a-z\u00df-\u00f6\u00f8-\u00ff\u0161\u017e\u0153"
_NEVER = re.compile(
    f"[{_ICELANDIC}\ufffd]"
    f"|[{_SMALL}][{_MARKS}][{_SMALL}]"
    f"|[{_SMALL}][\u00c0-\u00de\u0160\u017d\u0152\u0178]"
    f"|[{_SMALL}][\u201c\u2018\u00ab\u00bf\u00a1][{_SMALL}]"
    f"|(?<![{_GREAT}{_SMALL}])[\u00f1-\u00ff\u00df\u00b5\u0192]{{2}}"
)
"""What no text in windows-1252 has, but texts in other encodings when they are misread as it."""


def is_western(content: bytes) -> bool:
    """Whether bytes read as windows-1252 look like a text of Western Europe.

    Then accented letters are few, marks and quotation marks stand at the edges of words, and no great letter
    follows a small one. Texts in Icelandic are not recognised.
    """
    text = content.decode("cp1252", "replace")
    letters = sum(map(str.isalpha, text))
    return len(_ACCENTS.findall(text)) <= _MOST_ACCENTS * letters and not _NEVER.search(text)


def wide_encoding(content: bytes) -> str:
    """`utf-16-le` or `utf-16-be` for bytes without a mark that are mostly Latin letters in it; else empty."""
    sample = content[:_SAMPLE]
    if len(content) % 2 or not sample:
        return ""
    for encoding, others in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        letters = sample[::2] if encoding == "utf-16-le" else sample[1::2]
        if others.count(0) > _MOSTLY * len(others) and _is_plain(letters):
            return encoding
    return ""


def _is_plain(octets: bytes) -> bool:
    """Whether no byte is a control character other than those that end lines and set tabs."""
    return not octets.translate(None, bytes([0x09, 0x0A, 0x0D, *range(0x20, 0x100)]))
