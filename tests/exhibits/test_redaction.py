"""What was redacted cannot be found in any form, by any reader; everything else stays."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest

from workbench.domain.errors import ExhibitFault
from workbench.domain.exhibit import REDACTED, Exhibit
from workbench.domain.span import Span
from workbench.exhibits import (
    FORMS,
    Profile,
    Redactions,
    check_redacted,
    form_of,
    read_redactions,
    redact,
)

PHRASES = ("pryce", "Harbour   Press, Inc.", "printed edition of 1931", "example-large-3")


def readable(path: Path) -> str:
    """Whatever a reader of the file could see, spaces and case aside."""
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        told = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        with pikepdf.open(path) as pdf:
            told += "".join(
                repr(item) if not isinstance(item, pikepdf.Stream) else "" for item in pdf.objects
            )
            told += pdf.open_metadata().__str__()
    elif path.suffix in (".docx", ".xlsx"):
        with ZipFile(path) as packed:
            told = "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    else:
        told = path.read_text("utf-8", "replace")
    return "".join(told.split()).casefold()


@pytest.mark.parametrize("ending", sorted(set(FORMS) - {".dat"}))
def test_no_form_holds_what_was_redacted(sample: Exhibit, tmp_path: Path, ending: str) -> None:
    plain, path = tmp_path / f"plain{ending}", tmp_path / f"redacted{ending}"
    redactions = Redactions(PHRASES)
    for exhibit, place in ((sample, plain), (redact(sample, redactions), path)):
        for _ in form_of(place).write(exhibit, place, Profile()):
            pass
    before, after = readable(plain), readable(path)
    for phrase in PHRASES[:3]:
        squeezed = "".join(phrase.split()).casefold()
        assert squeezed in before
        assert squeezed not in after
    assert "[redacted]" in after
    assert REDACTED not in after
    check_redacted(path, redactions)
    with pytest.raises(ExhibitFault, match="would still hold"):
        check_redacted(plain, redactions)


def test_load_files_hold_nothing_of_it_either(sample: Exhibit, tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    for _ in form_of(path).write(redact(sample, Redactions(PHRASES)), path, Profile()):
        pass
    for made in [path, *(tmp_path / "a").rglob("*.txt"), *(tmp_path / "a").rglob("*.pdf")]:
        check_redacted(made, Redactions(PHRASES))
        assert "pryce" not in readable(made)


def test_words_are_found_over_line_ends_marks_and_case(sample: Exhibit) -> None:
    part = sample.parts[0]
    text = "Then THE “well-\nknown” Mr. Smith, 300 miles off; smithy. \ufdd0 The well known mr smith"
    output = replace(part.screening.output, text=text)
    alone = replace(part, screening=replace(part.screening, output=output))
    told = redact(replace(sample, parts=(alone,)), Redactions(("the well-known Mr Smith", "three hundred")))
    erased = told.parts[0].screening.output.text
    assert len(erased) == len(text)
    assert erased.startswith("Then " + REDACTED)
    assert erased.replace(REDACTED, "").split() == ["Then", ",", "miles", "off;", "smithy.", "\ufffd"] or (
        "smithy." in erased and "Smith," not in erased and "300" not in erased
    )
    assert told.redacted >= 3


def test_places_and_notes_are_taken_out(sample: Exhibit, printed: Callable[..., Path]) -> None:
    output = sample.parts[0].screening.output
    finding = sample.parts[0].screening.analysis.findings[0]
    span = finding.output_span
    words = finding.output_span.of(output.text).split()[:3]
    place = Redactions(spans=((output.sha256[:12], span),), notes=True)
    told = redact(sample, place)
    assert told.parts[0].screening.output.text[span.start : span.stop] == REDACTED * (span.stop - span.start)
    assert all(set(decision.note) <= {REDACTED} for decision in told.parts[0].decisions.values())
    text = readable(printed(told))
    assert "printededitionof1931" not in text
    assert text.count("".join(words).casefold()) < readable(printed(sample)).count("".join(words).casefold())


def test_a_list_of_redactions_is_read() -> None:
    told = read_redactions("\ufeff# who\nJane Roe\n\n  Acme  \n@0123456789ab 20-10\n")
    assert told == Redactions(("Jane Roe", "Acme"), (("0123456789ab", Span(10, 20)),))
    assert not read_redactions("# nothing\n\n")


def test_nothing_to_redact_changes_nothing(sample: Exhibit) -> None:
    assert redact(sample, Redactions()) is sample
