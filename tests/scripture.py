"""Translations of the Bible in the public domain, from the `pythonbible-*` packages."""

import ast
from functools import cache

from workbench.places import package_folder


@cache
def scripture(version: str) -> tuple[str, dict[int, str]]:
    """The text of a translation (`kjv`, `web`, `ylt`), and its verses by book, chapter and verse.

    The packages hold Python source in which a text, and the beginning and the end of each verse in it, stand
    as literals: they are read as such, and nothing of the package is run.
    """
    folder = package_folder(f"pythonbible_{version}")
    assert folder is not None
    source = (folder / "plain_text_readers_bible.py").read_text(encoding="utf-8")
    (call,) = [node.value for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    assert isinstance(call, ast.Call)
    text, starts, stops = (ast.literal_eval(argument) for argument in call.args[1:4])
    return text, {verse: text[start : stops[verse]].strip() for verse, start in starts.items()}


def books(version: str) -> dict[int, str]:
    """The 66 books of a translation, each as its verses in a row."""
    written: dict[int, list[str]] = {}
    for verse, words in scripture(version)[1].items():
        written.setdefault(verse // 1_000_000, []).append(words)
    return {book: " ".join(verses) for book, verses in written.items()}
