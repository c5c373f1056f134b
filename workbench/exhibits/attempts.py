"""The attempts: how each output was obtained."""

from collections.abc import Iterator

from workbench.domain.exhibit import Exhibit
from workbench.exhibits.heading import section_heading
from workbench.exhibits.press.blocks import Item
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import BODY, EVIDENCE, HEADING
from workbench.exhibits.press.typesetter import Typesetter


def attempts(exhibit: Exhibit, setter: Typesetter, document: Node) -> Iterator[Item]:
    """One attempt after the other, those without a finding too."""
    section = document.add("Sect", title="Attempts")
    yield section_heading("Attempts", "attempts", setter, section)
    if not exhibit.parts:
        yield setter.prose("No output was selected.", BODY, section)
        return
    found = sum(any(f.counted for f in part.screening.analysis.findings) for part in exhibit.parts)
    yield setter.prose(
        f"Outputs in this exhibit: {len(exhibit.parts):,}; with at least one counted finding: {found:,}. "
        "What the operator did not state is printed as not stated.",
        BODY,
        section,
        width=400,
    )
    for part in exhibit.parts:
        attempt = part.attempt
        yield setter.prose(part.screening.output.name, HEADING, section, role="H2", above=14, keep=True)
        for place, (label, words) in enumerate(
            [
                ("Model", attempt.model),
                ("Settings", attempt.settings),
                ("Date", attempt.made_on),
                ("Operator", attempt.operator),
            ]
        ):
            yield setter.labelled(
                label, words.strip() or "Not stated.", BODY, section, above=0 if place else 2, keep=True
            )
        prompt = attempt.prompt.strip()
        yield setter.labelled(
            "Prompt", attempt.prompt if prompt else "Not stated.", EVIDENCE if prompt else BODY, section
        )
