import csv
import errno
import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain.errors import LibraryFault, StorageFault
from workbench.domain.work import Rights
from workbench.library import read_rights, write_rights
from workbench.library.rights_csv import COLUMNS

CELLS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
) | st.sampled_from(
    [
        "=1+1",
        "'=1+1",
        "''=x",
        " =1",
        "@SUM(A1)",
        "-2",
        "+3",
        "\t=1",
        "'",
        "' '=",
        'a"b,c',
        "line\r\nline",
        "\uff1dx",
    ]
)
NAMES = CELLS.filter(lambda name: name.strip() != "")
RIGHTS = st.builds(
    Rights,
    CELLS,
    CELLS,
    CELLS,
    st.sampled_from(["", "1790", "c. 1800", "-44"]),
    st.sampled_from(
        [
            "unknown",
            "public-domain",
            "all-rights-reserved",
            "CC-BY-SA-4.0",
            "MIT OR Apache-2.0",
            "LicenseRef-house-rules AND MIT",
            "GPL-2.0-or-later WITH Classpath-exception-2.0",
            "http://rightsstatements.org/vocab/InC/1.0/",
        ]
    ),
    *[CELLS] * 4,
    st.sampled_from(["", "2024-02-29", "=2024"]),
    *[CELLS] * 3,
)


@settings(
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(rights=st.dictionaries(NAMES, RIGHTS, max_size=4))
def test_what_is_written_is_read(rights, tmp_path):
    write_rights(tmp_path / "rights.csv", rights)
    table = read_rights(tmp_path / "rights.csv")
    assert table.rights == rights
    assert table.bad_rows == ()


@settings(
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(rights=st.dictionaries(NAMES, RIGHTS, max_size=4))
def test_no_cell_is_run_by_a_spreadsheet(rights, tmp_path):
    write_rights(tmp_path / "rights.csv", rights)
    with (tmp_path / "rights.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            assert not any(
                cell.lstrip(" ")[:1] in set("=+-@\t\r\uff1d\uff0b\uff0d\uff20") - {""} for cell in row
            )


def test_columns_stand_in_any_order_and_may_be_left_out(tmp_path):
    path = tmp_path / "rights.csv"
    path.write_bytes("\ufeffYear, Name ,title\r\n1790,a.txt,\u00c9tude\r\n,b.txt,\r\n".encode())
    table = read_rights(path)
    assert table.rights == {"a.txt": Rights(title="\u00c9tude", year="1790"), "b.txt": Rights()}
    assert table.bad_rows == ()


def test_good_rows_are_taken_and_bad_ones_are_named_with_their_line(tmp_path):
    path = tmp_path / "rights.csv"
    path.write_text(
        "name,title,year,colour\n"
        'a.txt,"two\nlines",1999,red\n'
        "b.txt,short\n"
        ",nameless,1999,\n"
        "\n"
        "a.txt,again,1999,\n"
        "c.txt,undated,soon,\n"
        "d.txt,good,2001,blue\n"
    )
    table = read_rights(path)
    assert list(table.rights) == ["a.txt", "d.txt"]
    assert list(table.bad_rows) == [
        "Line 1: the column 'colour' is not known and was not read; known are " + ", ".join(COLUMNS) + ".",
        "Line 4: it has 2 cells, and the first line has 4.",
        "Line 5: it names no file.",
        "Line 7: a.txt has a row further up, which was taken.",
        "Line 8: the year of c.txt holds no number.",
    ]


def test_a_quote_that_is_never_closed_names_the_lines_that_it_swallowed(tmp_path):
    path = tmp_path / "rights.csv"
    path.write_text('name,title\na.txt,good\nb.txt,"open\nc.txt,lost\n')
    table = read_rights(path)
    assert table.rights["a.txt"].title == "good"
    assert "c.txt" not in table.rights


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "first line"),
        (b"title,author\nx,y\n", "first line"),
        (b"name,title,title\nx,y,z\n", "first line"),
        (b"name\n" + b"x" * 200_000, "cannot be read as a table"),
    ],
)
def test_what_is_no_rights_table_is_refused(tmp_path, content, words):
    path = tmp_path / "rights.csv"
    path.write_bytes(content)
    with pytest.raises(LibraryFault, match=words):
        read_rights(path)


