"""Every dialog of the desk can be heard: what takes the keys has a name."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QDialog, QWidget

from workbench.domain.review import Attempt, AttemptEntry
from workbench.ui.agreement_dialog import AgreementDialog
from workbench.ui.alike_dialog import AlikeDialog
from workbench.ui.attempt_dialog import AttemptDialog
from workbench.ui.attempts_page import AttemptsPage
from workbench.ui.codes_dialog import CodesDialog
from workbench.ui.window import Window

DIALOGS: dict[str, Callable[[Window], QDialog]] = {
    "attempts": lambda window: AttemptsPage(window.desk, window.theme, 1, window),
    "attempt": lambda window: AttemptDialog(window.desk, AttemptEntry(0, Attempt()), window),
    "codes": lambda window: CodesDialog(window.desk, frozenset("J"), window),
    "agreement": lambda window: AgreementDialog(window.desk, window),
    "alike": lambda window: AlikeDialog(window.desk, [(1, 2), (1, 3)], window),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_every_focusable_widget_of_a_dialog_has_an_accessible_name(review_window: Window, name: str) -> None:
    review_window.desk.decide("reproduced")
    dialog = DIALOGS[name](review_window)
    dialog.show()
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and widget.isVisible()
    ]
    assert not nameless
    dialog.close()
