"""What kinds, classes and decisions are called."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from workbench.domain.code import CODES, Code, code_named
from workbench.domain.finding import Kind
from workbench.domain.review import Decision
from workbench.domain.wording import CLASS_WORDS, KIND_WORDS


def _tr(text: str) -> str:
    return QCoreApplication.translate("Finding", text)


def kind_words(kind: Kind) -> str:
    """What a kind is called."""
    return _tr(KIND_WORDS[kind])


def class_words(classification: str) -> str:
    """What a class is called; one that a later version may know, by its own name."""
    return _tr(CLASS_WORDS.get(classification, classification))


def code_words(code: str | None, codes: Sequence[Code] = CODES) -> str:
    """What a decision is called; empty without one."""
    return "" if code is None else code_named(codes, code).label


def decision_words(decision: Decision | None, codes: Sequence[Code] = CODES) -> str:
    """What was decided, with a sign for a note."""
    if decision is None:
        return ""
    words = code_words(decision.code, codes)
    return f"{words} ✎".strip() if decision.note else words


def history_line(decision: Decision, codes: Sequence[Code] = CODES) -> str:
    """One decision as the trail has it."""
    what = code_words(decision.code, codes) or _tr("No decision")
    when = decision.decided_at.replace("T", " ").removesuffix("Z")
    said = _tr("{0} UTC, {1}: {2}").format(when, decision.reviewer, what)
    if decision.note:
        told = _tr("{0} – privileged note: {1}") if decision.privileged else _tr("{0} – note: {1}")
        said = told.format(said, " ".join(decision.note.split()))
    return said
