"""Versions of files in a folder's tree, told as scripts."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain.errors import LibraryFault
from workbench.domain.work import Rights
from workbench.library import Library, NewWork, addition
from workbench.text.words import tokenise


@pytest.fixture
def add_file(document):
    def add_file(library, name, text, tree="the folder"):
        adding = library.add([NewWork(document(name, text), Rights(), tree)])
        while True:
            try:
                next(adding)
            except StopIteration as finished:
                return finished.value

    return add_file


def names(works):
    return [work.name for work in works]


def texts(library):
    return {work.name: library.document(work.id).text for work in library.works()}


FIRST = "the ferry leaves the northern pier at seven every morning but sunday"
SECOND = "the ferry leaves the southern pier at eight every evening and on sunday"
THIRD = "no ferry leaves any pier while the ice of january holds the harbour"


def test_a_changed_file_is_a_new_version_of_its_work(make_library, add_file):
    library = make_library()
    assert add_file(library, "ferry.txt", FIRST).replaced == 0
    assert add_file(library, "ferry.txt", SECOND).replaced == 1
    assert texts(library) == {"ferry.txt": SECOND}
    assert library.status().works == 1
    assert library.status().older_versions == 1
    assert library.status().editions == 0
    assert library.status().words == library.total_words == 13


def test_an_older_version_is_found_by_no_search_and_can_still_be_read(make_library, add_file):
    library = make_library()
    add_file(library, "ferry.txt", FIRST)
    older = library.works()[0].id
    add_file(library, "ferry.txt", SECOND)
    assert library.seeds(tokenise(FIRST)) == {}
    assert list(library.seeds(tokenise(SECOND))) == [library.works()[0].id]
    assert library.search("the northern pier").total == 0
    assert library.document(older).text == FIRST
    assert [(work.id, work.replaced_by) for work in library.replaced_works()] == [
        (older, library.works()[0].id)
    ]


def test_an_older_version_outlives_compaction(make_library, add_file):
    library = make_library()
    add_file(library, "ferry.txt", FIRST)
    older = library.works()[0].id
    add_file(library, "ferry.txt", SECOND)
    list(library.compact())
    assert library.document(older).text == FIRST
    assert library.seeds(tokenise(FIRST)) == {}
    assert library.verify() == []


def test_meaning_sees_the_newest_version_only(make_library, add_file, embed, encode):
    library = make_library()
    add_file(library, "ferry.txt", FIRST)
    embed(library, encode)
    add_file(library, "ferry.txt", SECOND)
    assert library.embedded_share == 0
    assert library.nearest(encode([FIRST]), 3) == [[]]
    embed(library, encode)
    assert library.embedded_share == 1
    assert {near.work for near in library.nearest(encode([FIRST]), 3)[0]} == {library.works()[0].id}


def test_the_same_name_in_another_tree_is_another_work(make_library, add_file):
    library = make_library()
    add_file(library, "ferry.txt", FIRST, "one folder")
    add_file(library, "ferry.txt", SECOND, "another folder")
    assert names(library.works()) == ["ferry.txt", "ferry.txt"]


def test_a_text_without_a_tree_takes_no_place(make_library, add_file):
    library = make_library()
    add_file(library, "ferry.txt", FIRST, "")
    add_file(library, "ferry.txt", SECOND, "")
    assert len(library.works()) == 2


def test_a_file_that_is_put_back_is_the_newest_again(make_library, add_file, embed, encode):
    library = make_library()
    for text in (FIRST, SECOND, FIRST):
        added = add_file(library, "ferry.txt", text)
    assert (added.added, added.present, added.replaced) == (0, 1, 1)
    assert texts(library) == {"ferry.txt": FIRST}
    assert list(library.seeds(tokenise(FIRST))) == [library.works()[0].id]
    embed(library, encode)
    assert library.embedded_share == 1


def test_a_file_that_is_now_a_copy_of_another_leaves_its_old_text_behind(make_library, add_file):
    library = make_library()
    add_file(library, "ferry.txt", FIRST)
    add_file(library, "ice.txt", THIRD)
    add_file(library, "ferry.txt", THIRD)
    assert texts(library) == {"ice.txt": THIRD}


def test_without_its_newest_version_a_work_is_what_it_was_before(make_library, add_file):
    library = make_library()
    for text in (FIRST, SECOND, THIRD):
        add_file(library, "ferry.txt", text)
    library.remove([library.works()[0].id])
    assert texts(library) == {"ferry.txt": SECOND}
    library.remove([library.replaced_works()[0].id])
    assert texts(library) == {"ferry.txt": SECOND}
    assert library.replaced_works() == []


def test_a_removed_version_is_gone(make_library, add_file):
    library = make_library()
    add_file(library, "ferry.txt", FIRST)
    older = library.works()[0].id
    add_file(library, "ferry.txt", SECOND)
    library.remove([older])
    with pytest.raises(LibraryFault):
        library.document(older)


SNAPSHOT = st.fixed_dictionaries(dict.fromkeys(["a", "b", "c"], st.integers(0, 4)))


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(snapshots=st.lists(SNAPSHOT, min_size=1, max_size=5))
def test_a_folder_added_again_is_as_it_is_now(snapshots, make_library, add_file):
    """Files change, change back, are swapped and copied; what is searched is what they hold now."""
    library: Library = make_library()
    said = [f"{word} begins a text whose other words are the same in all" for word in "pqrst"]
    for snapshot in snapshots:
        for name, number in snapshot.items():
            add_file(library, name, said[number])
    wanted = {said[number] for number in snapshots[-1].values()}
    met = {said[number] for snapshot in snapshots for number in snapshot.values()}
    assert {library.document(work.id).text for work in library.works()} == wanted
    assert {library.document(work.id).text for work in library.replaced_works()} == met - wanted
    assert set(library.seeds(tokenise(said[0]))) == {work.id for work in library.works()}
    before = library.status().generation
    for name, number in snapshots[-1].items():
        assert add_file(library, name, said[number]).replaced == 0
    assert library.status().generation == before
    assert library.verify() == []


def add_snapshot(library, document, snapshot, said, steps=None):
    """Add a folder whole, or only so many steps of it, as when it is cancelled."""
    works = [NewWork(document(name, said[number]), Rights(), "t") for name, number in snapshot.items()]
    adding = library.add(works)
    for _ in range(steps) if steps is not None else iter(int, 1):
        try:
            next(adding)
        except StopIteration as finished:
            return finished.value
    adding.close()
    return None


@settings(
    max_examples=80,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(snapshots=st.lists(st.tuples(SNAPSHOT, st.none() | st.integers(1, 4)), min_size=1, max_size=5))
def test_a_folder_added_whole_or_half_is_never_without_what_it_holds(
    snapshots, make_library, document, monkeypatch
):
    """Texts move among the files of a folder, and additions are cancelled; at last one comes to its end."""
    monkeypatch.setattr(addition, "SEGMENT_BYTES", 10)
    library: Library = make_library()
    said = [f"{word} begins a text whose other words are the same in all" for word in "pqrst"]
    stays: set[str] = set()  # what files held when an addition last ended, and in all states since
    for snapshot, steps in [*snapshots, (snapshots[-1][0], None)]:
        holds = {said[number] for number in snapshot.values()}
        stays &= holds
        add_snapshot(library, document, snapshot, said, steps)
        searched = {library.document(work.id).text for work in library.works()}
        assert searched >= stays
        if steps is None:
            assert searched == holds
            stays = holds
    assert library.verify() == []


def test_texts_that_move_by_a_row_keep_their_vectors_and_are_no_versions(
    make_library, document, embed, encode
):
    library = make_library()
    said = [f"row {number} of a table of texts that begin with their number" for number in range(9)]
    add_snapshot(library, document, {f"row {place}": place for place in range(8)}, said)
    embed(library, encode)
    moved = {"row 0": 8} | {f"row {place}": place - 1 for place in range(1, 9)}
    added = add_snapshot(library, document, moved, said)
    assert (added.added, added.present, added.replaced) == (1, 8, 0)
    assert library.status().older_versions == 0
    assert library.embedded_share == pytest.approx(8 / 9, abs=0.02)
    assert texts(library) == {name: said[number] for name, number in moved.items()}


def test_a_new_version_has_the_rights_of_the_one_before_unless_it_brings_its_own(make_library, document):
    library = make_library()
    held = Rights(holder="The Ferry Company", licence="all-rights-reserved")
    list(library.add([NewWork(document("ferry.txt", FIRST), held, "t")]))
    list(library.add([NewWork(document("ferry.txt", SECOND), Rights(), "t")]))
    assert library.works()[0].rights == held
    list(library.add([NewWork(document("ferry.txt", THIRD), Rights(licence="MIT"), "t")]))
    assert library.works()[0].rights == Rights(licence="MIT")
