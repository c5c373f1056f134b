"""Rights in words: what is not known is called unknown."""

from PySide6.QtCore import QCoreApplication

from workbench.domain.analysis import SourceRecord
from workbench.domain.licence import terms_of
from workbench.domain.work import Rights


def licence_words(rights: Rights) -> str:
    """The licence as a reader says it; SPDX expressions stay as they are."""
    return {
        "public-domain": QCoreApplication.translate("Rights", "public domain"),
        "all-rights-reserved": QCoreApplication.translate("Rights", "all rights reserved"),
        "unknown": QCoreApplication.translate("Rights", "rights unknown"),
        "": QCoreApplication.translate("Rights", "rights unknown"),
    }.get(rights.licence) or terms_of(rights.licence).name


def licence_short(rights: Rights) -> str:
    """The licence in a word or two, for a narrow column."""
    return {
        "all-rights-reserved": QCoreApplication.translate("Rights", "reserved"),
        "unknown": QCoreApplication.translate("Rights", "unknown"),
        "": QCoreApplication.translate("Rights", "unknown"),
        "public-domain": licence_words(rights),
    }.get(rights.licence) or rights.licence.removeprefix("http://rightsstatements.org/vocab/").removesuffix(
        "/1.0/"
    )


def rights_line(rights: Rights) -> str:
    """Author, year and licence, in one line."""
    return " · ".join(part for part in (rights.author, rights.year, licence_words(rights)) if part)


def cited_as(source: SourceRecord) -> str:
    """A source as it is cited: author, title, and the year where the title does not hold it."""
    year = source.rights.year
    title = f"{source.title} ({year})" if year and year not in source.title else source.title
    return ", ".join(part for part in (source.rights.author, title) if part)
