"""Match -> Finding: kind, weight of coincidence, boilerplate, rights."""

from workbench.evidence.assess import Lead, assess
from workbench.evidence.coverage import coverage_of
from workbench.evidence.rivals import Candidate
from workbench.evidence.weight import WordModel

__all__ = ["Candidate", "Lead", "WordModel", "assess", "coverage_of"]
