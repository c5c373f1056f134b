import hashlib
import sqlite3

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain.document import Document
from workbench.domain.errors import LibraryFault, UnreadableDocument
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.library import Library, addition, writer
from workbench.text.words import tokenise

SENTENCE = "The quick brown fox jumps over the lazy dog near the old mill."
ODD = "\ufeffa\r\nb\rc\u2028 \ud83d\ude00 \ud800 lone \U0001f600 nul\x00 e\u0301 \ufffe end\n\n"


def test_a_library_that_was_closed_holds_what_was_added(make_library, add, document, tmp_path):
    rights = Rights("Fables", "A. Author", "Press Ltd", "1999", "CC-BY-4.0", "https://example.org", "page 3")
    first = make_library(name="fables")
    result = add(first, {"fox.txt": SENTENCE, "odd.txt": ODD}, {"fox.txt": rights})
    first.close()
    assert (result.added, result.present, result.refused) == (2, 0, ())

    with Library.open(tmp_path / "fables") as library:
        assert library.name == "fables"
        fox, odd = library.works()
        assert (fox.name, fox.rights, fox.words, fox.characters) == ("fox.txt", rights, 13, len(SENTENCE))
        assert odd.rights == Rights()
        assert library.document(fox.id) == document("fox.txt", SENTENCE)
        assert library.document(odd.id).text == ODD
        assert library.work(odd.id) == odd
        assert result.words == library.total_words == fox.words + odd.words


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    texts=st.lists(st.text(st.characters(codec=None, categories=None)), max_size=5), name=st.text(min_size=1)
)
def test_not_one_code_point_of_a_text_or_a_name_changes(texts, name, make_library, document):
    library = make_library()
    given_documents = {(made := document(name, text + " word")).id: made for text in texts}
    list(library.add([(made, Rights(title=name)) for made in given_documents.values()]))
    assert {work.id: library.document(work.id) for work in library.works()} == given_documents
    assert all(work.rights.title == name for work in library.works())


def test_all_that_was_said_of_the_reading_is_kept(make_library):
    document = Document(
        "a.txt", "some words", "ab" * 32, "text/html", "cp1252", "html 3", ("It was guessed.", "\ud800")
    )
    library = make_library()
    list(library.add([(document, Rights())]))
    assert library.document(document.id) == document


def test_a_work_is_not_added_twice_and_one_without_words_is_refused_by_name(make_library, add):
    library = make_library({"a.txt": SENTENCE})
    again = add(
        library,
        {"b.txt": SENTENCE, "c.txt": "other words", "dots.txt": "... --- ...", "d.txt": "other words"},
    )
    assert (again.added, again.present, again.words, again.refused) == (1, 2, 2, ("dots.txt",))
    assert [work.name for work in library.works()] == ["a.txt", "c.txt"]


def test_segments_are_closed_at_a_size_and_searched_together(make_library, add, monkeypatch, prose):
    monkeypatch.setattr(addition, "SEGMENT_BYTES", 3000)
    texts = {f"{number}.txt": prose(number, 150) for number in range(12)}
    library = make_library(texts)
    assert len(list(library.path.glob("texts-*"))) > 3
    for name, text in texts.items():
        words = " ".join(text.split()[40:60])
        work = next(work.id for work in library.works() if work.name == name)
        assert len(library.seeds(tokenise(words))[work]) >= (20 - 8) // 3
        assert [place.work for place in library.search(words).occurrences] == [work]


def test_many_short_works_come_into_the_catalogue_in_parts(make_library, document, monkeypatch):
    monkeypatch.setattr(writer, "MOST_WORKS", 3)
    monkeypatch.setattr(addition, "BATCH_WORKS", 1)
    library = make_library()
    list(library.add((document(str(number), f"short work number {number}"), Rights()) for number in range(8)))
    catalogue = library._catalogue
    assert [len(catalogue.segment_works(number)) for number in catalogue.segments()] == [3, 3, 2]
    assert library.verify() == []


