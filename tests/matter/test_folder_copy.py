"""A matter as a folder of plain files, and back."""

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain.errors import MatterFault, StorageFault, WorkbenchError
from workbench.domain.exhibit import Caption
from workbench.domain.review import Attempt
from workbench.matter import Matter, read_folder, write_folder

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def case(tmp_path, clock, document, screening):
    """A matter with some of everything, awkward texts among it."""
    with Matter.create(tmp_path / "case.matter", "R. Reviewer", clock) as matter:
        matter.set_caption(Caption(parties="Doe v. Example"))
        matter.add_attempt(Attempt("model-1", "=cmd \ud800"), "It declined.")
        for name in ("../reply\0.txt", "案件"):
            output = document(name, f"Reply {name}: four score \ud800\r\n\U0001f600")
            matter.add_output(output, output.text.encode("utf-8", "surrogatepass"), Attempt("model-1"))
            number = len(matter.outputs())
            matter.record(number, screening(output, [document("source", f"Source {number}")], 2))
        matter.decide(1, 1, "reproduced", "=1+1")
        matter.record_exhibit("a.pdf", b"%PDF-1", "letter")
        yield matter


def everything(matter):
    return (
        matter.audit(),
        matter.outputs(),
        matter.attempts(),
        [(matter.output(entry.id), matter.original(entry.id)) for entry in matter.outputs()],
        [(matter.screening(number), matter.history(number)) for number in matter.analyses()],
        list(matter.contents()),
        matter.exhibit(privileged=True),
    )


def test_an_export_is_a_matter_again_with_the_same_chain(case, tmp_path):
    made = write_folder(case, tmp_path / "copy")
    read_folder(tmp_path / "copy", tmp_path / "second.matter")
    with Matter.open(tmp_path / "second.matter", "R. Reviewer") as second:
        assert everything(second) == everything(case)
        assert second.verify(made.head) == []
        second.decide(1, 2, "unsure")
    with Matter.open(tmp_path / "copy" / "case.matter") as copied:
        assert everything(copied) == everything(case)
        assert copied.verify(made.head) == []
    names = sorted(
        path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*.*")
    )
    assert [name for name in names if name.startswith(("originals", "analyses"))] == [
        "analyses/0001.json",
        "analyses/0002.json",
        "originals/0001-_reply_.txt",
    ]
    assert (tmp_path / "copy" / "originals" / "0002-__").read_bytes() == case.original(2)
    assert "'=1+1" in (tmp_path / "copy" / "decisions.csv").read_text(encoding="utf-8-sig")


def test_a_matter_of_version_1_is_exported_and_made_again_as_it_was(tmp_path):
    shutil.copy(FIXTURES / "version-1.matter", tmp_path / "old.matter")
    with Matter.open(tmp_path / "old.matter") as old:
        write_folder(old, tmp_path / "copy")
        read_folder(tmp_path / "copy", tmp_path / "second.matter")
        with Matter.open(tmp_path / "second.matter") as second:
            assert everything(second) == everything(old)
            assert second.verify(old.head()) == []


def test_what_is_privileged_is_left_out_unless_asked_for(case, tmp_path):
    case.decide(1, 2, None, "Only for counsel.", privileged=True)
    case.mark_output(2, True)
    case.edit_attempt(replace(case.attempts()[0], privileged=True))
    made = write_folder(case, tmp_path / "copy")
    assert (made.withheld.outputs, made.withheld.attempts, made.withheld.notes) == (1, 1, 1)
    files = {path.relative_to(tmp_path / "copy").as_posix(): path for path in (tmp_path / "copy").rglob("*")}
    assert not {"case.matter", "audit.jsonl", "contents", "analyses/0002.json"} & files.keys()
    for path in files.values():
        if path.is_file():
            assert b"Only for counsel" not in path.read_bytes()
            assert "案件".encode() not in path.read_bytes()
            assert b"declined" not in path.read_bytes()
    with pytest.raises(MatterFault, match="privileged"):
        read_folder(tmp_path / "copy", tmp_path / "second.matter")
    write_folder(case, tmp_path / "all", privileged=True)
    read_folder(tmp_path / "all", tmp_path / "second.matter")
    with Matter.open(tmp_path / "second.matter") as second:
        assert everything(second) == everything(case)


def test_every_change_of_an_export_is_found_before_a_matter_is_made(case, tmp_path):
    write_folder(case, tmp_path / "copy")
    files = sorted(path for path in (tmp_path / "copy").rglob("*") if path.is_file())
    for seed, path in enumerate(files * 2):
        chance, content = random.Random(seed), path.read_bytes()
        changed = bytearray(content)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed if seed < len(files) else content[: chance.randrange(len(content))])
        try:
            read_folder(tmp_path / "copy", tmp_path / f"{seed}.matter")
        except WorkbenchError as fault:
            assert fault.message.endswith(".")
            assert not (tmp_path / f"{seed}.matter").exists()
        else:  # a changed word of the manifest that says nothing of the matter: its name, the count of rows
            assert path.name == "manifest.json"
            with Matter.open(tmp_path / f"{seed}.matter") as made:
                assert made.head() == case.head()
        path.write_bytes(content)


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a\\..\\b", "C:evil"])
def test_an_export_that_names_files_outside_is_refused(case, tmp_path, name):
    write_folder(case, tmp_path / "copy")
    manifest = json.loads((tmp_path / "copy" / "manifest.json").read_bytes())
    manifest["files"][name] = "0" * 64
    (tmp_path / "copy" / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(MatterFault, match="outside"):
        read_folder(tmp_path / "copy", tmp_path / "second.matter")


def test_an_export_replaces_nothing_and_leaves_nothing_half_made(case, tmp_path, monkeypatch):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    with pytest.raises(StorageFault, match="not empty"):
        write_folder(case, tmp_path / "taken")
    (tmp_path / "empty").mkdir()
    assert write_folder(case, tmp_path / "empty").files > 5
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StorageFault, match="cannot be written"):
        write_folder(case, tmp_path / "copy")
    assert sorted(tmp_path.iterdir()) == before


def test_what_is_no_export_is_refused(tmp_path):
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(MatterFault, match="not an export"):
        read_folder(tmp_path, tmp_path / "a.matter")
    with pytest.raises(StorageFault):
        read_folder(tmp_path / "none", tmp_path / "a.matter")
