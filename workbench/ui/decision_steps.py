"""Decisions as a step that can be undone: undoing writes further rows, nothing is taken out of the trail."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from workbench.matter import Choice


class DecisionStep(QUndoCommand):
    """From what the reviewer said of some findings to something else, and back; all of it or nothing."""

    def __init__(
        self,
        put: "Callable[[Sequence[Choice]], bool]",
        before: "Sequence[Choice]",
        after: "Sequence[Choice]",
    ) -> None:
        """`put` writes choices, and says whether they were kept."""
        super().__init__(_about(before, after))
        self._put = put
        self._before = before
        self._after = after

    def redo(self) -> None:
        """Write what was decided."""
        self.setObsolete(not self._put(self._after))

    def undo(self) -> None:
        """Write what stood before."""
        self.setObsolete(not self._put(self._before))


def _about(before: "Sequence[Choice]", after: "Sequence[Choice]") -> str:
    def tr(text: str) -> str:
        return QCoreApplication.translate("DecisionStep", text)

    if len(after) > 1:
        return tr("decision on {0:,} findings").format(len(after))
    one = before[0].code == after[0].code
    return (tr("note to finding {0}") if one else tr("decision on finding {0}")).format(after[0].finding)
