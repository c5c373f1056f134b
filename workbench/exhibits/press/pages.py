"""Blocks -> pages: what must stay together does, headings never stand alone at the foot."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workbench.exhibits.press.blocks import Block, Fill, Item, PageBreak, Space, Together
from workbench.exhibits.press.tables import Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the distance of its top from the top of the page's text area, in points."""

    block: Block
    top: float


@dataclass(slots=True)
class Page:
    """What stands on one page."""

    placed: list[Placed] = field(default_factory=list)


class Paginator:
    """Fills pages of one height, in points, from the first block to the last."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._filled = 0.0
        self.pages: list[Page] = [Page()]

    def flow(self, items: Iterable[Item]) -> Iterator[int]:
        """Place all items; yields how many are placed, from time to time."""
        queue = deque(items)
        count = 0
        while queue:
            item = queue.popleft()
            count += 1
            if isinstance(item, PageBreak):
                self._turn()
            elif isinstance(item, Fill):
                self._filled += max(0.0, self._room - _height_to_break(queue))
            elif isinstance(item, Together):
                self._place_together(item)
            else:
                self._place_chain(item, queue)
            if count % 16 == 0:
                yield count

    def page_of(self) -> dict[str, int]:
        """Page, from 0, of every anchor."""
        return {
            anchor: number
            for number, page in enumerate(self.pages)
            for placed in page.placed
            for anchor in _anchors(placed.block)
            if anchor
        }

    @property
    def _room(self) -> float:
        return self._height - self._filled

    def _place_chain(self, block: Block, queue: "deque[Item]") -> None:
        """Place a block with those that it must not be parted from."""
        chain = [block]
        while chain[-1].keep and queue:
            following = queue[0]
            if isinstance(following, PageBreak | Fill):
                break
            queue.popleft()
            if isinstance(following, Together):
                self._place_together(Together([*chain, *following.blocks]))
                return
            chain.append(following)
        self._place_all(deque(chain))

    def _place_together(self, group: Together) -> None:
        height = _height(group.blocks)
        first_above = 0.0 if self._empty else group.blocks[0].above
        if first_above + height > self._room + 0.01 and height <= self._height:
            self._turn()
        self._place_all(deque(group.blocks))

    def _place_all(self, blocks: "deque[Block]") -> None:
        while blocks:
            if not self._empty and _least(blocks) > self._room + 0.01:
                self._turn()
            self._place(blocks.popleft())

    def _place(self, block: Block) -> None:
        rest: Block | None = block
        while rest is not None:
            above = 0.0 if self._empty else rest.above
            first, after = rest.split(self._room - above)
            if first is None and after is not None and self._empty:
                raise AssertionError("a block must give a part that fits on an empty page")
            if first is not None and not (self._empty and isinstance(first, Space) and not first.firm):
                self.pages[-1].placed.append(Placed(first, self._filled + above))
                self._filled += above + first.height
            if after is not None:
                self._turn()
            rest = after

    @property
    def _empty(self) -> bool:
        return not self.pages[-1].placed

    def _turn(self) -> None:
        if not self._empty:
            self.pages.append(Page())
        self._filled = 0.0


def _anchors(block: Block) -> list[str]:
    return [block.anchor, *(row.anchor for row in block.rows)] if isinstance(block, Table) else [block.anchor]


def _height(blocks: Iterable[Block]) -> float:
    """Height of blocks that stand one under the other, without the space above the first."""
    blocks = list(blocks)
    return sum(block.above + block.height for block in blocks) - blocks[0].above


def _least(blocks: "deque[Block]") -> float:
    """Height that the first block needs with all that it must keep beside it."""
    height = 0.0
    for block in blocks:
        height += block.above
        if not block.keep:
            return height + block.least
        height += block.height
    return height


def _height_to_break(items: Iterable[Item]) -> float:
    height = 0.0
    for item in items:
        if isinstance(item, PageBreak | Fill):
            break
        blocks = item.blocks if isinstance(item, Together) else [item]
        height += sum(block.above + block.height for block in blocks)
    return height
