"""The columns of the table of findings, and what a finding has in them."""

from enum import IntEnum

from PySide6.QtCore import QCoreApplication, Qt

from workbench.domain.finding import Finding
from workbench.ui.finding_words import class_words, kind_words


class Column(IntEnum):
    """The columns, left to right."""

    NUMBER = 0
    KIND = 1
    WORDS = 2
    WEIGHT = 3
    WORK = 4
    RIGHTS = 5
    CLASS = 6
    DECISION = 7


def row_of(finding: Finding, work: str, rights: str) -> tuple[str, ...]:
    """The cells of a finding but the last: decisions change."""
    return (
        str(finding.id),
        kind_words(finding.kind),
        f"{finding.matched_words:,}" if finding.matched_words else "–",
        f"{finding.weight_bits:,.0f}" if finding.kind != "lead" else "–",
        work,
        rights,
        _class_of(finding),
    )


def side_of(column: int) -> Qt.AlignmentFlag:
    """Figures stand at the right."""
    right = column in (Column.NUMBER, Column.WORDS, Column.WEIGHT)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def column_titles() -> tuple[str, ...]:
    """What the columns are called."""
    tr = QCoreApplication.translate
    return (
        tr("FindingsModel", "No."),
        tr("FindingsModel", "Kind"),
        tr("FindingsModel", "Words"),
        tr("FindingsModel", "Bits"),
        tr("FindingsModel", "Work"),
        tr("FindingsModel", "Rights"),
        tr("FindingsModel", "Class"),
        tr("FindingsModel", "Decision"),
    )


def _class_of(finding: Finding) -> str:
    if finding.kind == "lead" and finding.classification == "counted":
        return QCoreApplication.translate("FindingsModel", "not counted")
    return class_words(finding.classification)
