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


def independent_works(candidates: Sequence[Candidate], text_of: Callable[[str], str]) -> int:
    """In how many works the words of `candidates` stand, those that go on alike counted once.

    Two works are editions of one text where the six words before the stretch are the same in both, and the
    six words after it. A reprint that differs just there, or begins or ends there, is counted as independent.
    """
    contexts: set[object] = set()
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.source not in seen:
            seen.add(candidate.source)
            context = (
                _context(text_of(candidate.source), candidate.match.source)
                if len(seen) <= MOST_COMPARED
                else ()
            )
            contexts.add(context or candidate.source)
    return len(contexts)


def _context(text: str, span: Span) -> tuple[str, ...]:
    """The words around `span`, in lower case; empty where there are too few."""
    before = _WORD.findall(text[max(0, span.start - _REACH) : span.start].lower())[-CONTEXT_WORDS:]
    after = _WORD.findall(text[span.stop : span.stop + _REACH].lower())[:CONTEXT_WORDS]
    return (*before, *after) if len(before) == len(after) == CONTEXT_WORDS else ()
