"""Measure the alignment on a dataset in the PAN text-alignment layout, where the truth is known.

The layout: folders `src` and `susp` with texts, and one folder for each category with a file `pairs` (two
file names in a line, output first) and an XML file for each pair that lists its cases. "Suspicious",
"plagiarism" and "detection" are that corpus's words.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from workbench.alignment import align, prepare
from workbench.alignment.plagdet import Measure, Region, measure
from workbench.domain.errors import UnreadableDocument
from workbench.domain.match import Match
from workbench.domain.progress import Progress
from workbench.domain.span import Span
from workbench.text.passages import passages
from workbench.workflows.meaning import neighbours_between, places_near, remembered
from workbench.workflows.threads import one_thread_each

if TYPE_CHECKING:
    from workbench.models.embedder import Embedder

VERBATIM_WORDS = 30
"""Words of the equal run by which, under the corpus's conventions, a pair counts as copied verbatim."""

SHORTEST_CASE = 150
"""Characters of the shortest case of the corpus, on its shorter side."""

LEAST_DETECTION = 120
"""Characters of a detection, on its shorter side. Shorter runs are shown to a reviewer as what they are,
phrases and addresses; a passage of the alignment has as many."""

Steps = Generator[Progress, None, "Evaluation"]


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one category, or of all together."""

    category: str
    pairs: int
    measure: Measure
    clean_pairs: int
    """Pairs without a case."""
    false_alarms: int
    """Clean pairs with a detection."""
    milliseconds: float
    """Processor time for each pair, reading the two texts into words included."""
    plagdet_without_conventions: float
    plagdet_with_conventions: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a dataset: by category, and in all."""

    rows: tuple[Row, ...]
    overall: Row
    pan_conventions: bool


class _Pair(NamedTuple):
    dataset: Path
    category: str
    output: str
    source: str
    semantic: bool

    @property
    def record(self) -> str:
        """Name of the XML file of this pair."""
        return f"{Path(self.output).stem}-{Path(self.source).stem}.xml"


class _Outcome(NamedTuple):
    pair: _Pair
    cases: list[Region]
    detections: list[Region]
    conventional: list[Region]
    """The detections as the corpus would have annotated them."""
    seconds: float

    def under(self, pan_conventions: bool) -> list[Region]:
        """The detections, with the corpus's conventions or without them."""
        return self.conventional if pan_conventions else self.detections


def evaluate(
    dataset: Path,
    pan_conventions: bool = False,
    detections: Path | None = None,
    processes: int = 1,
    semantic: bool = True,
) -> Steps:
    """Align every pair of `dataset` and compare what is found with the truth.

    Detections are written as PAN XML into the folder `detections`, by category, if it is given. With
    `pan_conventions`, detections follow the habits of the corpus, see `follow_conventions`. Without
    `semantic` the lexical path is measured alone. Raises UnreadableDocument and ModelFault.
    """
    pairs = _pairs(Path(dataset), semantic)
    outcomes = []
    for outcome in _outcomes(pairs, processes):
        outcomes.append(outcome)
        if detections:
            _write(outcome, outcome.under(pan_conventions), Path(detections))
        yield Progress(len(outcomes), len(pairs), "aligning pairs")
    categories = dict.fromkeys(pair.category for pair in pairs)
    rows = tuple(
        _row(name, [one for one in outcomes if one.pair.category == name], pan_conventions)
        for name in categories
    )
    return Evaluation(rows, _row("all", outcomes, pan_conventions), pan_conventions)


def follow_conventions(matches: Sequence[Match], output: str, source: str) -> list[Region]:
    """The matches as the corpus would have annotated them.

    A summary is of the whole source and the only case of its pair; a pair with a verbatim copy has verbatim
    copies only; no case is shorter than SHORTEST_CASE; and a case ends with the marks that end its last word.
    """
    summaries = [match for match in matches if match.method == "summary"]
    if summaries:
        return [Region(_closed(match.output, output), Span(0, len(source))) for match in summaries]
    copies = [match for match in matches if match.method == "run" and match.matched_words >= VERBATIM_WORDS]
    regions = [
        Region(_closed(match.output, output), _closed(match.source, source)) for match in copies or matches
    ]
    return [region for region in regions if min(region.output.length, region.source.length) >= SHORTEST_CASE]


def _closed(span: Span, text: str) -> Span:
    """The span with the marks that follow its last word without a space."""
    stop = span.stop
    while stop < len(text) and not text[stop].isspace() and not text[stop].isalnum():
        stop += 1
    return Span(span.start, stop)


