"""Writing what a rights table says into the rights of a library's works."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.work import Rights
from workbench.library.catalogue import Catalogue
from workbench.library.records import as_json, parsed
from workbench.library.rights_csv import RightsRow
from workbench.library.schema import octets


@dataclass(frozen=True, slots=True)
class RightsChange:
    """What became of the rows of a rights table."""

    works: int
    """How many works have got what a row says."""
    strangers: tuple[str, ...]
    """Rows that speak of no work that is here, one sentence for each."""


def take_rights(catalogue: Catalogue, rows: Sequence[RightsRow]) -> RightsChange:
    """Write what each row says into the rights of the work with its id, or of all works with its name.

    A row that has the name of one work and the id of another speaks of none: its table was sorted by halves.
    """
    strangers = []
    spoken_of: set[int] = set()
    query = "SELECT number, rights FROM work WHERE "
    by_name = query + "name = CAST(? AS TEXT)"
    fresh: dict[int, str] = {}
    for row in rows:
        found = catalogue.rows(query + "id = ?", [row.work])
        named = catalogue.rows(by_name, [octets(row.name)])
        if found and named and found[0] not in named:
            strangers.append(f"{row.place}: the id {row.work} is not of {row.name}, which is here, too.")
            continue
        found = found or named
        if not found:
            strangers.append(f"{row.place}: the library holds no work called {row.name or row.work}.")
        for number, record in found:
            rights = row.applied(Rights.from_dict(parsed(fresh.get(number, record))))
            spoken_of.add(number)
            if as_json(rights.to_dict()) != record or number in fresh:
                fresh[number] = as_json(rights.to_dict())
    if fresh:
        with catalogue.change() as connection:
            connection.executemany(
                "UPDATE work SET rights = ? WHERE number = ?",
                [(record, number) for number, record in fresh.items()],
            )
    return RightsChange(len(spoken_of), tuple(strangers))
