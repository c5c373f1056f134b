"""Words that are read in machine code are those that numpy reads, with all that is known of them."""

import subprocess
import sys
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.test_unify import LONGER
from workbench.text import compiled
from workbench.text.fold import FOLD, UNKNOWN
from workbench.text.pieces import pieces_of_all, word_hashes
from workbench.text.unify import settled, unified
from workbench.text.words import read_plainly

SIGNS = (
    "ab zA1059 lI-\u2010\u00ad\u2019'`,.\n\r\t\u00a0\u200b\u0301\u0323\u00e9\u00df\ufb01\u00bd\u00b2\u6f22"
    "\u304b\u043e \u0441\u0430\u03b1\u03a9\u0419\u0439\uac00\uac01\u0b95\u0bcb\U0001d400\udc80\u00aa\u0660"
    "\ufdfa\uff0d\0"
)
TEXTS = st.one_of(LONGER, st.text(st.sampled_from(SIGNS), max_size=40), st.text(max_size=40))


def reader():
    (found,) = compiled._tried or [compiled.Reader()]
    return found


def check(text):
    fast, slow = unified(reader().read(text)), unified(settled(text, read_plainly(text)))
    for name in ("hashes", "starts", "stops", "letters", "bounds"):
        one, other = getattr(fast, name), getattr(slow, name)
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist(), (name, fast.words(), slow.words())


@settings(max_examples=1_000, deadline=None)
@given(TEXTS)
def test_both_ways_read_the_same_words(text):
    check(text)


@pytest.mark.thorough
def test_both_ways_read_the_same_words_ten_thousand_times():
    settings(max_examples=10_000, deadline=None)(given(TEXTS)(check))()


@pytest.mark.parametrize(
    "sign", ["\ufdfa", "\uac01", "\u0390", "\U0001d15e", "\u6f22", "\u0345", "\n-\n", "c1a "]
)
def test_a_text_of_one_sign_over_and_over(sign):
    check(sign * 5_000)


def test_a_character_that_was_never_met_is_looked_up():
    fresh = next(
        chr(code) for code in range(0x10000, 0x20000) if FOLD.role[code] == UNKNOWN and chr(code).isalpha()
    )
    check(f"before {fresh}{fresh}x after")


def test_what_was_read_stays_as_it_was_when_more_is_read():
    read = unified(reader().read("first words of a text"))
    before = read.words()
    reader().read("others, and longer ones, twenty-five of them")
    assert read.words() == before == ["1st", "words", "of", "a", "text"]


def test_threads_do_not_disturb_each_other():
    texts = [f"{'word' * (number % 7 + 1)} {number} na\u00efve \u6f22 " * 2_000 for number in range(8)]
    alone = [word_hashes(text).tolist() for text in texts]
    found = {}

    def read(number):
        found[number] = [reader().read(texts[number]).hashes.tolist() for _ in range(10)]

    threads = [threading.Thread(target=read, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(hashes == alone[number] for number, several in found.items() for hashes in several)


def test_texts_read_together_are_told_apart_in_any_script():
    texts = ["the A", "\u0440", "B it", "", "twenty", "three", "\u6f22\u5b57", "c", "o", "p", "y"]
    assert [part.hashes.tolist() for part in pieces_of_all(texts)] == [
        word_hashes(text).tolist() for text in texts
    ]


@pytest.mark.parametrize("fault", [ImportError, OSError, RuntimeError])
def test_where_machine_code_cannot_be_had_numpy_reads(monkeypatch, fault):
    def missing(name):
        raise fault(name)

    monkeypatch.setattr(compiled, "import_module", missing)
    monkeypatch.setattr(compiled, "_tried", [])
    assert not compiled.load()
    assert compiled.reader() is None
    assert len(word_hashes("two words")) == 2


def test_machine_code_that_reads_otherwise_is_not_used(monkeypatch):
    monkeypatch.setattr(compiled, "_tried", [])
    monkeypatch.setattr(compiled.Reader, "read", lambda self, text: settled(text, read_plainly(text[1:])))
    assert not compiled.load()


def test_machine_code_is_loaded_by_nobody_who_reads_little():
    program = (
        "import sys; from workbench.text.words import tokenise; tokenise('a few words'); print(*sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "workbench.text.compiled" in ran.stdout
    assert "numba" not in ran.stdout


def test_what_is_made_of_other_sources_is_kept_apart(tmp_path, monkeypatch):
    from numba import config

    def folder():
        compiled._keep_apart()
        return config.CACHE_DIR

    monkeypatch.setattr(config, "CACHE_DIR", config.CACHE_DIR)
    monkeypatch.setattr(compiled.places, "package", lambda: tmp_path)
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "fold.py").write_text("BREAK = 0", encoding="utf-8")
    before = folder()
    assert before == folder()
    (tmp_path / "text" / "fold.py").write_text("BREAK = 1", encoding="utf-8")
    assert folder() != before
