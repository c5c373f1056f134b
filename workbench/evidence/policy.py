"""What a reviewer wants struck beside what is struck by rule."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """A reviewer's own rules; by default there are none."""

    ignored: tuple[str, ...] = ()
    """Phrases and patterns, as `workbench.evidence.ignored` reads them."""
    strike_public_domain: bool = False
    """Whether a finding is struck when all its sources are recorded as in the public domain."""
