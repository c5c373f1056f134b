"""Commands that look for correspondence: analyze, compare."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import terminal
from workbench.cli.reading import TextEncoding, choices

if TYPE_CHECKING:
    from workbench.domain.analysis import Analysis, Screening
    from workbench.domain.document import Document
    from workbench.domain.finding import Finding
    from workbench.evidence import Policy

Json = Annotated[str | None, typer.Option("--json", metavar="FILE", help="Write the analysis; - prints it.")]
Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", readable=False, help="Print the exhibit.")]
NoSemantic = Annotated[bool, typer.Option("--no-semantic", help="Do not search by meaning; load no model.")]
Ignore = Annotated[
    Path | None,
    typer.Option(metavar="FILE", readable=False, help="Strike these words, a phrase or pattern a line."),
]
StrikePublic = Annotated[
    bool, typer.Option("--strike-public-domain", help="Strike what stands in public-domain works only.")
]


def analyze(
    output: Annotated[
        Path, typer.Argument(help="The disputed text; - reads standard input.", readable=False)
    ],
    library: Annotated[
        list[Path], typer.Option("--library", "-l", readable=False, help="A library; give it again for more.")
    ],
    no_semantic: NoSemantic = False,
    ignore: Ignore = None,
    strike_public_domain: StrikePublic = False,
    matter: Annotated[
        Path | None, typer.Option(readable=False, help="Record the analysis in this matter.")
    ] = None,
    json: Json = None,
    pdf: Pdf = None,
    encoding: TextEncoding = "",
) -> None:
    """Screen an output against one or more libraries."""
    from workbench.workflows.analyze import analyze as screen

    _check_targets(json, pdf, matter)
    document, content = _read(output, encoding, matter)
    policy = _policy(ignore, strike_public_domain)
    screening = terminal.run(screen(document, library, not no_semantic, policy))
    if matter is not None:
        from workbench.cli.matter import reviewer_name
        from workbench.workflows.record import record_screening

        record_screening(matter, content, screening, library, reviewer_name())
    _deliver(screening, json, pdf)


def compare(
    output: Annotated[Path, typer.Argument(help="The disputed text.", readable=False)],
    source: Annotated[Path, typer.Argument(help="The text that it may reproduce.", readable=False)],
    no_semantic: NoSemantic = False,
    ignore: Ignore = None,
    json: Json = None,
    pdf: Pdf = None,
    encoding: TextEncoding = "",
) -> None:
    """Compare an output with one source, without a library."""
    from workbench.workflows.compare import compare as screen

    _check_targets(json, pdf)
    document, _ = _read(output, encoding)
    other, _ = _read(source, encoding)
    policy = _policy(ignore, strike_public_domain=False)
    _deliver(terminal.run(screen(document, other, not no_semantic, policy)), json, pdf)


def _check_targets(json: str | None, pdf: Path | None, matter: Path | None = None) -> None:
    """Say what cannot be written before the search, not after it."""
    if json is not None:
        terminal.check_json_target(json)
    if pdf is not None:
        from workbench.workflows.target import PDF, check_target

        check_target(pdf, PDF)
    if matter is not None:
        from workbench.matter import Matter

        Matter.open(matter).close()


def _read(path: Path, encoding: str, matter: Path | None = None) -> "tuple[Document, bytes]":
    """The text in a file; a refusal of it is a row of `matter`, too."""
    from workbench.domain.errors import UnreadableDocument

    name = "standard input" if str(path) == "-" else path.name
    try:
        return _taken(path, name, encoding)
    except UnreadableDocument as fault:
        if matter is not None:
            from workbench.cli.matter import reviewer_name
            from workbench.workflows.record import record_refusal

            record_refusal(matter, name, fault.message, reviewer_name())
        raise


def _taken(path: Path, name: str, encoding: str) -> "tuple[Document, bytes]":
    from workbench.intake import take_one
    from workbench.intake.plain_text import read_bytes

    content = sys.stdin.buffer.read() if str(path) == "-" else read_bytes(path)
    taken = take_one(name, content, choices(encoding))
    for warning in taken.document.warnings:
        terminal.warn(f"{taken.document.name}: {warning}")
    return taken.document, taken.original


def _policy(ignore: Path | None, strike_public_domain: bool) -> "Policy | None":
    """The reviewer's rules; a line that is empty or begins with `#` is no phrase."""
    if ignore is None and not strike_public_domain:
        return None
    from workbench.evidence import Policy
    from workbench.intake import read

    lines = [] if ignore is None else read(ignore).text.lstrip("\ufeff").splitlines()
    phrases = tuple(line for line in lines if line.strip() and not line.startswith("#"))
    return Policy(phrases, strike_public_domain)


