"""An open case file: its state kept up to date, its changes made by transactions."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from workbench.domain.errors import MatterFault, UnreadableDocument
from workbench.domain.review import AuditRow
from workbench.matter import content, file, schema, trail
from workbench.matter.holder import Hold
from workbench.matter.ledger import FORMAT, Ledger, Unreadable


class CaseFile:
    """A connection, who uses it, and what the trail said when it was last read."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        reviewer: str,
        clock: Callable[[], str],
        passphrase: str = "",
    ) -> None:
        self.path = path
        self.passphrase = passphrase
        self.connection = connection
        self.reviewer = reviewer
        self._clock = clock
        self._ledger = Ledger()
        self._hold: Hold | str = ""

    def ledger(self) -> Ledger:
        """The state, with what other programs wrote since the last look; MatterFault if it is damaged."""
        with file.reading(self.path):
            self._catch_up()
        if self._ledger.last is None:
            raise file.damage(self.path)
        return self._ledger

    def now(self) -> str:
        """The time by the clock of this matter."""
        return self._clock()

    @property
    def held_by(self) -> str:
        """Who else has the matter open, in words, so that it can only be read here; else empty."""
        return self._hold if isinstance(self._hold, str) else ""

    def hold(self) -> None:
        """Be the one program that changes the matter, if no other is; where nothing can be written, read."""
        if isinstance(self._hold, str):
            with contextlib.suppress(OSError):
                self._hold = Hold.take(self.path, self.reviewer, self._clock())

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
        if isinstance(self._hold, Hold):
            self._hold.release()
            self._hold = ""

    @contextlib.contextmanager
    def changing(self) -> Iterator[Ledger]:
        """One transaction, in which `append` is called once for each change, or not at all without one.

        The first change of a matter of an older version takes it to the newest, with a row that says so.
        """
        check_name(self.reviewer)
        self._check_hold()
        last = self._ledger.last
        seen = f"{last.who} made the last change in it, at {last.at}." if last else ""
        try:
            with file.transaction(self.connection, self.path, seen):
                self._catch_up()
                self._raise_version()
                yield self._ledger
        except BaseException:
            self._ledger = Ledger()  # it may know a row that was not kept: the next look reads all anew
            raise

    def append(self, action: str, subject: str, after: dict[str, Any]) -> None:
        """Write the one audit row of a change, within the transaction that is open."""
        last = self._ledger.last
        row = AuditRow(
            number=self._ledger.rows + 1,
            at=self._clock(),
            who=self.reviewer,
            action=action,
            subject=subject,
            before=self._ledger.before(subject),
            after=trail.canonical(after),
            previous=last.hash if last else "",
            hash="",
        )
        self._ledger.tell(trail.append(self.connection, row))

    @contextlib.contextmanager
    def fetching(self) -> Iterator[sqlite3.Connection]:
        """The connection, for reading contents; what is not as it was written becomes a MatterFault."""
        try:
            with file.reading(self.path):
                yield self.connection
        except (content.Altered, UnreadableDocument, KeyError, TypeError) as fault:
            raise file.damage(self.path, "a text in it is not what was put there") from fault

    def _check_hold(self) -> None:
        """Raise MatterFault while another program holds the matter; when it has let go, hold it here."""
        if self.held_by:
            self.hold()
        if self.held_by:
            raise MatterFault(
                f"{self.path.name} can only be read here: {self.held_by}.", "Close it there, then try again."
            )

    def create(self) -> None:
        """Write the first row of a new matter, within the transaction that makes it."""
        self.append("create matter", "matter", {"format": f"{FORMAT}{schema.newest_version()}"})

    def _raise_version(self) -> None:
        if self._ledger.version < schema.newest_version():
            schema.migrate(self.connection)
            self.append("raise version", "matter", {"format": f"{FORMAT}{schema.newest_version()}"})

    def _catch_up(self) -> None:
        try:
            for row in trail.rows(self.connection, self._ledger.rows):
                self._ledger.tell(row)
        except Unreadable as fault:
            raise file.damage(self.path, f"{fault} does not follow from the rows before it") from fault
        if self._ledger.version != schema.version_of(self.connection):
            raise file.damage(self.path, "its version is not the one that its audit trail names")


def check_name(reviewer: str) -> None:
    """Raise MatterFault unless the name can stand in an audit row."""
    try:
        named = bool(reviewer.strip().encode())
    except UnicodeEncodeError:
        named = False
    if not named:
        raise MatterFault(
            "A change needs the name of the person who makes it.",
            "Enter the reviewer's name, then try again.",
        )
