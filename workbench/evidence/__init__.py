"""Match -> Finding: kind, weight of coincidence, boilerplate, rights."""

from workbench.evidence.assess import Lead, assess
from workbench.evidence.coverage import coverage_of
from workbench.evidence.rivals import Candidate
from workbench.evidence.word_model import WordModel

__all__ = ["Candidate", "Lead", "WordModel", "assess", "coverage_of"]
