"""The draft of a certificate under Rule 902(13) and (14), for a person to complete and sign."""

from collections.abc import Iterator

from workbench.exhibits.heading import section_heading
from workbench.exhibits.press.blocks import Item
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import BODY
from workbench.exhibits.press.typesetter import Typesetter
from workbench.places import resource

_MEASURE = 400.0
_NUMBER = 22.0


def certificate(setter: Typesetter, document: Node) -> Iterator[Item]:
    """The draft: a line on what it is, then numbered paragraphs with blanks."""
    section = document.add("Sect", title="Draft certificate")
    yield section_heading("Draft certificate", "certificate", setter, section)
    text = resource("certificate", "fre-902.txt").read_text(encoding="utf-8")
    first, *paragraphs = (" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))
    yield setter.prose(first, BODY.but(face="sans-bold"), section, width=_MEASURE)
    for place, paragraph in enumerate(paragraphs, start=1):
        yield setter.labelled(f"{place}.", paragraph, BODY, section, above=9, indent=_NUMBER, width=_MEASURE)
