"""The reference library on disk: works, rights, exact index, vector index."""

from workbench.library.addition import Addition, NewWork
from workbench.library.control import control_of, store_control
from workbench.library.library import Library
from workbench.library.nearest import Neighbour
from workbench.library.phrases import Occurrence, Occurrences
from workbench.library.pieces import Section, joined
from workbench.library.rights_csv import RightsRow, RightsTable, read_rights, write_rights
from workbench.library.shelf import Shelf
from workbench.library.status import Status
from workbench.library.vectors import Encoding

__all__ = [
    "Addition",
    "Encoding",
    "Library",
    "Neighbour",
    "NewWork",
    "Occurrence",
    "Occurrences",
    "RightsRow",
    "RightsTable",
    "Section",
    "Shelf",
    "Status",
    "control_of",
    "joined",
    "read_rights",
    "store_control",
    "write_rights",
]
