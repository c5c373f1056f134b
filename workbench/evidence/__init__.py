"""Match -> Finding: kind, weight of coincidence, boilerplate, rights."""

from workbench.evidence.assess import Candidate, assess
from workbench.evidence.coverage import coverage_of
from workbench.evidence.weight import WordModel

__all__ = ["Candidate", "WordModel", "assess", "coverage_of"]
