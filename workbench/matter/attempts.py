"""The ledger of attempts: how each output was obtained, and what else was tried."""

from collections.abc import Iterable
from dataclasses import asdict

from workbench.domain.errors import MatterFault
from workbench.domain.review import Attempt, AttemptEntry
from workbench.matter import content, trail
from workbench.matter.casefile import CaseFile
from workbench.matter.filed import FiledAttempt
from workbench.matter.part import Part, filed


class Attempts(Part):
    """Attempts of a matter: entered and corrected, never taken out."""

    def __init__(self, case: CaseFile) -> None:
        """Use `Matter.create` or `Matter.open`."""
        super().__init__(case)
        self._known: dict[str, Attempt] = {}

    def add_attempt(self, attempt: Attempt, note: str = "", *, entry: AttemptEntry | None = None) -> int:
        """Enter an attempt that gave nothing to be analysed, or `entry` as it is; gives its number."""
        made = entry or AttemptEntry(0, attempt, outcome="no output", note=note)
        return self.add_attempts([made])[0]

    def add_attempts(self, entries: Iterable[AttemptEntry]) -> list[int]:
        """Enter attempts, a row for each, all or none; gives their new numbers."""
        numbers = []
        with self._case.changing() as ledger:
            for entry in entries:
                if entry.output is not None:
                    filed(ledger.outputs, entry.output, "output")
                number = len(ledger.attempts) + 1
                self._write("add attempt", number, self._filed(entry, gave_output=False))
                numbers.append(number)
        return numbers

    def edit_attempt(self, entry: AttemptEntry) -> None:
        """Correct the entry of this number; what stood before stays in the trail, an equal one is no change.

        Which output an attempt gave cannot be changed; raises MatterFault.
        """
        with self._case.changing() as ledger:
            before = filed(ledger.attempts, entry.number, "attempt")
            if entry.output is not None:
                filed(ledger.outputs, entry.output, "output")
            if before.gave_output and entry.output != before.output:
                raise MatterFault(
                    f"Attempt {entry.number} gave output {before.output} and stays with it.",
                    "Enter another attempt for the other output.",
                )
            after = self._filed(entry, before.gave_output)
            if after != before:
                self._write("edit attempt", entry.number, after)

    def attempts(self, output: int | None = None) -> list[AttemptEntry]:
        """The whole ledger in the order of entering, or that of one output."""
        return [
            AttemptEntry(
                number,
                self._attempt(record.attempt),
                record.output,
                record.gave_output,
                record.outcome,
                record.note,
                record.privileged,
            )
            for number, record in self._case.ledger().attempts.items()
            if output is None or record.output == output
        ]

    def _write(self, action: str, number: int, record: FiledAttempt) -> None:
        self._case.append(action, f"attempt entry {number}", {"entry": number, **asdict(record)})

    def _filed(self, entry: AttemptEntry, gave_output: bool) -> FiledAttempt:
        return FiledAttempt(
            self._keep_attempt(entry.attempt),
            entry.output,
            gave_output,
            entry.outcome,
            entry.note,
            entry.privileged,
        )

    def _keep_attempt(self, attempt: Attempt) -> str:
        return content.keep_json(self._case.connection, trail.canonical(asdict(attempt)))

    def _attempt(self, digest: str) -> Attempt:
        """The attempt of this digest, read once: lists of outputs are asked for at every decision."""
        if digest not in self._known:
            with self._case.fetching() as connection:
                self._known[digest] = Attempt(**content.fetch_json(connection, digest))
        return self._known[digest]
