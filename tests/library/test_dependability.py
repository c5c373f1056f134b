"""A library after a kill, on a full disk, with two writers, and with a damaged file."""

import errno
import hashlib
import itertools
import multiprocessing
import os
import random
import shutil
import sqlite3
import sys
import time
from contextlib import closing, suppress

import pytest

from workbench.domain.errors import LibraryFault, StorageFault
from workbench.domain.work import Rights, Work
from workbench.library import Library, addition, durable, embedding
from workbench.text.words import tokenise

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses fork, SIGKILL and limits of POSIX")


def work_text(number: int) -> str:
    return (
        f"work {number} begins " + " ".join(f"w{number}x{place}" for place in range(60)) + ". The end of it."
    )


def lasting(library: Library) -> list[Work]:
    return [work for work in library.works() if work.name != "passing.txt"]


def write_until_killed(path, told, helpers) -> None:
    """Create, add, embed, remove and compact without end, telling after each step what is acknowledged."""
    add, embed, encode = helpers
    embedding.COMMITTED = 3
    library = Library.open(path) if (path / "library.sqlite").exists() else Library.create(path)
    number = len(lasting(library))
    told.send(number)
    while True:
        count = 1 + number % 3
        add(library, {f"{n}.txt": work_text(n) for n in range(number, number + count)})
        number += count
        told.send(number)
        if number % 4 == 0:
            embed(library, encode)
        if number % 5 == 0:
            add(library, {"passing.txt": "a work that is removed again " * 3})
            library.remove([work.id for work in library.works() if work.name == "passing.txt"])
            list(library.compact())


def check_after_kill(path, acknowledged: int) -> None:
    """It opens, is sound, holds each acknowledged work and no half of another, and is searched."""
    with Library.open(path) as library:
        assert library.verify() == []
        works = lasting(library)
        assert len(works) >= acknowledged
        for number, work in enumerate(works):
            text = work_text(number)
            assert (work.name, library.document(work.id).text) == (f"{number}.txt", text)
            assert list(library.seeds(tokenise(text))) == [work.id]
        assert 0 <= library.embedded_share <= 1


def kill_at_random(path, kills: int, seed: int, helpers) -> None:
    fork = multiprocessing.get_context("fork")
    moments = random.Random(seed)
    for _ in range(kills):
        hear, tell = fork.Pipe(duplex=False)
        child = fork.Process(target=write_until_killed, args=(path, tell, helpers))
        acknowledged = 0
        child.start()
        time.sleep(moments.choice([0.01, 0.05, 0.2]) * moments.random())
        child.kill()
        child.join()
        tell.close()
        while True:
            try:
                acknowledged = hear.recv()
            except EOFError:
                break
        if (path / "library.sqlite").exists():
            check_after_kill(path, acknowledged)
            with Library.open(path) as library:
                number = len(lasting(library))
                helpers[0](library, {f"{number}.txt": work_text(number)})
            if number > 20:
                shutil.rmtree(path)
        else:
            assert acknowledged == 0


def test_a_kill_at_any_moment_leaves_the_state_before_or_after(tmp_path, add, embed, encode):
    kill_at_random(tmp_path / "library", 300, 1, (add, embed, encode))


def end_half_way(path) -> None:
    """Write to the catalogue until pages of an unfinished transaction are in the file, and end."""
    library = Library.open(path)
    library._catalogue.connection.execute("PRAGMA cache_size = 1")
    with library._catalogue.change() as connection:
        for number in range(200):
            connection.execute(
                "INSERT INTO file (name, part, segment, size, sha256) VALUES (?, 'texts', 9, 1, ?)",
                [f"file {number}", "0" * 500],
            )
        os._exit(0)


