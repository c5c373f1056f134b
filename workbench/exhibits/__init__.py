"""Findings -> a printed exhibit. The one home of reportlab, which is imported when printing begins."""

from workbench.exhibits.pdf import write_pdf
from workbench.exhibits.profile import Profile, load_profile

__all__ = ["Profile", "load_profile", "write_pdf"]
