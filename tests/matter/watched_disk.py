"""A disk under SQLite that writes down what is asked of it, and that can fail: for tests of power loss."""

import sqlite3
from pathlib import Path

import apsw

NAME = "watched"
_CODES = {
    apsw.FullError: sqlite3.SQLITE_FULL,
    apsw.IOError: sqlite3.SQLITE_IOERR,
}


class Disk(apsw.VFS):
    """Passes everything on, keeps a log of (act, file, ...), and fails from a given act on while told to."""

    def __init__(self):
        super().__init__(NAME, "")
        self.log = []
        self.acts = 0
        self.fails_from = None
        self.fault = apsw.IOError

    def note(self, *event):
        """Write down an act that changes the disk; or fail."""
        self.acts += 1
        if self.fails_from is not None and self.acts >= self.fails_from:
            raise self.fault("the disk fails")
        self.log.append(event)

    def xOpen(self, name, flags):
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        return _File(self, name, flags, Path(path).name if path else "")

    def xDelete(self, filename, syncdir):
        self.note("delete", Path(filename).name, syncdir)
        return super().xDelete(filename, syncdir)


class _File(apsw.VFSFile):
    def __init__(self, disk, name, flags, label):
        super().__init__("", name, flags)
        self.disk = disk
        self.label = label

    def xWrite(self, content, offset):
        self.disk.note("write", self.label, offset, bytes(content))
        super().xWrite(content, offset)

    def xTruncate(self, size):
        self.disk.note("truncate", self.label, size)
        super().xTruncate(size)

    def xSync(self, flags):
        self.disk.note("sync", self.label)
        super().xSync(flags)


class Connection:
    """What the matter uses of an `sqlite3.Connection`, over a watched disk."""

    def __init__(self, path):
        self._real = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=NAME)
        for setting in (
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "journal_mode = DELETE",
            "synchronous = EXTRA",
        ):
            self.execute(f"PRAGMA {setting}")

    @property
    def in_transaction(self):
        return self._real.in_transaction

    def execute(self, statement, values=()):
        try:
            return _Rows(self._real.execute(statement, values).fetchall())
        except apsw.Error as fault:
            error = sqlite3.OperationalError(str(fault))
            error.sqlite_errorcode = getattr(fault, "extendedresult", None) or _CODES[type(fault)]
            raise error from fault

    def close(self):
        self._real.close()


class _Rows(list):
    def fetchall(self):
        return list(self)

    def fetchone(self):
        return self[0] if self else None


def connect(path, _mode, _named=None, passphrase=""):
    """In place of the matter's own way to connect."""
    return Connection(path)


class Remains:
    """What a disk may hold after the power failed: what was synced, and of the rest who knows what."""

    def __init__(self, contents):
        self.safe = {name: bytes(content) for name, content in contents.items()}
        self.loose = {name: [] for name in contents}

    def take(self, event):
        act, name, *rest = event
        match act:
            case "write" | "truncate":
                self.loose.setdefault(name, []).append(event)
            case "sync":
                content = bytearray(self.safe.get(name, b""))
                for loose in self.loose.get(name, []):
                    _apply(content, loose)
                self.safe[name] = bytes(content)
                self.loose[name] = []
            case "delete":
                self.safe.pop(name, None)
                self.loose.pop(name, None)
                if not rest[0]:
                    raise AssertionError("a journal was deleted without syncing its folder")

    def after_the_failure(self, chance):
        """The files: of the writes since the last sync any may be lost, and any may be torn at a sector."""
        found = dict(self.safe)
        for name, events in self.loose.items():
            if name not in found and chance.random() < 0.5:  # made, and its name not yet on the disk
                continue
            content = bytearray(found.get(name, b""))
            for event in events:
                luck = chance.random()
                if luck < 0.4:
                    _apply(content, event)
                elif luck < 0.7 and event[0] == "write":
                    _apply_torn(content, event, chance)
            found[name] = bytes(content)
        return found


def _apply(content, event):
    if event[0] == "truncate":
        del content[event[2] :]
        content.extend(bytes(event[2] - len(content)))
        return
    _, _, offset, written = event
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(written)] = written


def _apply_torn(content, event, chance):
    """Some sectors of 512 bytes of a write."""
    _, name, offset, written = event
    for start in range(0, len(written), 512):
        if chance.random() < 0.5:
            _apply(content, ("write", name, offset + start, written[start : start + 512]))