@pytest.mark.parametrize("age", ["new", "from before free pages were given back"])
def test_a_transaction_ended_half_way_leaves_the_catalogue_as_its_digest_says(make_library, add, age):
    library = make_library()
    connection = library._catalogue.connection
    if age != "new":
        connection.execute("PRAGMA auto_vacuum = NONE")
        connection.execute("VACUUM")
    long = {f"{n}.txt": (work_text(n), Rights(note="A long note. " * 400)) for n in range(40)}
    add(library, {name: text for name, (text, _) in long.items()})
    library.set_rights({name: rights for name, (_, rights) in long.items()})
    library.remove([work.id for work in library.works()[5:]])
    if age != "new":
        assert connection.execute("PRAGMA freelist_count").fetchone() > (0,)
        list(library.compact())
    library.close()
    child = multiprocessing.get_context("fork").Process(target=end_half_way, args=(library.path,))
    child.start()
    child.join()
    assert (library.path / "library.sqlite-journal").exists()
    with Library.open(library.path) as opened:
        assert len(opened.works()) == 5
        assert opened.verify() == []


@pytest.mark.thorough
def test_ten_thousand_kills(tmp_path, add, embed, encode):
    kill_at_random(tmp_path / "library", 10_000, 2, (add, embed, encode))


def files_of(path) -> dict[str, str]:
    return {
        entry.name: hashlib.sha256(entry.read_bytes()).hexdigest()
        for entry in path.iterdir()
        if entry.name not in {"writer.lock"}
    }


def change(library: Library, helpers) -> None:
    add, embed, encode = helpers
    add(library, {"new.txt": work_text(7)})
    embed(library, encode)
    library.remove([library.works()[2].id])
    list(library.compact())


@pytest.fixture
def sound(make_library, add, embed, encode):
    """A library with works and vectors, closed."""
    library = make_library({f"{number}.txt": work_text(number) for number in range(5)})
    embed(library, encode)
    library.close()
    return library.path


class FullDisk:
    """Fails every step from one of them on, as a disk that filled up then does."""

    def __init__(self, monkeypatch, step: int, code: int) -> None:
        self.steps, self.step, self.code = 0, step, code
        for owner, name in [(durable.DurableFile, "write"), (os, "fsync"), (os, "replace")]:
            monkeypatch.setattr(owner, name, self.failing(getattr(owner, name)))

    def failing(self, action):
        def attempt(*arguments, **named):
            self.steps += 1
            if self.steps >= self.step:
                raise OSError(self.code, os.strerror(self.code))
            return action(*arguments, **named)

        return attempt


def test_a_disk_that_fills_up_at_any_step_leaves_the_state_before_or_after(
    sound, tmp_path, monkeypatch, add, embed, encode
):
    reached = 0
    for step in range(1, 200):
        copy = tmp_path / f"copy {step}"
        shutil.copytree(sound, copy)
        with monkeypatch.context() as patched:
            disk = FullDisk(patched, step, errno.ENOSPC if step % 2 else errno.EDQUOT)
            with Library.open(copy) as library:
                try:
                    change(library, (add, embed, encode))
                except StorageFault as fault:
                    assert "disk is full" in fault.message
                else:
                    break
        reached = disk.steps
        with Library.open(copy) as library:
            assert library.verify() == []
            assert len(library.works()) in {4, 5, 6}
            if step % 6 == 1:
                change(library, (add, embed, encode))
                assert library.embedded_share == 1.0
                assert library.verify() == []
        shutil.rmtree(copy)
    else:
        pytest.fail("the steps did not come to an end")
    assert reached > 20


def test_a_real_limit_of_the_system_at_any_size_leaves_the_state_before_or_after(
    sound, tmp_path, add, embed, encode
):
    import resource

    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    failed = 0
    for limit in [0, 1500, 3000, 4500, *range(6000, 160_000, 14_000)]:
        copy = tmp_path / f"copy {limit}"
        shutil.copytree(sound, copy)
        with Library.open(copy) as library:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, usual[1]))
            try:
                change(library, (add, embed, encode))
            except StorageFault:
                failed += 1
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        with Library.open(copy) as library:
            assert library.verify() == []
            change(library, (add, embed, encode))
            assert library.verify() == []
        shutil.rmtree(copy)
    assert failed > 5


def test_a_file_too_large_for_its_disk_is_not_called_a_full_disk(tmp_path):
    with pytest.raises(StorageFault, match="would be larger than its disk"), durable.storing(tmp_path):
        raise OSError(errno.EFBIG, "File too large")


