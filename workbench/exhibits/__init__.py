"""Findings -> an exhibit: a PDF, or the same words in other forms.

The one home of reportlab, which is imported when printing begins.
"""

from workbench.exhibits.forms import FORMS, form_of
from workbench.exhibits.pdf import write_pdf, write_volumes
from workbench.exhibits.profile import Profile, load_profile, profile_file, profile_names
from workbench.exhibits.redaction import Redactions, check_redacted, read_redactions, redact
from workbench.exhibits.selection import by_source, select

__all__ = [
    "FORMS",
    "Profile",
    "Redactions",
    "by_source",
    "check_redacted",
    "form_of",
    "load_profile",
    "profile_file",
    "profile_names",
    "read_redactions",
    "redact",
    "select",
    "write_pdf",
    "write_volumes",
]
