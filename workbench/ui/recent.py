"""The matters that were open last."""

from pathlib import Path

from PySide6.QtCore import QSettings

_MOST = 6
_KEY = "recent"


def recent_matters() -> list[Path]:
    """The matters that were open last and still exist, the latest first."""
    stored = QSettings().value(_KEY, [])
    names = map(str, stored if isinstance(stored, list) else [stored])
    return [Path(name) for name in names if Path(name).is_file()]


def remember_matter(path: Path) -> None:
    """Put a matter at the head of the list."""
    path = path.absolute()
    kept = [str(path), *(str(other) for other in recent_matters() if other != path)]
    QSettings().setValue(_KEY, kept[:_MOST])
