"""Load files of a production in litigation: Concordance DAT, and Opticon OPT.

A DAT file has a row for each document, with its Bates numbers, its fields, and its text or the path of a file
with its text. An OPT file lists the pictures of the pages and holds no text.
"""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator

from workbench.domain.document import LINES, Document
from workbench.domain.errors import UnreadableDocument
from workbench.intake.bates import Bates
from workbench.intake.corpus import rights_of
from workbench.intake.delimited import distinct
from workbench.intake.flow import counted
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Elsewhere, Refusal
from workbench.intake.web_page import encoding_of

READER = "concordance 1"
MEDIA_TYPE = "text/x-concordance-dat"
_QUOTES = '\u00fe^|"'
_BEGINNING = (
    "begbates",
    "begdoc",
    "begno",
    "begprod",
    "prodbeg",
    "batesbeg",
    "beginbates",
    "bates",
    "docid",
    "controlnumber",
)
_END = ("endbates", "enddoc", "endno", "endprod", "prodend", "batesend")
_TEXT = ("extractedtext", "fulltext", "ocrtext", "bodytext", "text", "ocr")
_TEXT_PATH = (
    "textpath",
    "textlink",
    "textfile",
    "textprecedence",
    "ocrpath",
    "extractedtextpath",
    "textfilepath",
)


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken | Refusal]:
    """The text of each row of a DAT file that holds its text, cited by its Bates numbers.

    A row whose text lies in a file beside the load file is given as an Elsewhere; rows without any are
    counted in a refusal. Raises UnreadableDocument for a file that is no load file.
    """
    encoding, warnings = encoding_of(content, choices.encoding)
    digest = hashlib.sha256(content).hexdigest()
    empty = 0
    for number, row in enumerate(_rows(name, content.decode(encoding, "replace")), start=1):
        text = _field(row, (_plain(choices.text_column),) if choices.text_column else _TEXT)
        bates = Bates(_field(row, _BEGINNING).strip(), _field(row, _END).strip())
        if any(character.isalnum() for character in text):
            called = str(bates) or f"row {number}"
            original = text.encode("utf-8", "surrogatepass")
            taken = Document(
                name=f"{name}/{called}",
                text=text,
                sha256=hashlib.sha256(original).hexdigest(),
                media_type=MEDIA_TYPE,
                reader=READER,
                encoding=encoding,
                warnings=tuple(warnings),
                locator=bates.locator(text) if bates.first else LINES,
                origin=f"row {number} of {name} (SHA-256 {digest})",
            )
            yield Taken(taken, original, rights=rights_of(row, ""))
        elif path := _field(row, _TEXT_PATH).strip():
            called = str(bates) or f"row {number}"
            reason = f"The text of {called} in {name} lies in a file that was not chosen; add its folder."
            origin = f"row {number} of {name} (SHA-256 {digest})"
            rights = rights_of(row, "")
            yield Elsewhere(f"{name}/{called}", reason, path, bates.first, bates.last, origin, rights)
        else:
            empty += 1
    if empty:
        yield Refusal(name, f"{counted(empty, 'row')} of {name} name no text.")


def read_pages(name: str, content: bytes, choices: Choices) -> Iterator[Taken]:
    """Refuses an OPT file, which lists pictures of pages, and says what to read instead."""
    del content, choices
    raise UnreadableDocument(
        f"{name} lists the pictures of pages and holds no text.",
        "Choose the .dat file of the same production, and the folder with its text files.",
    )


def _rows(name: str, text: str) -> Iterator[dict[str, str]]:
    text = text.removeprefix("\ufeff")
    quote, delimiter, newline = _marks(name, text)
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote, doublequote=True)
    try:
        columns = [_plain(head) for head in distinct(next(reader, []))]
        for cells in reader:
            if cells:
                yield {
                    column: cell.replace(newline, "\n") for column, cell in zip(columns, cells, strict=False)
                }
    except csv.Error as fault:
        raise _no_load_file(name) from fault


def _marks(name: str, text: str) -> tuple[str, str, str]:
    """What encloses a field, what parts fields, and what stands for a line feed within one."""
    head = next(iter(text[:65536].splitlines()), "")
    quote = next((mark for mark in _QUOTES if head.startswith(mark)), "")
    if not quote:
        raise _no_load_file(name)
    between = Counter(re.findall(re.escape(quote) + r"([^\w\s]|[\x01-\x1f])" + re.escape(quote), head))
    delimiter = between.most_common(1)[0][0] if between else "\x14"
    return quote, delimiter, "\u00ae" if quote == "\u00fe" else "\r\n"


def _field(row: dict[str, str], names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _plain(column: str) -> str:
    return re.sub(r"[^a-z0-9]", "", column.lower())


def _no_load_file(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name} is not a Concordance load file.",
        "Ask for one with the usual marks around its fields, or for a CSV file.",
    )
