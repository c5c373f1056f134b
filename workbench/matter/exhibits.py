"""What is printed from a matter, and what was printed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from workbench.domain.errors import MatterFault
from workbench.domain.exhibit import Exhibit, ExhibitPart, ExhibitRecord, Withheld
from workbench.domain.review import Attempt, AttemptEntry, Decision
from workbench.matter import content, file
from workbench.matter.decisions import Decisions
from workbench.matter.ledger import Ledger
from workbench.matter.part import filed

LARGEST_KEPT = 4_000_000
"""Bytes: a larger exhibit is remembered by its digest alone."""


class Exhibits(Decisions):
    """Exhibits of a matter: what goes into one, and which were made."""

    def exhibit(self, output_ids: Iterable[int] | None = None, privileged: bool = False) -> Exhibit:
        """The latest analyses of these outputs, or of all that have one, with decisions, to be printed.

        Privileged outputs, attempts and notes are left out and counted, unless `privileged` asks for them.
        """
        ledger = self._case.ledger()
        chosen = sorted(set(ledger.latest if output_ids is None else output_ids))
        unanalysed = [number for number in chosen if number not in ledger.latest]
        if unanalysed or not chosen:
            raise MatterFault(
                f"Output {unanalysed[0]} was not analysed yet."
                if unanalysed
                else "Nothing was analysed yet.",
                "Analyse it first, then print the exhibit.",
            )
        shown = [number for number in chosen if privileged or number not in ledger.privileged]
        if not shown:
            raise MatterFault(
                "Every output that was chosen is privileged.",
                "Choose others, or ask for privileged ones, too.",
            )
        entries = [entry for entry in self.attempts() if entry.output is None or entry.output in shown]
        told = [entry for entry in entries if privileged or not entry.privileged]
        parts = [self._part(ledger, number, told) for number in shown]
        secret = [sum(d.privileged for d in part.decisions.values()) for part in parts]
        if not privileged:
            parts = [replace(part, decisions=_without_notes(part.decisions)) for part in parts]
        last = ledger.last_change or ledger.head
        return Exhibit(
            caption=ledger.caption,
            dated=last.at[:10],
            parts=tuple(parts),
            audit_head=last.hash,
            audit_rows=last.number,
            attempts=tuple(told),
            withheld=Withheld(
                len(chosen) - len(shown), len(entries) - len(told), 0 if privileged else sum(secret)
            ),
        )

    def record_exhibit(
        self, name: str, made: bytes, profile: str, selection: Mapping[str, Any] | None = None, head: str = ""
    ) -> int:
        """Remember an exhibit that was made: its digest, and its bytes if they are few; gives its number.

        `head` is the hash that it was printed with; the last change's without it.
        """
        with file.reading(self._case.path):
            ready = content.pack(self._case.connection, made) if len(made) <= LARGEST_KEPT else None
        digest = ready.digest if ready else content.digest_of(made)
        with self._case.changing() as ledger:
            number = len(ledger.exhibits) + 1
            if ready:
                content.put(self._case.connection, ready)
            after = {
                "name": name,
                "sha256": digest,
                "profile": profile,
                "selection": dict(selection or {}),
                "head": head or (ledger.last_change or ledger.head).hash,
                "kept": ready is not None,
            }
            self._case.append("record exhibit", f"exhibit {number}", {"exhibit": number, **after})
        return number

    def exhibits(self) -> list[ExhibitRecord]:
        """The exhibits made, in the order of making."""
        return list(self._case.ledger().exhibits.values())

    def exhibit_bytes(self, number: int) -> bytes:
        """An exhibit as it was made; MatterFault when only its digest was kept."""
        made = filed(self._case.ledger().exhibits, number, "exhibit")
        if not made.kept:
            raise MatterFault(
                f"The matter holds only the digest of exhibit {number}: it is large.",
                f"Find the file {made.name}, or print the exhibit again.",
            )
        with self._case.fetching() as connection:
            return content.fetch(connection, made.sha256)

    def _part(self, ledger: Ledger, output_id: int, told: Iterable[AttemptEntry]) -> ExhibitPart:
        analysis = ledger.latest[output_id]
        own = [entry.attempt for entry in told if entry.gave_output and entry.output == output_id]
        return ExhibitPart(
            self.screening(analysis),
            own[0] if own else Attempt(),
            {
                finding: decision
                for finding, decision in sorted(ledger.decisions[analysis].items())
                if decision.code is not None or decision.note
            },
            output_id,
            ledger.codes,
            attempt_withheld=not own,
        )


def _without_notes(decisions: Mapping[int, Decision]) -> dict[int, Decision]:
    """The decisions, privileged notes taken out, and those that were nothing but such a note."""
    kept = {
        finding: replace(decision, note="") if decision.privileged else decision
        for finding, decision in decisions.items()
    }
    return {finding: decision for finding, decision in kept.items() if decision.code or decision.note}