def _deliver(screening: "Screening", json: str | None, pdf: Path | None) -> None:
    if json is not None:
        terminal.write_json(json, screening.analysis.to_json())
    if pdf is not None:
        from workbench.exhibits import load_profile, write_pdf
        from workbench.workflows.record import exhibit_of

        terminal.run(write_pdf(exhibit_of(screening), pdf, load_profile("letter")))
    if json != "-":
        show(screening)


def show(screening: "Screening") -> None:
    """The findings as a table, and the words matched over the eligible words with what was left out."""
    from workbench.domain.document import pinpoint

    analysis = screening.analysis
    terminal.table(
        ["no", "kind", "words", "bits", "output", "source", "place", "licence", "class"],
        [
            [
                str(finding.id),
                finding.kind,
                str(finding.matched_words),
                f"{finding.weight_bits:.0f}",
                pinpoint(screening.output, finding.output_span),
                analysis.source(finding.source).title + _others(finding),
                pinpoint(screening.sources[finding.source], finding.source_span),
                analysis.source(finding.source).rights.licence,
                "not counted" if finding.kind == "lead" else finding.classification,
            ]
            for finding in analysis.findings
        ],
        numbers=["no", "words", "bits"],
    )
    for line in coverage_lines(analysis):
        terminal.say(line)
    for line in rights_lines(analysis):
        terminal.say(line)


def coverage_lines(analysis: "Analysis") -> list[str]:
    """What was matched, of how much, with what left out, in which library."""
    coverage = analysis.coverage
    lines = [
        f"{coverage.matched_words:,} of {coverage.eligible_words:,} eligible words stand in counted findings "
        f"({coverage.gross_words:,} of {analysis.output.words:,} before exclusions)."
    ]
    lines += [
        f"Excluded as {row.classification}: {terminal.counted(row.words, 'word')}"
        f" in {terminal.counted(row.findings, 'finding')}."
        for row in coverage.excluded
    ]
    asked = (
        "search by meaning was not asked"
        if coverage.embedded_share is None
        else f"search by meaning covered {terminal.percent(coverage.embedded_share)} of them"
    )
    works = terminal.counted(coverage.library_works, "work")
    lines.append(
        f"Searched: {works}, {coverage.library_words:,} words; {asked}. Not found means not found there."
    )
    if "repetition" in analysis.parameters:
        lines.append(f"Repetition: {analysis.parameters['repetition']}.")
    if "control" in analysis.parameters:
        lines.append(f"Control: {analysis.parameters['control']}")
    return lines


def rights_lines(analysis: "Analysis") -> list[str]:
    """Whose words they are, under which licence, and what it asks; a blank line first."""
    from workbench.domain.rights_words import asks_lines, share_line

    lines = ["", "Rights"] if analysis.rights else []
    for share in analysis.rights:
        lines.append(share_line(share))
        lines += [f"  {line}" for line in asks_lines(share.asks, share.asks_known)]
    return lines


def _others(finding: "Finding") -> str:
    """How many other works compete; further places in the same one are not among them."""
    count = len({rival.source for rival in finding.rivals} - {finding.source})
    return f" (+{count})" if count else ""
