"""A cell of a table that a spreadsheet may open: it never runs as a formula, and comes back as it was."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With what a cell begins that a spreadsheet takes for a formula (OWASP, "CSV Injection")."""


def harmless(cell: str) -> str:
    """The cell behind an apostrophe if a spreadsheet would take it for a formula, or for such an escape.

    >>> harmless("=1+1"), harmless("'=1"), harmless("one"), plain(harmless("'=1"))
    ("'=1+1", "''=1", 'one', "'=1")
    """
    return "'" + cell if cell.lstrip(" '").startswith(_FORMULA) else cell


def plain(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip(" '").startswith(_FORMULA) else cell
