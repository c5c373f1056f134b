"""A ZIP file is read as the folder that it holds; what it does beyond that is refused by name."""

from pathlib import Path

import hostile
import pytest

from workbench.domain.errors import UnreadableDocument
from workbench.intake import Refusal, Taken, Tally, archive, files_in, read_each
from workbench.intake.reading import take
from workbench.intake.taken import Choices

WORDS = hostile.WORDS.encode()


def unfold(content: bytes) -> tuple[dict[str, Taken], dict[str, str]]:
    """The texts by name, and the reasons of the refusals by name."""
    texts, refusals = {}, {}
    for taken in take("a.zip", content):
        if isinstance(taken, Refusal):
            refusals[taken.name] = taken.reason
        else:
            texts[taken.document.name] = taken
    return texts, refusals


def test_each_member_is_a_text_that_knows_where_it_came_from() -> None:
    texts, refusals = unfold(hostile.archive({"b/two.txt": WORDS, "one.md": b"# Words", "b/.DS_Store": b"x"}))
    assert list(texts) == ["a.zip/b/two.txt", "a.zip/one.md"]
    assert texts["a.zip/b/two.txt"].original == WORDS
    assert texts["a.zip/one.md"].document.origin.startswith("a.zip (SHA-256 ")
    assert texts["a.zip/one.md"].document.origin.endswith("), file one.md")
    assert refusals == {}


def test_archives_within_archives_are_read_up_to_a_depth() -> None:
    texts, _ = unfold(hostile.nested(3))
    (taken,) = texts.values()
    assert taken.document.text == hostile.WORDS
    assert taken.document.origin.count("SHA-256") == 3
    texts, refusals = unfold(hostile.nested(4))
    assert texts == {}
    assert [*refusals.values()] == [
        "a.zip/level3.zip/level2.zip/level1.zip lies 3 archives deep, and was not opened."
    ]


@pytest.mark.parametrize(
    "path", ["../out.txt", "a/../../out.txt", "/etc/out.txt", "C:\\out.txt", "..\\out.txt", "\\out.txt"]
)
def test_a_name_that_leads_out_is_refused_by_name(path: str, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(hostile.archive([(path, WORDS), ("good.txt", WORDS)]))
    tally = Tally()
    names = [taken.document.name for taken in read_each(files_in([tmp_path / "a.zip"]), tally)]
    assert names == ["a.zip/good.txt"]
    assert ["outside its archive" in refusal.reason for refusal in tally.refusals] == [True]
    assert list(tmp_path.rglob("*")) == [tmp_path / "a.zip"]
    assert not Path("/etc/out.txt").exists()


def test_links_and_locked_members_are_refused_by_name() -> None:
    texts, refusals = unfold(hostile.link("/etc/passwd"))
    assert list(texts) == ["a.zip/good.txt"]
    assert "is a link" in refusals["a.zip/link.txt"]
    _, refusals = unfold(hostile.locked())
    assert "password" in refusals["a.zip/secret.txt"]


def test_what_would_unfold_without_measure_is_refused() -> None:
    for bomb in (
        hostile.archive({"zeros.txt": bytes(50 << 20)}),
        hostile.overlapping(2000),
    ):
        with pytest.raises(UnreadableDocument, match="ZIP bomb"):
            unfold(bomb)


def test_bytes_are_counted_over_all_that_is_nested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1 << 20)
    with pytest.raises(UnreadableDocument, match="would unfold to"):
        unfold(hostile.archive({f"{number}.txt": WORDS * 8000 for number in range(2)}))
    inner = hostile.archive({"words.txt": WORDS * 5000})
    texts, refusals = unfold(hostile.archive({f"{number}.zip": inner for number in range(6)}))
    assert 0 < len(texts) < 6
    assert len(texts) + len(refusals) == 6


@pytest.mark.parametrize("declared", [0, 10, 81])
def test_a_member_that_lies_about_its_size_is_refused(declared: int) -> None:
    _, refusals = unfold(hostile.lying(declared))
    assert list(refusals) == ["a.zip/small.txt"]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 no more", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(500)]
)
def test_a_damaged_or_empty_archive_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument) as fault:
        unfold(content)
    assert fault.value.message.startswith("a.zip")


def test_a_member_without_a_name_is_read_like_any_other() -> None:
    content = hostile.archive({"a": hostile.WORDS.encode()})
    local, central = content.index(b"PK\x03\x04"), content.index(b"PK\x01\x02")
    # the letter of the name becomes an extra field's one byte, so that every offset stays
    unnamed = bytearray(content)
    unnamed[local + 26 : local + 30] = bytes((0, 0, 1, 0))
    unnamed[central + 28 : central + 32] = bytes((0, 0, 1, 0))
    texts = list(archive.take("b.zip", bytes(unnamed), Choices()))
    assert [taken.document.text for taken in texts if isinstance(taken, Taken)] == [hostile.WORDS]