def test_a_missing_table_is_refused(tmp_path):
    with pytest.raises(LibraryFault, match="cannot be read"):
        read_rights(tmp_path / "absent.csv")


def test_a_table_that_cannot_be_written_leaves_the_earlier_one(tmp_path, monkeypatch):
    place = tmp_path / "rights.csv"
    write_rights(place, {"a.txt": Rights(title="First")})
    before = place.read_bytes()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFault, match="rights table"):
        write_rights(place, {"a.txt": Rights(title="Second")})
    assert place.read_bytes() == before
    assert list(tmp_path.iterdir()) == [place]


def test_a_name_that_is_no_unicode_can_be_written(tmp_path):
    write_rights(tmp_path / "rights.csv", {"bad\udcff.txt": Rights(title="One")})
    assert list(read_rights(tmp_path / "rights.csv").rights) == ["bad?.txt"]


@pytest.mark.parametrize(
    ("encoding", "delimiter", "head"),
    [
        ("utf-8", ",", ""),
        ("utf-8-sig", ";", ""),
        ("utf-16", "\t", ""),
        ("utf-16", ",", ""),
        ("utf-8-sig", "|", "sep=|\r\n"),
        ("cp1252", ";", ""),
        ("cp1252", ",", ""),
    ],
)
def test_whatever_a_spreadsheet_saves_is_read(tmp_path, encoding, delimiter, head):
    path = tmp_path / "rights.csv"
    lines = [
        ["name", "title", "holder", "licence"],
        ["caf\u00e9.txt", '"Tide, and; ebb|flow"', "M\u00fcller", "cc-by-4.0"],
    ]
    path.write_bytes((head + "".join(delimiter.join(line) + "\r\n" for line in lines)).encode(encoding))
    table = read_rights(path)
    assert table.rights == {
        "caf\u00e9.txt": Rights(title="Tide, and; ebb|flow", holder="M\u00fcller", licence="CC-BY-4.0")
    }
    told = ["Line 1: the table is not in UTF-8 and was read as Windows-1252; look at its accents."]
    assert list(table.bad_rows) == (told if encoding == "cp1252" else [])


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", "unknown"),
        ("Public Domain", "public-domain"),
        ("All rights reserved.", "all-rights-reserved"),
        ("mit", "MIT"),
        ("MIT or (cc-by-4.0 and isc)", "MIT OR (CC-BY-4.0 AND ISC)"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("Apache-2.0 with LLVM-exception", "Apache-2.0 WITH LLVM-exception"),
        ("LicenseRef-house-rules", "LicenseRef-house-rules"),
        (
            "https://rightsstatements.org/page/inc-edu/1.0/?language=en",
            "http://rightsstatements.org/vocab/InC-EDU/1.0/",
        ),
        ("http://rightsstatements.org/vocab/NKC/1.0", "http://rightsstatements.org/vocab/NKC/1.0/"),
        ("https://creativecommons.org/licenses/by-nc-sa/4.0/", "CC-BY-NC-SA-4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://www.creativecommons.org/licenses/by/4.0/legalcode.en", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by-sa/3.0/de/", "CC-BY-SA-3.0-DE"),
        ("https://creativecommons.org/licenses/by/3.0/igo/", "CC-BY-3.0-IGO"),
        ("https://creativecommons.org/licenses/by/3.0/cl/", "CC-BY-3.0"),
        ("CC BY-NC 4.0", "CC-BY-NC-4.0"),
    ],
)
def test_a_licence_is_kept_in_one_spelling(tmp_path, written, kept):
    path = tmp_path / "rights.csv"
    path.write_text(f"name,licence\na.txt,{written}\n")
    table = read_rights(path)
    assert table.bad_rows == ()
    assert table.rights["a.txt"].licence == kept


