"""The dialog before an exhibit is made, and what can be done with it afterwards."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from workbench.domain.exhibit import Caption, Selection
from workbench.ui.errand import Errand
from workbench.ui.export_dialog import ExportDialog, profiles
from workbench.workflows.proof import Proof


def picture(colour: str) -> bytes:
    image = QImage(85, 110, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(kept, "PNG")  # type: ignore[call-overload]  # the stub wants bytes
    return bytes(kept.data().data())


def test_what_is_chosen_is_what_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    chosen = Selection(codes=("reproduced",))
    dialog = ExportDialog(Caption(court="Court"), tmp_path / "case.matter", choices=[("Reproduced", chosen)])
    qtbot.addWidget(dialog)
    assert dialog.selection == Selection()
    assert dialog.out == tmp_path / "case.pdf"
    dialog._selection.setCurrentIndex(1)
    dialog._forms.setCurrentIndex(dialog._forms.findData(".docx"))
    dialog._per_source.setChecked(True)
    assert (dialog.selection, dialog.per_source) == (chosen, True)
    assert dialog.out == tmp_path / "case.docx"
    assert list(profiles())[:2] == ["letter", "a4"]


def test_the_preview_is_drawn_again_after_a_change_and_turns_its_pages(qtbot: QtBot, tmp_path: Path) -> None:
    asked: list[tuple[Caption, str, Selection]] = []
    errands: list[Errand] = []

    def draw(caption: Caption, profile: str, selection: Selection) -> Errand:
        asked.append((caption, profile, selection))
        errands.append(Errand("", "", {}))
        return errands[-1]

    dialog = ExportDialog(Caption(), tmp_path / "case.matter", preview=draw)
    qtbot.addWidget(dialog)
    dialog.show()
    assert len(asked) == 1
    errands[0].done.emit(Proof(30, (picture("red"), picture("blue"))))
    preview = dialog._preview
    assert "1" in preview.said
    assert "30" in preview.said
    assert preview._on.isEnabled()
    assert not preview._back.isEnabled()
    preview._on.click()
    assert not preview._on.isEnabled()
    assert "last" in preview.said
    dialog._fields["parties"].setText("Roe v. Doe")
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=5000)
    assert asked[1][0].parties == "Roe v. Doe"
    assert errands[0].over or errands[0].state.value == "cancelled"
    errands[1].failed.emit("There is no profile x.", "Name another.")
    assert preview.said == "There is no profile x."
    dialog.reject()
    assert errands[1].over
