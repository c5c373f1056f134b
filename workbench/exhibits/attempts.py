"""The attempts: how each output was obtained."""

from collections.abc import Iterator

from workbench.domain.exhibit import Exhibit
from workbench.domain.rate import attempt_rate, wilson
from workbench.domain.review import Attempt, AttemptEntry, Outcome
from workbench.domain.wording import percent
from workbench.exhibits.heading import section_heading
from workbench.exhibits.press.blocks import Item
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import BODY, EVIDENCE, HEADING
from workbench.exhibits.press.typesetter import Typesetter
from workbench.exhibits.wording import counted, listed

OUTCOMES: dict[Outcome, str] = {
    "reproduced": "Reproduced.",
    "not reproduced": "Not reproduced.",
    "no output": "No output.",
    "": "",
}


def attempts(exhibit: Exhibit, setter: Typesetter, document: Node) -> Iterator[Item]:
    """One attempt after the other, those without a finding too."""
    section = document.add("Sect", title="Attempts")
    yield section_heading("Attempts", "attempts", setter, section)
    if exhibit.withheld:
        yield setter.prose(_withheld(exhibit), BODY, section, width=400)
    if not exhibit.parts:
        yield setter.prose("No output was selected.", BODY, section)
        return
    yield setter.prose(_rate(exhibit), BODY, section, width=400)
    further = [entry for entry in exhibit.attempts if not entry.gave_output]
    if further:
        yield setter.prose(_ledger_rate(further), BODY, section, width=400)
    for part in exhibit.parts:
        yield setter.prose(part.screening.output.name, HEADING, section, role="H2", above=14, keep=True)
        if part.attempt_withheld:
            yield setter.prose("This attempt is withheld as privileged.", BODY, section)
        else:
            yield from _attempt(part.attempt, [], setter, section)
    names = {part.number: part.screening.output.name for part in exhibit.parts}
    for entry in further:
        heading = f"Attempt {entry.number}"
        if entry.output in names:
            heading += f", for {names[entry.output]}"
        yield setter.prose(heading, HEADING, section, role="H2", above=14, keep=True)
        outcome = [("Outcome", OUTCOMES[entry.outcome]), *([("Note", entry.note)] if entry.note else [])]
        yield from _attempt(entry.attempt, outcome, setter, section)


def _attempt(
    attempt: Attempt, outcome: list[tuple[str, str]], setter: Typesetter, section: Node
) -> Iterator[Item]:
    rows = [
        ("Model", attempt.model),
        ("Settings", attempt.settings),
        ("Date", attempt.made_on),
        ("Operator", attempt.operator),
        *outcome,
    ]
    for place, (label, words) in enumerate(rows):
        yield setter.labelled(
            label, words.strip() or "Not stated.", BODY, section, above=0 if place else 2, keep=True
        )
    prompt = attempt.prompt.strip()
    yield setter.labelled(
        "Prompt", attempt.prompt if prompt else "Not stated.", EVIDENCE if prompt else BODY, section
    )


def _withheld(exhibit: Exhibit) -> str:
    """How many privileged items are not in the exhibit."""
    withheld = exhibit.withheld
    counts = [
        counted(number, noun)
        for number, noun in (
            (withheld.outputs, "output"),
            (withheld.attempts, "attempt"),
            (withheld.notes, "note"),
        )
        if number
    ]
    return f"Withheld from this exhibit as privileged: {listed(counts)}."


def _ledger_rate(entries: list[AttemptEntry]) -> str:
    """How many of the further attempts reproduced, misses counted."""
    rate = attempt_rate(entries)
    told = f"Further attempts: {counted(len(entries), 'entry', 'entries')}; outcome stated of {rate.total:,}"
    if rate.total:
        low, high = rate.interval
        told += f", of which {rate.found:,} reproduced (95% interval {low:.0%} to {high:.0%})"
    return f"{told}."


def _rate(exhibit: Exhibit) -> str:
    """How many of the outputs have a counted finding, with an interval when there are several."""
    total = len(exhibit.parts)
    found = sum(any(f.counted for f in part.screening.analysis.findings) for part in exhibit.parts)
    told = f"Outputs in this exhibit: {total:,}; with at least one counted finding: {found:,}"
    if total > 1:
        low, high = wilson(found, total)
        told += f" ({percent(found / total)}; 95% interval {low:.0%} to {high:.0%}, by Wilson’s formula)"
    return f"{told}. What the operator did not state is printed as not stated."