def test_no_library_is_left_where_a_disk_was_too_full_for_one(tmp_path, monkeypatch):
    for step in range(1, 3):
        with monkeypatch.context() as patched:
            FullDisk(patched, step, errno.ENOSPC)
            try:
                Library.create(tmp_path / "new").close()
            except StorageFault:
                assert not (tmp_path / "new").exists()
    with Library.create(tmp_path / "another") as library:
        assert library.verify() == []


def test_a_folder_that_cannot_be_written_is_a_storage_fault(tmp_path):
    if os.geteuid() == 0:
        parent = tmp_path / "file"
        parent.write_text("not a folder")
        with pytest.raises((StorageFault, LibraryFault)):
            Library.create(parent / "library")
    else:
        tmp_path.chmod(0o500)
        with pytest.raises(StorageFault, match="cannot be written"):
            Library.create(tmp_path / "library")
        tmp_path.chmod(0o700)


def hold_as_writer(path, told) -> None:
    from workbench.library.lock import writing

    with writing(path):
        told.send("writing")
        time.sleep(60)


def test_a_second_writer_is_refused_and_a_reader_is_not(sound, add, document):
    fork = multiprocessing.get_context("fork")
    hear, tell = fork.Pipe(duplex=False)
    other = fork.Process(target=hold_as_writer, args=(sound, tell))
    other.start()
    try:
        assert hear.recv() == "writing"
        with Library.open(sound) as library:
            for attempt in (
                lambda: add(library, {"a": "more words"}),
                lambda: library.set_rights({"0.txt": Rights("T")}),
            ):
                with pytest.raises(LibraryFault, match="being changed by another program"):
                    attempt()
            assert len(library.works()) == 5
            assert library.verify() == []
    finally:
        other.kill()
        other.join()
    with Library.open(sound) as library:
        assert add(library, {"a": "more words"}).added == 1


def test_two_writers_in_one_process_are_told_apart(sound, document):
    with Library.open(sound) as first, Library.open(sound) as second:
        adding = first.add([(document("a", "some words"), Rights())])
        next(adding)
        with pytest.raises(LibraryFault, match="being changed"):
            next(second.add([(document("b", "other words"), Rights())]))
        list(adding)
        assert len(second.works()) == 6


FOLLOWING = ("manifest.json", "generation.json")
"""What is written after the catalogue, in this order."""


def test_a_manifest_that_a_kill_left_behind_is_made_anew(sound, add):
    before = [(sound / name).read_bytes() for name in FOLLOWING]
    with Library.open(sound) as library:
        add(library, {"a": "more words"})
    after = [(sound / name).read_bytes() for name in FOLLOWING]
    for name, content in zip(FOLLOWING, before, strict=True):
        (sound / name).write_bytes(content)
    (sound / "texts-999999.utf8").write_text("what a killed writer left")
    (sound / "notes.txt").write_text("what the user put there")
    with Library.open(sound) as library:
        assert library.verify() == []
    assert [(sound / name).read_bytes() for name in FOLLOWING] == after
    assert not (sound / "texts-999999.utf8").exists()
    assert (sound / "notes.txt").exists()


def damages(content: bytes) -> dict[str, bytes | None]:
    middle = len(content) // 2
    return {
        "first byte": bytes([content[0] ^ 1]) + content[1:],
        "a byte in the middle": content[:middle] + bytes([content[middle] ^ 64]) + content[middle + 1 :],
        "last byte": content[:-1] + bytes([content[-1] ^ 128]),
        "cut short": content[:middle],
        "one byte more": content + b"\0",
        "empty": b"",
        "gone": None,
    }


def test_each_damage_of_each_file_is_found_and_named(sound):
    names = sorted(files_of(sound))
    assert len(names) == 9
    for name in names:
        path = sound / name
        content = path.read_bytes()
        for damage, spoilt in damages(content).items():
            path.unlink()
            if spoilt is not None:
                path.write_bytes(spoilt)
            try:
                with Library.open(sound) as library:
                    found = library.verify()
            except LibraryFault as fault:
                found = [fault.message]
            assert any(name in problem for problem in found), f"{name}: {damage}"
            path.write_bytes(content)
    with Library.open(sound) as library:
        assert library.verify() == []


