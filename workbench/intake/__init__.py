"""bytes -> Document: one reader per format."""

from workbench.intake.folder import Refusal, files_in, read_each
from workbench.intake.plain_text import decode, from_text, read

__all__ = ["Refusal", "decode", "files_in", "from_text", "read", "read_each"]
