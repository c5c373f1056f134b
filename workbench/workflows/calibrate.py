"""Measure how often the engine finds something in texts that cannot derive from a library."""

import random
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.analysis import Screening
from workbench.domain.calibration import Calibration, ControlText, FalseFinding, Trial
from workbench.domain.document import Document, pinpoint
from workbench.domain.errors import LibraryFault, UnreadableDocument
from workbench.domain.progress import Progress
from workbench.evidence.control import Rate, rates
from workbench.intake import Refusal, Tally, files_in, from_text, read_each
from workbench.library import Library, store_control
from workbench.text.sentences import sentences
from workbench.workflows.analyze import analyze
from workbench.workflows.control import engine
from workbench.workflows.drain import drain


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """What was stored with the library, and the rates that follow from it."""

    calibration: Calibration
    control: tuple[Rate, ...]
    decoys: tuple[Rate, ...]
    refusals: tuple[Refusal, ...]
    """Files that could not be read."""


Steps = Generator[Progress, None, CalibrationReport]


def calibrate(path: Path, paths: Sequence[Path]) -> Steps:
    """Analyse the texts in `paths` against the library at `path`, by words alone, and store what is found.

    Counted findings are false, because the texts cannot derive from the library; so are those in decoys, the
    same texts with the words of each sentence in another order. A text that is in the library is refused.
    Raises UnreadableDocument, LibraryFault and StorageFault.
    """
    tally = Tally()
    texts = {taken.document.sha256: taken.document for taken in read_each(files_in(paths), tally)}
    if not texts:
        raise UnreadableDocument(
            f"None of the control texts can be read. The first: {tally.refusals[0].reason}",
            "Choose text files (.txt, .md).",
        )
    with Library.open(path) as library:
        state = library.status().state
        present = {work.sha256 for work in library.works()}
        _refuse([text.name for text in texts.values() if text.sha256 in present], library)

        screenings = yield from _screened(texts.values(), path, "control texts")
        _refuse([each.output.name for each in screenings if _mostly_present(each)], library)
        decoys = yield from _screened(map(decoy, texts.values()), path, "decoys")

        control = _trial(screenings)
        records = tuple(
            ControlText(each.output.name, each.output.sha256, each.analysis.output.words)
            for each in screenings
        )
        calibration = Calibration(state, engine(), records, control, _trial(decoys))
        store_control(path, calibration)
    return CalibrationReport(
        calibration, tuple(rates(control)), tuple(rates(calibration.decoys)), tuple(tally.refusals)
    )


def decoy(text: Document) -> Document:
    """The text with the words of each sentence in another order, the same one each time."""
    order = random.Random(text.sha256)  # noqa: S311 - a shuffle, and no secret
    shuffled = []
    for sentence in sentences(text.text):
        words = sentence.of(text.text).split()
        order.shuffle(words)
        shuffled.append(" ".join(words))
    return from_text(text.name, "\n".join(shuffled))


def _screened(
    texts: Iterable[Document], library: Path, label: str
) -> Generator[Progress, None, list[Screening]]:
    """The final screening of each text; the engine and its defaults are those of an analysis."""
    waiting = list(texts)
    done: list[Screening] = []
    for text in waiting:
        yield Progress(len(done), len(waiting), label)
        done.append(drain(analyze(text, [library], semantic=False)))
    yield Progress(len(done), len(waiting), label)
    return done


def _trial(screenings: Sequence[Screening]) -> Trial:
    """The words of all outputs, and their counted findings."""
    found = [
        FalseFinding(
            finding.kind,
            finding.weight_bits,
            screening.output.name,
            pinpoint(screening.output, finding.output_span),
            screening.analysis.source(finding.source).title,
        )
        for screening in screenings
        for finding in screening.analysis.findings
        if finding.counted
    ]
    return Trial(sum(each.analysis.output.words for each in screenings), tuple(found))


def _mostly_present(screening: Screening) -> bool:
    """Whether most of a text stands in the library, in one finding or in many."""
    analysis = screening.analysis
    widest = max((finding.output_words for finding in analysis.findings), default=0)
    return 2 * max(widest, analysis.coverage.gross_words) > analysis.output.words > 0


def _refuse(names: Sequence[str], library: Library) -> None:
    if names:
        raise LibraryFault(
            f"These texts, or most of their words, are in the library {library.name!r}, so they cannot be "
            f"its control: {', '.join(names)}.",
            "Leave them out; a control text must not derive from the library.",
        )
