"""Match -> Finding: kind, weight of coincidence, class, competing sources, and why."""

from workbench.evidence.assess import Lead, assess
from workbench.evidence.control import NO_CONTROL, Control
from workbench.evidence.coverage import coverage_of
from workbench.evidence.policy import Policy
from workbench.evidence.rights import rights_shares
from workbench.evidence.rivals import Candidate
from workbench.evidence.standing import Standing, standing_of
from workbench.evidence.word_model import WordModel

__all__ = [
    "NO_CONTROL",
    "Candidate",
    "Control",
    "Lead",
    "Policy",
    "Standing",
    "WordModel",
    "assess",
    "coverage_of",
    "rights_shares",
    "standing_of",
]
