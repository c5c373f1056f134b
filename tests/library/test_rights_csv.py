import csv
import errno
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain.errors import LibraryFault, StorageFault
from workbench.domain.work import Rights
from workbench.library import read_rights, write_rights

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
    CELLS.filter(bool),
    CELLS,
    CELLS,
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
        "Line 1: the column 'colour' is not known and was not read.",
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
        (b"name,title\nx,\xff\xfe\n", "not in UTF-8"),
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
