"""An exhibit as running text without lines and pages, for forms that break lines themselves."""

from collections.abc import Generator
from dataclasses import asdict, dataclass, field

from workbench.domain.exhibit import Caption, Exhibit
from workbench.domain.progress import Progress
from workbench.exhibits.composition import compose, numbered_findings
from workbench.exhibits.press.blocks import Block, Fill, PageBreak, Together
from workbench.exhibits.press.pieces import Speller
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import Style
from workbench.exhibits.press.typesetter import Typesetter
from workbench.exhibits.profile import Profile


class Unmeasured:
    """Stands for typefaces where the reader's program chooses them: everything prints, nothing is wide."""

    def prints(self, char: str) -> bool:
        """Always."""
        return bool(char)

    def width(self, text: str, style: Style) -> float:
        """0 points: a line ends only where the text ends one."""
        return 0.0


@dataclass(frozen=True, slots=True)
class Galley:
    """The blocks of an exhibit in order, one line to a paragraph, and the structure that they stand in."""

    caption: Caption
    """The exhibit's, as plain lines: what cannot be seen stands by its number."""
    blocks: list[Block] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    """Before which blocks a page ends where there are pages."""


def galley(exhibit: Exhibit, profile: Profile) -> Generator[Progress, None, Galley]:
    """Everything that the exhibit says, unpaged."""
    unmeasured = Unmeasured()
    redacted = exhibit.redacted > 0
    setter = Typesetter(unmeasured, Speller(unmeasured, redacted), profile.measure)
    speller = Speller(unmeasured, redacted)
    lines = {name: speller.line(words) for name, words in asdict(exhibit.caption).items()}
    made = Galley(Caption(**lines))
    for item in compose(exhibit, numbered_findings(exhibit), setter, profile, Node("Document")):
        if isinstance(item, Together):
            made.blocks.extend(item.blocks)
        elif isinstance(item, PageBreak):
            made.breaks.add(len(made.blocks))
        elif not isinstance(item, Fill):
            made.blocks.append(item)
        if len(made.blocks) % 16 == 0:
            yield Progress(len(made.blocks), 0, "composing the exhibit")
    return made