def test_memory_and_stored_segments_survive_a_reader_that_fails_half_way(make_library, document, monkeypatch):
    monkeypatch.setattr(addition, "SEGMENT_BYTES", 10)

    def items():
        for number in range(100):
            yield document(str(number), f"work number {number} of some words"), Rights()
        raise RuntimeError("the reader stumbled")

    library = make_library()
    with pytest.raises(RuntimeError):
        list(library.add(items()))
    names = [work.name for work in library.works()]
    assert names == [str(number) for number in range(len(names))]
    assert len(names) >= 100 - writer.AHEAD * addition.threads() - 2
    assert library.verify() == []


def test_a_segment_is_closed_after_a_while(make_library, document, monkeypatch):
    monkeypatch.setattr(addition, "BATCH_WORKS", 1)
    monkeypatch.setattr(writer, "MOST_SECONDS", -1)
    library = make_library()
    list(library.add((document(str(number), f"work number {number}"), Rights()) for number in range(3)))
    assert len(list(library.path.glob("texts-*"))) == 3


def test_an_addition_that_is_cancelled_leaves_nothing(make_library, document):
    library = make_library()
    adding = library.add([(document(str(number), f"work number {number}"), Rights()) for number in range(5)])
    next(adding), next(adding), next(adding)
    adding.close()
    assert library.works() == []
    assert sorted(path.name for path in library.path.iterdir()) == [
        "generation.json",
        "library.sqlite",
        "manifest.json",
        "writer.lock",
    ]
    list(library.add([(document("a", "another attempt"), Rights())]))
    assert len(library.works()) == 1


def test_a_library_may_be_closed_while_its_addition_is_abandoned(make_library, document):
    library = make_library()
    adding = library.add([(document("a", "a few words"), Rights())])
    next(adding)
    library.close()
    adding.close()


def test_words_are_counted_after_folding(make_library, add):
    library = make_library({"a": "Fox fox FOX dog"})
    add(library, {"b": "dog, Dog; cat"})
    counts = library.word_counts(tokenise("fox dog cat bird").hashes)
    assert counts.tolist() == [3, 3, 1, 0]
    assert counts.dtype == np.int64
    assert make_library().word_counts(tokenise("fox").hashes).tolist() == [0]


class TestSearch:
    def test_words_are_found_in_their_order_after_folding(self, make_library, add):
        library = make_library(
            {"a": "He said \u201cGood\u2014MORNING\u201d, and good night.", "b": "morning good"}
        )
        found = library.search("good morning")
        (place,) = found.occurrences
        assert place.span.of(library.document(place.work).text) == "Good\u2014MORNING"
        assert (found.total, found.works) == (1, 1)

    @pytest.mark.parametrize("length", range(1, 20))
    def test_it_agrees_with_a_scan_for_any_length(self, make_library, length):
        text = (
            "one two one two one two one two three " * 6 + "one two three four five six seven eight nine ten"
        )
        library = make_library({"a": text, "b": "zero " + text, "c": "x x " + text, "d": "unrelated words"})
        query = [*text.split()[: length - 1], "one"] if length % 3 == 0 else text.split()[:length]
        found = library.search(" ".join(query))
        count = 0
        for work in library.works():
            words = library.document(work.id).text.split()
            count += sum(words[start : start + length] == query for start in range(len(words)))
        assert found.total == count

    def test_what_is_listed_is_limited_and_what_is_counted_is_not(self, make_library):
        library = make_library({"a": "ding dong " * 500, "b": "ding"})
        found = library.search("ding dong")
        assert (found.total, found.works, len(found.occurrences)) == (500, 1, 20)
        assert found.occurrences[1].span == Span(10, 19)
        long = library.search("ding dong " * 5)
        assert (long.total, len(long.occurrences)) == (496, 20)

    def test_a_search_without_a_word_is_refused(self, make_library):
        with pytest.raises(UnreadableDocument, match="no word"):
            make_library().search(" ... ")


def test_status_counts_what_is_there(make_library, add):
    library = make_library()
    empty = library.status()
    add(library, {"a": SENTENCE, "b": "two words"}, {"a": Rights(licence="public-domain")})
    status = library.status()
    assert (status.works, status.words, status.characters) == (2, 15, len(SENTENCE) + 9)
    assert (status.rights_known, status.rights_unknown) == (1, 1)
    assert (status.exact_share, status.embedded_share, status.model_name) == (1.0, 0.0, "")
    files = {path.name: path.stat().st_size for path in library.path.iterdir()}
    beside = ("manifest.json", "generation.json", "writer.lock")
    assert sum(status.bytes.values()) == sum(files.values()) - sum(files[name] for name in beside)
    assert status.bytes["texts"] == len(SENTENCE) + 9
    assert (empty.works, empty.embedded_share) == (0, 0.0)
    assert (
        status.state
        == hashlib.sha256((library.path / "manifest.json").read_bytes()).hexdigest()
        != empty.state
    )


