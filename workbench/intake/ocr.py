"""Recognition of scanned pages, where Tesseract is installed."""

import os
import shutil
from pathlib import Path


def programs() -> list[str]:
    """The programs that a reading may start."""
    found = shutil.which("tesseract")
    return [found] if found else []


def folders() -> list[str]:
    """Folders from which those programs and their models are read."""
    places = [str(Path(path).resolve().parent) for path in programs()]
    models = os.environ.get("TESSDATA_PREFIX", "")
    return [*places, *([models] if models and Path(models).is_dir() else [])]
