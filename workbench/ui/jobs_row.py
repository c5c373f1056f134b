"""The foot of the window: long work, how far it is, and a way to stop it; else one quiet line."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.ui.errand import Errand, State
from workbench.ui.errands import Errands
from workbench.ui.furniture import ElidedLabel, empty, hairline, label, push

_HEIGHT = 32
_MOST = 4
"""Rows that are seen at once."""


class ErrandRow(QWidget):
    """One errand: title, step, part done, time left, cancel; after it was stopped, resume."""

    left = Signal()
    """It is over, and the row is of no use any more."""

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
        self._cancel = _quiet(self.tr("Cancel"), self._on_cancel)
        self._cancel.setAccessibleName(self.tr("Cancel: {0}").format(errand.title))
        self._resume = _quiet(self.tr("Resume"), self._on_resume)
        self._resume.setAccessibleName(self.tr("Resume: {0}").format(errand.title))
        self._resume.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(16)
        row.addWidget(self._title)
        row.addWidget(self._step, 1)
        row.addWidget(self._count)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._resume)
        row.addWidget(self._cancel)
        errand.changed.connect(self._show)
        self._show()

    def show_stopped(self) -> None:
        """Offer to take it up again."""
        self._step.say(self.tr("stopped") if self._errand.state is State.CANCELLED else self.tr("failed"))
        self._count.setText("")
        self._bar.hide()
        self._resume.show()
        self._cancel.setText(self.tr("Put away"))
        self._cancel.setAccessibleName(self.tr("Put away: {0}").format(self._errand.title))
        self._cancel.setEnabled(True)

    def _on_resume(self) -> None:
        if self._errand.again is not None:
            self._errand.again()
        self.left.emit()

    def _show(self) -> None:
        if self._errand.over:
            return
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
        if self._errand.over:
            self.left.emit()
            return
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
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        inside = QWidget()
        inside.setObjectName("desk")
        inside.setLayout(self._column)
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QScrollArea.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setWidget(inside)
        self._queue = QWidget()
        self._queue.setFixedHeight(_HEIGHT)
        self._queue_words = label(role="section")
        self._head = QHBoxLayout(self._queue)
        self._head.addWidget(self._queue_words)
        self._head.addStretch(1)
        self._head.addWidget(_quiet(self.tr("Cancel all"), self.cancel_all))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(hairline())
        whole.addWidget(self._queue)
        whole.addWidget(self._list)
        whole.addWidget(self._quiet)
        self._fit()
        errands.started.connect(self._add)

    def say(self, words: str, offers: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Say in one line what was done, with buttons for what may come next."""
        self._words.say(words)
        empty(self._offers)
        for name, slot in offers:
            self._offers.addWidget(_quiet(name, slot))

    def say_standing(self, words: str) -> None:
        """Say at the right how the matter stands."""
        self._standing.setText(words)

    @property
    def said(self) -> str:
        """What the quiet line says."""
        return self._words.full

    def cancel_all(self) -> None:
        """Stop everything that runs or waits; what waits first, so that it does not begin."""
        for errand in reversed([*self._rows]):
            errand.cancel()

    def forget_stopped(self) -> None:
        """Put away the rows of what was stopped."""
        for errand in [*self._rows]:
            if errand.over:
                self._remove(errand)

    def _add(self, errand: Errand) -> None:
        self.say("")  # what was done before is no news any more
        for other in [*self._rows]:
            if other.over and other.about is not None and other.about == errand.about:
                self._remove(other)
        row = ErrandRow(errand)
        self._rows[errand] = row
        self._column.addWidget(row)
        errand.ended.connect(lambda: self._on_ended(errand))
        row.left.connect(lambda: self._remove(errand))
        self._fit()

    def _on_ended(self, errand: Errand) -> None:
        stopped = errand.state in (State.CANCELLED, State.FAILED)
        if stopped and errand.again is not None and errand in self._rows:
            self._rows[errand].show_stopped()
            self._fit()
        else:
            self._remove(errand)

    def _remove(self, errand: Errand) -> None:
        row = self._rows.pop(errand, None)
        if row is not None:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._fit()

    def _fit(self) -> None:
        """As high as the rows are many, up to `_MOST`; the quiet line while nothing runs."""
        active = sum(1 for errand in self._rows if not errand.over)
        self._list.setVisible(bool(self._rows))
        self._list.setFixedHeight(_HEIGHT * min(_MOST, len(self._rows)))
        bar = self._list.verticalScrollBar().sizeHint().width() if len(self._rows) > _MOST else 0
        self._head.setContentsMargins(16, 0, 8 + bar, 0)
        self._queue.setVisible(active >= _MOST)
        self._queue_words.setText(self.tr("{0:,} at work or waiting").format(active))
        self._quiet.setVisible(not active)


def _quiet(name: str, slot: Callable[[], object]) -> QPushButton:
    """A button that a press of the mouse gives no focus: keys go on where they went, once it is gone."""
    made = push(name, slot, "quiet")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
