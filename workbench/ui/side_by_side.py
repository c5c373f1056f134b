"""Output and source, each in its context, the pair in focus tied across the gutter."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.document import pinpoint
from workbench.ui.desk import Desk
from workbench.ui.highlights import (
    Mark,
    in_reading_order,
    output_mark,
    restruck,
    source_marks,
)
from workbench.ui.in_step import InStep
from workbench.ui.lock import Lock
from workbench.ui.mark_index import MarkIndex
from workbench.ui.review import Review, SourcePlace
from workbench.ui.ribbon import TiedSplitter
from workbench.ui.rights_words import cited_as, rights_line
from workbench.ui.side import Side, under_heading
from workbench.ui.theme import Theme
from workbench.ui.turns import SLICE, Turns


class SideBySide(QWidget):
    """The two texts of the finding in focus; a press on a mark of either chooses its finding."""

    finding_chosen = Signal(int)
    source_step_wanted = Signal(int)
    lock_pressed = Signal()
    """The texts are to scroll in step, or no longer."""

    def __init__(self, desk: Desk, theme: Theme, beside: QWidget) -> None:
        """`beside` is shown in the source's place while the output was not analysed."""
        super().__init__()
        self._desk = desk
        self._source_marks: dict[str, list[Mark]] = {}
        self.output = Side(self.tr("Output"), theme, left=True)
        self.source = Side(self.tr("Source"), theme, left=False)
        self.source.tabs.stepped.connect(self.source_step_wanted)
        self._right = QStackedWidget()
        self._right.addWidget(self.source)
        self._right.addWidget(under_heading(self.tr("Source"), self.tr("none yet"), beside))
        self._splitter = TiedSplitter(theme)
        self._splitter.addWidget(self.output)
        self._splitter.addWidget(self._right)
        self._splitter.setSizes([1000, 1000])
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)
        self._marking = Turns(self)
        self._marking.finished.connect(self._show_marks)
        self._marks: list[Mark] = []
        self._index: MarkIndex | None = None
        self._ribbon_timer = QTimer(self)
        self._ribbon_timer.setSingleShot(True)
        self._ribbon_timer.setInterval(0)
        self._ribbon_timer.timeout.connect(self._tie)
        for side in (self.output, self.source):
            side.pane.mark_pressed.connect(self.finding_chosen)
            side.pane.moved.connect(self._ribbon_timer.start)
        self._splitter.gutter.installEventFilter(self)
        self._in_step = InStep(self.output.pane, self.source.pane, self)
        self._lock = Lock(theme, self._splitter.gutter)
        self._lock.clicked.connect(self.lock_pressed)
        desk.output_changed.connect(self._show_output)
        desk.screening_changed.connect(self._show_findings)
        desk.finding_changed.connect(self._show_finding)
        desk.decided.connect(self._on_decided)
        self.output.notes.encoding_chosen.connect(desk.read_again)

    @property
    def busy(self) -> bool:
        """Whether a part of a text or of its marks is still to come."""
        return self._marking.busy or self.output.pane.loading or self.source.pane.loading

    def scroll_in_step(self, closed: bool) -> None:
        """Let each text follow the other, or scroll by itself."""
        self._in_step.closed = closed
        self._lock.show_closed(closed)
        if closed:
            self.output.pane.scrolled.emit()

    def copy_with_place(self) -> None:
        """Copy what is selected, else the words in focus, with the place by which they are cited.

        Of the source if the keys go there, else of the output.
        """
        review = self._desk.review
        place = review.source_place if review else None
        if review is None:
            return
        side, document, cited = self.output, review.document, review.document.name
        if review.screening and place and self.source.pane.hasFocus():
            side, document = self.source, review.screening.sources[place.source]
            cited = cited_as(review.screening.analysis.source(place.source))
        span, focus = side.pane.selected_span(), side.pane.focus_mark
        if focus is not None and not span.length:
            span = focus.span
        if span.length:
            words = f"{span.of(document.text)}\n[{cited}, {pinpoint(document, span)}]"
            QGuiApplication.clipboard().setText(words)

    def show_lines(self, shown: bool) -> None:
        """Show line numbers beside both texts."""
        for side in (self.output, self.source):
            side.numbers.show_numbers(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tie anew when the gutter has another size."""
        if event.type() == QEvent.Type.Resize:
            self._ribbon_timer.start()
        return super().eventFilter(watched, event)

    def _show_output(self) -> None:
        review = self._desk.review
        self.source.pane.show_text("", [])
        self.output.show_titles([review.document.name if review else ""], 0)
        made = review.attempt if review else None
        known = [part for part in (made.model, made.made_on, made.operator) if part] if made else []
        if review:
            known = known or [self.tr("model and date unknown")]
            known.append(self.tr("{0:,} characters").format(len(review.document.text)))
        self.output.detail.say(" · ".join(known))
        self.output.notes.show_of(review.document if review else None, correctable=True)

    def _show_findings(self) -> None:
        review = self._desk.review
        analysed = review is not None and review.screening is not None
        self._right.setCurrentIndex(0 if analysed else 1)
        self._lock.setVisible(analysed)
        self._source_marks = {}
        if review is None:
            self._marking.stop()
            self.output.pane.show_text("", [])
            return
        self._marking.begin(self._mark(review))
        if self._marking.busy and self.output.pane.text != review.document.text:
            self.output.pane.show_text("", [])
        self._ribbon_timer.start()

    def _mark(self, review: Review) -> Iterator[None]:
        """Make the marks of the output; those of what is struck are left out while that is out of sight."""
        self._marks, self._index = [], None
        for place, finding in enumerate(review.shown):
            if place and place % SLICE == 0:
                yield
            self._marks.append(output_mark(review.document.text, finding, review.strikes(finding)))
        self._marks = in_reading_order(self._marks)
        pane, text = self.output.pane, review.document.text
        if len(self._marks) > SLICE and (text != pane.text or tuple(self._marks) != pane.marks):
            yield
            self._index = MarkIndex(text, self._marks)
            yield

    def _show_marks(self) -> None:
        review = self._desk.review
        if review is not None:
            document = review.document
            self.output.pane.show_text(document.text, self._marks, document.locator, self._index)
            self.output.pane.focus_on(review.focus)

    def _on_decided(self, number: int) -> None:
        self._marking.finish()
        review = self._desk.review
        finding = review.numbered(number) if review else None
        if review and finding:
            struck = review.strikes(finding)
            for source, marks in self._source_marks.items():
                self._source_marks[source] = restruck(marks, number, struck)
            for pane in (self.output.pane, self.source.pane):
                pane.restrike(number, struck)

    def _show_finding(self) -> None:
        review = self._desk.review
        self._show_source()
        number = review.focus if review else None
        self.output.pane.focus_on(number)
        self.source.pane.focus_on(number)
        self._ribbon_timer.start()

    def _show_source(self) -> None:
        review = self._desk.review
        place = review.source_place if review else None
        if review is None or review.screening is None or place is None:
            self.source.pane.show_text("", [])
            none = self.tr("nothing was found") if review and review.screening else ""
            self.source.show_titles([none], 0)
            self.source.detail.say("")
            self.source.notes.show_of(None)
            return
        screening = review.screening
        document = screening.sources[place.source]
        marks = self._marks_in(place, review)
        self.source.pane.show_text(document.text, marks, document.locator)
        self.source.notes.show_of(document)
        record = screening.analysis.source(place.source)
        titles = [screening.analysis.source(source).title for source in place.sources]
        self.source.show_titles(titles, place.index)
        spot = next((mark.span for mark in marks if mark.number == review.focus), None)
        where = pinpoint(document, spot) if spot else ""
        self.source.detail.say(" · ".join(part for part in (rights_line(record.rights), where) if part))

    def _marks_in(self, place: SourcePlace, review: Review) -> list[Mark]:
        """The marks in a source: made once, but for a finding that competes for it."""
        if review.screening is None:
            return []
        if place.index:
            found = source_marks(review.screening, place.source, review.decisions, review.focus, review.codes)
            return _seen(found, review)
        if place.source not in self._source_marks:
            made = source_marks(review.screening, place.source, review.decisions, None, review.codes)
            self._source_marks[place.source] = _seen(made, review)
        return self._source_marks[place.source]

    def _tie(self) -> None:
        gutter = self._splitter.gutter
        review = self._desk.review
        finding = review.finding if review else None
        gutter.set_head(self.output.line.y())
        left, right = self.output.pane.extent(), self.source.pane.extent()
        if finding is None or left is None or right is None or not self.source.isVisible():
            gutter.untie()
            return
        moved = []
        for pane, (top, bottom) in ((self.output.pane, left), (self.source.pane, right)):
            shift = gutter.mapFromGlobal(pane.viewport().mapToGlobal(pane.viewport().rect().topLeft())).y()
            moved.append((top + shift, bottom + shift))
        gutter.tie(finding.kind, moved[0], moved[1])


def _seen(marks: list[Mark], review: Review) -> list[Mark]:
    """The marks, without those of what is struck while that is out of sight."""
    return [mark for mark in marks if review.struck_shown or not mark.struck]
