"""The foot of the window: long work, how far it is, and a way to stop it; else one quiet line."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from workbench.ui.errand import Errand, State
from workbench.ui.errands import Errands
from workbench.ui.furniture import ElidedLabel, empty, hairline, label, push

_HEIGHT = 32


class ErrandRow(QWidget):
    """One errand: title, step, part done, time left, cancel."""

    def __init__(self, errand: Errand) -> None:
        super().__init__()
        self._errand = errand
        self.setFixedHeight(_HEIGHT)
        self._title = label(errand.title)
        self._step = ElidedLabel(role="second")
        self._count = label(role="small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(240)
        self._bar.setAccessibleName(errand.title)
        self._cancel = push(self.tr("Cancel"), self._on_cancel, "quiet")
        self._cancel.setAccessibleName(self.tr("Cancel: {0}").format(errand.title))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(16)
        row.addWidget(self._title)
        row.addWidget(self._step, 1)
        row.addWidget(self._count)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._cancel)
        errand.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        progress = self._errand.progress
        waiting = self._errand.state is State.WAITING
        self._step.say(self.tr("waiting") if waiting else progress.label)
        self._bar.setRange(0, progress.total if progress.total and not waiting else 0)
        self._bar.setValue(progress.done)
        if waiting:
            self._bar.setRange(0, 1)
            self._bar.setValue(0)
        words = self.tr("{0:,} of {1:,}").format(progress.done, progress.total) if progress.total > 1 else ""
        left = self._errand.seconds_left()
        if left is not None:
            words += self.tr(" · {0} left").format(self._time(left))
        self._count.setText(words)

    def _time(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("{0:.0f} s").format(max(1, seconds))
        return self.tr("{0:.0f} min").format(seconds / 60)

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._step.say(self.tr("stopping"))
        self._errand.cancel()


class JobsRow(QWidget):
    """A row for each errand that runs or waits; without one, what was done last and how the matter stands."""

    def __init__(self, errands: Errands) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._rows: dict[Errand, ErrandRow] = {}
        self._words = ElidedLabel(role="second")
        self._offers = QHBoxLayout()
        self._offers.setSpacing(4)
        self._standing = label(role="small")
        self._quiet = QWidget()
        self._quiet.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self._quiet)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addLayout(self._offers)
        row.addWidget(self._standing)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(hairline())
        self._column.addWidget(self._quiet)
        errands.started.connect(self._add)

    def say(self, words: str, offers: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Say in one line what was done, with buttons for what may come next."""
        self._words.say(words)
        empty(self._offers)
        for name, slot in offers:
            self._offers.addWidget(push(name, slot, "quiet"))

    def say_standing(self, words: str) -> None:
        """Say at the right how the matter stands."""
        self._standing.setText(words)

    @property
    def said(self) -> str:
        """What the quiet line says."""
        return self._words.full

    def _add(self, errand: Errand) -> None:
        row = ErrandRow(errand)
        self._rows[errand] = row
        self._column.addWidget(row)
        self._quiet.hide()
        errand.ended.connect(lambda: self._remove(errand))

    def _remove(self, errand: Errand) -> None:
        row = self._rows.pop(errand)
        self._column.removeWidget(row)
        row.deleteLater()
        self._quiet.setVisible(not self._rows)
