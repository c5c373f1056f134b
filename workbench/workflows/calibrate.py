"""Measure how often the engine finds something in texts that cannot derive from a library."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from workbench.domain.analysis import Screening
from workbench.domain.calibration import Calibration, ControlText, FalseFinding, Trial
from workbench.domain.document import Document, pinpoint
from workbench.domain.errors import LibraryFault, UnreadableDocument
from workbench.domain.progress import Progress
from workbench.evidence.control import Rate, rates
from workbench.intake import Refusal, Tally, files_in, read_each
from workbench.library import Library, store_control
from workbench.workflows.analyze import analyze_on
from workbench.workflows.control import engine
from workbench.workflows.decoy import decoy
from workbench.workflows.drain import drain
from workbench.workflows.open_shelf import OpenShelf, open_shelf
from workbench.workflows.threads import one_thread_each


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """What was stored with the library, and the rates that follow from it."""

    calibration: Calibration
    control: tuple[Rate, ...]
    decoys: tuple[Rate, ...]
    refusals: tuple[Refusal, ...]
    """Files that could not be read."""


@dataclass(frozen=True, slots=True)
class _Task:
    text: Document
    as_decoy: bool
    semantic: bool


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is kept of the screening of one text."""

    text: ControlText
    findings: tuple[FalseFinding, ...]
    mostly_present: bool
    """Whether most of the text stands in the library, in one finding or in many."""


Steps = Generator[Progress, None, CalibrationReport]


def calibrate(path: Path, paths: Sequence[Path], semantic: bool = False, processes: int = 1) -> Steps:
    """Analyse the texts in `paths` against the library at `path`, and store what is found.

    They are searched by words alone or, with `semantic`, by meaning, too. Counted findings are false, because
    the texts cannot derive from the library; so are those in their decoys. A text that is in the library is
    refused. Raises UnreadableDocument, LibraryFault, ModelFault and StorageFault.
    """
    tally = Tally()
    read = read_each(files_in(paths), tally)
    texts = {taken.document.sha256: taken.document for taken in read}
    if not texts:
        raise UnreadableDocument(
            f"None of the control texts can be read. The first: {tally.refusals[0].reason}",
            "Choose documents that can be read.",
        )
    with Library.open(path) as library:
        state = library.status().state
        present = {work.sha256 for work in library.works()}
        _refuse([text.name for text in texts.values() if text.sha256 in present], library)
        if semantic and not library.embedded_share:
            raise LibraryFault(
                f"The library {library.name!r} cannot be searched by meaning yet.",
                "Embed it with `workbench library embed`, or calibrate it by words alone.",
            )
        with _screening(path, min(processes, len(texts))) as screened:
            outcomes = yield from _outcomes(screened, texts.values(), semantic, as_decoys=False)
            _refuse([each.text.name for each in outcomes if each.mostly_present], library)
            decoys = yield from _outcomes(screened, texts.values(), semantic, as_decoys=True)
        calibration = Calibration(
            state,
            engine(semantic),
            tuple(each.text for each in outcomes),
            _trial(outcomes),
            _trial(decoys),
            semantic,
        )
        store_control(path, calibration)
    return CalibrationReport(
        calibration,
        tuple(rates(calibration.control)),
        tuple(rates(calibration.decoys)),
        tuple(tally.refusals),
    )


Screened = Callable[[Sequence[_Task]], Iterable[_Outcome]]


def _outcomes(
    screened: Screened, texts: Collection[Document], semantic: bool, as_decoys: bool
) -> Generator[Progress, None, list[_Outcome]]:
    """The outcome of each text, in their order; the longest are begun first, so that none is waited for."""
    order = sorted(texts, key=lambda text: (-len(text.text), text.sha256))
    tasks = [_Task(text, as_decoys, semantic) for text in order]
    label = "decoys" if as_decoys else "control texts"
    done: dict[str, _Outcome] = {}
    yield Progress(0, len(tasks), label)
    for task, outcome in zip(tasks, screened(tasks), strict=True):
        done[task.text.sha256] = outcome
        yield Progress(len(done), len(tasks), label)
    return [done[text.sha256] for text in texts]


@contextmanager
def _screening(library: Path, processes: int) -> Iterator[Screened]:
    """A way to screen texts against a library that stays open, here or in some processes of their own."""
    if processes <= 1:
        with open_shelf([library], many=True, controlled=False) as opened:
            yield partial(map, partial(_outcome, opened))
        return
    with one_thread_each(), get_context("spawn").Pool(processes, _open_here, (library,)) as pool:
        yield partial(pool.imap, _outcome_here)


_here: list[tuple[ExitStack, OpenShelf]] = []
"""The shelf of a process of the pool, with what holds it open for as long as the process lives."""


def _open_here(library: Path) -> None:
    stack = ExitStack()
    _here.append((stack, stack.enter_context(open_shelf([library], many=True, controlled=False))))


def _outcome_here(task: _Task) -> _Outcome:
    return _outcome(_here[0][1], task)


def _outcome(opened: OpenShelf, task: _Task) -> _Outcome:
    """The final screening of a text or its decoy; the engine and its defaults are those of an analysis."""
    output = decoy(task.text, opened.model) if task.as_decoy else task.text
    screening = drain(analyze_on(opened, output, task.semantic))
    analysis = screening.analysis
    widest = max((finding.output_words for finding in analysis.findings), default=0)
    return _Outcome(
        ControlText(output.name, output.sha256, analysis.output.words),
        tuple(_false_findings(screening)),
        2 * max(widest, analysis.coverage.gross_words) > analysis.output.words > 0,
    )


def _false_findings(screening: Screening) -> Iterator[FalseFinding]:
    """The counted findings, none of which can be true."""
    for finding in screening.analysis.findings:
        if finding.counted:
            yield FalseFinding(
                finding.kind,
                finding.weight_bits,
                screening.output.name,
                pinpoint(screening.output, finding.output_span),
                screening.analysis.source(finding.source).title,
            )


def _trial(outcomes: Sequence[_Outcome]) -> Trial:
    """The words of all texts, and the counted findings in them."""
    return Trial(
        sum(each.text.words for each in outcomes),
        tuple(finding for each in outcomes for finding in each.findings),
    )


def _refuse(names: Sequence[str], library: Library) -> None:
    if names:
        raise LibraryFault(
            f"These texts, or most of their words, are in the library {library.name!r}, so they cannot be "
            f"its control: {', '.join(names)}.",
            "Leave them out; a control text must not derive from the library.",
        )