def found_in(path) -> list[str]:
    """What verifying says, or opening if that is refused."""
    try:
        with Library.open(path) as library:
            return library.verify()
    except LibraryFault as fault:
        return [fault.message]


def check_each_flip(path, places) -> None:
    for name in sorted(files_of(path)):
        content = (path / name).read_bytes()
        for place in places(len(content)):
            (path / name).write_bytes(
                content[:place] + bytes([content[place] ^ (1 << place % 8)]) + content[place + 1 :]
            )
            assert any(name in problem for problem in found_in(path)), f"{name}: byte {place}"
        (path / name).write_bytes(content)
    assert found_in(path) == []


def test_a_flipped_byte_is_found_wherever_it_is(sound):
    moments = random.Random(5)
    check_each_flip(sound, lambda size: sorted(moments.sample(range(size), min(size, 40))))


@pytest.mark.thorough
def test_each_flipped_byte_is_found(sound):
    check_each_flip(sound, range)


def test_each_file_and_each_group_of_files_that_was_put_back_from_earlier_is_found(sound, tmp_path, add):
    """But the witness alone: put back to just before, it is what a writer leaves that was ended there."""
    states = [tmp_path / f"state {number}" for number in range(4)]
    for number, state in enumerate(states):
        with Library.open(sound) as library:
            add(library, {f"later {number}": work_text(20 + number)})
        shutil.copytree(sound, state)
    last = states.pop()
    names = ["library.sqlite", *FOLLOWING]
    groups = [group for size in (1, 2) for group in itertools.combinations(names, size)]
    for state, group in itertools.product(states, groups):
        if group == (FOLLOWING[1],) and state is states[-1]:
            continue
        if group == FOLLOWING and state is states[-1]:
            continue  # the writer was ended before it wrote either
        mixed = tmp_path / "mixed"
        shutil.copytree(last, mixed)
        for name in group:
            shutil.copyfile(state / name, mixed / name)
        problems = found_in(mixed)
        assert problems, f"{group} from {state.name}"
        assert any(name in problem for problem in problems for name in group)
        if "library.sqlite" in group:
            before = files_of(mixed)
            with Library.open(mixed) as library, pytest.raises(LibraryFault, match="from an earlier time"):
                add(library, {"another": work_text(30)})
            assert files_of(mixed) == before  # what was added later is not swept away
        else:
            with Library.open(mixed) as library:
                add(library, {"another": work_text(30)})
                assert library.verify() == []
        shutil.rmtree(mixed)


@pytest.mark.parametrize("names", [FOLLOWING, FOLLOWING[:1], FOLLOWING[1:]])
def test_a_manifest_that_was_removed_is_missed_and_made_anew_by_the_next_change(sound, add, names):
    for name in names:
        (sound / name).unlink()
    problems = found_in(sound)
    assert any(f"{names[0]} is missing" in problem and "compact" in problem for problem in problems)
    assert found_in(sound) == problems  # opening it has not hidden it
    with Library.open(sound) as library:
        add(library, {"another": work_text(30)})
        assert library.verify() == []


def test_damage_is_a_fault_in_one_sentence_when_it_is_met(sound, encode):
    uses = {
        "texts": lambda library: [library.document(work.id) for work in library.works()],
        "grams": lambda library: library.seeds(tokenise(work_text(0))),
        "buckets": lambda library: library.seeds(tokenise(work_text(0))),
        "words": lambda library: library.word_counts(tokenise("begins").hashes),
        "vectors": lambda library: library.nearest(encode(["begins"]), 1),
    }
    for part, use in uses.items():
        (path,) = sound.glob(f"{part}-*")
        content = path.read_bytes()
        for damage in ("first byte", "cut short", "empty", "gone"):
            spoilt = damages(content)[damage]
            path.unlink()
            if spoilt is not None:
                path.write_bytes(spoilt)
            with Library.open(sound) as library, pytest.raises(LibraryFault, match=path.name):
                use(library)
        path.write_bytes(content)


