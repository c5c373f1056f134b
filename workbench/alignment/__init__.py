"""Tokens x Tokens -> Match: what two documents have in common, as spans tied word by word."""

from workbench.alignment.affinity import RareWords, affinity
from workbench.alignment.engine import align
from workbench.alignment.prepared import Prepared, prepare
from workbench.alignment.runs import SEED_WORDS, all_runs, run_is_held, runs
from workbench.alignment.sentences import Encode, Near

__all__ = [
    "SEED_WORDS",
    "Encode",
    "Near",
    "Prepared",
    "RareWords",
    "affinity",
    "align",
    "all_runs",
    "prepare",
    "run_is_held",
    "runs",
]
