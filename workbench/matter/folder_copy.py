"""A matter as a folder of plain files, complete enough to make the matter again from them."""

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from workbench.domain.errors import MatterFault, StorageFault
from workbench.domain.exhibit import Withheld
from workbench.domain.review import AuditRow
from workbench.matter import content, file, trail
from workbench.matter.ledger import Ledger, Unreadable
from workbench.matter.matter import Matter
from workbench.matter.tables import attempts_table, decisions_table

SCHEMA = "workbench.matter-export/1"
MANIFEST = "manifest.json"
_TRAIL = "audit.jsonl"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds."""

    folder: Path
    files: int
    head: str
    """Hash of the last audit row."""
    withheld: Withheld


def write_folder(matter: Matter, folder: Path, privileged: bool = False) -> Exported:
    """Write all that `matter` holds to `folder`, which must not exist or be empty; whole or not at all.

    When something is privileged and `privileged` does not ask for it, it is left out, and with it the copy
    of the file, the audit trail, and what only these need: no matter can be made from the rest. What was
    written is read again and checked. Raises MatterFault for a matter that is not sound, StorageFault.
    """
    found = matter.verify()
    if found:
        raise MatterFault(f"{matter.path.name} is not sound: {found[0]}", "Export a backup of it instead.")
    withheld = Withheld() if privileged else _privileged(matter)
    folder = Path(folder).absolute()
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    try:
        if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            raise StorageFault(f"The folder {folder} is not empty.", "Name a new or an empty folder.")
        draft.mkdir()
        written = {
            path: _write(draft / path, octets) for path, octets in _files(matter, withheld, privileged)
        }
        if not withheld:
            copy = matter.path.name
            matter.copy_to(draft / copy)
            written[copy] = content.digest_of((draft / copy).read_bytes())
        manifest = {
            "schema": SCHEMA,
            "matter": matter.name,
            "head": matter.head(),
            "rows": len(matter.audit()),
            "complete": not withheld,
            "withheld": asdict(withheld),
            "files": dict(sorted(written.items())),
        }
        octets = json.dumps(manifest, indent=1, ensure_ascii=True).encode()
        _write(draft / MANIFEST, octets)
        _check(draft, manifest)
        if folder.is_dir():
            folder.rmdir()
        draft.rename(folder)
    except OSError as fault:
        raise StorageFault(
            f"The folder {folder} cannot be written: {fault.strerror}.", "Make room, or name another place."
        ) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Exported(folder, len(written) + 1, matter.head(), withheld)


def read_folder(folder: Path, path: Path) -> None:
    """Make the matter at `path` from the plain files in `folder`: its trail and its contents, not its copy.

    Every file is checked against the manifest, and the new matter against the chain; raises MatterFault,
    with nothing made, if one does not agree, or if the export left something out; StorageFault.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        _check(folder, manifest)
        _check_complete(folder, manifest)
        lines = (folder / _TRAIL).read_bytes().decode("utf-8", "surrogatepass").split("\n")
        rows = [AuditRow(**json.loads(line)) for line in lines if line]
        ledger = Ledger()
        for row in rows:
            ledger.tell(row)
        places = {digest: name for name, digest in manifest["files"].items()}
        contents = {digest: folder / places[digest] for digest in _wanted(folder, places, ledger)}
    except OSError as fault:
        raise StorageFault(
            f"{folder} cannot be read as an export: {fault.strerror}.", "Name the folder that an export made."
        ) from fault
    except (Unreadable, AttributeError, KeyError, TypeError, ValueError) as fault:
        raise MatterFault(
            f"{folder.name} is not an export of a matter.", "Name a folder that an export made."
        ) from fault

    def fill(connection: Any) -> None:
        for place in contents.values():
            content.keep(connection, place.read_bytes())
        for row in rows:
            trail.put(connection, row)

    file.create(path, fill, ledger.version)
    with Matter.open(path) as made:
        problems = made.verify(manifest["head"])
    if problems:
        path.unlink()
        raise MatterFault(f"{folder.name} is not as it was exported: {problems[0]}", "Ask for it again.")


