"""Commands on libraries."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import terminal
from workbench.cli.reading import TextColumn, TextEncoding, choices, tell_refusals

if TYPE_CHECKING:
    from workbench.library import Encoding, Status
    from workbench.workflows.build_library import BuildReport

app = typer.Typer(help="Make, extend and inspect reference libraries.", no_args_is_help=True)

Place = Annotated[Path, typer.Argument(help="The library's folder.", metavar="LIB", readable=False)]
Sources = Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="PATH...", readable=False)]
RightsTable = Annotated[
    Path | None, typer.Option("--rights", metavar="CSV", readable=False, help="A table of rights.")
]
Json = Annotated[str | None, typer.Option("--json", metavar="FILE", help="Write the result; - prints it.")]


@app.command()
def create(
    library: Place,
    paths: Sources,
    rights: RightsTable = None,
    embed: Annotated[bool, typer.Option("--embed", help="Wait for search by meaning, too.")] = False,
    encoding: TextEncoding = "",
    text_column: TextColumn = "",
    json: Json = None,
) -> None:
    """Make a library; exact search is ready when this returns."""
    from workbench.workflows.build_library import create_library

    chosen = choices(encoding, text_column)
    _report(terminal.run(create_library(library, paths, rights, embed, chosen)), json, library)


@app.command()
def add(
    library: Place,
    paths: Sources,
    rights: RightsTable = None,
    encoding: TextEncoding = "",
    text_column: TextColumn = "",
    json: Json = None,
) -> None:
    """Add works to a library; what it holds already is not added twice."""
    from workbench.workflows.build_library import add_to_library

    _report(
        terminal.run(add_to_library(library, paths, rights, choices(encoding, text_column))), json, library
    )


@app.command()
def embed(library: Place, json: Json = None) -> None:
    """Make search by meaning ready; it goes on where it was stopped."""
    from workbench.workflows.build_library import embed_library

    _status(terminal.run(embed_library(library)), json, library)


@app.command()
def status(library: Place, json: Json = None) -> None:
    """Say what a library holds."""
    from workbench.library import Library

    with Library.open(library) as opened:
        _status(opened.status(), json, library)


@app.command()
def verify(library: Place) -> None:
    """Check every file of a library against its digest."""
    from workbench.workflows.library_page import verify_library

    found = terminal.run(verify_library(library))
    if found.unnoted:
        terminal.warn(found.unnoted)
    terminal.problems(found.problems, f"{library.resolve().name}: every file is as it was written.")


@app.command()
def remove(
    library: Place,
    works: Annotated[list[str], typer.Argument(help="Works by their name, or by their id.")],
) -> None:
    """Take works out of every search, by a name with older versions; `compact` then erases them."""
    from workbench.domain.errors import LibraryFault
    from workbench.library import Library

    with Library.open(library) as opened:
        held, older = opened.works(), opened.replaced_works()[::-1]
        ids = []
        for name in works:
            found = [work.id for work in held if name in (work.id, work.name)]
            found = found or [work.id for work in older if name == work.id]
            if not found:
                raise LibraryFault(
                    f"The library {opened.name} holds no work called {name}.",
                    "Take its name from `workbench library rights LIB --export FILE`.",
                )
            if len(found) > 1:
                raise LibraryFault(
                    f"The library {opened.name} holds {len(found)} works called {name}.",
                    f"Name the one that you mean by its id: {', '.join(found)}.",
                )
            ids += found
            for work in older:  # the newest of them first
                if work.name == name and work.replaced_by in ids:
                    ids.append(work.id)
        removed = opened.remove(ids)
    terminal.say(f"{terminal.counted(removed, 'work')} removed.")


@app.command()
def compact(library: Place, json: Json = None) -> None:
    """Join small files, and erase what was removed."""
    from workbench.library import Library

    with Library.open(library) as opened:
        terminal.run(opened.compact())
        _status(opened.status(), json, library)


@app.command()
def rights(
    library: Place,
    write: Annotated[
        Path | None, typer.Option("--export", metavar="CSV", readable=False, help="Write the table.")
    ] = None,
    take: Annotated[
        Path | None, typer.Option("--import", metavar="CSV", readable=False, help="Take the table.")
    ] = None,
) -> None:
    """Write the rights of all works as a table, or take them from one."""
    from workbench.library import Library, write_rights
    from workbench.workflows.build_library import import_rights
    from workbench.workflows.target import RIGHTS, check_target

    if (write is None) == (take is None):
        raise typer.BadParameter("Name one of --export and --import.")
    if write is not None:
        check_target(write, RIGHTS)
        with Library.open(library) as opened:
            write_rights(write, opened.works())
    if take is not None:
        changed, bad_rows = terminal.run(import_rights(library, take))
        for row in bad_rows:
            terminal.warn(f"Rights: {row}")
        terminal.say(f"Rights set: {terminal.counted(changed, 'work')}.")


@app.command()
def search(
    library: Place,
    words: Annotated[str, typer.Argument(help="Words, in their order.")],
    meaning: Annotated[bool, typer.Option("--meaning", help="List passages near in meaning, too.")] = False,
    json: Json = None,
) -> None:
    """Find words in a library."""
    from workbench.workflows.search import search_library

    hits = terminal.run(search_library(library, words, meaning))
    if json is not None:
        terminal.write_json(json, terminal.as_json(asdict(hits)))
    if json == "-":
        return
    terminal.say(f"The words stand in {terminal.counted(hits.occurrences, 'place')}.")
    rows = [
        [hit.title, hit.place, "" if hit.cosine is None else f"{hit.cosine:.2f}", hit.excerpt]
        for hit in hits.shown
    ]
    if hits.occurrences > len(rows):
        terminal.say(f"The first {len(rows)} are shown.")
    if rows:
        terminal.table(["work", "place", "cosine", "excerpt"], rows, numbers=["cosine"])


def _report(report: "BuildReport", json: str | None, library: Path) -> None:
    tell_refusals(report.refusals)
    for row in report.bad_rights:
        terminal.warn(f"Rights: {row}")
    if json != "-":
        older = f", {terminal.counted(report.replaced, 'older version')} kept" if report.replaced else ""
        terminal.say(
            f"{terminal.counted(report.added, 'work')} added, {report.present:,} there already{older}."
        )
    _status(report.status, json, library)


def _status(status: "Status", json: str | None, library: Path) -> None:
    from workbench.library.verified import verified_of
    from workbench.workflows.library_page import integrity_words

    if json is not None:
        verified = verified_of(library)
        record = {**asdict(status), "verified": asdict(verified) if verified else None}
        terminal.write_json(json, terminal.as_json(record))
    if json != "-":
        terminal.table(["", status.name], _status_rows(status, integrity_words(library, status.state)))
        for note in status.notes:
            terminal.warn(note)


def _encoding_words(encoding: "Encoding") -> str:
    near = "" if encoding.least_cosine == 1 else f", least cosine to float32 {encoding.least_cosine:.5f}"
    return f"{encoding.vectors:,} vectors by {encoding.backend}{near}"


def _index_words(status: "Status") -> str:
    index = status.index
    if index is None:
        return "looks at every vector" if status.encodings else "none yet"
    recall = f"10-recall@10 {index.recall:.3f} on {index.sample:,} passages"
    if not index.name:
        return f"looks at every vector; an index reached {recall} only"
    if not status.index_in_use:
        return "looks at every vector; its index is damaged or missing"
    return (
        f"index of {index.count:,} vectors (IVF, SQ8), {index.probes} of {index.lists} lists read; {recall}"
    )


def _status_rows(status: "Status", integrity: str) -> list[list[str]]:
    room = [[f"bytes, {part}", f"{size:,}"] for part, size in status.bytes.items()]
    model = f"{status.model_name}, sha256 {status.model_digest[:16]}" if status.model_name else "none yet"
    return [
        ["works", f"{status.works:,}"],
        ["words", f"{status.words:,}"],
        ["characters", f"{status.characters:,}"],
        *room,
        ["found by exact search", terminal.percent(status.exact_share)],
        ["found by meaning", terminal.percent(status.embedded_share)],
        ["model", model],
        *[["", _encoding_words(encoding)] for encoding in status.encodings],
        ["search by meaning", _index_words(status)],
        ["licence known, unknown", f"{status.rights_known:,}, {status.rights_unknown:,}"],
        ["older versions kept", f"{status.older_versions:,}"],
        [
            "near-identical editions",
            f"{status.editions:,}, of {terminal.counted(status.edition_groups, 'work')}",
        ],
        ["integrity", integrity],
        ["format, generation", f"{status.format_version}, {status.generation}"],
        ["state", status.state],
    ]
