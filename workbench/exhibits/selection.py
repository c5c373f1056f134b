"""The part of an exhibit that was chosen to be printed."""

from collections.abc import Iterable
from dataclasses import replace

from workbench.domain.analysis import SourceRecord
from workbench.domain.errors import ExhibitFault
from workbench.domain.exhibit import Exhibit, ExhibitPart, Selection
from workbench.domain.finding import Finding


def select(exhibit: Exhibit, selection: Selection) -> Exhibit:
    """The exhibit with nothing but what was chosen, which keeps its numbers; says how much was left out.

    Raises ExhibitFault when something that was named is not there, or nothing is left.
    """
    if not selection.record():
        return exhibit
    _check(exhibit, selection)
    chosen = [part for part in exhibit.parts if not selection.outputs or part.number in selection.outputs]
    parts = [_selected(part, selection, alone=len(exhibit.parts) == 1) for part in chosen]
    narrowed = selection.findings or selection.sources or selection.codes
    parts = [part for part in parts if part.screening.analysis.findings or not narrowed]
    if not parts:
        raise ExhibitFault("This selection leaves no finding.", "Choose more, or leave the selection out.")
    shown = {part.number for part in parts}
    return replace(
        exhibit,
        parts=tuple(parts),
        attempts=tuple(entry for entry in exhibit.attempts if entry.output is None or entry.output in shown),
        outputs_left_out=len(exhibit.parts) - len(parts),
    )


def by_source(exhibit: Exhibit) -> list[Exhibit]:
    """One exhibit for each source that a finding names, the most words first.

    `Exhibit A` becomes `Exhibit A-1` and so on. A finding stands in the exhibit of its leading source alone.
    """
    words: dict[str, int] = {}
    for part in exhibit.parts:
        for finding in part.screening.analysis.findings:
            words[finding.source] = words.get(finding.source, 0) + finding.matched_words
    made = []
    for number, source in enumerate(sorted(words, key=lambda source: (-words[source], source)), start=1):
        name = f"{exhibit.caption.exhibit}-{number}" if exhibit.caption.exhibit.strip() else ""
        own = select(exhibit, Selection(sources=(source,)))
        made.append(replace(own, caption=replace(exhibit.caption, exhibit=name)))
    return made


def _selected(part: ExhibitPart, selection: Selection, alone: bool) -> ExhibitPart:
    analysis = part.screening.analysis
    findings = tuple(f for f in analysis.findings if _is_chosen(f, part, selection, alone))
    named = {finding.source for finding in findings}
    named |= {rival.source for finding in findings for rival in finding.competing}
    return replace(
        part,
        screening=replace(
            part.screening,
            analysis=replace(
                analysis,
                findings=findings,
                sources=tuple(record for record in analysis.sources if record.id in named),
            ),
        ),
        left_out=len(analysis.findings) - len(findings),
    )


def _is_chosen(finding: Finding, part: ExhibitPart, selection: Selection, alone: bool) -> bool:
    numbers = {(part.number, finding.id), *([(0, finding.id)] if alone else [])}
    if selection.findings and not numbers & set(selection.findings):
        return False
    if selection.sources and not _is_named(part.screening.analysis.source(finding.source), selection.sources):
        return False
    code = part.code(finding.id)
    return not selection.codes or (code is not None and code.name in selection.codes)


def _is_named(record: SourceRecord, names: Iterable[str]) -> bool:
    own = {record.id, record.sha256, record.title.casefold(), record.name.casefold()}
    return any(name in own or name.casefold() in own for name in names)


def _check(exhibit: Exhibit, selection: Selection) -> None:
    """Raise ExhibitFault for the first thing that was named and is not there."""
    known = {part.number for part in exhibit.parts}
    for output in selection.outputs:
        if output not in known:
            raise ExhibitFault(
                f"Output {output} is not among those that can be printed.",
                f"Analysed are: {', '.join(map(str, sorted(known)))}.",
            )
    for output, number in selection.findings:
        if not output and len(exhibit.parts) > 1:
            raise ExhibitFault(
                f"Several outputs have a finding {number}, or might.",
                f"Name the output, too: {min(known)}.{number}.",
            )
        if not any(
            number == finding.id
            for part in exhibit.parts
            if output in (0, part.number)
            for finding in part.screening.analysis.findings
        ):
            raise ExhibitFault(
                f"There is no finding {f'{output}.' if output else ''}{number}.",
                "List the findings with `workbench analyze`, or look in the window.",
            )
    for name in selection.sources:
        if not any(
            _is_named(record, (name,)) for part in exhibit.parts for record in part.screening.analysis.sources
        ):
            raise ExhibitFault(
                f"No finding names a source {name}.", "Give its title, its file name, or its id."
            )
    codes = {code.name for part in exhibit.parts for code in part.codes}
    for name in selection.codes:
        if name not in codes:
            raise ExhibitFault(f"There is no code {name}.", f"There are: {', '.join(sorted(codes))}.")
