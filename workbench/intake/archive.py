"""A ZIP file as the folder that it holds: each member read by the reader of its own format, in memory.

Nothing is ever unpacked onto the disk, so that a member's name can lead nowhere; one that tries is refused
all the same, because an honest program does not write it.
"""

import hashlib
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from workbench.domain.errors import UnreadableDocument
from workbench.intake.formats import choose
from workbench.intake.production import Production, load_files_first
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Refusal

MOST_DEPTH = 3
"""Archives within archives."""
MOST_BYTES = 1 << 30
"""That one file may unfold to, with all that is nested in it."""
MOST_RATIO = 200
"""Times its own size; prose is packed to a third, and the most repetitive lists to a hundredth."""
MOST_MEMBERS = 100_000
_SMALL = 8 << 20
"""Bytes up to which no ratio is suspect."""
_ANEW = "Unpack it with another program, look at what it holds, and choose the files that you mean."


@dataclass(slots=True)
class _Budget:
    """What is left of the bytes that a file may unfold to."""

    left: int


def take(name: str, content: bytes, choices: Choices) -> Iterator[Taken | Refusal]:
    """The texts of the members, and a refusal for each that cannot be read; raises UnreadableDocument."""
    yield from _unfold(name, content, choices, 1, _Budget(MOST_BYTES))


def _unfold(
    name: str, content: bytes, choices: Choices, depth: int, budget: _Budget
) -> Iterator[Taken | Refusal]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as fault:
        raise UnreadableDocument(
            f"{name} is damaged: it is not a ZIP file that can be opened.", _ANEW
        ) from fault
    with archive:
        files = [each for each in archive.infolist() if each.filename[-1:] != "/"]
        members = [each for each in files if not _is_hidden(each.filename)]
        _refuse_bomb(name, content, members, budget)
        if not members:
            raise UnreadableDocument(f"{name} holds no file.", "Choose an archive that holds documents.")
        origin = f"{name} (SHA-256 {hashlib.sha256(content).hexdigest()})"
        named = [(member, PurePosixPath(member.filename)) for member in members]
        production = Production([path for _, path in named])
        for member, path in load_files_first(named):
            inner = f"{name}/{member.filename}"
            try:
                unfolded = _read(inner, archive, member, budget)
                for taken in _texts(inner, unfolded, choices, depth, budget):
                    if isinstance(taken, Taken):
                        yield production.cited(path, _placed(taken, origin, member.filename))
                    elif refusal := production.placed(taken):
                        yield refusal
            except UnreadableDocument as fault:
                yield Refusal(inner, fault.message)


def _texts(
    name: str, content: bytes, choices: Choices, depth: int, budget: _Budget
) -> Iterator[Taken | Refusal]:
    if not content:
        raise UnreadableDocument(f"{name} is empty.", "Choose a file that holds text.")
    chosen, warnings = choose(name, content, choices.encoding)
    if chosen.reader != f"{__name__}:take":
        for taken in chosen.load()(name, content, choices):
            yield taken if isinstance(taken, Refusal) else taken.warned(warnings)
    elif depth >= MOST_DEPTH:
        raise UnreadableDocument(f"{name} lies {depth} archives deep, and was not opened.", _ANEW)
    else:
        yield from _unfold(name, content, choices, depth + 1, budget)


def _read(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: _Budget) -> bytes:
    _refuse_trick(name, member)
    try:
        with archive.open(member) as opened:
            most = min(member.file_size, budget.left)
            unfolded = opened.read(most + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as fault:
        raise UnreadableDocument(f"{name} is damaged in its archive.", _ANEW) from fault
    if len(unfolded) > most:
        raise UnreadableDocument(f"{name} unfolds to more than its archive says.", _ANEW)
    budget.left -= len(unfolded)
    return unfolded


def _refuse_bomb(name: str, content: bytes, members: list[zipfile.ZipInfo], budget: _Budget) -> None:
    total = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise UnreadableDocument(
            f"{name} holds {len(members):,} files, more than {MOST_MEMBERS:,}.",
            "Split it into smaller archives.",
        )
    if total > _SMALL and total > MOST_RATIO * len(content):
        raise UnreadableDocument(
            f"{name} is a ZIP bomb: it would unfold to {total // len(content):,} times its size.", _ANEW
        )
    if total > budget.left:
        raise UnreadableDocument(
            f"{name} would unfold to {total >> 20:,} MB, which with all around it is more than "
            f"{MOST_BYTES >> 20:,} MB.",
            "Unpack it, and choose the folder.",
        )


def _refuse_trick(name: str, member: zipfile.ZipInfo) -> None:
    path = member.filename.replace("\\", "/")
    if path.startswith("/") or path[1:2] == ":" or ".." in PurePosixPath(path).parts:
        raise UnreadableDocument(f"{name} names a place outside its archive, and was not read.", _ANEW)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnreadableDocument(f"{name} is a link, not a file, and was not followed.", _ANEW)
    if member.flag_bits & 1:
        raise UnreadableDocument(
            f"{name} is locked with a password.", "Unpack it with the password, and choose the folder."
        )


def _is_hidden(path: str) -> bool:
    """Whether a system put the file there for itself; `..` is no hidden name, but a trick."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return "__MACOSX" in parts or any(part.startswith(".") and part != ".." for part in parts)


def _placed(taken: Taken, archive: str, member: str) -> Taken:
    """The text with the archive that it came from told, after what it says of its origin itself."""
    document = taken.document
    here = (
        f"{archive}, file {member}"
        if not document.origin
        else f"{document.origin}; in {archive}, file {member}"
    )
    return replace(taken, document=replace(document, origin=here))
