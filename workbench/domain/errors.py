"""Expected faults: each is one sentence and one remedy, fit to be shown to a reviewer."""


class WorkbenchError(Exception):
    """A fault that the program expected, with what to do about it.

    Both parts are whole sentences. They may name a file, never quote its text.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


class UnreadableDocument(WorkbenchError):
    """A file or a pasted text that cannot become a Document."""


class LibraryFault(WorkbenchError):
    """A library that is missing, damaged, of another version, or in use."""


class DamagedCatalogue(LibraryFault):
    """A library of which the catalogue cannot be read."""


class MatterFault(WorkbenchError):
    """A matter that is missing, damaged, newer than the program, or in use."""


class PassphraseNeeded(MatterFault):
    """A matter that is encrypted, and no passphrase, or not its own."""


class ModelFault(WorkbenchError):
    """A model that is missing, or whose digest is not the pinned one."""


class StorageFault(WorkbenchError):
    """A disk that is full, or a place that cannot be written."""


class ExhibitFault(WorkbenchError):
    """A profile or a typeface that is missing or cannot be used."""


class PhraseFault(WorkbenchError):
    """A list of ignored phrases that cannot be used."""
