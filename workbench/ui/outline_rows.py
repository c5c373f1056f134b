"""The rows of the outline: a name at the left, a state at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui.icons import icon
from workbench.ui.theme import Theme

ROW = 32
STATE_ROLE = Qt.ItemDataRole.UserRole
PAYLOAD_ROLE = Qt.ItemDataRole.UserRole + 1
SIGN_ROLE = Qt.ItemDataRole.UserRole + 2
_SIGN = 16


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is called, how it stands, and what it stands for."""

    name: str
    state: str
    tip: str
    payload: Any
    sign: str = ""
    """Name of an icon before the state; the tip says what it means."""


class RowsModel(QAbstractListModel):
    """The rows of one section."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; where only states differ, the selection stays."""
        if [row.payload for row in rows] == [row.payload for row in self._rows]:
            self._rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_of(self, payload: object) -> int:
        """The place of the row that stands for `payload`; -1 without one."""
        return next((place for place, row in enumerate(self._rows) if row.payload == payload), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What one row shows."""
        row = self._rows[index.row()]
        return {
            Qt.ItemDataRole.DisplayRole: row.name,
            Qt.ItemDataRole.ToolTipRole: row.tip,
            Qt.ItemDataRole.AccessibleTextRole: f"{row.name}, {row.state}" if row.state else row.name,
            Qt.ItemDataRole.AccessibleDescriptionRole: row.tip,
            SIGN_ROLE: row.sign,
            STATE_ROLE: row.state,
            PAYLOAD_ROLE: row.payload,
        }.get(role)


class RowDelegate(QStyledItemDelegate):
    """Paints a row: the one in use with a wash and a bar, the state in second ink."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One step of the grid for every row."""
        return QSize(64, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The row."""
        rect: QRect = option.rect
        state = QStyle.StateFlag(option.state)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, self._theme.colour("accent_wash"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self._theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.colour("hover"))
        if state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        said = str(index.data(STATE_ROLE))
        metrics = option.fontMetrics
        width = metrics.horizontalAdvance(said) + 2
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._theme.colour("second"))
        inner = rect.adjusted(16, 0, -16, 0)
        painter.drawText(inner, int(middle | Qt.AlignmentFlag.AlignRight), said)
        sign = str(index.data(SIGN_ROLE))
        if sign:
            width += _SIGN + 4
            place = QRect(inner.right() - width + 2, rect.center().y() - _SIGN // 2, _SIGN, _SIGN)
            icon(sign, self._theme).paint(painter, place)
        painter.setPen(self._theme.colour("ink"))
        room = inner.adjusted(0, 0, -width - 8, 0)
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignLeft), name)


class RowsView(QListView):
    """A section's rows, as high as they are many, up to `most`; without a limit as high as there is room."""

    menu_wanted = Signal(object, QPoint)
    """What can be done with the thing that a row stands for, and where on the screen to say it."""

    def __init__(self, theme: Theme, name: str, most: int | None = None) -> None:
        super().__init__()
        self.rows = RowsModel(self)
        self._delegate = RowDelegate(theme, self)
        self._most = most
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        theme.changed.connect(self.viewport().update)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the right button or by the menu key."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            corner = self.visualRect(index).bottomLeft() + QPoint(16, 0)
            at = self.viewport().mapToGlobal(corner) if by_key else event.globalPos()
            self.menu_wanted.emit(index.data(PAYLOAD_ROLE), at)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.rows.show(rows)
        if self._most is not None:
            self.setFixedHeight(ROW * min(self._most, len(rows)))
            self.setVisible(bool(rows))

    def choose(self, payload: object) -> None:
        """Select the row that stands for `payload`, or none."""
        place = self.rows.row_of(payload)
        self.setCurrentIndex(self.rows.index(place) if place >= 0 else QModelIndex())
