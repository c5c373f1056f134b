"""Where a result may be written: into a folder that is there, and over nothing but an earlier result."""

from pathlib import Path

from workbench.domain.errors import StorageFault

JSON = (b'{"schema": "workbench.', b"{\n ", b"[\n ", b"[]")
PDF = (b"%PDF-",)
RIGHTS = (b"name", b"\xef\xbb\xbfname")


def check_target(path: Path, like: tuple[bytes, ...]) -> None:
    """Raise StorageFault unless `path` is free, or is a file that is empty or begins as one of `like`.

    A disputed text, a matter or a library's file that is named by mistake is thus never replaced.
    """
    from workbench.library.schema import CATALOGUE_NAME

    try:
        if path.is_dir():
            raise StorageFault(f"{path} is a folder.", "Name a file in it.")
        if (path.parent / CATALOGUE_NAME).exists():
            raise StorageFault(f"{path} lies in the folder of a library.", "Name a file in another folder.")
        if not path.parent.is_dir():
            raise StorageFault(f"The folder {path.parent} does not exist.", "Make it, or name another place.")
        if not path.exists():
            return
        with path.open("rb") as file:
            beginning = file.read(max(map(len, like)))
    except OSError as fault:
        raise StorageFault(f"{path} cannot be written: {fault.strerror}.", "Name another place.") from fault
    if beginning and not beginning.startswith(like):
        raise StorageFault(
            f"{path} holds something else than an earlier result.",
            "Name another file; this one was left as it is.",
        )
