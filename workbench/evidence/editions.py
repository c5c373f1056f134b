"""Which sources of one stretch are independent, and which are editions of one text."""

import re
from collections.abc import Callable, Sequence

from workbench.domain.span import Span
from workbench.evidence.rivals import Candidate

CONTEXT_WORDS = 6
"""Words before and words after a stretch that two editions of one text have in common."""
MOST_COMPARED = 48
"""Works whose surroundings are compared, the best first; each further one counts as independent."""
_REACH = 120
_WORD = re.compile(r"\w+")


def independent_works(
    candidates: Sequence[Candidate], text_of: Callable[[str], str], edition_of: Callable[[str], str]
) -> int:
    """In how many works the words of `candidates` stand, editions of one text counted once.

    Two works are editions of one text where the library says so (`edition_of` is the same, and not empty), or
    where the six words before the stretch are the same in both, and the six words after it. A reprint that
    differs just there, or begins or ends there, and is not near-identical, is counted as independent.
    """
    groups: list[set[object]] = []
    seen: set[str] = set()
    for candidate in candidates:
        source = candidate.source
        if source not in seen:
            seen.add(source)
            near = len(seen) <= MOST_COMPARED
            context = _context(text_of(source), candidate.match.source) if near else ()
            keys: set[object] = {key for key in (edition_of(source), context) if key} or {(source,)}
            alike = [group for group in groups if group & keys]
            groups = [group for group in groups if not group & keys] + [keys.union(*alike)]
    return len(groups)


def other_editions(candidates: Sequence[Candidate], source: str, edition_of: Callable[[str], str]) -> int:
    """How many other sources of `candidates` are editions of the work of `source`, as the library says."""
    edition = edition_of(source)
    sources = {candidate.source for candidate in candidates} - {source}
    return sum(1 for other in sources if edition and edition_of(other) == edition)


def _context(text: str, span: Span) -> tuple[str, ...]:
    """The words around `span`, in lower case; empty where there are too few."""
    before = _WORD.findall(text[max(0, span.start - _REACH) : span.start].lower())[-CONTEXT_WORDS:]
    after = _WORD.findall(text[span.stop : span.stop + _REACH].lower())[:CONTEXT_WORDS]
    return (*before, *after) if len(before) == len(after) == CONTEXT_WORDS else ()