def test_files_that_changed_places_and_a_catalogue_from_earlier_are_found(sound, tmp_path, add):
    shutil.copytree(sound, tmp_path / "earlier")
    with Library.open(sound) as library:
        add(library, {"a": work_text(8)})
    first, second = sorted(sound.glob("grams-*"))
    first.rename(sound / "x"), second.rename(first), (sound / "x").rename(second)
    with Library.open(sound) as library:
        assert sum("grams-" in problem for problem in library.verify()) == 2
    first.rename(sound / "x"), second.rename(first), (sound / "x").rename(second)
    (sound / "library.sqlite").write_bytes((tmp_path / "earlier" / "library.sqlite").read_bytes())
    with Library.open(sound) as library:
        assert any("library.sqlite is older" in problem for problem in library.verify())


def test_a_big_addition_is_stored_in_parts_of_bounded_memory(make_library, document, monkeypatch):
    import tracemalloc

    def peak(works: int) -> int:
        library = make_library(name=f"{works} works")
        text = [" ".join(f"w{(n * 7919 + number) % 5000}" for n in range(4000)) for number in range(works)]
        tracemalloc.start()
        list(library.add((document(f"{number}", text[number]), Rights()) for number in range(works)))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    monkeypatch.setattr(addition, "SEGMENT_BYTES", 100_000)
    peak(8)
    assert peak(160) < 1.5 * peak(80)


def test_status_says_of_what_share_the_index_is_there(make_library, add):
    library = make_library({"a.txt": work_text(1)})
    add(library, {"b.txt": work_text(2)})
    assert library.status().exact_share == 1
    (library.path / "grams-000001.npy").unlink()
    assert library.status().exact_share == 0.5


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE library SET folding = CAST(x'ff41' AS TEXT)",
        "UPDATE work SET rights = '{'",
        "UPDATE work SET warnings = '['",
    ],
)
def test_a_damaged_record_is_told_as_damage(sound, change):
    with closing(sqlite3.connect(sound / "library.sqlite")) as connection:
        connection.execute(change)
        connection.commit()
    with pytest.raises(LibraryFault, match=r"damaged.*library\.sqlite"), Library.open(sound) as library:
        for work in library.works():
            library.document(work.id)
        library.status()


def test_a_damaged_note_of_the_manifest_is_told_by_verify(sound):
    with closing(sqlite3.connect(sound / "library.sqlite")) as connection:
        connection.execute("UPDATE library SET manifest = CAST(x'ff41' AS TEXT)")
        connection.commit()
    with Library.open(sound) as library:
        assert any("library.sqlite cannot be read" in problem for problem in library.verify())


def test_files_are_verified_where_the_catalogue_cannot_be_read(sound, add):
    with Library.open(sound) as library:
        add(library, {f"later {number}": work_text(20 + number) for number in range(30)})
    catalogue = (sound / "library.sqlite").read_bytes()
    page = int.from_bytes(catalogue[16:18])
    texts = next(sound.glob("texts-*"))
    texts.write_bytes(texts.read_bytes()[:-1] + b"\xff")
    unread = 0
    for place in range(page, len(catalogue), page):
        (sound / "library.sqlite").write_bytes(catalogue[:place] + b"\xff" * 64 + catalogue[place + 64 :])
        with suppress(LibraryFault), Library.open(sound) as library:
            found = library.verify()
            unread += "library.sqlite cannot be read" in found[0]
            assert any("library.sqlite" in problem for problem in found)
            assert any(texts.name in problem for problem in found)
    assert unread


def test_a_damaged_header_of_an_array_is_told_as_damage(sound):
    path = next(sound.glob("grams-*.npy"))
    content = bytearray(path.read_bytes())
    for place in range(10, 128):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x40]) + content[place + 1 :])
        with Library.open(sound) as library:
            with suppress(LibraryFault):
                library.seeds(tokenise(work_text(1)))
            assert any(path.name in problem for problem in library.verify())
