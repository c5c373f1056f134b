"""The case file, as the rest of the program meets it."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self, TypeVar, get_args

from workbench.domain.analysis import Analysis, Screening
from workbench.domain.document import Document
from workbench.domain.errors import MatterFault
from workbench.domain.exhibit import Caption, Exhibit, ExhibitPart
from workbench.domain.review import Attempt, AuditRow, Code, Decision
from workbench.matter import content, file, trail
from workbench.matter.casefile import CaseFile, check_name
from workbench.matter.entry import OutputEntry
from workbench.matter.ledger import FiledAnalysis, FiledOutput, Ledger
from workbench.matter.verification import problems

Clock = Callable[[], str]
Filed = TypeVar("Filed")


def utc_now() -> str:
    """The time in UTC, ISO 8601, to the second: `2026-11-22T14:05:00Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Matter:
    """One case in one file: outputs, attempts, screenings, decisions, and the trail of every change.

    Every method that changes it is one transaction with one audit row, kept when the method returns. All
    raise MatterFault for a file that is damaged or in use, StorageFault for a place that cannot be written.
    """

    def __init__(self, case: CaseFile) -> None:
        """Use `Matter.create` or `Matter.open`."""
        self._case = case

    @classmethod
    def create(cls, path: Path, reviewer: str, clock: Clock = utc_now) -> Self:
        """A new matter; raises MatterFault if something lies at `path`, and leaves no half-made file."""
        check_name(reviewer)
        path = Path(path)

        def first_row(connection: sqlite3.Connection) -> None:
            CaseFile(path, connection, reviewer, clock).append(
                "create matter", "matter", {"format": "workbench.matter/1"}
            )

        file.create(path, first_row)
        return cls.open(path, reviewer, clock)

    @classmethod
    def open(cls, path: Path, reviewer: str = "", clock: Clock = utc_now) -> Self:
        """The matter at `path`; without a reviewer's name it can only be read.

        Raises MatterFault, with nothing written, if it is missing, not a matter, damaged or newer.
        """
        path = Path(path)
        matter = cls(CaseFile(path, file.open_existing(path), reviewer, clock))
        try:
            matter._case.ledger()
        except BaseException:
            matter.close()
            raise
        return matter

    def close(self) -> None:
        """Let go of the file."""
        self._case.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._case.path

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    def caption(self) -> Caption:
        """The head of the exhibits' covers."""
        return self._case.ledger().caption

    def set_caption(self, caption: Caption) -> None:
        """Change the head of the exhibits' covers; an equal caption is no change."""
        with self._case.changing() as ledger:
            if caption != ledger.caption:
                self._case.append("set caption", "caption", asdict(caption))

    def attach_library(self, path: Path) -> None:
        """Name a library that outputs are analysed against; naming it again is no change.

        A library beside or below the matter is kept by its path from there, so that both can move together.
        """
        with self._case.changing() as ledger:
            place = self._place(Path(path))
            if place not in ledger.libraries:
                self._case.append("attach library", f"library {len(ledger.libraries) + 1}", {"path": place})

    def libraries(self) -> list[Path]:
        """The libraries attached, in the order of attaching; they need not exist any more."""
        folder = self.path.absolute().parent
        return [folder.joinpath(PurePosixPath(place)) for place in self._case.ledger().libraries]

    def add_output(self, document: Document, original: bytes, attempt: Attempt) -> int:
        """File an output with the bytes it was read from; gives its number, from 1."""
        if content.digest_of(original) != document.sha256:
            raise MatterFault(
                f"The bytes given for {document.name} are not those that its text was read from.",
                "Read the file again, then add it.",
            )
        with self._case.changing() as ledger:
            number = len(ledger.outputs) + 1
            content.keep(self._case.connection, original)
            filed = FiledOutput(
                content.keep_document(self._case.connection, document),
                len(document.text),
                self._keep_attempt(attempt),
            )
            self._case.append("add output", f"output {number}", {"output": number, **asdict(filed)})
        return number

    def add_attempt(self, attempt: Attempt, note: str = "") -> int:
        """File an attempt that gave nothing to be analysed, and why; gives its number among such, from 1."""
        with self._case.changing() as ledger:
            number = len(ledger.attempts) + 1
            digest = self._keep_attempt(attempt)
            self._case.append("add attempt", f"attempt {number}", {"attempt": digest, "note": note})
        return number

    def attempts(self) -> list[tuple[Attempt, str]]:
        """The attempts that gave nothing to be analysed, with their notes."""
        return [(self._attempt(filed.attempt), filed.note) for filed in self._case.ledger().attempts]

    def outputs(self) -> list[OutputEntry]:
        """All outputs, in the order in which they were added."""
        ledger = self._case.ledger()
        return [self._entry(ledger, number) for number in ledger.outputs]

    def output(self, output_id: int) -> Document:
        """An output's text, code point for code point as it was added."""
        filed = _filed(self._case.ledger().outputs, output_id, "output")
        with self._case.fetching() as connection:
            return content.fetch_document(connection, filed.document)

    def original(self, output_id: int) -> bytes:
        """The bytes from which an output was read."""
        filed = _filed(self._case.ledger().outputs, output_id, "output")
        with self._case.fetching() as connection:
            return content.fetch(connection, filed.document["sha256"])

    def record(self, output_id: int, screening: Screening) -> int:
        """Keep a screening of an output, texts of its sources included; gives its number, from 1."""
        analysis = screening.analysis
        missing = {source.id for source in analysis.sources} - screening.sources.keys()
        if missing or sorted(f.id for f in analysis.findings) != list(range(1, len(analysis.findings) + 1)):
            raise ValueError("a screening needs the text of every source, and findings numbered from 1")
        with self._case.changing() as ledger:
            filed = _filed(ledger.outputs, output_id, "output")
            texts = self._keep_texts(screening)
            if (
                texts["output"]["text"] != filed.document["text"]
                or analysis.output.sha256 != filed.document["sha256"]
            ):
                raise MatterFault(
                    f"This analysis is of another text than output {output_id}.", "Analyse the output again."
                )
            number = len(ledger.analyses) + 1
            recorded = FiledAnalysis(
                output_id,
                len(analysis.findings),
                content.keep(self._case.connection, content.encoded(analysis.to_json())),
                content.keep_json(self._case.connection, trail.canonical(texts)),
            )
            self._case.append(
                "record analysis", f"analysis {number}", {"analysis": number, **asdict(recorded)}
            )
        return number

    def screening(self, analysis_id: int) -> Screening:
        """A screening as it was recorded, every text verified against its digest."""
        return self._screening(_filed(self._case.ledger().analyses, analysis_id, "analysis"))

    def decide(self, analysis: int, finding: int, code: Code | None = None, note: str = "") -> Decision:
        """Write what the reviewer decided about a finding; what stood before stays in the trail."""
        if code is not None and code not in get_args(Code):
            raise ValueError(f"no such code: {code}")
        with self._case.changing() as ledger:
            if not 1 <= finding <= _filed(ledger.analyses, analysis, "analysis").findings:
                raise MatterFault(
                    f"Analysis {analysis} has no finding {finding}.", "Choose a finding from its list."
                )
            self._case.append(
                "decide",
                f"analysis {analysis}, finding {finding}",
                {"analysis": analysis, "finding": finding, "code": code, "note": note},
            )
        return ledger.decisions[analysis][finding]

    def decisions(self, analysis: int) -> dict[int, Decision]:
        """The standing decision by finding number; findings that nobody wrote about are absent."""
        ledger = self._case.ledger()
        _filed(ledger.analyses, analysis, "analysis")
        return dict(ledger.decisions[analysis])

    def audit(self) -> list[AuditRow]:
        """The whole trail, oldest row first."""
        with self._case.fetching() as connection:
            return list(trail.rows(connection))

    def head(self) -> str:
        """The hash of the last audit row."""
        return self._case.ledger().head.hash

    def verify(self, expected_head: str = "") -> list[str]:
        """What is not as it was written, in sentences; empty when all is sound.

        Recomputes the chain and every digest. The trail's end can be cut off together with all that hung on
        it: give the head hash that an exhibit carries to find that too.
        """
        return problems(self._case.connection, expected_head)

    def exhibit(self, output_ids: Iterable[int] | None = None) -> Exhibit:
        """The latest analyses of these outputs, or of all that have one, with decisions, to be printed."""
        ledger = self._case.ledger()
        chosen = list(ledger.latest) if output_ids is None else list(output_ids)
        unanalysed = [number for number in chosen if number not in ledger.latest]
        if unanalysed or not chosen:
            raise MatterFault(
                f"Output {unanalysed[0]} was not analysed yet."
                if unanalysed
                else "Nothing was analysed yet.",
                "Analyse it first, then print the exhibit.",
            )
        last = ledger.head
        return Exhibit(
            caption=ledger.caption,
            dated=last.at[:10],
            parts=tuple(self._part(ledger, number) for number in sorted(set(chosen))),
            audit_head=last.hash,
            audit_rows=last.number,
        )

    def _screening(self, filed: FiledAnalysis) -> Screening:
        with self._case.fetching() as connection:
            texts = content.fetch_json(connection, filed.texts)
            return Screening(
                content.fetch_document(connection, texts["output"]),
                Analysis.from_json(content.fetch_text(connection, filed.json)),
                {
                    source: content.fetch_document(connection, record)
                    for source, record in texts["sources"].items()
                },
            )

    def _part(self, ledger: Ledger, output_id: int) -> ExhibitPart:
        analysis = ledger.latest[output_id]
        return ExhibitPart(
            self._screening(ledger.analyses[analysis]),
            self._attempt(ledger.outputs[output_id].attempt),
            {
                finding: decision
                for finding, decision in sorted(ledger.decisions[analysis].items())
                if decision.code is not None or decision.note
            },
        )

    def _entry(self, ledger: Ledger, number: int) -> OutputEntry:
        filed = ledger.outputs[number]
        analysis = ledger.latest.get(number)
        decisions = ledger.decisions.get(analysis or 0, {})
        return OutputEntry(
            id=number,
            name=filed.document["name"],
            sha256=filed.document["sha256"],
            characters=filed.characters,
            attempt=self._attempt(filed.attempt),
            analysis=analysis,
            findings=0 if analysis is None else ledger.analyses[analysis].findings,
            decided=sum(decision.code is not None for decision in decisions.values()),
        )

    def _place(self, library: Path) -> str:
        folder, library = self.path.absolute().parent, library.absolute()
        return (library.relative_to(folder) if library.is_relative_to(folder) else library).as_posix()

    def _keep_attempt(self, attempt: Attempt) -> str:
        return content.keep_json(self._case.connection, trail.canonical(asdict(attempt)))

    def _attempt(self, digest: str) -> Attempt:
        with self._case.fetching() as connection:
            return Attempt(**content.fetch_json(connection, digest))

    def _keep_texts(self, screening: Screening) -> dict[str, Any]:
        return {
            "output": content.keep_document(self._case.connection, screening.output),
            "sources": {
                source: content.keep_document(self._case.connection, document)
                for source, document in screening.sources.items()
            },
        }


def _filed(filed: Mapping[int, Filed], number: int, noun: str) -> Filed:
    if number not in filed:
        raise MatterFault(f"The matter has no {noun} {number}.", f"Choose an {noun} from its list.")
    return filed[number]
