"""Libraries of older formats are brought up to date in place."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from workbench.domain.document import Document, Locator
from workbench.domain.errors import LibraryFault
from workbench.domain.work import Rights
from workbench.library import Library
from workbench.library.schema import folding
from workbench.text.words import tokenise

OLD = Path(__file__).parent / "fixtures" / "format-1"


@pytest.fixture
def old(tmp_path) -> Path:
    """A library of format 1, as if made with today's folding, which is checked apart from the format."""
    path = Path(shutil.copytree(OLD, tmp_path / "old"))
    with closing(sqlite3.connect(path / "library.sqlite")) as connection:
        connection.execute("UPDATE library SET folding = ?", [folding()])
        connection.commit()
    return path


def test_a_library_of_format_1_is_opened_with_all_that_it_holds(old, encode):
    with Library.open(old) as library:
        harbour, mill = library.works()
        assert (harbour.name, mill.name, harbour.words, mill.words) == (
            "harbour.txt",
            "river/mill.txt",
            16,
            16,
        )
        assert harbour.rights == Rights(
            "The Harbour",
            "A. Writer",
            "A. Writer",
            "1999",
            "all-rights-reserved",
            "the author",
            "first edition",
        )
        assert library.document(mill.id).text.startswith("Below the weir")
        assert list(library.seeds(tokenise("the old mill turned all night and nobody"))) == [mill.id]
        assert library.embedded_share == 1
        (near,) = library.nearest(encode([library.document(harbour.id).text]), 1)
        assert near[0].work == harbour.id
        assert library.status().format_version == 6
        assert library.verify() == []


def test_a_migrated_library_is_the_same_when_opened_again(old):
    with Library.open(old) as library:
        state = library.status().state
    with Library.open(old) as library:
        assert library.status().state == state


def test_two_programs_may_open_an_old_library_at_once(old):
    with Library.open(old) as first, Library.open(old) as second:
        assert first.works() == second.works()


def test_a_migrated_library_takes_works(old, add):
    with Library.open(old) as library:
        assert add(library, {"new.txt": "a new work of a few words"}).added == 1
        assert [work.name for work in library.works()] == ["harbour.txt", "river/mill.txt", "new.txt"]
        assert library.verify() == []


def test_a_migration_that_fails_leaves_the_old_format(old):
    with closing(sqlite3.connect(old / "library.sqlite")) as connection:
        connection.execute("CREATE TABLE sketch_band (taken)")
    with pytest.raises(LibraryFault):
        Library.open(old)
    with closing(sqlite3.connect(old / "library.sqlite")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        columns = [row[1] for row in connection.execute("PRAGMA table_info(work)")]
    assert "locator" not in columns


def test_a_library_of_another_folding_is_refused_and_left_as_it_is(tmp_path):
    path = Path(shutil.copytree(OLD, tmp_path / "other folding"))
    with closing(sqlite3.connect(path / "library.sqlite")) as connection:
        connection.execute("UPDATE library SET folding = 'another'")
        connection.commit()
    before = {file.name: file.read_bytes() for file in path.iterdir()}
    with pytest.raises(LibraryFault, match=r"folds words otherwise.*library create"):
        Library.open(path)
    assert {file.name: file.read_bytes() for file in path.iterdir()} == before


def test_a_newer_format_is_refused(old):
    with closing(sqlite3.connect(old / "library.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryFault, match="newer version"):
        Library.open(old)


def test_a_locator_and_an_origin_come_back_as_they_were(make_library):
    library = make_library()
    pages = Document(
        "book.pdf",
        "one page of words\nanother page of words",
        "ab" * 32,
        locator=Locator("page", (0, 18), ("i", "1")),
        origin="box.zip (sha256 cd), book\udcff.pdf",
    )
    list(library.add([(pages, Rights())]))
    assert library.document(pages.id) == pages
    list(library.compact())
    assert library.document(pages.id) == pages


def test_works_of_format_4_are_grouped_again_by_the_next_addition(make_library, add, prose):
    library = make_library()
    novel = prose(1, 300)
    add(library, {"novel": novel, "novel 1912": f"Printed anew. {novel}", "diary": prose(2, 300)})
    grouped = {work.name: work.edition for work in library.works()}
    library.close()
    with closing(sqlite3.connect(library.path / "library.sqlite")) as connection:
        connection.execute("DROP TABLE piece")
        connection.execute("UPDATE work SET sketch = zeroblob(512)")
        connection.execute("PRAGMA user_version = 4")
        connection.commit()
    with Library.open(library.path) as migrated:
        add(migrated, {"new.txt": "a new work of a few words"})
        assert {work.name: work.edition for work in migrated.works()} == {**grouped, "new.txt": ""}
        assert migrated.verify() == []
