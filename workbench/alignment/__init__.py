"""Tokens x Tokens -> Match: what two documents have in common, as spans tied word by word."""

from workbench.alignment.affinity import affinity
from workbench.alignment.engine import align
from workbench.alignment.prepared import Prepared, prepare
from workbench.alignment.runs import runs

__all__ = ["Prepared", "affinity", "align", "prepare", "runs"]
