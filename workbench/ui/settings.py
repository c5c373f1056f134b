"""What the reviewer settled once for all matters, kept with the user's settings."""

from PySide6.QtCore import QSettings

SIZES = range(11, 31)
"""Pixels that the type of documents may have."""

SCALES = (100, 125, 150, 175, 200)
"""Sizes of the whole window, in percent."""


def scale() -> int:
    """The size of the whole window, in percent."""
    stored = str(QSettings().value("scale", 100))
    return int(stored) if stored.isdigit() and int(stored) in SCALES else 100


def set_scale(percent: int) -> None:
    """Show the whole window in another size, from the next start on."""
    QSettings().setValue("scale", percent)


def strikes_public_domain() -> bool:
    """Whether words of works in the public domain are struck, from the next analysis on."""
    return str(QSettings().value("strike_public_domain", "no")) == "yes"


def strike_public_domain(strike: bool) -> None:
    """Strike words of works in the public domain, or count them."""
    QSettings().setValue("strike_public_domain", "yes" if strike else "no")


def typeface() -> str:
    """The family in which documents are set; empty for the usual one."""
    return str(QSettings().value("typeface", ""))


def set_typeface(family: str) -> None:
    """Set documents in another family."""
    QSettings().setValue("typeface", family)


def least_weight() -> str:
    """Bits that a finding must weigh to be listed at first, as a tag of the facet; empty for all."""
    return str(QSettings().value("least_weight", ""))


def set_least_weight(bits: str) -> None:
    """List only findings of so much weight at first; the others are a press on Clear away."""
    QSettings().setValue("least_weight", bits)


def key_of(name: str, usual: str) -> str:
    """The key of a thing that can be done: the reviewer's, else the usual one; empty without any."""
    stored = QSettings().value(f"keys/{name}")
    return usual if stored is None else str(stored)


def set_key(name: str, key: str, usual: str) -> None:
    """Give a thing that can be done another key; the usual one is not stored."""
    if key == usual:
        QSettings().remove(f"keys/{name}")
    else:
        QSettings().setValue(f"keys/{name}", key)
