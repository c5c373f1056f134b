"""What kinds, classes and decisions are called."""

from PySide6.QtCore import QCoreApplication

from workbench.domain.finding import Class, Kind
from workbench.domain.review import Code, Decision


def _tr(text: str) -> str:
    return QCoreApplication.translate("Finding", text)


def kind_words(kind: Kind) -> str:
    """What a kind is called."""
    return {
        "verbatim": _tr("verbatim"),
        "near-verbatim": _tr("near-verbatim"),
        "paraphrase": _tr("paraphrase"),
        "lead": _tr("lead"),
    }[kind]


def class_words(classification: Class) -> str:
    """What a class is called."""
    return {
        "counted": _tr("counted"),
        "boilerplate": _tr("boilerplate"),
        "quotation": _tr("quotation"),
        "citation": _tr("citation"),
        "public-domain": _tr("public domain"),
        "ignored": _tr("ignored"),
    }[classification]


def code_words(code: Code | None) -> str:
    """What a decision is called; empty without one."""
    if code is None:
        return ""
    return {
        "confirmed": _tr("confirmed"),
        "dismissed": _tr("dismissed"),
        "unsure": _tr("unsure"),
    }[code]


def history_line(decision: Decision) -> str:
    """One decision as the trail has it."""
    what = code_words(decision.code) or _tr("no decision")
    when = decision.decided_at.replace("T", " ").removesuffix("Z")
    return _tr("{0} UTC, {1}: {2}").format(when, decision.reviewer, what)
