"""A matter written out as plain files, and made again from them; attempts taken from a table."""

from collections.abc import Generator
from pathlib import Path

from workbench.domain.errors import StorageFault
from workbench.domain.progress import Progress
from workbench.matter import AttemptTable, Exported, Matter, read_attempts, read_folder, write_folder


def export_matter(
    matter: Path, folder: Path, privileged: bool = False
) -> Generator[Progress, None, Exported]:
    """Write all of `matter` to the new or empty `folder` as plain files, checked after writing.

    What is privileged is left out unless `privileged` asks for it. Raises MatterFault and StorageFault.
    """
    yield Progress(0, 0, "exporting the matter")
    with Matter.open(matter) as opened:
        return write_folder(opened, folder, privileged)


def import_matter(folder: Path, matter: Path) -> Generator[Progress, None, None]:
    """Make `matter` from the plain files of a complete export; raises MatterFault and StorageFault."""
    yield Progress(0, 0, "importing the matter")
    read_folder(folder, matter)


def import_attempts(matter: Path, path: Path, reviewer: str) -> AttemptTable:
    """Enter the attempts of a CSV table into `matter`; gives what was taken, and the bad rows with reasons.

    Raises UnreadableDocument for what is no such table, MatterFault and StorageFault.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise StorageFault(f"{path} cannot be read.", "Check its path, and that you may read it.") from fault
    with Matter.open(matter, reviewer) as opened:
        outputs = opened.outputs()
        numbers = {str(entry.id): entry.id for entry in outputs}
        table = read_attempts(content, path.name, {entry.name: entry.id for entry in outputs} | numbers)
        if table.entries:
            opened.add_attempts(table.entries)
    return table
