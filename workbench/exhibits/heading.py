"""The head of a section."""

from workbench.exhibits.press.blocks import Prose
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import SECTION
from workbench.exhibits.press.typesetter import Typesetter


def section_heading(title: str, anchor: str, setter: Typesetter, section: Node, above: float = 0.0) -> Prose:
    """A section's title, with its entry in the outline; never alone at the foot of a page."""
    return setter.prose(
        title, SECTION, section, role="H1", above=above, keep=True, anchor=anchor, bookmark=(0, title)
    )
