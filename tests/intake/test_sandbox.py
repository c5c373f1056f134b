"""What a reader may do in its sandbox when a file has taken it over: nothing that reaches beyond it."""

import contextlib
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
import rogue

from workbench.cli import CHILD
from workbench.domain.document import Document, Locator
from workbench.domain.errors import UnreadableDocument
from workbench.domain.review import Attempt
from workbench.domain.work import Rights
from workbench.intake import formats
from workbench.intake.sandbox import Limits, Sandbox, frames, letters, sandbox, watch
from workbench.intake.taken import Taken

LIMITS = Limits(
    seconds=2,
    seconds_per_megabyte=0,
    memory=400 << 20,
    file_size=1 << 20,
    most_text=1 << 20,
    most_texts=1000,
)
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux is asked to hold it")


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox whose reader does what the file tells it."""
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, rogue.ROW))
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-P", rogue.__file__])
    with Sandbox(LIMITS) as made:
        yield made


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def told(box: Sandbox, deed: str) -> str:
    """What the rogue reader gives back once it has done a deed."""
    (taken,) = box.take("a.rogue", rogue.MARK + deed.encode())
    return taken.document.text


def refused(box: Sandbox, deed: str) -> str:
    """The sentence with which a deed is refused; the next file is read all the same."""
    with pytest.raises(UnreadableDocument) as fault:
        list(box.take("a.rogue", rogue.MARK + deed.encode()))
    assert "a.rogue" in fault.value.message
    assert fault.value.remedy
    assert [taken.document.text for taken in box.take("b.rogue", rogue.MARK + b"nothing")] == ["Some words."]
    return fault.value.message


def place(server: socket.socket) -> str:
    return "127.0.0.1:" + str(server.getsockname()[1])


@pytest.mark.parametrize("deed", ["connect", "swallowed-connect"])
def test_no_connection_is_made(box: Sandbox, server: socket.socket, deed: str) -> None:
    assert "socket" in refused(box, f"{deed} {place(server)}")
    with pytest.raises(BlockingIOError):
        server.accept()


@needs_linux
def test_no_connection_is_made_past_python(box: Sandbox, server: socket.socket) -> None:
    assert told(box, f"native-connect {place(server)}") == "connected -1"
    with pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize(
    ("deed", "event"),
    [
        ("resolve localhost", "socket.getaddrinfo"),
        ("run /bin/true", "subprocess.Popen"),
        ("system true", "os.system"),
        ("fork", "os.fork"),
        ("pickle", "pickle.find_class"),
        ("read /etc/passwd", "open"),
        ("list /etc", "os.listdir"),
        ("link /etc/passwd", "os.symlink"),
    ],
)
def test_what_no_document_needs_is_refused_by_its_name(box: Sandbox, deed: str, event: str) -> None:
    assert event in refused(box, deed)


def test_no_file_outside_is_written_read_or_deleted(box: Sandbox, tmp_path: Path) -> None:
    there, new = tmp_path / "there.txt", tmp_path / "new.txt"
    there.write_text("here")
    for deed in (f"write {new}", f"write {there}", f"delete {there}", f"read {there}", f"list {tmp_path}"):
        refused(box, deed)
    assert there.read_text() == "here"
    assert list(tmp_path.iterdir()) == [there]


@needs_linux
def test_no_file_outside_is_written_or_read_past_python(box: Sandbox, tmp_path: Path) -> None:
    assert told(box, f"native-write {tmp_path / 'new'}") == "opened -1"
    assert told(box, "native-read /etc/passwd") == "opened -1"
    assert list(tmp_path.iterdir()) == []


@needs_linux
def test_what_a_file_started_past_python_ends_with_its_reading(box: Sandbox) -> None:
    told(box, "nothing")
    group = box.pid
    began = time.monotonic()
    assert "within 2 seconds" in refused(box, "native-fork 40")
    assert time.monotonic() - began < 60  # and what it started would sleep for five minutes
    alive = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = path.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state not in "ZX":
                alive.append(path)
    assert alive == []


def test_its_folder_is_empty_for_each_file_and_gone_at_the_end(box: Sandbox) -> None:
    folder = Path(told(box, "where"))
    assert folder.parent == Path(tempfile.gettempdir()).resolve()
    told(box, "leave something")
    told(box, "nothing")
    assert list(folder.iterdir()) == []
    refused(box, "crash")
    assert not folder.exists()
    folder = Path(told(box, "where"))
    box.close()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        ("spin", "a.rogue could not be read within 2 seconds."),
        ("sleep 30", "a.rogue could not be read within 2 seconds."),
        ("crash", "a.rogue broke its reader down, and was left out."),
        ("exit", "a.rogue broke its reader down, and was left out."),
        ("texts 1001", "a.rogue unfolds to more text than one file may hold."),
        ("words 300000", "a.rogue unfolds to more text than one file may hold."),
        ("recurse", "a.rogue is damaged, or made in a way that its reader does not know (RecursionError)."),
    ],
)
def test_each_fault_is_a_sentence_and_the_next_file_is_read(box: Sandbox, deed: str, sentence: str) -> None:
    assert refused(box, deed) == sentence


@needs_linux
def test_memory_and_files_are_limited(box: Sandbox) -> None:
    assert "more memory" in refused(box, "eat 800000000")
    assert "OSError" in refused(box, "big-file 3000000")


def test_what_a_library_prints_does_not_disturb(box: Sandbox) -> None:
    assert told(box, "print {}") == "Some words."


def test_one_child_serves_many_files_and_is_begun_anew_after_a_fault(box: Sandbox) -> None:
    told(box, "nothing")
    first = box.pid
    told(box, "nothing")
    refused(box, "fork")
    assert box.pid == first is not None
    refused(box, "crash")
    assert box.pid != first


def test_a_taker_that_wants_no_more_leaves_nothing_behind(box: Sandbox) -> None:
    texts = box.take("a.rogue", rogue.MARK + b"texts 900")
    next(texts)
    texts.close()
    assert told(box, "nothing") == "Some words."


def test_the_time_that_a_taker_needs_is_not_counted(box: Sandbox) -> None:
    texts = box.take("a.rogue", rogue.MARK + b"texts 3")
    next(texts)
    time.sleep(LIMITS.seconds + 0.5)
    assert len(list(texts)) == 2


def test_a_text_comes_back_as_it_was_sent() -> None:
    content = b"the file"
    document = Document(
        "a/b.c",
        "lone \ud800 surrogate \U0001f642",
        letters.hashlib.sha256(content).hexdigest(),
        "application/x",
        "none",
        "rogue 1",
        ("One.", "Two."),
        Locator("page", (0, 5), ("i", "ii")),
        "archive.zip",
    )
    for taken in (
        Taken(document, content),
        Taken(document, content, Attempt(model="m", prompt="p"), Rights(title="t")),
    ):
        record, parts = letters.packed(taken, b"the file")
        assert letters.unpacked(record, parts, content) == taken
        record, parts = letters.packed(taken, b"a larger file")
        assert letters.unpacked(record, parts, b"a larger file") == taken


@pytest.mark.parametrize(
    ("field", "value"),
    [("sha256", "0" * 64), ("name", 3), ("warnings", [1]), ("extra", "x"), ("text", "x"), ("name", None)],
)
def test_a_forged_record_is_not_taken(field: str, value: object) -> None:
    document = Document("a", "words", letters.hashlib.sha256(b"x").hexdigest())
    record, parts = letters.packed(Taken(document, b"x"), b"x")
    record["document"][field] = value
    with pytest.raises(frames.Torn):
        letters.unpacked(record, parts, b"x")


@pytest.mark.parametrize("starts", [[-1], [99], ["0"], [3, 1], [True], 7, None])
def test_a_forged_locator_is_not_taken(starts: object) -> None:
    document = Document("a", "words", letters.hashlib.sha256(b"x").hexdigest())
    record, parts = letters.packed(Taken(document, b"x"), b"x")
    record["locator"] = {"unit": "page", "starts": starts, "labels": ["1"]}
    with pytest.raises(frames.Torn):
        letters.unpacked(record, parts, b"x")


def test_a_frozen_program_is_its_own_child(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sandbox.CHILD == CHILD
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-P", "-m", "workbench", CHILD])
    with Sandbox() as box:
        (taken,) = box.take("a.pdf", hostile.pdf())
    assert isinstance(taken, Taken)
    assert taken.document.text.strip() == hostile.WORDS


@pytest.mark.skipif(sys.platform == "win32", reason="asks ps")
def test_the_memory_of_a_process_can_be_told() -> None:
    assert 5 << 20 < watch.resident(os.getpid()) < 1 << 40
    assert watch.resident(2**30) == 0
