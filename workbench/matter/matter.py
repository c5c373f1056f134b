"""The case file, as the rest of the program meets it."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from workbench.domain.exhibit import Caption
from workbench.domain.review import AuditRow
from workbench.matter import content, file, trail
from workbench.matter.backups import back_up
from workbench.matter.casefile import CaseFile, check_name
from workbench.matter.cipher import known_passphrase
from workbench.matter.exhibits import Exhibits
from workbench.matter.verification import problems

Clock = Callable[[], str]


def utc_now() -> str:
    """The time in UTC, ISO 8601, to the second: `2026-11-22T14:05:00Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Matter(Exhibits):
    """One case in one file: outputs, attempts, screenings, decisions, exhibits, and the trail of it all.

    Every method that changes it is one transaction with an audit row for each change, kept when the method
    returns. All raise MatterFault for a file that is damaged or in use, StorageFault for a place that cannot
    be written.
    """

    @classmethod
    def create(
        cls, path: Path, reviewer: str, clock: Clock = utc_now, hold: bool = False, passphrase: str = ""
    ) -> Self:
        """A new matter, encrypted if there is a passphrase; leaves no half-made file.

        Raises MatterFault if something lies at `path`, or if this installation cannot encrypt.
        """
        check_name(reviewer)
        path = Path(path)

        def first_row(connection: sqlite3.Connection) -> None:
            CaseFile(path, connection, reviewer, clock).create()

        file.create(path, first_row, passphrase=passphrase)
        return cls.open(path, reviewer, clock, hold, passphrase)

    @classmethod
    def open(
        cls, path: Path, reviewer: str = "", clock: Clock = utc_now, hold: bool = False, passphrase: str = ""
    ) -> Self:
        """The matter at `path`; without a reviewer's name it can only be read.

        With `hold`, other programs that ask for it, too, can only read the matter until it is closed here;
        `held_by` says so when another was first. Raises MatterFault, with nothing written, if it is missing,
        not a matter, damaged or newer; PassphraseNeeded for an encrypted one, when neither `passphrase` nor
        the environment's WORKBENCH_PASSPHRASE opens it.
        """
        path = Path(path)
        known = known_passphrase(path, passphrase)
        matter = cls(CaseFile(path, file.open_existing(path, known), reviewer, clock, known))
        try:
            matter._case.ledger()
            if hold:
                matter._case.hold()
        except BaseException:
            matter.close()
            raise
        return matter

    def again(self) -> Self:
        """The same matter over a connection of its own, for another thread of this program.

        Call and close it there. The program that holds the matter holds it for this one, too.
        """
        case = self._case
        connection = file.connect_again(case.path, case.passphrase)
        return type(self)(CaseFile(case.path, connection, case.reviewer, case.now, case.passphrase))

    def close(self) -> None:
        """Let go of the file."""
        self._case.close()

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

    @property
    def reviewer(self) -> str:
        """Who makes the changes; empty when it can only be read."""
        return self._case.reviewer

    def sign_as(self, reviewer: str) -> None:
        """Let another person make the changes from now on; MatterFault for a name that cannot stand."""
        check_name(reviewer)
        self._case.reviewer = reviewer

    @property
    def held_by(self) -> str:
        """Who else has the matter open, in words, so that it can only be read here; else empty."""
        return self._case.held_by

    def back_up(self) -> Path:
        """Copy the matter as it is, unless this day (UTC) has its copy; gives where the copy lies.

        The copies of the last ten days are kept, in a folder beside the matter. Raises StorageFault.
        """
        return back_up(self._case.connection, self.path, self._case.now()[:10], self._case.passphrase)

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

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Everything kept by its SHA-256, in the order of the digests; bytes as they were put there."""
        with self._case.fetching() as connection:
            digests = [row[0] for row in connection.execute("SELECT digest FROM content ORDER BY digest")]
        for digest in digests:
            with self._case.fetching() as connection:
                octets = content.fetch(connection, digest)
            yield digest, octets

    def copy_to(self, target: Path) -> None:
        """Copy the file as it stands after its last change; raises StorageFault."""
        file.copy(self._case.connection, self.path, target, self._case.passphrase)

    def copy_under(self, target: Path, passphrase: str) -> None:
        """Make a matter at `target` with the same contents and the same trail, under another passphrase.

        Without one the copy is plain. Raises MatterFault if something lies there, StorageFault.
        """
        rows = self.audit()

        def fill(connection: sqlite3.Connection) -> None:
            for _, octets in self.contents():
                content.keep(connection, octets)
            for row in rows:
                trail.put(connection, row)

        file.create(Path(target), fill, self._case.ledger().version, passphrase)

    @property
    def passphrase(self) -> str:
        """What it was opened with; empty for a matter that is not encrypted."""
        return self._case.passphrase

    def _place(self, library: Path) -> str:
        folder, library = self.path.absolute().parent, library.absolute()
        return (library.relative_to(folder) if library.is_relative_to(folder) else library).as_posix()
