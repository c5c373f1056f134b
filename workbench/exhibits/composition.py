"""What an exhibit says, from its cover to its appendix: the same for every form in which it is made."""

from collections.abc import Iterator
from itertools import count

from workbench.domain.exhibit import Exhibit
from workbench.exhibits.attempts import attempts
from workbench.exhibits.certificate import certificate
from workbench.exhibits.cover import cover
from workbench.exhibits.custody import characters, custody
from workbench.exhibits.findings import break_before, leads, standing, struck
from workbench.exhibits.index import index
from workbench.exhibits.method import method
from workbench.exhibits.pairs import Numbered
from workbench.exhibits.press.blocks import Item, PageBreak
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.typesetter import Typesetter
from workbench.exhibits.profile import Profile
from workbench.exhibits.rights import rights
from workbench.exhibits.summary import more_sources, summary


def numbered_findings(exhibit: Exhibit) -> list[Numbered]:
    """All findings with their numbers in print: the analysis's own, after the output's if it is not alone."""
    several = len(exhibit.parts) > 1
    return [
        Numbered(f"{place}.{finding.id}" if several else str(finding.id), part, finding)
        for place, part in zip(count(1), exhibit.parts, strict=False)
        for finding in part.screening.analysis.findings
    ]


def compose(
    exhibit: Exhibit,
    findings: list[Numbered],
    setter: Typesetter,
    profile: Profile,
    document: Node,
    volumes: int = 1,
) -> Iterator[Item]:
    """Everything that an exhibit says, in its order, as blocks set in the typesetter's measure."""
    yield from cover(exhibit, setter, profile, document, volumes)
    yield from summary(exhibit, findings, setter, document)
    yield PageBreak()
    yield from index(findings, setter, profile, document, volumes)
    yield from more_sources(exhibit, findings, setter, document)
    yield from rights(exhibit, setter, document)
    yield from break_before(standing(findings, setter, profile, document))
    yield from break_before(leads(findings, setter, profile, document))
    yield from break_before(attempts(exhibit, setter, document))
    yield from break_before(method(exhibit, setter, document))
    yield from break_before(custody(exhibit, setter, document))
    appendix = list(struck(findings, setter, profile, document))
    yield from characters(setter, document)
    if profile.certificate:
        yield from break_before(certificate(setter, document))
    yield PageBreak()
    yield from appendix