def test_rights_are_set_by_name(make_library, add):
    library = make_library({"a.txt": SENTENCE, "b.txt": "two words", "\ud800.txt": "odd name"})
    known = Rights("T", "A", licence="MIT")
    assert library.set_rights({"a.txt": known, "\ud800.txt": known, "absent.txt": known}) == 2
    assert [work.rights.title for work in library.works()] == ["T", "", "T"]
    assert library.works()[0].title == "T"
    assert library.verify() == []


def test_a_reader_sees_what_another_adds(make_library, add):
    writer = make_library({"a": SENTENCE})
    with Library.open(writer.path) as reader:
        assert len(reader.seeds(tokenise(SENTENCE))) == 1
        add(writer, {"b": "zero " + SENTENCE})
        assert len(reader.seeds(tokenise(SENTENCE))) == 2
        assert reader.total_words == 27


class TestRefusals:
    def refused(self, path, words):
        with pytest.raises(LibraryFault, match=words) as caught:
            Library.open(path)
        assert caught.value.remedy

    def test_a_missing_folder(self, tmp_path):
        self.refused(tmp_path / "nowhere", "no library at")

    def test_a_folder_that_is_no_library(self, tmp_path):
        self.refused(tmp_path, "not a library")

    def test_a_database_of_another_program(self, tmp_path):
        sqlite3.connect(tmp_path / "library.sqlite").execute("CREATE TABLE thing (a)").connection.close()
        self.refused(tmp_path, "not a library of this program")

    @pytest.mark.parametrize(("version", "words"), [(0, "an older version"), (99, "a newer version")])
    def test_another_version(self, make_library, version, words):
        library = make_library()
        library.close()
        with sqlite3.connect(library.path / "library.sqlite") as connection:
            connection.execute(f"PRAGMA user_version = {version}")
        before = (library.path / "library.sqlite").read_bytes()
        self.refused(library.path, words)
        assert (library.path / "library.sqlite").read_bytes() == before

    def test_other_folding_rules(self, make_library):
        library = make_library()
        library.close()
        with sqlite3.connect(library.path / "library.sqlite") as connection:
            connection.execute("UPDATE library SET folding = 'otherwise'")
        self.refused(library.path, "folds words otherwise")

    @pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be one " * 20])
    def test_a_catalogue_that_is_none(self, tmp_path, content):
        (tmp_path / "library.sqlite").write_bytes(content)
        self.refused(tmp_path, "library")

    def test_an_unknown_work(self, make_library):
        with pytest.raises(LibraryFault, match="holds no work"):
            make_library().document("0" * 16)

    def test_a_new_library_where_something_is(self, tmp_path, make_library):
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "letter.txt").write_text("keep me")
        (tmp_path / "file").write_text("keep me")
        for path, words in [
            (tmp_path / "full", "not empty"),
            (tmp_path / "file", "a file at"),
            (make_library().path, "already"),
        ]:
            with pytest.raises(LibraryFault, match=words):
                Library.create(path)
        assert (tmp_path / "full" / "letter.txt").read_text() == (tmp_path / "file").read_text() == "keep me"

    def test_an_empty_folder_and_one_with_an_unfinished_library_are_taken(self, tmp_path):
        (tmp_path / "library.sqlite.new").write_bytes(b"half")
        (tmp_path / "writer.lock").write_bytes(b"")
        with Library.create(tmp_path) as library:
            assert library.works() == []
            assert library.verify() == []


def test_progress_knows_its_total_where_the_works_have_one(make_library, document):
    works = [(document(f"{number}.txt", f"work number {number}"), Rights()) for number in range(3)]
    assert [(step.done, step.total) for step in make_library().add(works)] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert {step.total for step in make_library().add(work for work in works)} == {0}
