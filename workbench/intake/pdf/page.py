"""What one page of a PDF file gave."""

from dataclasses import dataclass, field

from workbench.intake.pdf.fragments import Hidden
from workbench.intake.pdf.layout import Line


@dataclass(slots=True)
class Page:
    """Its visible lines in reading order, and what else was met."""

    label: str
    lines: list[Line] = field(default_factory=list)
    hidden: dict[Hidden, list[Line]] = field(default_factory=dict)
    confidences: list[float] | None = None
    """Of the words that were recognised from its scan; None where the page has letters of its own."""
    pictures: int = 0
    scan: bool = False
    """Pictures cover the page, and it has no visible letters."""
    layer: bool = False
    """Its letters are invisible, over a scan: somebody's recognition."""
