"""A large addition is shared by several processes, and nothing shows it."""

import os
import pickle
import subprocess
import sys
import time

import pytest

from workbench.domain.errors import LibraryFault, StorageFault
from workbench.domain.work import Rights
from workbench.library import addition, crew
from workbench.text.words import tokenise


@pytest.fixture
def shared(monkeypatch):
    """Three processes from the first work on, whose batches and segments are small."""
    monkeypatch.setattr(addition, "CREW_BYTES", 0)
    monkeypatch.setattr(addition, "BATCH_BYTES", 1500)
    monkeypatch.setattr(addition, "SEGMENT_BYTES", 12_000)
    monkeypatch.setattr(addition, "processes", lambda: 3)


def slowly(works):
    """Works that come slowly enough for the other processes to have begun before the last."""
    for number, work in enumerate(works):
        if number == 3:
            time.sleep(1.5)
        yield work


def contents(library):
    return [(work.name, work.words, library.document(work.id).text) for work in library.works()]


def test_what_several_processes_add_is_what_one_adds(make_library, add, document, prose, shared, monkeypatch):
    texts = {f"{number}.txt": prose(number, 120) for number in range(60)}
    works = [(document(name, text), Rights(title=name)) for name, text in texts.items()]
    many = make_library(name="many")
    given = []
    monkeypatch.setattr(
        crew.Crew, "give", lambda self, batch, give=crew.Crew.give: given.append(batch) or give(self, batch)
    )
    *_, last = many.add(slowly([*works, works[0], (document("dots", "... !"), Rights())]))
    assert given
    assert last.label == "writing the index"
    monkeypatch.setattr(addition, "processes", lambda: 1)
    one = make_library(name="one")
    list(one.add(works))
    assert contents(many) == contents(one)
    assert many.verify() == one.verify() == []
    assert [work.rights.title for work in many.works()] == list(texts)
    output = tokenise(" ".join(texts.values()))
    assert {work: pairs.tolist() for work, pairs in many.seeds(output).items()} == {
        work: pairs.tolist() for work, pairs in one.seeds(output).items()
    }
    assert many.word_counts(output.hashes).tolist() == one.word_counts(output.hashes).tolist()
    assert not list(many.path.glob("*.new"))


def test_a_shared_addition_that_is_cancelled_leaves_whole_works_and_nothing_else(
    make_library, document, prose, shared
):
    library = make_library()
    adding = library.add(slowly((document(f"{n}", prose(n, 120)), Rights()) for n in range(40)))
    for _ in range(25):
        next(adding)
    adding.close()
    assert library.verify() == []
    assert not list(library.path.glob("*.new"))
    for work in library.works():
        assert work.id in library.seeds(tokenise(library.document(work.id).text))


def test_a_process_that_ends_with_works_in_hand_is_told_in_a_sentence(
    make_library, document, prose, shared, monkeypatch
):
    def give(self, batch, give=crew.Crew.give):
        chosen = next(builder for builder in self._builders if builder.willing)
        give(self, batch)
        chosen._process.kill()

    monkeypatch.setattr(crew.Crew, "give", give)
    library = make_library()
    with pytest.raises(LibraryFault, match="ended before it was done"):
        list(library.add(slowly((document(f"{n}", prose(n, 120)), Rights()) for n in range(40))))
    assert library.verify() == []
    assert not list(library.path.glob("*.new"))


def test_a_batch_that_memory_has_no_room_to_send_is_told_in_a_sentence(
    make_library, document, prose, shared, monkeypatch
):
    def dump(order, pipe, protocol, dump=pickle.dump):
        if not isinstance(order, list):
            return dump(order, pipe, protocol)
        raise MemoryError

    monkeypatch.setattr(crew.pickle, "dump", dump)
    library = make_library()
    with pytest.raises(LibraryFault, match="ended before it was done"):
        list(library.add(slowly((document(f"{n}", prose(n, 120)), Rights()) for n in range(40))))
    assert library.verify() == []


def test_processes_that_cannot_begin_are_not_missed(make_library, document, prose, shared, monkeypatch):
    monkeypatch.setattr(crew, "_COMMAND", "raise SystemExit(1)")
    library = make_library()
    list(library.add(slowly((document(f"{n}", prose(n, 120)), Rights()) for n in range(10))))
    assert len(library.works()) == 10


def test_a_full_disk_that_another_process_meets_is_told_as_here(
    make_library, document, prose, shared, monkeypatch
):
    command = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0));" + crew._COMMAND
    )
    if sys.platform == "win32":
        pytest.skip("uses limits of POSIX")
    monkeypatch.setattr(crew, "_COMMAND", command)
    library = make_library()
    with pytest.raises(StorageFault, match="larger than its disk"):
        list(library.add(slowly((document(f"{n}", prose(n, 120)), Rights()) for n in range(40))))
    assert library.verify() == []


def test_a_process_that_indexes_imports_no_window_and_no_model():
    program = (
        "import sys, workbench.library.builder;"
        "print(*sorted({'torch', 'faiss', 'PySide6', 'transformers', 'nupunkt'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="asks the system")
def test_there_are_no_more_processes_than_processors():
    assert 1 <= addition.processes() <= len(os.sched_getaffinity(0))
