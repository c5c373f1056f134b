"""Arabic, Hebrew and East Asian text: shaped, in order, and read back as it was written."""

import re
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.exhibit import Exhibit
from workbench.exhibits.press.direction import levels, mirrored, runs_leftward, visual_order
from workbench.exhibits.press.fonts import Faces
from workbench.exhibits.press.lines import set_lines
from workbench.exhibits.press.pieces import Piece, Speller
from workbench.exhibits.press.styles import EVIDENCE
from workbench.places import package_folder

ARABIC = "قال الكاتب: كانت السفينة تعبر المضيق في عام 1931 ثم عادت إلى المرفأ بسلام"
HEBREW = "הספינה עברה את המצר בשנת 1931 ואז שבה אל הנמל כמו Harbour Press אמר"
JAPANESE = "戦争の前に、船は海峡を渡り、それから乗組員全員とともに無事に港へ戻った。"
FURTHER = ("fontpkg_amiri", "fontpkg_frank_ruhl_libre", "matplotlib_fontja", "uharfbuzz")
needs_fonts = pytest.mark.skipif(
    not all(map(package_folder, FURTHER)), reason="the typefaces of the extra `scripts` are not installed"
)
letters = st.text(st.sampled_from("abcאבגابج 12+-,.:()%$"), max_size=30)


@given(letters, st.booleans())
def test_levels_are_those_of_the_unicode_algorithm(text: str, leftward: bool) -> None:
    algorithm = pytest.importorskip("bidi.algorithm")
    brackets = "".join(" " if char in "()" else char for char in text)  # no rule for pairs of brackets
    storage = {
        "base_level": int(leftward),
        "base_dir": "R" if leftward else "L",
        "chars": [],
        "runs": [],
    }
    algorithm.get_embedding_levels(brackets, storage, False, False)
    for step in ("explicit_embed_and_overrides", "resolve_weak_types", "resolve_neutral_types"):
        getattr(algorithm, step)(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    expected = [char["level"] for char in storage["chars"]]
    kept = len(brackets.rstrip())
    assert levels(brackets, leftward)[:kept] == expected[:kept]


@given(st.lists(st.integers(0, 4), max_size=20))
def test_the_order_seen_holds_every_stretch_once_and_reverses_what_runs_leftward(found: list[int]) -> None:
    order = visual_order(found)
    assert sorted(order) == list(range(len(found)))
    if all(level == 1 for level in found):
        assert order == list(reversed(range(len(found))))
    if all(level % 2 == 0 for level in found) and len(set(found)) <= 1:
        assert order == list(range(len(found)))


def test_the_first_strong_letter_says_where_a_paragraph_runs() -> None:
    assert runs_leftward("1931 — שלום, world")
    assert not runs_leftward("1931 — world, שלום")
    assert mirrored("(a]") == "[a)"


def test_without_a_font_of_the_script_each_letter_prints_by_number() -> None:
    faces = Faces()
    faces._further = []
    told = Speller(faces).line("שלום")
    assert told == "<U+05E9><U+05DC><U+05D5><U+05DD>"


@needs_fonts
def test_a_paragraph_from_right_to_left_stands_to_the_right() -> None:
    faces = Faces()
    pieces = Speller(faces).pieces(f"{HEBREW}\n\nplain words", EVIDENCE, 0)
    *hebrew, plain = set_lines(pieces, 200.0, faces)
    assert all(line.room == 200.0 for line in hebrew)
    assert plain.room == 0.0
    assert all(line.width <= 200.0 for line in hebrew)


@needs_fonts
def test_a_joined_word_is_as_wide_as_its_shaped_glyphs() -> None:
    faces = Faces()
    whole, parts = faces.width("السفينة", EVIDENCE), sum(faces.width(char, EVIDENCE) for char in "السفينة")
    assert 0 < whole < parts


@needs_fonts
def test_a_line_may_end_between_ideographs() -> None:
    faces = Faces()
    lines = set_lines([Piece(JAPANESE, EVIDENCE, 0)], 100.0, faces)
    assert "".join(line.text for line in lines) == JAPANESE
    assert len(lines) > 2


@needs_fonts
def test_the_words_are_read_back_as_they_were_written(sample: Exhibit, printed: Callable[..., Path]) -> None:
    part = sample.parts[0]
    prompt = "\n\n".join((ARABIC, HEBREW, JAPANESE))
    exhibit = replace(sample, parts=(replace(part, attempt=replace(part.attempt, prompt=prompt)),))
    path = printed(exhibit)
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True)
    text = "".join(char for char in told.stdout if unicodedata.category(char) != "Cf")
    squeezed = re.sub(r"\s+", "", text)
    for words in ("كانت السفينة تعبر المضيق في عام", "הספינה עברה את המצר בשנת", JAPANESE[:20]):
        assert re.sub(r"\s+", "", words) in squeezed
    assert "1931" in squeezed
    with pikepdf.open(path) as pdf:
        assert not pdf.check_pdf_syntax()
        names = {str(item.BaseFont) for item in pdf.objects if _is_font(item)}
        assert all(
            "/FontFile2" in item.FontDescriptor and "/ToUnicode" in item
            for item in pdf.objects
            if _is_font(item)
        )
    assert any("Amiri" in name for name in names)
    assert path.read_bytes() == printed(exhibit, name="again.pdf").read_bytes()


def _is_font(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
