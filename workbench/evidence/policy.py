"""What a reviewer wants struck beside what is struck by rule."""

from dataclasses import dataclass, replace

from workbench.domain.finding import Finding
from workbench.evidence.ignored import patterns_of
from workbench.text.words import tokenise


@dataclass(frozen=True, slots=True)
class Policy:
    """A reviewer's own rules; by default there are none."""

    ignored: tuple[str, ...] = ()
    """Phrases and patterns, as `workbench.evidence.ignored` reads them."""
    strike_public_domain: bool = False
    """Whether a finding is struck when all its sources are recorded as in the public domain."""

    def ignoring(self, text: str, finding: Finding) -> "Policy":
        """The rules with the words of `finding`, which stand in the output `text`, ignored from now on."""
        added = patterns_of(tokenise(text), finding.pairs)
        return replace(self, ignored=tuple(dict.fromkeys((*self.ignored, *added))))
