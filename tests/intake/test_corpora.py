"""Corpora and load files: each row a text, with what its other columns say of its rights."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import MORE, WORDS, dat, jsonl, parquet, table

from workbench.domain.document import pinpoint
from workbench.domain.errors import UnreadableDocument
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.intake import files_in, read_each
from workbench.intake.bates import Bates
from workbench.intake.reading import take
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Elsewhere, Refusal, Tally

AUTOMATIC = Choices()


def rows(name: str, content: bytes, choices: Choices = AUTOMATIC) -> dict[str, str]:
    """The texts of a corpus by row."""
    found = [taken for taken in take(name, content, choices) if isinstance(taken, Taken)]
    return {taken.document.name.removeprefix(f"{name}/"): taken.document.text for taken in found}


HEADS = ["title", "text"]
BOTH = {"row 1": WORDS, "row 2": MORE}
LONG = "word " * 100_000
CORPORA = [
    # what the file holds, and its texts by row
    ("a.jsonl", "lines", jsonl({"text": WORDS}, {"text": MORE}), BOTH),
    ("a.jsonl", "a mark at the start", b"\xef\xbb\xbf" + jsonl({"text": WORDS}, {"text": MORE}), BOTH),
    (
        "a.jsonl",
        "empty lines are no rows",
        jsonl({"text": WORDS}) + b"\n\r\n" + jsonl({"text": MORE}),
        {"row 1": WORDS, "row 4": MORE},
    ),
    ("a.jsonl", "the longest column", jsonl({"a": "x", "b": WORDS, "n": 5}), {"row 1": WORDS}),
    (
        "a.jsonl",
        "rows without words",
        jsonl({"text": ""}, {"text": None}, {"x": 1}, {"text": MORE}),
        {"row 4": MORE},
    ),
    ("a.jsonl", "objects within", jsonl({"meta": {"title": "T"}, "data": {"text": WORDS}}), {"row 1": WORDS}),
    ("a.csv", "commas", table(HEADS, ["One", WORDS], ["Two", MORE]), BOTH),
    ("a.csv", "semicolons", table(HEADS, ["One", WORDS], ["Two", MORE], delimiter=";"), BOTH),
    ("a.tsv", "tabs", table(HEADS, ["One", WORDS], ["Two", MORE], delimiter="\t"), BOTH),
    ("a.csv", "lines within a cell", table(HEADS, ["One", 'a\nb, "c"']), {"row 1": 'a\nb, "c"'}),
    ("a.csv", "a long cell", table(HEADS, ["One", LONG]), {"row 1": LONG}),
    ("a.csv", "columns of one name", table(["text", "text"], ["x", WORDS]), {"row 1": WORDS}),
    ("a.csv", "too few cells", table(HEADS, ["One"], ["Two", MORE]), {"row 2": MORE}),
    ("a.parquet", "columns", parquet({"title": ["One", "Two"], "text": [WORDS, MORE], "n": [1, 2]}), BOTH),
    ("a.dat", "thorns", dat(["DOCID", "TEXT"], ["A1", WORDS], ["A2", MORE]), {"A1": WORDS, "A2": MORE}),
    ("a.dat", "in windows-1252", dat(["DOCID", "TEXT"], ["A1", "café"], encoding="cp1252"), {"A1": "café"}),
    (
        "a.dat",
        "in UTF-16",
        b"\xff\xfe" + dat(["DOCID", "TEXT"], ["A1", WORDS], encoding="utf-16-le"),
        {"A1": WORDS},
    ),
    ("a.dat", "lines within a field", dat(["DOCID", "Extracted Text"], ["A1", "a\nb"]), {"A1": "a\nb"}),
    ("a.dat", "from and to", dat(["BegBates", "EndBates", "TEXT"], ["A1", "A3", WORDS]), {"A1-A3": WORDS}),
    ("a.dat", "no number", dat(["TITLE", "TEXT"], ["T", WORDS]), {"row 1": WORDS}),
]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [pytest.param(name, *rest, id=f"{name}: {label}") for name, label, *rest in CORPORA],
)
def test_each_row_is_a_text(name: str, content: bytes, expected: dict[str, str]) -> None:
    assert rows(name, content) == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", jsonl({"long": WORDS, "short": "words"})),
        ("a.csv", table(["long", "short"], [WORDS, "words"])),
        ("a.parquet", parquet({"long": [WORDS], "short": ["words"]})),
    ],
)
def test_the_column_of_the_texts_is_chosen_or_said(name: str, content: bytes) -> None:
    (taken,) = take(name, content)
    assert isinstance(taken, Taken)
    assert taken.document.text == WORDS
    assert taken.document.warnings == (
        "The texts were taken from the column long, which has the longest; the columns are: long, short.",
    )
    (taken,) = take(name, content, Choices(text_column="short"))
    assert isinstance(taken, Taken)
    assert taken.document.text == "words"
    assert taken.document.warnings == ()
    with pytest.raises(UnreadableDocument, match="no column called none") as fault:
        list(take(name, content, Choices(text_column="none")))
    assert fault.value.remedy == "Its columns are: long, short."


RECORD = {
    "text": WORDS,
    "Headline": "The harbour",
    "authors": ["A. Writer", "B. Writer"],
    "publisher": "Quay",
    "pub-date": "1999-05-01",
    "License": "CC-BY-4.0",
    "url": "https://example.org/a",
}


def test_the_other_columns_state_the_rights() -> None:
    (taken,) = take("a.jsonl", jsonl(RECORD))
    assert isinstance(taken, Taken)
    assert taken.rights == Rights(
        title="The harbour",
        author="A. Writer; B. Writer",
        holder="Quay",
        year="1999-05-01",
        licence="CC-BY-4.0",
        source="https://example.org/a",
    )
    assert taken.document.origin.startswith("row 1, column text, of a.jsonl (SHA-256 ")


def test_lines_that_are_no_rows_are_named_and_the_others_read() -> None:
    found = list(take("a.jsonl", jsonl({"text": WORDS}) + b"{broken\n[1]\n" + jsonl({"text": MORE})))
    assert [taken.document.text for taken in found if isinstance(taken, Taken)] == [WORDS, MORE]
    assert found[-1] == Refusal(
        "a.jsonl", "2 lines of a.jsonl could not be read as JSON, the first of them line 2."
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b"no rows\nat all\n"),
        ("a.csv", b"title,text\n"),
        ("a.jsonl", b'{"a": 1}\n'),
        ("a.csv", b",,,\n-,.,-\n"),
    ],
)
def test_a_file_without_texts_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        list(take(name, content))


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\ufeff"), max_size=30)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_what_was_written_as_a_table_or_as_lines_is_read(cells: list[tuple[str, str]]) -> None:
    made = [{"title": title, "text": f"w{text}w"} for title, text in cells]
    expected = {f"row {number}": row["text"] for number, row in enumerate(made, start=1)}
    chosen = Choices(text_column="text", encoding="utf-8")
    assert rows("a.jsonl", jsonl(*made), chosen) == expected
    assert rows("a.csv", table(HEADS, *[list(row.values()) for row in made]), chosen) == expected


def test_a_place_in_a_load_file_is_a_bates_number_and_a_line() -> None:
    content = dat(
        ["BEGBATES", "ENDBATES", "TEXT"],
        ["AB009", "AB011", "One\n\fTwo\nmore\fThree"],
        ["AB012", "AB013", "Four"],
    )
    paged, whole = [taken.document for taken in take("a.dat", content) if isinstance(taken, Taken)]
    places = [
        pinpoint(paged, Span(at, at + 3)) for at in map(paged.text.index, ("One", "Two", "more", "Three"))
    ]
    assert places == ["AB009, line 1", "AB010, line 1", "AB010, line 2", "AB011, line 1"]
    assert pinpoint(whole, Span(0, 4)) == "AB012-AB013, line 1"
    assert paged.origin.startswith("row 1 of a.dat (SHA-256 ")


@pytest.mark.parametrize(
    ("first", "last", "pages"),
    [
        ("AB09", "AB11", ["AB09", "AB10", "AB11"]),
        ("AB1", "", ["AB1"]),
        ("AB1", "AB1", ["AB1"]),
        ("AB3", "AB1", ["AB3"]),
        ("AB1", "CD3", ["AB1"]),
        ("AB1", "AB99999999999999999999", ["AB1"]),
        ("", "", [""]),
    ],
)
def test_bates_numbers_count_up_where_they_can(first: str, last: str, pages: list[str]) -> None:
    assert Bates(first, last).pages() == pages


def test_a_row_whose_text_lies_elsewhere_says_where_and_an_empty_one_is_counted() -> None:
    content = dat(
        ["DOCID", "TEXTPATH", "TEXT"], ["A1", r".\TEXT\001\A1.txt", ""], ["A2", "", WORDS], ["A3", "", ""]
    )
    outside, taken, empty = take("a.dat", content)
    assert isinstance(taken, Taken)
    assert taken.document.text == WORDS
    assert isinstance(outside, Elsewhere)
    assert (outside.path, outside.first, outside.name) == (r".\TEXT\001\A1.txt", "A1", "a.dat/A1")
    assert outside.reason == ("The text of A1 in a.dat lies in a file that was not chosen; add its folder.")
    assert empty == Refusal("a.dat", "1 row of a.dat name no text.")


def test_the_text_files_of_a_production_are_cited_by_their_bates_numbers(tmp_path: Path) -> None:
    rows = [
        ["BEGBATES", "ENDBATES", "AUTHOR", "TEXT PATH"],
        ["AB1", "AB2", "A. Writer", r"\VOL1\TEXT\AB1.txt"],
        ["AB3", "AB3", "", r"VOL1\TEXT\AB3.txt"],
        ["AB4", "AB4", "", r"VOL1\TEXT\gone.txt"],
        ["AB5", "AB5", "", r"..\..\..\..\etc\hostname"],
        ["AB6", "AB6", "", r"C:\VOL2\TEXT\AB6.txt"],
    ]
    texts = {
        "VOL1/TEXT/AB1.txt": "One.\n\fTwo.",
        "vol1/other/AB3.txt": "Not this.",
        "VOL1/TEXT/AB3.txt": "Three.",
    }
    texts |= {"VOL2/a/AB6.txt": "Six.", "VOL2/b/AB6.txt": "Sechs."}
    for place, text in texts.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text)
    (tmp_path / "VOL1" / "load.dat").write_bytes(dat(*rows))
    tally = Tally()
    found = {taken.document.name: taken for taken in read_each(files_in([tmp_path]), tally)}
    assert set(found) == set(texts)
    first = found["VOL1/TEXT/AB1.txt"]
    assert pinpoint(first.document, Span(6, 8)) == "AB2, line 1"
    assert first.document.origin.startswith("row 1 of VOL1/load.dat (SHA-256 ")
    assert first.rights is not None
    assert first.rights.author == "A. Writer"
    assert pinpoint(found["VOL1/TEXT/AB3.txt"].document, Span(0, 2)) == "AB3, line 1"
    assert pinpoint(found["vol1/other/AB3.txt"].document, Span(0, 2)) == "line 1"
    assert [refusal.name for refusal in tally.refusals] == [
        f"VOL1/load.dat/AB{number}" for number in (4, 5, 6)
    ]
    assert tally.done == len(texts) + 1


def test_a_list_of_page_pictures_is_refused_with_what_to_choose() -> None:
    with pytest.raises(UnreadableDocument, match="lists the pictures of pages") as fault:
        list(take("a.opt", b"AB1,VOL,IMAGES\\AB1.TIF,Y,,,1\r\n"))
    assert ".dat" in fault.value.remedy
