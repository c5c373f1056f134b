"""The two type families of the window, from installed font packages."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from workbench.places import package_folder
from workbench.ui.settings import typeface

INTERFACE_SIZE = 13
DOCUMENT_SIZE = 15

_INTERFACE = (("font_source_sans_pro", ("SourceSansPro-Regular", "SourceSansPro-Semibold")),)
_DOCUMENT = (
    ("fontpkg_ibm_plex_serif", ("IBMPlexSerif-Regular", "IBMPlexSerif-Bold", "IBMPlexSerif-Italic")),
    ("font_source_serif_pro", ("SourceSerifPro-Regular", "SourceSerifPro-Bold", "SourceSerifPro-It")),
)


def interface_font() -> QFont:
    """The sans of the program, figures tabular, 13 px."""
    family = _first_family(_INTERFACE)
    font = QFont(family) if family else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(INTERFACE_SIZE)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def document_font() -> QFont:
    """The type of the evidence, 15 px: the family that the reviewer chose, else a serif."""
    font = QFont(typeface() or usual_typeface())
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(DOCUMENT_SIZE)
    return font


def usual_typeface() -> str:
    """The family of documents where the reviewer chose none."""
    return _first_family(_DOCUMENT) or "serif"


def _first_family(packages: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """The family of the first package whose files load; empty if none is installed."""
    for package, names in packages:
        folder = package_folder(package)
        if folder is None:
            continue
        identifiers = [_load(folder / "files" / f"{name}.ttf") for name in names]
        families = QFontDatabase.applicationFontFamilies(identifiers[0]) if identifiers[0] >= 0 else []
        if families:
            return families[0]
    return ""


def _load(path: Path) -> int:
    return QFontDatabase.addApplicationFont(str(path)) if path.is_file() else -1
