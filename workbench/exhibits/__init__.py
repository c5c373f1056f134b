"""Findings -> an exhibit: a PDF, or the same words in other forms.

The one home of reportlab, which is imported when printing begins.
"""

from workbench.exhibits.forms import FORMS, form_of
from workbench.exhibits.pdf import write_pdf
from workbench.exhibits.profile import Profile, load_profile, profile_file

__all__ = ["FORMS", "Profile", "form_of", "load_profile", "profile_file", "write_pdf"]
