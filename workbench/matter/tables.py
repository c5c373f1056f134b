"""A matter's attempts and decisions as tables for a spreadsheet, and attempts read from one."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from workbench.domain.cell import harmless, plain
from workbench.domain.code import code_named
from workbench.domain.errors import UnreadableDocument
from workbench.domain.review import Attempt, AttemptEntry, Outcome
from workbench.matter.matter import Matter

ATTEMPT_COLUMNS = (
    "number", "output", "gave_output", "model", "prompt", "settings", "made_on", "operator", "outcome",
    "note", "privileged",
)  # fmt: skip
DECISION_COLUMNS = (
    "analysis", "output", "output_name", "finding", "kind", "matched_words", "source", "code", "effect",
    "note", "privileged", "reviewer", "decided_at", "stands",
)  # fmt: skip
_YES = {"yes": True, "true": True, "1": True, "": False, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class AttemptTable:
    """What a table of attempts says, and what of it was not taken."""

    entries: tuple[AttemptEntry, ...]
    bad_rows: tuple[str, ...]
    """One sentence for each, with its line and the reason."""


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV in UTF-8 with a byte-order mark, no cell of which a spreadsheet would run.

    Of a text that is no Unicode, what is none is written as an escape.
    """
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(_words(cell)) for cell in row])
    return made.getvalue().encode("utf-8-sig", "backslashreplace")


def attempts_table(entries: Iterable[AttemptEntry]) -> bytes:
    """The ledger as CSV; `read_attempts` reads it."""
    rows = []
    for entry in entries:
        attempt = entry.attempt
        how = (attempt.model, attempt.prompt, attempt.settings, attempt.made_on, attempt.operator)
        came = (entry.outcome, entry.note, entry.privileged)
        rows.append((entry.number, entry.output, entry.gave_output, *how, *came))
    return table(ATTEMPT_COLUMNS, rows)


def decisions_table(matter: Matter, outputs: Iterable[int], privileged: bool = True) -> bytes:
    """Every decision about findings of these outputs as CSV, taken back and overruled ones too.

    Without `privileged`, privileged notes are left empty.
    """
    chosen = set(outputs)
    names = {entry.id: entry.name for entry in matter.outputs()}
    rows = []
    for number, output in matter.analyses().items():
        if output not in chosen:
            continue
        analysis = matter.screening(number).analysis
        standing = matter.decisions(number)
        for finding, past in sorted(matter.history(number).items()):
            found = analysis.finding(finding)
            for made in past:
                code = code_named(matter.codes(), made.code) if made.code else None
                note = made.note if privileged or not made.privileged else ""
                told = (number, output, names[output], finding, found.kind, found.matched_words)
                source = analysis.source(found.source).title
                effect = code.effect if code else ""
                made_by = (made.privileged, made.reviewer, made.decided_at, made is standing[finding])
                rows.append((*told, source, made.code, effect, note, *made_by))
    return table(DECISION_COLUMNS, rows)


def read_attempts(content: bytes, name: str, outputs: Mapping[str, int]) -> AttemptTable:
    """Attempts from CSV in UTF-8, with or without a byte-order mark; good rows are taken, bad ones listed.

    The column `output` holds an output's number, or its name as `outputs` has it; a row that says it gave an
    output is listed, for the matter has that attempt already. Raises UnreadableDocument when it is no such
    table at all.
    """
    try:
        rows = list(_rows(content.decode("utf-8-sig")))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise UnreadableDocument(
            f"{name} cannot be read as a table with commas.", "Save it as CSV in UTF-8 and try again."
        ) from fault
    columns = [_also_called(cell.strip().lower()) for cell in rows[0][1]] if rows else []
    if not {"prompt", "model"} & set(columns) or len(set(columns)) < len(columns):
        raise UnreadableDocument(
            f"{name} has no first line that names its columns once each, `prompt` or `model` among them.",
            f"Its first line should be: {','.join(ATTEMPT_COLUMNS)}",
        )
    entries: list[AttemptEntry] = []
    bad_rows = [
        f"Line 1: the column {column!r} is not known and was not read."
        for column in columns
        if column not in ATTEMPT_COLUMNS
    ]
    for place, row in rows[1:]:
        record = dict(zip(columns, map(plain, row), strict=False))
        reason = (
            f"it has {len(row)} cells, and the first line has {len(columns)}."
            if len(row) != len(columns)
            else next(_refusals(record, outputs), "")
        )
        if reason:
            bad_rows.append(f"{place}: {reason}")
        else:
            entries.append(_entry(record, outputs))
    return AttemptTable(tuple(entries), tuple(bad_rows))


def _also_called(column: str) -> str:
    """The name of a column, by that or by the word that heads it on screen."""
    return {"date": "made_on", "no.": "number"}.get(column, column)


def _refusals(record: Mapping[str, str], outputs: Mapping[str, int]) -> Iterator[str]:
    """Why a row is not taken."""
    output, outcome = record.get("output", "").strip(), record.get("outcome", "").strip().lower()
    if not any(record.get(column, "").strip() for column in ("model", "prompt", "note")):
        yield "it names neither a model nor a prompt."
    if output and output not in outputs and not _is_number(output, outputs):
        yield f"the matter has no output {output!r}."
    if outcome not in get_args(Outcome):
        yield f"the outcome {outcome!r} is none of: {', '.join(filter(None, get_args(Outcome)))}."
    if record.get("made_on", "").strip() and not _is_date(record["made_on"].strip()):
        yield f"the date {record['made_on']!r} is not written as 2026-11-22."
    for column in ("gave_output", "privileged"):
        if record.get(column, "").strip().lower() not in _YES:
            yield f"{column} is neither yes nor no."
    if _YES.get(record.get("gave_output", "").strip().lower()):
        yield "it says that it gave an output; that attempt is entered with the output."


def _entry(record: Mapping[str, str], outputs: Mapping[str, int]) -> AttemptEntry:
    output = record.get("output", "").strip()
    attempt = Attempt(
        record.get("model", ""),
        record.get("prompt", ""),
        record.get("made_on", "").strip(),
        record.get("operator", ""),
        record.get("settings", ""),
    )
    outcome = next(o for o in get_args(Outcome) if o == record.get("outcome", "").strip().lower())
    number = (outputs[output] if output in outputs else int(output)) if output else None
    privileged = _YES[record.get("privileged", "").strip().lower()]
    return AttemptEntry(0, attempt, number, False, outcome, record.get("note", ""), privileged)


def _rows(text: str) -> Iterator[tuple[str, list[str]]]:
    """The rows that are not blank, each with the lines on which it stands."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first = 1
    for row in reader:
        last = reader.line_num
        if any(cell.strip() for cell in row):
            yield (f"Line {last}" if first >= last else f"Lines {first} to {last}"), row
        first = last + 1


def _is_number(cell: str, outputs: Mapping[str, int]) -> bool:
    return cell.isascii() and cell.isdecimal() and int(cell) in outputs.values()


def _is_date(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return len(words) == len("2026-11-22")


def _words(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell)
