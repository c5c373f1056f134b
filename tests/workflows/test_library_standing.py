"""A list of libraries says of each how it stands, and of none that is broken more than that."""

from pathlib import Path

from workbench.workflows.build_library import create_library
from workbench.workflows.drain import drain
from workbench.workflows.library_standing import library_standing


def test_a_sound_and_a_missing_library(tmp_path: Path) -> None:
    text = tmp_path / "one.txt"
    text.write_text("A few words of prose that nobody has written before this day.", encoding="utf-8")
    drain(create_library(tmp_path / "sound", [text]))
    sound, missing = drain(library_standing([tmp_path / "sound", tmp_path / "missing"]))
    assert (sound.works, sound.trouble) == (1, "")
    assert (missing.works, missing.path) == (0, tmp_path / "missing")
    assert missing.trouble.endswith(".")
