"""Who is working here: the name that every change of a matter is signed with."""

import getpass

from PySide6.QtCore import QSettings


def reviewer_name() -> str:
    """The name the reviewer gave, or the one the system knows."""
    given = str(QSettings().value("reviewer", "")).strip()
    if given:
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"


def set_reviewer_name(name: str) -> None:
    """Sign changes from now on with `name`; an empty one goes back to the system's."""
    QSettings().setValue("reviewer", name.strip())
