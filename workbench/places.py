"""Where the program's own files and the user's files lie."""

import importlib.util
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """A file or folder of `resources/`, from a checkout or from an installed package."""
    installed = _PACKAGE / "_resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)


def package_folder(package: str) -> Path | None:
    """The folder of an installed package, without importing it; None when it is not installed."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(next(iter(found.submodule_search_locations)))


def package() -> Path:
    """The folder of the program's own sources."""
    return _PACKAGE


def user_folder() -> Path:
    """The folder for libraries and matters that the user did not place elsewhere, made when asked for."""
    folder = platformdirs.user_documents_path() / "Attribution Workbench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def profiles_folder() -> Path:
    """The folder of the user's own print profiles; it need not be there."""
    return platformdirs.user_data_path("attribution-workbench", appauthor=False) / "profiles"


def fonts_folder() -> Path:
    """The folder of the user's own fonts for the exhibit; it need not be there."""
    return profiles_folder().with_name("fonts")


def cache_folder() -> Path:
    """The folder for what can be made again, made when asked for."""
    folder = platformdirs.user_cache_path("attribution-workbench", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
