"""`control.json`: what control texts showed of a library, beside its files and with a digest of its own.

It is no part of the library's state: it names the state that it speaks of.
"""

import hashlib
import json
from pathlib import Path

from workbench.domain.calibration import Calibration
from workbench.domain.errors import LibraryFault
from workbench.library.durable import replace_file, storing
from workbench.library.lock import writing
from workbench.library.manifest import state_of

CONTROL_NAME = "control.json"
SCHEMA = "workbench.control/1"


def store_control(folder: Path, calibration: Calibration) -> None:
    """Store `calibration` with the library in `folder`, in place of an earlier one.

    Raises LibraryFault when the library is no more in the state that was calibrated, or another program
    writes; StorageFault when the disk is full.
    """
    with writing(folder):
        if state_of(folder) != calibration.state:
            raise LibraryFault(
                f"The library {folder.resolve().name!r} was changed while it was being calibrated.",
                "Calibrate it again.",
            )
        content = calibration.to_json()
        record = {"schema": SCHEMA, "sha256": _digest(content), "content": json.loads(content)}
        with storing(folder):
            replace_file(folder / CONTROL_NAME, json.dumps(record).encode())


def control_of(folder: Path) -> Calibration | None:
    """The calibration of the library in `folder`, None where there is none.

    It may be of an earlier state. Raises LibraryFault when it is not what was written.
    """
    try:
        record = json.loads((folder / CONTROL_NAME).read_bytes())
        calibration = Calibration.from_json(json.dumps(record["content"]))
        if record["schema"] != SCHEMA or record["sha256"] != _digest(calibration.to_json()):
            raise _damaged(folder)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise _damaged(folder) from fault
    return calibration


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _damaged(folder: Path) -> LibraryFault:
    return LibraryFault(
        f"The control of the library {folder.resolve().name!r} is not what was written: {CONTROL_NAME} is "
        "damaged.",
        "Run `workbench calibrate` again, or remove the file.",
    )
