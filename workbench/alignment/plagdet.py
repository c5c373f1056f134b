"""The measure by which text alignment is compared in the field: plagdet, on characters.

Potthast, Stein, Barrón-Cedeño and Rosso 2010, "An evaluation framework for plagiarism detection", section 3,
with the macro averages of the PAN shared tasks: every case and every detection counts the same, whatever its
length.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2
from typing import NamedTuple

from workbench.domain.span import Span


class Region(NamedTuple):
    """A case or a detection: characters of an output and of a source that belong together."""

    output: Span
    source: Span

    @property
    def length(self) -> int:
        """Characters on both sides."""
        return self.output.length + self.source.length

    def meets(self, other: "Region") -> bool:
        """Whether the two share characters on both sides."""
        return self.output.overlap(other.output) > 0 and self.source.overlap(other.source) > 0


@dataclass(frozen=True, slots=True)
class Measure:
    """How well detections fit cases, each 0 to 1 but for granularity, which is 1 or more."""

    plagdet: float
    precision: float
    recall: float
    granularity: float
    cases: int
    detections: int


def measure(pairs: Iterable[tuple[Sequence[Region], Sequence[Region]]]) -> Measure:
    """The measure over pairs of documents, each with its `(cases, detections)`.

    Without cases and without detections everything is perfect; with only one of them, everything is 0.
    """
    recalls: list[float] = []
    precisions: list[float] = []
    detected: list[int] = []
    for cases, detections in pairs:
        recalls += [covered(case, detections) for case in cases]
        precisions += [covered(detection, cases) for detection in detections]
        met = [sum(case.meets(detection) for detection in detections) for case in cases]
        detected += [count for count in met if count]
    granularity = sum(detected) / len(detected) if detected else 1.0
    if not recalls and not precisions:
        return Measure(1.0, 1.0, 1.0, granularity, 0, 0)
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Measure(
        both / log2(1 + granularity), precision, recall, granularity, len(recalls), len(precisions)
    )


def covered(region: Region, others: Sequence[Region]) -> float:
    """The share of a region's characters, both sides together, that lie in others which meet it."""
    meeting = [other for other in others if region.meets(other)]
    if not meeting:
        return 0.0
    shared = region.output.covered([other.output for other in meeting])
    shared += region.source.covered([other.source for other in meeting])
    return shared / region.length
