"""The page of help on formats says what the table of formats says, and the limits that hold."""

from workbench.intake import archive, attachments, package, plain_text
from workbench.intake.formats import FORMATS
from workbench.intake.sandbox.limits import Limits
from workbench.places import resource

PAGE = resource("help") / "2-formats.txt"


def test_the_page_has_a_paragraph_for_each_row_of_the_table() -> None:
    expected = [
        f"{row.name[:1].upper()}{row.name[1:]} ({', '.join(row.suffixes)}). {row.remark}" for row in FORMATS
    ]
    text = PAGE.read_text(encoding="utf-8")
    listed = text.split("What is read of each format\n\n")[1].split("\n\nLimits\n\n")[0]
    assert listed.split("\n\n") == expected, "\n\n".join(expected)


def test_the_limits_are_those_that_hold() -> None:
    told = PAGE.read_text(encoding="utf-8").split("\n\nLimits\n\n")[1]
    limits = Limits()
    for sentence in (
        f"A file may have {plain_text.MOST_BYTES >> 20} MB.",
        f"An archive may unfold to {archive.MOST_BYTES >> 30} GB, with all that is nested in it, "
        f"and to {archive.MOST_RATIO} times its size",
        f"A part of an office document or an e-book may unfold to {package.MOST_PART_BYTES >> 20} MB, "
        f"all parts that are read to {package.MOST_BYTES >> 20} MB.",
        f"Attachments are read up to {attachments.MOST_DEPTH} messages deep",
        f"archives up to {archive.MOST_DEPTH} deep.",
        f"Reading a file may take {limits.seconds:.0f} seconds and {limits.seconds_per_megabyte:.0f} more",
    ):
        assert sentence in told
