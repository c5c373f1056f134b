"""What a PDF holds beside its pages: scripts, actions, files, remarks; told by name, never followed."""

import io
from collections import Counter
from typing import Any

_MOST_OBJECTS = 500_000
_NAMES = 8
_ACTIONS = {
    "/JavaScript": "JavaScript, which was not run",
    "/Launch": "an action that starts a program, which was not followed",
    "/SubmitForm": "an action that sends a form away, which was not followed",
    "/ImportData": "an action that loads data, which was not followed",
    "/GoToR": "links into other files, which were not followed",
    "/GoToE": "links into embedded files, which were not followed",
    "/Rendition": "sound or film, which was not played",
    "/RichMedia": "sound or film, which was not played",
}
_OWN_WORDS = {"/FreeText", "/Text", "/Highlight", "/Underline", "/StrikeOut", "/Caret", "/Stamp"}


def traps(content: bytes) -> list[str]:
    """A sentence for each kind of such content; an empty list for most files."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as opened:
            return _sentences(opened)
    except (pikepdf.PdfError, ValueError, RuntimeError, NotImplementedError) as fault:
        return [
            f"Whether the file holds scripts or embedded files could not be told ({type(fault).__name__})."
        ]


def _sentences(opened: Any) -> list[str]:
    actions: Counter[str] = Counter()
    launched: list[str] = []
    embedded: list[str] = []
    remarks = fields = 0
    for number, thing in enumerate(opened.objects):
        if number >= _MOST_OBJECTS:
            break
        for record in _records(thing):
            action = _name(record, "/S")
            if action in _ACTIONS or "/JS" in record:
                actions[_ACTIONS[action if action in _ACTIONS else "/JavaScript"]] += 1
            if action == "/Launch":
                launched.append(_file(record))
            if "/EF" in record:
                embedded.append(_file(record))
            kind = _name(record, "/Subtype")
            remarks += kind in _OWN_WORDS and "/Contents" in record
            fields += "/FT" in record and "/V" in record
            if kind == "/RichMedia":
                actions[_ACTIONS[kind]] += 1
    said = [f"The file holds {what}{_times(count)}." for what, count in sorted(actions.items())]
    if launched:
        said.append(f"What it would start: {_listed(launched)}.")
    if embedded:
        said.append(f"Embedded files, not read: {_listed(embedded)}.")
    if remarks:
        said.append(f"Remarks and marks of readers, not taken: {remarks:,}.")
    if fields:
        said.append(f"Form fields that are filled in, not taken: {fields:,}.")
    if "/Encrypt" in opened.trailer:
        said.append("The file is encrypted, but opens without a password.")
    return said


def _records(thing: Any) -> list[Any]:
    """An object and the dictionaries directly within it: actions often have no number of their own."""
    import pikepdf

    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return []
    found = [thing]
    for value in dict(thing.items()).values() if isinstance(thing, pikepdf.Dictionary) else ():
        if isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
            found += [value]
            found += [
                inner
                for inner in dict(value.items()).values()
                if isinstance(inner, pikepdf.Dictionary) and not inner.is_indirect
            ]
    return found


def _name(record: Any, key: str) -> str:
    value = record.get(key)
    return str(value) if value is not None and str(type(value).__name__) in {"Name", "Object"} else ""


def _file(record: Any) -> str:
    """The name of a file or of a program, as the record gives it, without characters that act on a screen."""
    for key in ("/UF", "/F", "/Win", "/Desc"):
        value = record.get(key)
        if value is not None and key in {"/F", "/Win"} and hasattr(value, "get") and not _is_words(value):
            return _file(value)
        if value is not None and _is_words(value):
            return "".join(letter for letter in str(value) if letter.isprintable())[:80] or "(no name)"
    return "(no name)"


def _is_words(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.String)


def _listed(names: list[str]) -> str:
    first = ", ".join(names[:_NAMES])
    return first if len(names) <= _NAMES else f"{first} and {len(names) - _NAMES:,} more"


def _times(count: int) -> str:
    return f" ({count:,} times)" if count > 1 else ""
