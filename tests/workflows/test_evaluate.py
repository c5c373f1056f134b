"""Evaluation on a small dataset in the PAN layout, made by the test."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from workbench.domain.errors import UnreadableDocument
from workbench.domain.progress import Progress
from workbench.workflows.evaluate import Evaluation, evaluate

COPIED = (
    "The harbour master kept two ledgers, and in the first he wrote down every ship that came in, its "
    "master, its cargo and the hour of its mooring; in the second he wrote what he thought of them."
)
OTHER = (
    "A beekeeper visits each hive in spring. If the queen is weak the workers raise another, and honey is "
    "scarce until the lime trees flower. Wax is sold to candle makers, who come by cart in May.\r\n"
)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """One verbatim copy, once in a pair of its own, and one pair without a case."""
    root = tmp_path / "corpus"
    for folder in ("src", "susp", "01-none", "02-copy"):
        (root / folder).mkdir(parents=True)
    output = "\ufeffWhat follows was found in a drawer.\r\n\r\n" + COPIED + " Nobody asked for it."
    write(root / "susp" / "suspicious-document1.txt", output)
    write(root / "src" / "source-document1.txt", "An old tale. " + COPIED + " So it is told.")
    write(root / "src" / "source-document2.txt", OTHER)
    (root / "01-none" / "pairs").write_text("suspicious-document1.txt source-document2.txt\n")
    (root / "02-copy" / "pairs").write_text("suspicious-document1.txt source-document1.txt\n")
    write(root / "01-none" / "suspicious-document1-source-document2.xml", "<document/>")
    write(
        root / "02-copy" / "suspicious-document1-source-document1.xml",
        '<document reference="suspicious-document1.txt"><feature name="plagiarism" '
        f'this_offset="{output.index(COPIED)}" this_length="{len(COPIED)}" '
        f'source_offset="13" source_length="{len(COPIED)}"/></document>',
    )
    return root


def write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def evaluated(*arguments: object, **named: object) -> tuple[Evaluation, list[Progress]]:
    steps = evaluate(*arguments, **named)
    seen = []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as end:
            return end.value, seen


@pytest.mark.parametrize("processes", [1, 2])
def test_figures(dataset, processes):
    result, seen = evaluated(dataset, pan_conventions=True, processes=processes)
    assert [row.category for row in result.rows] == ["01-none", "02-copy"]
    assert [(row.pairs, row.clean_pairs, row.false_alarms) for row in result.rows] == [(1, 1, 0), (1, 0, 0)]
    assert result.overall.measure.plagdet == pytest.approx(1.0)
    assert result.overall.pairs == 2
    assert [(step.done, step.total) for step in seen] == [(1, 2), (2, 2)]


def test_without_conventions_a_detection_ends_with_its_last_word(dataset):
    result, _ = evaluated(dataset)
    figures = result.overall.measure
    assert figures.precision == 1
    assert figures.recall == pytest.approx((len(COPIED) - 1) / len(COPIED))


def test_detections_are_written_as_pan_xml(dataset, tmp_path):
    evaluated(dataset, detections=tmp_path / "found")
    path = tmp_path / "found" / "02-copy" / "suspicious-document1-source-document1.xml"
    document = features(path)
    assert document.get("reference") == "suspicious-document1.txt"
    (feature,) = document
    assert feature.get("name") == "detected-plagiarism"
    assert feature.get("source_reference") == "source-document1.txt"
    text = (dataset / "susp" / "suspicious-document1.txt").read_bytes().decode("utf-8")
    start, length = int(feature.get("this_offset")), int(feature.get("this_length"))
    assert text[start : start + length] == COPIED.removesuffix(".")
    assert not len(features(tmp_path / "found" / "01-none" / path.name.replace("1.xml", "2.xml")))


def features(path: Path) -> ElementTree.Element:
    return ElementTree.parse(path).getroot()  # noqa: S314 - written by the test itself


def test_a_folder_without_pairs(tmp_path):
    with pytest.raises(UnreadableDocument, match="no list of pairs"):
        evaluated(tmp_path)


def test_a_missing_record(dataset):
    (dataset / "01-none" / "suspicious-document1-source-document2.xml").unlink()
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        evaluated(dataset)
