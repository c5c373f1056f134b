"""The logical structure of the document, for readers that do not see the page (PDF 1.7, section 14.7)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Content:
    """A stretch of a page's content: page from 0, and its marked-content number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link's rectangle: page from 0, and its place among the annotations of that page."""

    page: int
    place: int


@dataclass(eq=False, slots=True)
class Node:
    """An element of the structure tree: made when the text is written, filled when it is drawn."""

    role: str
    """A standard structure type: `Sect`, `H1`, `P`, `Table`, `TH`, `Figure`."""
    title: str = ""
    alternative: str = ""
    """What a figure or a link says in words."""
    scope: str = ""
    """For a `TH`: `Column` or `Row`."""
    children: list["Node | Content | Annotation"] = field(default_factory=list)

    def add(self, role: str, title: str = "", alternative: str = "", scope: str = "") -> "Node":
        """A new last child."""
        child = Node(role, title, alternative, scope)
        self.children.append(child)
        return child

    @property
    def empty(self) -> bool:
        """Whether nothing was drawn in it."""
        return all(isinstance(child, Node) and child.empty for child in self.children)

    def clear(self) -> None:
        """Forget what was drawn, so that it can be drawn again in another file."""
        self.children = [
            child for child in self.children if isinstance(child, Node) and child.role not in _DRAWN
        ]
        for child in self.children:
            if isinstance(child, Node):
                child.clear()


_DRAWN = ("Link",)
"""Elements that come into being when they are drawn."""
