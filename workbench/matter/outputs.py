"""The disputed outputs of a matter, and what was found in them."""

from collections.abc import Sequence
from dataclasses import asdict

from workbench.domain.analysis import Analysis, Screening
from workbench.domain.document import Document
from workbench.domain.errors import MatterFault
from workbench.domain.review import Attempt
from workbench.matter import content, file, trail
from workbench.matter.attempts import Attempts
from workbench.matter.content import Packed
from workbench.matter.entry import OutputEntry
from workbench.matter.filed import FiledAnalysis, FiledOutput
from workbench.matter.ledger import Ledger
from workbench.matter.part import filed


class Outputs(Attempts):
    """Outputs, filed with the bytes they were read from, and their screenings."""

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
            record = FiledOutput(
                content.keep_document(self._case.connection, document),
                len(document.text),
                self._keep_attempt(attempt),
            )
            self._case.append("add output", f"output {number}", {"output": number, **asdict(record)})
        return number

    def record_refusals(self, refusals: Sequence[tuple[str, str]]) -> None:
        """Put on record the files that could not be read as outputs: name and reason; none is no change."""
        if refusals:
            files = [{"name": name, "reason": reason} for name, reason in refusals]
            with self._case.changing():
                self._case.append("refuse files", "refused files", {"files": files})

    def refusals(self) -> list[tuple[str, str]]:
        """The files that could not be read as outputs, with the reasons, in the order of the attempts."""
        return list(self._case.ledger().refusals)

    def mark_output(self, output_id: int, privileged: bool) -> None:
        """Say whether an output is privileged: left out of exhibits and exports unless asked for."""
        with self._case.changing() as ledger:
            filed(ledger.outputs, output_id, "output")
            if privileged is not (output_id in ledger.privileged):
                after = {"output": output_id, "privileged": privileged}
                self._case.append("mark output", f"privilege of output {output_id}", after)

    def outputs(self) -> list[OutputEntry]:
        """All outputs, in the order in which they were added."""
        ledger = self._case.ledger()
        own = {record.output: record for record in ledger.attempts.values() if record.gave_output}
        return [self._entry(ledger, number, own[number].attempt) for number in ledger.outputs]

    def output(self, output_id: int) -> Document:
        """An output's text, code point for code point as it was added."""
        record = filed(self._case.ledger().outputs, output_id, "output")
        with self._case.fetching() as connection:
            return content.fetch_document(connection, record.document)

    def original(self, output_id: int) -> bytes:
        """The bytes from which an output was read."""
        record = filed(self._case.ledger().outputs, output_id, "output")
        with self._case.fetching() as connection:
            return content.fetch(connection, record.document["sha256"])

    def record(self, output_id: int, screening: Screening) -> int:
        """Keep a screening of an output, texts of its sources included; gives its number, from 1."""
        analysis = screening.analysis
        missing = {source.id for source in analysis.sources} - screening.sources.keys()
        if missing or sorted(f.id for f in analysis.findings) != list(range(1, len(analysis.findings) + 1)):
            raise ValueError("a screening needs the text of every source, and findings numbered from 1")
        json, texts, contents = self._packed(screening)
        with self._case.changing() as ledger:
            output = filed(ledger.outputs, output_id, "output")
            if (
                contents[0].digest != output.document["text"]
                or analysis.output.sha256 != output.document["sha256"]
            ):
                raise MatterFault(
                    f"This analysis is of another text than output {output_id}.", "Analyse the output again."
                )
            for ready in (*contents, json, texts):
                content.put(self._case.connection, ready)
            number = len(ledger.analyses) + 1
            recorded = FiledAnalysis(output_id, len(analysis.findings), json.digest, texts.digest)
            self._case.append(
                "record analysis", f"analysis {number}", {"analysis": number, **asdict(recorded)}
            )
        return number

    def analyses(self) -> dict[int, int]:
        """The output of each analysis, by the analysis's number, earlier ones too."""
        return {number: record.output for number, record in self._case.ledger().analyses.items()}

    def screening(self, analysis_id: int) -> Screening:
        """A screening as it was recorded, every text verified against its digest."""
        record = filed(self._case.ledger().analyses, analysis_id, "analysis")
        with self._case.fetching() as connection:
            texts = content.fetch_json(connection, record.texts)
            return Screening(
                content.fetch_document(connection, texts["output"]),
                Analysis.from_json(content.fetch_text(connection, record.json)),
                {
                    source: content.fetch_document(connection, source_record)
                    for source, source_record in texts["sources"].items()
                },
            )

    def analysis_json(self, analysis_id: int) -> str:
        """An analysis's JSON, character for character as it was recorded."""
        record = filed(self._case.ledger().analyses, analysis_id, "analysis")
        with self._case.fetching() as connection:
            return content.fetch_text(connection, record.json)

    def _entry(self, ledger: Ledger, number: int, attempt: str) -> OutputEntry:
        record = ledger.outputs[number]
        analysis = ledger.latest.get(number)
        decisions = ledger.decisions.get(analysis or 0, {})
        return OutputEntry(
            id=number,
            name=record.document["name"],
            sha256=record.document["sha256"],
            characters=record.characters,
            attempt=self._attempt(attempt),
            analysis=analysis,
            findings=0 if analysis is None else ledger.analyses[analysis].findings,
            decided=sum(decision.code is not None for decision in decisions.values()),
            privileged=number in ledger.privileged,
        )

    def _packed(self, screening: Screening) -> tuple[Packed, Packed, list[Packed]]:
        """JSON, record of the documents, and their texts, the output's first: all that takes time to pack.

        It is done before the transaction, so that others wait for the writing alone.
        """
        documents = [screening.output, *screening.sources.values()]
        with file.reading(self._case.path):
            connection = self._case.connection
            contents = [content.pack(connection, content.encoded(document.text)) for document in documents]
            records = [
                content.filed_as(document, ready.digest)
                for document, ready in zip(documents, contents, strict=True)
            ]
            texts = {"output": records[0], "sources": dict(zip(screening.sources, records[1:], strict=True))}
            return (
                content.pack(connection, content.encoded(screening.analysis.to_json())),
                content.pack(connection, content.encoded(trail.canonical(texts))),
                contents,
            )
