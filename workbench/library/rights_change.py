"""Writing what a rights table says into the rights of a library's works."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.work import Rights
from workbench.library.catalogue import Catalogue
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
    """Write what each row says into the rights of the work with its id, or of all works with its name."""
    strangers = []
    changed: set[int] = set()
    query = "SELECT number, rights FROM work WHERE "
    with catalogue.change() as connection:
        for row in rows:
            found = connection.execute(query + "id = ?", [row.work]).fetchall()
            if not found:
                named = connection.execute(query + "name = CAST(? AS TEXT)", [octets(row.name)])
                found = named.fetchall()
            if not found:
                strangers.append(f"{row.place}: the library holds no work called {row.name}.")
            for number, record in found:
                rights = row.applied(Rights.from_dict(json.loads(record))).to_dict()
                connection.execute(
                    "UPDATE work SET rights = ? WHERE number = ?",
                    [json.dumps(rights, sort_keys=True), number],
                )
                changed.add(number)
    return RightsChange(len(changed), tuple(strangers))