@pytest.mark.parametrize(
    "written",
    ["free", "MIT AND", "(MIT", "MIT MIT", "https://example.org/terms", "WITH", "CC BY 9.9"],
)
def test_what_is_no_licence_is_listed_and_the_other_rows_are_taken(tmp_path, written):
    path = tmp_path / "rights.csv"
    path.write_text(f"name,licence\na.txt,{written}\nb.txt,ISC\n")
    table = read_rights(path)
    assert list(table.rights) == ["b.txt"]
    (row,) = table.bad_rows
    assert row.startswith(f"Line 2: its licence '{written}' is ")


def test_a_table_changes_the_fields_that_it_has(make_library, tmp_path, add):
    library = make_library()
    texts = {"a.txt": "one work of some words", "b.txt": "another work of other words"}
    add(library, texts, {"a.txt": Rights(title="A")})
    path = tmp_path / "rights.csv"
    path.write_text("name,licence\na.txt,MIT\nc.txt,MIT\n")
    change = library.take_rights(read_rights(path).rows)
    assert (change.works, change.strangers) == (1, ("Line 3: the library holds no work called c.txt.",))
    assert [work.rights for work in library.works()] == [Rights(title="A", licence="MIT"), Rights()]


def test_a_row_with_the_name_of_one_work_and_the_id_of_another_is_told(make_library, tmp_path, add):
    library = make_library()
    add(library, {"a.txt": "one work of some words", "b.txt": "another work of other words"})
    first, second = library.works()
    path = tmp_path / "rights.csv"
    path.write_text(f"name,license,id\nb.txt,MIT,{first.id}\nan earlier name.txt,ISC,{second.id}\n")
    change = library.take_rights(read_rights(path).rows)
    assert change.strangers == (f"Line 2: the id {first.id} is not of b.txt, which is here, too.",)
    assert [work.rights.licence for work in library.works()] == ["unknown", "ISC"]


def test_works_of_one_name_are_told_apart_by_their_id(make_library, tmp_path, document):
    library = make_library()
    texts = ("one work of words", "two works of words")
    list(library.add((document("a.txt", text), Rights()) for text in texts))
    path = tmp_path / "rights.csv"
    first, second = library.works()
    write_rights(
        path, [replace(first, rights=Rights(title="One")), replace(second, rights=Rights(title="Two"))]
    )
    assert library.take_rights(read_rights(path).rows).works == 2
    assert [work.rights.title for work in library.works()] == ["One", "Two"]


def test_a_cell_too_long_is_refused_whatever_a_reader_of_corpora_allowed(tmp_path):
    path = tmp_path / "rights.csv"
    path.write_bytes(b"name\n" + b"x" * 200_000)
    before = csv.field_size_limit(2**31 - 1)
    try:
        with pytest.raises(LibraryFault, match="cannot be read as a table"):
            read_rights(path)
        assert csv.field_size_limit() == 2**31 - 1
    finally:
        csv.field_size_limit(before)


def test_rows_before_a_cell_without_end_are_taken(tmp_path):
    table = tmp_path / "rights.csv"
    table.write_text('name,note\none.txt,kept\ntwo.txt,"' + "x" * 140_000)
    read = read_rights(table)
    assert [row.name for row in read.rows] == ["one.txt"]
    assert "After line 2: a cell is longer than 131,072 characters" in read.bad_rows[0]


def test_a_work_has_one_row_by_its_id_which_needs_no_name(tmp_path):
    table = tmp_path / "rights.csv"
    table.write_text("name,licence,id\none.txt,MIT,abc\ntwo.txt,CC0-1.0,abc\n,CC-BY-4.0,def\n,MIT,\n")
    read = read_rights(table)
    assert [(row.name, row.work) for row in read.rows] == [("one.txt", "abc"), ("", "def")]
    assert read.bad_rows == (
        "Line 3: two.txt has a row further up, which was taken.",
        "Line 5: it names no file.",
    )


def test_rows_that_say_what_is_known_change_nothing(make_library, add, tmp_path):
    library = make_library({"one.txt": "the first of two short works"})
    (tmp_path / "rights.csv").write_text("name,licence\none.txt,MIT\n")
    rows = read_rights(tmp_path / "rights.csv").rows
    assert library.take_rights(rows).works == 1
    state = library.status().state
    assert library.take_rights(rows).works == 1
    assert library.take_rights([]).works == 0
    assert library.status().state == state
