"""Print the exhibit of a matter."""

from collections.abc import Generator
from pathlib import Path

from workbench.domain.errors import MatterFault
from workbench.domain.progress import Progress
from workbench.exhibits import load_profile, write_pdf
from workbench.matter import Matter
from workbench.workflows.target import PDF, check_target


def print_exhibit(
    matter: Path, out: Path, profile: str = "letter", privileged: bool = False
) -> Generator[Progress, None, Path]:
    """Print every analysed output of `matter` with its decisions to the PDF `out`, and return where it lies.

    What is privileged is left out and counted, unless `privileged` asks for it. Raises
    MatterFault when nothing was analysed yet, and StorageFault; a failed print leaves no half file, and only
    an earlier PDF is replaced.
    """
    check_target(out, PDF)
    with Matter.open(matter) as opened:
        exhibit = opened.exhibit(privileged=privileged)
    if not exhibit.parts:
        raise MatterFault(
            f"No output of {matter.name} has been analysed yet.", "Analyse one first; then print the exhibit."
        )
    yield from write_pdf(exhibit, out, load_profile(profile))
    return out
