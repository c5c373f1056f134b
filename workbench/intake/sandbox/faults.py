"""What went wrong with a file in the child, as one sentence and one remedy."""

from typing import Any

from workbench.domain.errors import UnreadableDocument

_ANEW = "Open it in the program that made it, save it anew, and choose that file."
_SMALLER = "Split it into smaller files, or save it as plain text."


def ended(name: str, record: dict[str, Any]) -> UnreadableDocument | None:
    """The fault that the last message of a reading tells; None if all went well.

    What was tried and refused is told before anything else, even where the reading went on without it.
    """
    caught = record.get("caught") or []
    if caught:
        what = ", ".join(str(event)[:40] for event in caught[:3])
        return UnreadableDocument(
            f"{name} made its reader try what no document needs ({what}); it was refused.",
            "Treat the file as hostile.",
        )
    match record.get("kind"):
        case "end":
            return None
        case "refused":
            return UnreadableDocument(str(record.get("message")), str(record.get("remedy")))
        case "memory":
            return too_hungry(name)
        case _:
            kind = str(record.get("type", "no reason given"))[:60]
            return UnreadableDocument(
                f"{name} is damaged, or made in a way that its reader does not know ({kind}).", _ANEW
            )


def too_large(name: str) -> UnreadableDocument:
    """It unfolds to more text than a file may."""
    return UnreadableDocument(f"{name} unfolds to more text than one file may hold.", _SMALLER)


def too_slow(name: str, seconds: float) -> UnreadableDocument:
    """It was still being read when its time was over."""
    return UnreadableDocument(f"{name} could not be read within {seconds:.0f} seconds.", _SMALLER)


def too_hungry(name: str) -> UnreadableDocument:
    """Its reading wanted more memory than it may have."""
    return UnreadableDocument(f"{name} needs more memory than the reading of a file may take.", _SMALLER)


def broken(name: str) -> UnreadableDocument:
    """Its reader died of it."""
    return UnreadableDocument(f"{name} broke its reader down, and was left out.", _ANEW)
