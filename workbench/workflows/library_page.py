"""What is shown of one library, and what is done to it from there."""

from collections import Counter
from collections.abc import Generator
from math import floor
from pathlib import Path

from workbench.domain.errors import StorageFault, WorkbenchError
from workbench.domain.holdings import Holding, Holdings, Verification
from workbench.domain.progress import Progress
from workbench.library import Library, Status, control_of, write_rights
from workbench.library.manifest import state_of
from workbench.library.verified import store_verified, verified_of


def library_holdings(path: Path) -> Generator[Progress, None, Holdings]:
    """What the library at `path` holds; raises LibraryFault."""
    yield Progress(0, 1, "looking at the library")
    with Library.open(path) as library:
        works, older = library.works(), library.replaced_works()
        newer = {work.id: work.replaced_by for work in older}
        versions: Counter[str] = Counter()
        for work in older:
            last, steps = work.id, 0
            while last in newer and steps <= len(newer):
                last, steps = newer[last], steps + 1
            versions[last] += 1
        editions = Counter(work.edition for work in works if work.edition)
        return Holdings(
            path,
            tuple(facts_of(library.status(), path)),
            tuple(
                Holding(work, versions[work.id], max(0, editions[work.edition] - 1) if work.edition else 0)
                for work in works
            ),
        )


def facts_of(status: Status, path: Path) -> list[tuple[str, str]]:
    """What is known of a library, each as a name and words; what is not known is said to be unknown."""
    older = f", and {_count(status.older_versions, 'older version')} kept" if status.older_versions else ""
    editions = (
        f"{status.editions:,} near-identical, of {_count(status.edition_groups, 'work')}"
        if status.editions
        else "none found"
    )
    return [
        ("Works", f"{status.works:,}{older}"),
        ("Words", f"{status.words:,}"),
        ("On the disk", _size(sum(status.bytes.values()))),
        ("Found by exact search", _share(status.exact_share)),
        ("Found by meaning", _share(status.embedded_share)),
        ("Model", status.model_name or "none yet"),
        ("Index of meaning", _index(status)),
        ("Licence known", f"{status.rights_known:,}; unknown {status.rights_unknown:,}"),
        ("Editions", editions),
        ("Control", _control(path, status.state)),
        ("Integrity", integrity_words(path, status.state)),
    ]


def verify_library(path: Path) -> Generator[Progress, None, Verification]:
    """Read every file and note the result; where it cannot be noted, what was found is told all the same."""
    yield Progress(0, 1, "verifying")
    with Library.open(path) as library:
        state = state_of(path)  # another program may change it meanwhile
        found = tuple(library.verify())
    try:
        store_verified(path, len(found), state)
    except StorageFault as fault:
        return Verification(found, f"The date of this verification could not be noted. {fault.message}")
    return Verification(found)


def compact_library(path: Path) -> Generator[Progress, None, Status]:
    """Write anew what is small or holds removed works."""
    with Library.open(path) as library:
        yield from library.compact()
        return library.status()


def export_rights(path: Path, table: Path) -> Generator[Progress, None, int]:
    """Write the rights of all works as a table; how many works there are."""
    yield Progress(0, 1, "writing rights")
    with Library.open(path) as library:
        works = library.works()
    write_rights(table, works)
    return len(works)


def integrity_words(path: Path, state: str) -> str:
    """When the files were last read through, and what was found."""
    verified = verified_of(path)
    if verified is None:
        return "never verified here"
    when = f"{verified.at[:10]} {verified.at[11:16]} UTC"
    found = "sound" if not verified.problems else _count(verified.problems, "problem")
    changed = "" if verified.state == state else "; changed since"
    return f"{found}, {when}{changed}"


def _index(status: Status) -> str:
    if status.index is None:
        return "none: every vector is compared" if status.embedded_share else "none yet"
    if status.index.name and not status.index_in_use:
        return "damaged or missing: every vector is compared"
    recall = getattr(status.index, "recall", None)
    return "built" if recall is None else f"built; recall {recall:.3f} measured"


def _control(path: Path, state: str) -> str:
    try:
        control = control_of(path)
    except WorkbenchError:
        return "damaged"
    if control is None:
        return "none was run"
    return "measured" if control.state == state else "measured for an earlier state"


def _share(share: float) -> str:
    return f"{floor(100 * share + 1e-9)}%"


def _size(octets: int) -> str:
    return f"{octets / 1e6:,.1f} MB" if octets < 1e9 else f"{octets / 1e9:,.1f} GB"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
