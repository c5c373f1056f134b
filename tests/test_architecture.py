"""The architecture, in sentences."""

import subprocess
import sys
from pathlib import Path

import pytest

import workbench

HOUSE = Path(workbench.__file__).parent
HEAVY = ("PySide6", "torch", "transformers", "sentence_transformers", "faiss", "reportlab")


def _loaded_after(code: str, *arguments: str) -> set[str]:
    """The heavy packages that are loaded once `code` has run in a fresh interpreter."""
    check = f"import sys\n{code}\nprint('LOADED', *[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", check, *arguments], capture_output=True, text=True, check=True, timeout=120
    )
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_the_workflows_load_neither_the_window_nor_a_model() -> None:
    names = [f"workbench.workflows.{path.stem}" for path in (HOUSE / "workflows").glob("*.py")]
    assert len(names) > 5
    assert _loaded_after("".join(f"import {name}\n" for name in names)) == set()


def test_the_names_of_a_notebook_load_nothing_before_they_are_used() -> None:
    code = (
        "import workbench\nassert 'numpy' not in sys.modules\n"
        "workbench.compare, workbench.Library, workbench.Matter, workbench.read"
    )
    assert _loaded_after(code) == set()


def test_comparing_without_meaning_never_loads_torch(tmp_path: Path) -> None:
    words = "The words of this sentence are eleven and stand in both."
    (tmp_path / "a.txt").write_text(f"First. {words}")
    (tmp_path / "b.txt").write_text(f"Second. {words}")
    code = "from workbench.cli import main\nassert main() == 0"
    arguments = ["compare", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--no-semantic"]
    code = (
        "from workbench.cli import main\ntry:\n    main()\nexcept SystemExit as end:\n    assert not end.code"
    )
    assert _loaded_after(code, *arguments) == set()


@pytest.mark.parametrize("arguments", [["--help"], ["library", "--help"], ["analyze", "--help"]])
def test_help_loads_not_even_numpy(arguments: list[str]) -> None:
    code = (
        "from workbench.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
        "assert 'numpy' not in sys.modules"
    )
    assert _loaded_after(code, *arguments) == set()


def test_no_file_of_the_house_is_too_long_to_read_in_one_sitting() -> None:
    long = {
        str(path.relative_to(HOUSE)): lines
        for path in HOUSE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 330
    }
    assert long == {}


def test_the_program_never_says_what_is_for_a_court_to_say() -> None:
    forbidden = ("infring", "stolen", "plagiari")
    said = [
        f"{path.relative_to(HOUSE.parent)}: {word}"
        for folder, pattern in ((HOUSE, "*.py"), (HOUSE.parent / "resources", "*.*"))
        for path in folder.rglob(pattern)
        if path.suffix != ".tsv"  # a dictionary of spellings, of which nothing is said
        if "plagdet" not in path.read_text(encoding="utf-8", errors="ignore").lower()
        for word in forbidden
        if word in path.read_text(encoding="utf-8", errors="ignore").lower()
    ]
    assert said == []
