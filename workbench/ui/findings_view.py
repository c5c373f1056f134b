"""The findings as a table, with its filter and the counts that follow it."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.finding import Finding
from workbench.ui.desk import Desk
from workbench.ui.findings_model import FINDING_ROLE, STRUCK_ROLE, Column, FindingsModel
from workbench.ui.furniture import hairline, label, search_line
from workbench.ui.theme import Theme

_ROW = 28
_SWATCH = 22
_WIDTHS = {
    Column.NUMBER: 44,
    Column.KIND: 124,
    Column.WORDS: 52,
    Column.WEIGHT: 44,
    Column.RIGHTS: 96,
    Column.CLASS: 88,
    Column.DECISION: 88,
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
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), words)

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
        self._delegate = CellDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Findings"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters belong to the decisions, not to a search by key."""
        if event.text().isalnum() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)


class FindingsView(QWidget):
    """Heading, filter, counts and table."""

    finding_chosen = Signal(int)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("paper")
        self._desk = desk
        self.model = FindingsModel(self)
        self.table = FindingsTable(self.model, theme)
        self.filter = search_line(
            self.tr("Filter by words of any column"), self.tr("Filter the findings"), theme
        )
        self.filter.setFixedWidth(232)
        self.counts = label(role="second")
        self._empty = label(role="second")
        self._empty.setContentsMargins(16, 16, 16, 16)
        self._lay_out()
        self.filter.textChanged.connect(self._on_filter)
        self.model.counts_changed.connect(self._show_counts)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        desk.screening_changed.connect(self._show)
        desk.finding_changed.connect(self._mark)
        desk.decided.connect(self._on_decided)
        self._show_counts()

    def step(self, by: int) -> None:
        """Choose the finding `by` rows further down."""
        if not self.model.shown:
            return
        review = self._desk.review
        row = self.model.row_of(review.focus if review else None)
        wanted = min(max(row + by, 0), self.model.shown - 1) if row >= 0 else 0
        self.finding_chosen.emit(self.model.number_at(wanted))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 16, 6)
        head.setSpacing(16)
        head.addWidget(label(self.tr("Findings"), "section"))
        head.addWidget(self.counts)
        head.addStretch(1)
        head.addWidget(self.filter)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self._empty)
        column.addWidget(self.table, 1)

    def _show(self) -> None:
        self.model.show(self._desk.review)
        self._mark()

    def _mark(self) -> None:
        review = self._desk.review
        row = self.model.row_of(review.focus if review else None)
        if row < 0:
            self.table.selectionModel().clear()
            return
        index = self.model.index(row, Column.NUMBER)
        if self.table.currentIndex().row() != row or not self.table.selectionModel().isSelected(index):
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def _on_row(self, current: QModelIndex) -> None:
        if current.isValid():
            self.finding_chosen.emit(self.model.number_at(current.row()))

    def _on_filter(self, words: str) -> None:
        self.model.set_filter(words)
        self._mark()

    def _on_decided(self, number: int) -> None:
        review = self._desk.review
        self.model.show_decision(number, review.decisions.get(number) if review else None)

    def _show_counts(self) -> None:
        model = self.model
        if not model.total:
            self.counts.setText("")
        elif model.shown < model.total:
            self.counts.setText(
                self.tr("{0:,} of {1:,} · {2:,} decided").format(model.shown, model.total, model.decided)
            )
        else:
            self.counts.setText(self.tr("{0:,} · {1:,} decided").format(model.total, model.decided))
        empty = ""
        if model.total and not model.shown:
            empty = self.tr("No finding has these words. Clear the filter to see all.")
        elif not model.total and self._desk.review and self._desk.review.analysis:
            empty = self.tr("Nothing was found in these libraries. That says nothing about other texts.")
        self._empty.setText(empty)
        self._empty.setVisible(bool(empty))
