"""Two texts that scroll together: what stands beside a place is told by the findings around it."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QObject

from workbench.ui.document_pane import DocumentPane

_STEEPEST = 4.0
"""Between findings, characters of one text for one of the other, up to which both glide; else it jumps."""

_LOOK = 1 / 3
"""Where in the pane the eye rests, as a share of its height."""

Anchor = tuple[int, int]


def twin(place: int, anchors: Sequence[Anchor]) -> int:
    """The place in the other text that belongs beside `place`; `anchors` are sorted, and at least one.

    Between two anchors it is interpolated where both texts run on at a like pace. Else, and before the
    first and after the last, it keeps its distance to the nearer one.
    """
    after = bisect_right(anchors, place, key=lambda anchor: anchor[0])
    before = max(0, after - 1)
    after = min(after, len(anchors) - 1)
    (here, there), (next_here, next_there) = anchors[before], anchors[after]
    gap, other = next_here - here, next_there - there
    if gap > 0 and 0 <= other <= gap * _STEEPEST and gap <= max(other, 1) * _STEEPEST:
        return there + round(other * (place - here) / gap)
    near = anchors[before] if abs(place - here) <= abs(next_here - place) else anchors[after]
    return max(0, near[1] + place - near[0])


class InStep(QObject):
    """Lets one pane follow the other while it is `closed`."""

    def __init__(self, output: DocumentPane, source: DocumentPane, parent: QObject) -> None:
        super().__init__(parent)
        self.closed = False
        self._known: tuple[object, object] = (None, None)
        self._anchors: tuple[list[Anchor], list[Anchor]] = ([], [])
        output.scrolled.connect(lambda: self._follow(output, source, 0))
        source.scrolled.connect(lambda: self._follow(source, output, 1))
        self._panes = (output, source)

    def _follow(self, leader: DocumentPane, follower: DocumentPane, way: int) -> None:
        if not self.closed or leader.loading or follower.loading or not follower.isVisible():
            return
        anchors = self._paired()[way]
        if anchors:
            y = leader.viewport().height() * _LOOK
            place, top = leader.place_at(y)
            follower.put(twin(place, anchors), top)

    def _paired(self) -> tuple[list[Anchor], list[Anchor]]:
        """Where findings begin and end in both texts, by their place in the output, and in the source."""
        marks = (self._panes[0].marks, self._panes[1].marks)
        if self._known[0] is not marks[0] or self._known[1] is not marks[1]:
            self._known = marks
            spans = {mark.number: mark.span for mark in marks[0]}
            ends = [
                end
                for mark in marks[1]
                if mark.number in spans
                for end in zip(spans[mark.number], mark.span, strict=True)
            ]
            self._anchors = sorted(ends), sorted((there, here) for here, there in ends)
        return self._anchors
