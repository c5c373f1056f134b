"""The forms in which an exhibit is made, each named by the ending of its file."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import ExhibitFault
from workbench.domain.exhibit import Exhibit
from workbench.domain.progress import Progress
from workbench.exhibits.exports.csv_table import write_csv
from workbench.exhibits.exports.docx import write_docx
from workbench.exhibits.exports.html import write_html
from workbench.exhibits.exports.load_file import write_load_files
from workbench.exhibits.exports.xlsx import write_xlsx
from workbench.exhibits.pdf import write_pdf
from workbench.exhibits.profile import Profile

Write = Callable[[Exhibit, Path, Profile], Generator[Progress, None, None]]


@dataclass(frozen=True, slots=True)
class Form:
    """One form: what it is called, how it is written, and with which bytes its files begin."""

    name: str
    write: Write
    begins: tuple[bytes, ...]


FORMS: Mapping[str, Form] = {
    ".pdf": Form("PDF, for filing", write_pdf, (b"%PDF-",)),
    ".docx": Form("Word document of the same words", write_docx, (b"PK\x03\x04",)),
    ".html": Form("Web page of the same words", write_html, (b"<!DOCTYPE html>",)),
    ".csv": Form(
        "Table of findings, CSV",
        lambda exhibit, path, _: write_csv(exhibit, path),
        (b"\xef\xbb\xbffinding,",),
    ),
    ".xlsx": Form(
        "Table of findings, Excel", lambda exhibit, path, _: write_xlsx(exhibit, path), (b"PK\x03\x04",)
    ),
    ".dat": Form(
        "Load files for a review platform, Concordance DAT and OPT",
        write_load_files,
        ("\ufeff\u00feBEGBATES".encode(),),
    ),
}


def form_of(path: Path) -> Form:
    """The form that a file's ending asks for; raises ExhibitFault for any other ending."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise ExhibitFault(
            f"An exhibit cannot be made as {path.suffix or 'a file without an ending'}.",
            f"Name a file that ends in one of: {', '.join(FORMS)}.",
        )
    return form