def _files(matter: Matter, withheld: Withheld, privileged: bool) -> Iterator[tuple[str, bytes]]:
    """What is written, by its path in the folder."""
    outputs = [entry for entry in matter.outputs() if privileged or not entry.privileged]
    shown = {entry.id for entry in outputs}
    for entry in outputs:
        yield f"originals/{entry.id:04}-{_plain_name(entry.name)}", matter.original(entry.id)
    for number, output in matter.analyses().items():
        if output in shown:
            yield f"analyses/{number:04}.json", content.encoded(matter.analysis_json(number))
    entries = [
        entry
        for entry in matter.attempts()
        if (privileged or not entry.privileged) and (entry.output is None or entry.output in shown)
    ]
    yield "attempts.csv", attempts_table(entries)
    yield "attempts.json", _json([asdict(entry) for entry in entries])
    yield "decisions.csv", decisions_table(matter, shown, privileged)
    yield "codes.json", _json([asdict(code) for code in matter.codes()])
    yield "caption.json", _json(asdict(matter.caption()))
    if not withheld:  # the name of a file that was refused may be privileged, and nobody marked it
        yield "refused-files.json", _json([list(refusal) for refusal in matter.refusals()])
    yield "exhibits.json", _json([asdict(made) for made in matter.exhibits()])
    if not withheld:
        rows = [content.encoded(trail.canonical(asdict(row))) + b"\n" for row in matter.audit()]
        yield _TRAIL, b"".join(rows)
        yield from ((f"contents/{digest}", octets) for digest, octets in matter.contents())


def _privileged(matter: Matter) -> Withheld:
    """How many privileged items a matter holds."""
    notes = (
        decision
        for number in matter.analyses()
        for past in matter.history(number).values()
        for decision in past
    )
    return Withheld(
        sum(entry.privileged for entry in matter.outputs()),
        sum(entry.privileged for entry in matter.attempts()),
        sum(decision.privileged for decision in notes),
    )


def _write(path: Path, octets: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        target.write(octets)
        target.flush()
        os.fsync(target.fileno())
    return content.digest_of(octets)


def _check(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Raise MatterFault unless every file of the manifest is there as written, KeyError without one."""
    if manifest["schema"] != SCHEMA:
        raise KeyError(SCHEMA)
    for name, digest in manifest["files"].items():
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts or "\\" in name or ":" in name:
            raise MatterFault(f"{folder.name} names files outside of it.", "Ask for the export again.")
        path = folder / place
        if not path.is_file() or content.digest_of(path.read_bytes()) != digest:
            raise MatterFault(
                f"{name} in {folder.name} is missing or was changed.", "Ask for the export again."
            )


def _check_complete(folder: Path, manifest: Mapping[str, Any]) -> None:
    if not manifest["complete"]:
        raise MatterFault(
            f"{folder.name} leaves out what is privileged; no matter can be made from it.",
            "Ask for an export with everything, made with --privileged.",
        )


def _wanted(folder: Path, places: Mapping[str, str], ledger: Ledger) -> set[str]:
    """Digests of all contents that the trail names, the texts of the analyses with them."""
    wanted = set(ledger.contents)
    for analysis in ledger.analyses.values():
        texts = json.loads((folder / places[analysis.texts]).read_bytes())
        wanted.update(record["text"] for record in (texts["output"], *texts["sources"].values()))
    return wanted


def _plain_name(name: str) -> str:
    """A name that any file system takes: letters, digits and a few marks, at most 60."""
    kept = "".join(char if char.isascii() and (char.isalnum() or char in "._-") else "_" for char in name)
    return kept.strip(".")[-60:] or "output"


def _json(record: Any) -> bytes:
    return json.dumps(record, indent=1, ensure_ascii=True).encode()
