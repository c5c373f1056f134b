"""The case file: one SQLite file that holds originals, screenings, decisions, and the trail of every change.

Two tables carry everything. `content` keeps bytes by their SHA-256; `audit` keeps what was done, each row
chained to the one before. Outputs, analyses, decisions and the caption are what the trail says: they are
stored once, in the row that made them, so that no second copy can come to differ from it.
"""

from workbench.matter.cipher import VARIABLE as PASSPHRASE_VARIABLE
from workbench.matter.cipher import looks_encrypted
from workbench.matter.decisions import Choice
from workbench.matter.entry import OutputEntry
from workbench.matter.folder_copy import Exported, read_folder, write_folder
from workbench.matter.likeness import Proposal
from workbench.matter.matter import Matter, utc_now
from workbench.matter.tables import AttemptTable, attempts_table, decisions_table, read_attempts

__all__ = [
    "PASSPHRASE_VARIABLE",
    "AttemptTable",
    "Choice",
    "Exported",
    "Matter",
    "OutputEntry",
    "Proposal",
    "attempts_table",
    "decisions_table",
    "looks_encrypted",
    "read_attempts",
    "read_folder",
    "utc_now",
    "write_folder",
]
