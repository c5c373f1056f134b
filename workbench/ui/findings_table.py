"""The table of the findings: how its cells are painted, and what its keys do."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.domain.finding import Finding
from workbench.ui.finding_columns import Column
from workbench.ui.finding_groups import Group
from workbench.ui.findings_model import COLOUR_ROLE, FINDING_ROLE, GROUP_ROLE, STRUCK_ROLE, FindingsModel
from workbench.ui.swatch import SIDE, draw_swatch
from workbench.ui.theme import Theme

_ROW = 28
_SWATCH = 22
_SCANT, _ROOMY = 440, 600
"""Pixels from which on words and weight are shown, and every column."""
_WIDTHS = {
    Column.NUMBER: 44,
    Column.KIND: 124,
    Column.WORDS: 60,
    Column.WEIGHT: 60,
    Column.RIGHTS: 96,
    Column.CLASS: 88,
    Column.DECISION: 112,
}


class CellDelegate(QStyledItemDelegate):
    """Paints a cell: a swatch of the mark before the kind, struck rows in second ink, no focus frames."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell."""
        rect: QRect = option.rect
        group = index.data(GROUP_ROLE)
        if group:
            self._heading(painter, option, group, str(index.data() or ""), index.column())
            return
        chosen = bool(QStyle.StateFlag(option.state) & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, self._theme.colour("accent_wash"))
            if index.column() == 0:
                bar = QRect(rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(bar, self._theme.colour("accent"))
        struck = bool(index.data(STRUCK_ROLE))
        painter.setPen(self._theme.colour("second" if struck else "ink"))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if index.column() == Column.NUMBER else QFont.Weight.Normal)
        painter.setFont(font)
        room = rect.adjusted(8, 0, -8, 0)
        if index.column() == Column.KIND:
            self._swatch(painter, room, index.data(FINDING_ROLE), struck)
            room = room.adjusted(_SWATCH + 8, 0, 0, 0)
            painter.setPen(self._theme.colour("second" if struck else "ink"))
        colour = str(index.data(COLOUR_ROLE) or "")
        if colour:
            draw_swatch(painter, room.left(), room.center().y(), colour, self._theme.colour("edge"))
            room = room.adjusted(SIDE + 6, 0, 0, 0)
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), words)

    def _heading(
        self, painter: QPainter, option: QStyleOptionViewItem, group: Group, said: str, column: int
    ) -> None:
        """The heading of a group, over the whole row: painted with its first cell."""
        painter.fillRect(option.rect, self._theme.colour("desk"))
        if column == 0:
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(self._theme.colour("ink"))
            room = QRect(option.rect.left() + 12, option.rect.top(), option.widget.width() - 36, _ROW)
            words = f"{'▸' if group.closed else '▾'}  {said}"
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _swatch(self, painter: QPainter, room: QRect, finding: Finding, struck: bool) -> None:
        """The mark of the kind as it stands in the text: solid, dotted, side rule, dashed side rule."""
        ink = self._theme.ink_of(finding.kind, struck)
        box = QRectF(room.left(), room.center().y() - 6, _SWATCH, 12)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not struck and finding.kind != "lead":
            painter.fillRect(box, self._theme.wash_of(finding.kind))
        if finding.kind == "verbatim":
            painter.setPen(QPen(ink, 2))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        elif finding.kind == "near-verbatim":
            pen = QPen(ink, 2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.01, 2.0])
            painter.setPen(pen)
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        else:
            pen = QPen(ink, 2)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if finding.kind == "lead":
                pen.setDashPattern([2, 1])
            painter.setPen(pen)
            painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.restore()


class FindingsTable(QTableView):
    """The table itself: rows alone are chosen, arrows go through them."""

    def __init__(self, model: FindingsModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self._delegate = CellDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Findings"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setFixedHeight(_ROW)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setSortIndicator(Column.NUMBER, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(False)
        header.setSectionResizeMode(Column.WORK, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        theme.changed.connect(self.viewport().update)
        self.clicked.connect(lambda index: model.toggle_group(index.row()))
        model.layoutChanged.connect(self._span_headings)
        model.modelReset.connect(self._span_headings)

    @property
    def chosen_numbers(self) -> list[int]:
        """The numbers of the findings selected, from the top down."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        numbers = (self._model.number_at(row) for row in rows)
        return [number for number in numbers if number is not None]

    def show_row(self, index: QModelIndex) -> None:
        """Scroll to a row, where many have come or gone since the last painting, too."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.scrollTo(index)

    def _span_headings(self) -> None:
        """Let the headings of groups take the whole row."""
        self.clearSpans()
        for row in range(self._model.rowCount()):
            if self._model.group_at(row):
                self.setSpan(row, 0, 1, self._model.columnCount())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, columns that the card tells give way."""
        for column in (Column.RIGHTS, Column.CLASS):
            self.setColumnHidden(column, self.width() < _ROOMY)
        for column in (Column.WORDS, Column.WEIGHT):
            self.setColumnHidden(column, self.width() < _SCANT)
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the rows leaves the selection as it is: the finding in focus stays selected."""
        if self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters belong to the decisions, not to a search by key."""
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._model.toggle_group_of(row):
            event.accept()
        elif event.text().isalnum() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)