def _pairs(dataset: Path, semantic: bool) -> list[_Pair]:
    pairs = [
        _Pair(dataset, listing.parent.name, names[0], names[1], semantic)
        for listing in sorted(dataset.glob("*/pairs"))
        for names in map(str.split, listing.read_text(encoding="utf-8").splitlines())
        if len(names) == 2
    ]
    if not pairs:
        raise UnreadableDocument(
            f"The folder {dataset} has no list of pairs.",
            "Give the folder that holds src, susp and one folder with a file `pairs` for each category.",
        )
    return pairs


def _outcomes(pairs: Sequence[_Pair], processes: int) -> Iterator[_Outcome]:
    # in a child even if there is one: threads of matrix products would count as processor time and gain none
    with one_thread_each(), get_context("spawn").Pool(processes) as pool:
        yield from pool.imap(_outcome, pairs, chunksize=8)


def _outcome(pair: _Pair) -> _Outcome:
    output = _text(pair.dataset / "susp" / pair.output)
    source = _text(pair.dataset / "src" / pair.source)
    begun = time.process_time()
    matches = _by_meaning(output, source) if pair.semantic else align(prepare(output), prepare(source))
    seconds = time.process_time() - begun
    found = [
        Region(match.output, match.source)
        for match in matches
        if min(match.output.length, match.source.length) >= LEAST_DETECTION
    ]
    conventional = follow_conventions(matches, output, source)
    return _Outcome(pair, _cases(pair.dataset / pair.category / pair.record), found, conventional, seconds)


def _by_meaning(output: str, source: str) -> list[Match]:
    """The matches as `compare` finds them by meaning; each process loads the model when it first needs it."""
    encode = remembered(_embedder().encode)
    neighbours = neighbours_between(encode, output, source, "", passages(source))
    return align(prepare(output), prepare(source), encode, places_near(neighbours).get("", ()))


@lru_cache(1)
def _embedder() -> "Embedder":
    from workbench.models.embedder import Embedder

    return Embedder.load()


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise UnreadableDocument(
            f"The text {path.name} of the dataset cannot be read as UTF-8.",
            "Unpack the dataset again and check that the file is whole.",
        ) from fault


def _cases(path: Path) -> list[Region]:
    try:
        # expat refuses the expansion of nested entities by itself, and no other is resolved
        features = ElementTree.parse(path).iter("feature")  # noqa: S314
        return [_region(feature) for feature in features if feature.get("name") == "plagiarism"]
    except (OSError, ElementTree.ParseError, KeyError, ValueError) as fault:
        raise UnreadableDocument(
            f"The record {path.name} of the dataset cannot be read.",
            "Every pair needs an XML file in its category's folder, even where it has no case.",
        ) from fault


def _region(feature: ElementTree.Element) -> Region:
    output, source = int(feature.attrib["this_offset"]), int(feature.attrib["source_offset"])
    return Region(
        Span(output, output + int(feature.attrib["this_length"])),
        Span(source, source + int(feature.attrib["source_length"])),
    )


def _write(outcome: _Outcome, detections: Sequence[Region], folder: Path) -> None:
    document = ElementTree.Element("document", reference=outcome.pair.output)
    for region in detections:
        ElementTree.SubElement(
            document,
            "feature",
            name="detected-plagiarism",
            this_offset=str(region.output.start),
            this_length=str(region.output.length),
            source_reference=outcome.pair.source,
            source_offset=str(region.source.start),
            source_length=str(region.source.length),
        )
    path = folder / outcome.pair.category / outcome.pair.record
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.indent(document)
    ElementTree.ElementTree(document).write(path, encoding="utf-8", xml_declaration=True)


def _row(category: str, outcomes: Sequence[_Outcome], pan_conventions: bool) -> Row:
    plain, conventional = (
        measure((outcome.cases, outcome.under(conventions)) for outcome in outcomes)
        for conventions in (False, True)
    )
    clean = [outcome for outcome in outcomes if not outcome.cases]
    return Row(
        category=category,
        pairs=len(outcomes),
        measure=conventional if pan_conventions else plain,
        clean_pairs=len(clean),
        false_alarms=sum(bool(outcome.under(pan_conventions)) for outcome in clean),
        milliseconds=1000 * sum(outcome.seconds for outcome in outcomes) / max(1, len(outcomes)),
        plagdet_without_conventions=plain.plagdet,
        plagdet_with_conventions=conventional.plagdet,
    )
