"""Print the exhibit of a matter."""

from collections.abc import Generator
from pathlib import Path

from workbench.domain.errors import MatterFault
from workbench.domain.progress import Progress
from workbench.exhibits import form_of, load_profile
from workbench.matter import Matter
from workbench.workflows.target import check_target


def print_exhibit(
    matter: Path, out: Path, profile: str = "letter", privileged: bool = False, passphrase: str = ""
) -> Generator[Progress, None, Path]:
    """Print every analysed output of `matter` with its decisions to `out`, and return where it lies.

    The ending of `out` names the form: .pdf, .docx, .html, .csv, .xlsx, .dat.

    What is privileged is left out and counted, unless `privileged` asks for it. Raises
    MatterFault when nothing was analysed yet, and StorageFault; a failed print leaves no half file, and only
    an earlier file of this form is replaced.
    """
    form = form_of(out)
    check_target(out, form.begins)
    with Matter.open(matter, passphrase=passphrase) as opened:
        exhibit = opened.exhibit(privileged=privileged)
    if not exhibit.parts:
        raise MatterFault(
            f"No output of {matter.name} has been analysed yet.", "Analyse one first; then print the exhibit."
        )
    yield from form.write(exhibit, out, load_profile(profile))
    return out
