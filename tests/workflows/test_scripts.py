"""Scripts that a lawyer can read: library texts, an output, and the findings that must come of them."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench.intake import from_text
from workbench.workflows.analyze import analyze
from workbench.workflows.build_library import create_library
from workbench.workflows.drain import drain

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.txt"))


@dataclass(frozen=True)
class Script:
    """One script: texts by name, the output, and the expected rows."""

    library: dict[str, str]
    output: str
    findings: list[tuple[str, ...]]


def _read(path: Path) -> Script:
    library: dict[str, str] = {}
    output, rows = "", []
    for section in path.read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, body = section.partition("\n")
        if head.startswith("LIBRARY "):
            library[head.removeprefix("LIBRARY ")] = body
        elif head == "OUTPUT":
            output = body
        else:
            rows = [tuple(part.strip() for part in row.split("|")) for row in body.splitlines() if row]
    return Script(library, output, rows)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_script(path: Path, tmp_path: Path) -> None:
    script = _read(path)
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in script.library.items():
        (texts / name).write_text(text, encoding="utf-8")
    drain(create_library(tmp_path / "library", [texts]))
    analysis = drain(analyze(from_text("output", script.output), [tmp_path / "library"], False)).analysis
    found = []
    for finding in analysis.findings:
        sources = {finding.source, *(rival.source for rival in finding.competing)}
        names = ", ".join(sorted(analysis.source(source).name for source in sources))
        words = " ".join(finding.output_span.of(script.output).split())
        found.append((finding.kind, finding.classification, names, words))
    assert [row[:3] for row in found] == [row[:3] for row in script.findings]
    for (*_, words), (*_, ends) in zip(found, script.findings, strict=True):
        beginning, _, end = ends.partition(" ... ")
        assert words.startswith(beginning)
        assert words.endswith(end)
