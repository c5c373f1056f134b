"""The attempts: how each output was obtained."""

from collections.abc import Iterator
from math import sqrt

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
    yield setter.prose(_rate(exhibit), BODY, section, width=400)
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


def _rate(exhibit: Exhibit) -> str:
    """How many of the outputs have a counted finding, with an interval when there are several."""
    total = len(exhibit.parts)
    found = sum(any(f.counted for f in part.screening.analysis.findings) for part in exhibit.parts)
    told = f"Outputs in this exhibit: {total:,}; with at least one counted finding: {found:,}"
    if total > 1:
        low, high = wilson(found, total)
        told += f" ({found / total:.0%}; 95% interval {low:.0%} to {high:.0%}, by Wilson’s formula)"
    return f"{told}. What the operator did not state is printed as not stated."


def wilson(found: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a rate, each bound 0 to 1 (Wilson 1927); `total` is at least 1."""
    z = 1.959964
    rate, scale = found / total, 1 + z * z / total
    middle = rate + z * z / (2 * total)
    reach = z * sqrt(rate * (1 - rate) / total + z * z / (4 * total * total))
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
