"""What the library holds, in SQLite: works with their rights, files with their digests."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from workbench.domain.errors import LibraryFault
from workbench.domain.work import Rights, Work
from workbench.library.durable import StoredFile, digest_or_nothing, storing
from workbench.library.editions import join_editions, leave_editions
from workbench.library.pieces import StoredPiece, add_pieces
from workbench.library.records import (
    ModelRecord,
    PlacedWork,
    SegmentRoom,
    StoredText,
    Totals,
    as_json,
    locator_of,
    parsed,
    row_of,
    work_of,
)
from workbench.library.schema import MANIFEST_NAME, octets, open_catalogue, reading
from workbench.library.versions import give_place_back, holds_place, settle_places, take_place

Answer = TypeVar("Answer")

_WORK = "id, name, sha256, characters, words, rights, edition, replaced_by"
_PLACED = (
    f"{_WORK}, media_type, encoding, reader, warnings, segment, text_start, text_stop, text_sha256,"
    " first_gram, grams, locator, origin"
)


class Catalogue:
    """The open catalogue of the library in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.connection = open_catalogue(folder)
        self.closed = False

    def close(self) -> None:
        """Close the catalogue; it may be closed already."""
        self.connection.close()
        self.closed = True

    def rows(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """All rows of a query."""
        with reading(self.folder):
            return self.connection.execute(query, values).fetchall()

    def steadily(self, ask: Callable[[], Answer]) -> Answer:
        """What `ask` answers; asked again where it fails because another program changed the library."""
        while True:
            generation = self.generation()
            try:
                return ask()
            except LibraryFault:
                if generation == self.generation():
                    raise  # else a file or a work went that was just being read

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction that makes the next generation; undone whole by an exception."""
        connection = self.connection
        with reading(self.folder), storing(self.folder):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute(
                    "UPDATE library SET generation = generation + 1, manifest = ?",
                    [digest_or_nothing(self.folder / MANIFEST_NAME)],
                )
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite has undone it, or will when the catalogue is next read
                    connection.execute("ROLLBACK")
                raise

    def keep_no_free_pages(self) -> None:
        """Make a catalogue from before it did so give free pages back at the end of each transaction.

        SQLite does not write down what stood on a free page before it is used: a transaction that was ended
        half way leaves it changed, and the file would not be what its digest says.
        """
        if self.rows("PRAGMA auto_vacuum") == [(0,)]:
            with self.change():
                pass  # so that no manifest speaks of the file while it is written anew
            with storing(self.folder):
                self.connection.execute("PRAGMA auto_vacuum = FULL")
                self.connection.execute("VACUUM")

    # What it is

    def generation(self) -> int:
        """How many changes made this state."""
        return int(self.rows("SELECT generation FROM library")[0][0])

    def manifest_before(self) -> str | None:
        """SHA-256 of the manifest when this state was made: "" for none, None where it was not noted."""
        found: str | None = self.rows("SELECT manifest FROM library")[0][0]
        return found

    def folding(self) -> str:
        """The folding that the library was made with."""
        return str(self.rows("SELECT folding FROM library")[0][0])

    def model(self) -> ModelRecord:
        """Which model made the vectors."""
        return ModelRecord(*self.rows("SELECT model_name, model_digest, dimension FROM library")[0])

    def meaning(self) -> dict[str, Any]:
        """How the vectors were made, and the index over them with its recall, as the manifest says it."""
        model = self.model()
        index = self.rows("SELECT name, count, lists, probes, recall, sample FROM vector_index")
        names = ("file", "vectors", "lists", "probes", "recall_10_at_10", "sample")
        return {
            "model": model.name,
            "model_sha256": model.digest,
            "encodings": [
                {"backend": backend, "least_cosine": cosine, "first": first, "vectors": count}
                for first, count, backend, cosine in self.rows(
                    "SELECT first, count, backend, least_cosine FROM encoding ORDER BY first"
                )
            ],
            "index": dict(zip(names, index[0], strict=True)) if index else None,
        }

    def totals(self) -> Totals:
        """Sums over the library."""
        works = self.rows(
            "SELECT COUNT(*), COALESCE(SUM(words), 0), COALESCE(SUM(characters), 0),"
            " COUNT(*) FILTER (WHERE json_extract(rights, '$.licence') != 'unknown'),"
            " COALESCE(SUM(words) FILTER (WHERE passages IS NULL), 0),"
            " COALESCE(SUM(passages), 0) FROM work WHERE replaced_by = ''"
        )[0]
        (older,) = self.rows("SELECT COUNT(*) FROM work WHERE replaced_by != ''")[0]
        (pending,) = self.rows("SELECT COUNT(*) FROM passage WHERE vector IS NULL")[0]
        editions, groups = self.rows(
            "SELECT COALESCE(SUM(held), 0), COUNT(*) FROM (SELECT COUNT(*) AS held FROM work"
            " WHERE replaced_by = '' AND edition != '' GROUP BY edition HAVING COUNT(*) > 1)"
        )[0]
        count, words, characters, known, uncut, passages = works
        return Totals(
            count, words, characters, known, passages, passages - pending, uncut, older, editions, groups
        )

    # Works

    def works(self) -> list[Work]:
        """The newest versions of all works, in the order in which they were added."""
        query = f"SELECT {_WORK} FROM work WHERE replaced_by = '' ORDER BY number"  # noqa: S608 (own names)
        return [work_of(row) for row in self.rows(query)]

    def replaced_works(self) -> list[Work]:
        """The works of which there is a newer version, in the order in which they were added."""
        query = f"SELECT {_WORK} FROM work WHERE replaced_by != '' ORDER BY number"  # noqa: S608 (own names)
        return [work_of(row) for row in self.rows(query)]

    def placed(self, work: str) -> PlacedWork:
        """The work with this id; raises LibraryFault when the library does not hold it."""
        rows = self.rows(f"SELECT {_PLACED} FROM work WHERE id = ?", [work])  # noqa: S608 (own names)
        if not rows:
            raise LibraryFault(
                f"The library {self.folder.name!r} holds no work {work}.",
                "Choose the library that the analysis names, or analyse again.",
            )
        (row,) = rows
        media_type, encoding, reader, warnings, *place, locator, origin = row[8:]
        return PlacedWork(
            work_of(row[:8]),
            media_type,
            encoding,
            reader,
            tuple(parsed(warnings)),
            *(*place, locator_of(locator), origin),
        )

    def pieces(self, work: str, start: int, stop: int) -> list[StoredPiece]:
        """The pieces of a long work that begin between two of its characters; none of any other."""
        query = "SELECT start, first_word, text_start, text_stop, sha256 FROM piece WHERE work = "
        query += "(SELECT number FROM work WHERE id = ?) AND start >= ? AND start < ? ORDER BY start"
        return [StoredPiece(*row) for row in self.rows(query, [work, start, stop])]

    def holds(self, work: str) -> bool:
        """Whether the work with this id is here."""
        return bool(self.rows("SELECT 1 FROM work WHERE id = ?", [work]))

    def take_places(self, held: Sequence[tuple[str, str, str]]) -> None:
        """Make works that are here what files hold, each given as work, name and tree."""
        if not all(holds_place(self.connection, *file) for file in held):
            with self.change() as connection:
                for file in held:
                    take_place(connection, *file)

    def settle_places(self, trees: Iterable[str]) -> int:
        """Make what the files of these trees do not hold any more older versions; how many works."""
        open_trees = {tree for (tree,) in self.rows("SELECT DISTINCT tree FROM place WHERE before != ''")}
        if not open_trees.intersection(trees):
            return 0
        with self.change() as connection:
            return settle_places(connection, sorted(open_trees.intersection(trees)))

    def set_rights(self, rights: Mapping[str, Rights]) -> int:
        """Replace the rights of the works with these names; how many works there were."""
        changed = 0
        with self.change() as connection:
            for name, record in rights.items():
                cursor = connection.execute(
                    "UPDATE work SET rights = ? WHERE name = CAST(? AS TEXT)",
                    [as_json(record.to_dict()), octets(name)],
                )
                changed += cursor.rowcount
        return changed

    # Files

    def files(self) -> list[StoredFile]:
        """Every file that belongs to the library, the catalogue itself apart, by name."""
        return [
            StoredFile(*row) for row in self.rows("SELECT name, part, size, sha256 FROM file ORDER BY name")
        ]

    def segments(self) -> list[int]:
        """The numbers of the segments with newest versions, in order."""
        query = "SELECT DISTINCT segment FROM work WHERE replaced_by = '' ORDER BY segment"
        return [number for (number,) in self.rows(query)]

    def segment_files(self, segment: int) -> dict[str, StoredFile]:
        """The files of one segment by part."""
        rows = self.rows("SELECT name, part, size, sha256 FROM file WHERE segment = ?", [segment])
        return {file.part: file for file in (StoredFile(*row) for row in rows)}

    def segment_works(self, segment: int) -> list[tuple[str, int, int]]:
        """The newest versions in one segment in their order there: id, first gram, count of grams."""
        return self.rows(
            "SELECT id, first_gram, grams FROM work WHERE segment = ? AND replaced_by = ''"
            " ORDER BY first_gram, number",
            [segment],
        )

    def stored_texts(self, segment: int) -> list[StoredText]:
        """All works in one segment in their order there, older versions too."""
        rows = self.rows(
            "SELECT id, text_start, text_stop, text_sha256, first_gram, grams FROM work WHERE segment = ?"
            " ORDER BY text_start",
            [segment],
        )
        return [StoredText(*row) for row in rows]

    def segment_rooms(self) -> list[SegmentRoom]:
        """The segments with texts, in order."""
        rows = self.rows(
            "SELECT file.segment, size, COALESCE(SUM(text_stop - text_start), 0) FROM file"
            " LEFT JOIN work ON work.segment = file.segment WHERE part = 'texts'"
            " GROUP BY file.segment ORDER BY file.segment"
        )
        return [SegmentRoom(*row) for row in rows]

    def next_segment(self) -> int:
        """The number for a new segment."""
        return int(self.rows("SELECT next_segment FROM library")[0][0])

    def add_segment(
        self, works: Sequence[PlacedWork], written: Callable[[int], Sequence[StoredFile]]
    ) -> None:
        """Make works part of the library, and the files that hold them.

        `written` is asked for those at the end, given the number of the segment: they may be on their way.
        """
        with self.change() as connection:
            segment = self.next_segment()
            connection.executemany(
                "INSERT INTO work (id, name, sha256, characters, words, rights, media_type, encoding,"
                " reader, warnings, segment, text_start, text_stop, text_sha256, first_gram, grams, locator,"
                " origin) VALUES (?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                " CAST(? AS TEXT))",
                [row_of(placed, segment) for placed in works],
            )
            add_pieces(connection, [(placed.work.id, placed.pieces) for placed in works])
            join_editions(connection, [(placed.work.id, placed.sketch) for placed in works])
            for placed in works:
                take_place(connection, placed.work.id, placed.work.name, placed.tree)
            add_files(connection, segment, written(segment))
            connection.execute("UPDATE library SET next_segment = ?", [segment + 1])

    def replace_segments(
        self, replaced: Sequence[int], segment: int, files: Sequence[StoredFile], texts: Sequence[StoredText]
    ) -> None:
        """Move all works of some segments into a new one."""
        with self.change() as connection:
            connection.executemany("DELETE FROM file WHERE segment = ?", [[number] for number in replaced])
            add_files(connection, segment, files)
            connection.executemany(
                "UPDATE work SET segment = ?, text_start = ?, text_stop = ?, first_gram = ? WHERE id = ?",
                [(segment, text.start, text.stop, text.first_gram, text.work) for text in texts],
            )
            connection.execute("UPDATE library SET next_segment = ?", [segment + 1])

    def remove(self, works: Sequence[str]) -> int:
        """Take works out of the catalogue; how many there were."""
        removed = 0
        with self.change() as connection:
            for work in works:
                row = connection.execute(
                    "SELECT number, replaced_by FROM work WHERE id = ?", [work]
                ).fetchone()
                if row is None:
                    continue
                number, replaced_by = row
                connection.execute("DELETE FROM passage WHERE work = ?", [number])
                connection.execute("DELETE FROM piece WHERE work = ?", [number])
                leave_editions(connection, work)
                connection.execute("DELETE FROM work WHERE number = ?", [number])
                give_place_back(connection, work, replaced_by)
                removed += 1
        return removed


def add_files(connection: sqlite3.Connection, segment: int, files: Sequence[StoredFile]) -> None:
    """Make written files part of the library, within a transaction."""
    connection.executemany(
        "INSERT INTO file (name, part, segment, size, sha256) VALUES (?, ?, ?, ?, ?)",
        [(file.name, file.part, segment, file.size, file.sha256) for file in files],
    )
