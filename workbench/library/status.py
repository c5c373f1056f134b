"""What is in a library, and how much of it can be searched."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.library.catalogue import Catalogue
from workbench.library.embedding import cut_otherwise
from workbench.library.manifest import state_of
from workbench.library.migration import FORMAT_VERSION
from workbench.library.nearest import NearestSearch
from workbench.library.records import Totals
from workbench.library.schema import CATALOGUE_NAME
from workbench.library.vector_index import IndexRecord
from workbench.library.vectors import Encoding, VectorStore

_PARTS = {
    "texts": "texts",
    "grams": "exact index",
    "buckets": "exact index",
    "words": "word counts",
    "counts": "word counts",
    "vectors": "vectors",
    "nearest": "index of vectors",
}
_WORDS_OF_A_PASSAGE = 100
"""How many words a passage takes, about: for the share of works that are not cut yet."""


@dataclass(frozen=True, slots=True)
class Status:
    """A library at one moment."""

    name: str
    format_version: int
    generation: int
    """How many changes made this state."""
    state: str
    """SHA-256 of the manifest, which holds the digest of every file: which state of the library this is."""
    works: int
    words: int
    characters: int
    bytes: Mapping[str, int]
    """Room on the disk by part."""
    exact_share: float
    """Of the works, 0 to 1: a work is added with its index, so that only lost files make it less than 1."""
    embedded_share: float
    """Of the passages, 0 to 1."""
    model_name: str
    """Of the embedding model; empty before anything is embedded."""
    model_digest: str
    rights_known: int
    """Works whose licence is not unknown."""
    rights_unknown: int
    older_versions: int = 0
    """Works that have a newer version: kept for the analyses that name them, counted nowhere else."""
    editions: int = 0
    """Works that are near-identical to others of the library."""
    edition_groups: int = 0
    """How many works those editions are of."""
    encodings: tuple[Encoding, ...] = ()
    """In which ways the vectors were made, the most frequent first."""
    index: IndexRecord | None = None
    """The index of the vectors, with the recall that was measured; None where none was built."""
    index_in_use: bool = False
    """Whether search by meaning goes through that index."""
    notes: tuple[str, ...] = ()
    """What else is to be known, in sentences: an index that cannot be used, works cut by an older rule."""


def status(catalogue: Catalogue, name: str, store: VectorStore, nearest: NearestSearch) -> Status:
    """The library's status."""
    totals = catalogue.totals()
    model = catalogue.model()
    room = dict.fromkeys(_PARTS.values(), 0)
    for file in catalogue.files():
        room[_PARTS[file.part]] += file.size
    room["catalogue"] = (catalogue.folder / CATALOGUE_NAME).stat().st_size
    return Status(
        name=name,
        format_version=FORMAT_VERSION,
        generation=catalogue.generation(),
        state=state_of(catalogue.folder),
        works=totals.works,
        words=totals.words,
        characters=totals.characters,
        bytes=room,
        exact_share=_exact_share(catalogue, totals.works),
        embedded_share=embedded_share(totals),
        model_name=model.name,
        model_digest=model.digest,
        rights_known=totals.rights_known,
        rights_unknown=totals.works - totals.rights_known,
        older_versions=totals.older_versions,
        editions=totals.editions,
        edition_groups=totals.edition_groups,
        encodings=store.encodings(),
        index=store.index_record(),
        index_in_use=nearest.in_use() is not None,
        notes=tuple(note for note in (nearest.trouble(), _cutting_note(catalogue)) if note),
    )


def _exact_share(catalogue: Catalogue, works: int) -> float:
    """The share of the works whose segment has all its files, by their sizes."""
    lost = sum(
        len(catalogue.segment_works(number))
        for number in catalogue.segments()
        if not all(file.is_there(catalogue.folder) for file in catalogue.segment_files(number).values())
    )
    return 1 - lost / works if works else 1.0


def embedded_share(totals: Totals) -> float:
    """The share of the passages that have a vector; passages that are not cut yet are counted by words."""
    passages = totals.embedded + pending(totals)
    return totals.embedded / passages if passages else 0.0


def pending(totals: Totals) -> int:
    """How many passages have no vector; those that are not cut yet are counted by words."""
    return totals.passages - totals.embedded - (-totals.uncut_words // _WORDS_OF_A_PASSAGE)


def _cutting_note(catalogue: Catalogue) -> str:
    works = cut_otherwise(catalogue)
    if not works:
        return ""
    return (
        f"In {works:,} of the works the passages were cut by an older rule, which did not see headings. They "
        "can be searched; `workbench library embed` cuts and embeds them anew."
    )
