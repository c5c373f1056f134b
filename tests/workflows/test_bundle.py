"""A bundle as it is handed to the other side, and what they find when something in it was changed."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.domain.errors import StorageFault, UnreadableDocument
from workbench.domain.review import Attempt
from workbench.intake import from_text
from workbench.matter import Matter
from workbench.workflows.analyze import analyze
from workbench.workflows.build_library import create_library
from workbench.workflows.bundle import make_bundle
from workbench.workflows.drain import drain
from workbench.workflows.verify_bundle import Line, verify_bundle

SOURCE = (
    "The harbour board had argued for eleven years about the dredging of the northern channel, and in all "
    "that time the sandbar had moved less than forty yards toward the lighthouse."
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A matter with one analysed output, and the library that it was searched in."""
    folder = tmp_path_factory.mktemp("case")
    (folder / "works").mkdir()
    (folder / "works" / "channel.txt").write_text(f"An account of the port.\n\n{SOURCE}\n")
    drain(create_library(folder / "library", [folder / "works"]))
    output = from_text("reply.txt", f"I can tell you this. {SOURCE} That is all that I know of it.")
    screening = drain(analyze(output, [folder / "library"], semantic=False))
    with Matter.create(folder / "case.matter", "J. Doe", lambda: "2026-11-20T09:30:00Z") as matter:
        matter.attach_library(folder / "library")
        number = matter.add_output(output, output.text.encode(), Attempt(model="example-1"))
        matter.decide(matter.record(number, screening), 1, "reproduced", "as in print")
    return folder / "case.matter", folder / "library"


@pytest.fixture(scope="module")
def bundle(case: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drain(make_bundle(case[0], tmp_path_factory.mktemp("out") / "bundle"))


def verdicts(lines: tuple[Line, ...]) -> dict[str, str]:
    return {line.subject: line.verdict for line in lines}


def test_a_bundle_agrees_line_by_line(bundle: Path, case: tuple[Path, Path]) -> None:
    found = verdicts(drain(verify_bundle(bundle, [case[1]])))
    assert set(found.values()) == {"agrees"}
    assert {"files", "audit trail", "exhibit", "analysis of reply.txt: finding 1"} <= set(found)
    assert (bundle / "data" / "exhibit.pdf").read_bytes().startswith(b"%PDF-")
    assert (bundle / "bagit.txt").exists()


def test_without_the_library_the_analysis_is_said_not_to_be_checked(bundle: Path) -> None:
    found = verdicts(drain(verify_bundle(bundle)))
    assert found.pop("analysis of reply.txt") == "not checked"
    assert set(found.values()) == {"agrees"}


def test_as_a_zip_file_it_is_the_same_each_time(case: tuple[Path, Path], tmp_path: Path) -> None:
    one, other = (drain(make_bundle(case[0], tmp_path / name / "b.zip")) for name in _folders(tmp_path))
    assert one.read_bytes() == other.read_bytes()
    assert set(verdicts(drain(verify_bundle(one, [case[1]]))).values()) == {"agrees"}
    assert [path.name for path in one.parent.iterdir()] == ["b.zip"]


def _folders(tmp_path: Path) -> list[str]:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    return ["one", "other"]


def _flip(folder: Path, name: str) -> None:
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda folder: _flip(folder, "data/exhibit.pdf"), "exhibit.pdf"),
        (lambda folder: _flip(folder, "data/matter/audit.jsonl"), "audit.jsonl"),
        (lambda folder: (folder / "data/profile.toml").unlink(), "profile.toml"),
        (lambda folder: (folder / "data/matter/added.txt").write_text("x"), "added.txt"),
    ],
)
def test_a_changed_file_is_named(
    bundle: Path, tmp_path: Path, change: Callable[[Path], Any], named: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(bundle, copy)
    change(copy)
    (line,) = drain(verify_bundle(copy))
    assert (line.subject, line.verdict) == ("files", "differs")
    assert named in line.told


def test_a_changed_exhibit_is_found_though_the_bag_was_sealed_again(bundle: Path, tmp_path: Path) -> None:
    import bagit

    copy = tmp_path / "copy"
    shutil.copytree(bundle, copy)
    with (copy / "data" / "exhibit.pdf").open("ab") as file:
        file.write(b"\n% one more line\n")
    bagit.Bag(str(copy)).save(manifests=True)
    found = verdicts(drain(verify_bundle(copy)))
    assert (found["files"], found["exhibit"]) == ("agrees", "differs")


def test_another_library_is_told_from_the_first(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(
        "Nothing of the kind stands here; it is a short note on bees and on their hives."
    )
    drain(create_library(tmp_path / "library", [tmp_path / "other.txt"]))
    found = verdicts(drain(verify_bundle(bundle, [tmp_path / "library"])))
    assert found["analysis of reply.txt: works of the library"] == "differs"
    assert found["analysis of reply.txt: finding 1"] == "differs"
    assert found["exhibit"] == "agrees"


def test_what_is_privileged_stays_out_and_the_trail_with_it(case: tuple[Path, Path], tmp_path: Path) -> None:
    private = tmp_path / "private.matter"
    shutil.copyfile(case[0], private)
    with Matter.open(private, "J. Doe") as matter:
        secret = from_text("secret.txt", "A draft that counsel asked for and that nobody else may see.")
        matter.mark_output(matter.add_output(secret, secret.text.encode(), Attempt()), privileged=True)
    made = drain(make_bundle(private, tmp_path / "bundle"))
    assert not [
        path for path in made.rglob("*") if path.is_file() and b"nobody else may see" in path.read_bytes()
    ]
    assert verdicts(drain(verify_bundle(made)))["audit trail"] == "not checked"


def test_no_bundle_is_said_to_be_none_and_nothing_is_overwritten(
    case: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnreadableDocument, match="is not a bundle"):
        drain(verify_bundle(tmp_path / "folder"))
    with pytest.raises(StorageFault, match="exists already"):
        drain(make_bundle(case[0], tmp_path / "folder"))
    (tmp_path / "b.zip").write_bytes(b"PK no zip at all")
    with pytest.raises(UnreadableDocument, match="ZIP"):
        drain(verify_bundle(tmp_path / "b.zip"))


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt", "a\\..\\outside.txt"])
def test_a_zip_file_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
        packed.writestr(name, "x")
    with pytest.raises(UnreadableDocument, match="outside"):
        drain(verify_bundle(tmp_path / "b.zip"))
