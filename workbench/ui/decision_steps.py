"""A decision as a step that can be undone: undoing writes another row, nothing is taken out of the trail."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

Put = Callable[[int, str | None, str], bool]
"""Writes code and note of a finding; whether they were kept."""


class DecisionStep(QUndoCommand):
    """From one code and note of a finding to another, and back."""

    def __init__(
        self, put: Put, finding: int, before: tuple[str | None, str], after: tuple[str | None, str]
    ) -> None:
        about = QCoreApplication.translate("DecisionStep", "decision on finding {0}")
        if before[0] == after[0]:
            about = QCoreApplication.translate("DecisionStep", "note to finding {0}")
        super().__init__(about.format(finding))
        self._put = put
        self._finding = finding
        self._before = before
        self._after = after

    def redo(self) -> None:
        """Write what was decided."""
        self.setObsolete(not self._put(self._finding, *self._after))

    def undo(self) -> None:
        """Write what stood before."""
        self.setObsolete(not self._put(self._finding, *self._before))
