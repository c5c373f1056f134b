"""PDF -> Document: what the eye would read on each page, in the order in which it would read it."""

from workbench.intake.pdf.reader import take

__all__ = ["take"]
