"""One item of a library, and the rights in it."""

from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class Rights:
    """What is known of a work's rights. An empty field is unknown, and is printed as unknown."""

    title: str = ""
    author: str = ""
    holder: str = ""
    """The rights holder."""
    year: str = ""
    licence: str = "unknown"
    """An SPDX expression, the address of a rights statement (RightsStatements.org), or `public-domain`,
    `all-rights-reserved`, `unknown`."""
    source: str = ""
    """Where the copy came from: an address, or words."""
    note: str = ""
    registration: str = ""
    """The number under which the work is registered, and where."""
    expiry: str = ""
    """When the rights end, or the term: a date, a year, or words."""
    acquired: str = ""
    """When the copy was acquired."""
    acquisition: str = ""
    """How the copy was acquired: bought, licensed, deposited, crawled."""
    custodian: str = ""
    """Who keeps the copy, and answers for it."""
    opt_out: str = ""
    """Whether and how the holder has opted out of uses such as text and data mining."""

    @classmethod
    def from_dict(cls, record: dict[str, str]) -> "Rights":
        """Rights from field names and values; names it does not know are ignored."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in record.items() if name in known})

    def to_dict(self) -> dict[str, str]:
        """Field names and values, in the order of declaration."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Work:
    """One item of a library: which text, and whose."""

    id: str
    """The first 16 digits of `sha256`, as in `Document.id`."""
    name: str
    """The file's name within the folder it was added from."""
    sha256: str
    characters: int
    words: int
    rights: Rights
    edition: str = ""
    """The id of the work under which near-identical texts are grouped; empty for a work that stands alone."""
    replaced_by: str = ""
    """The id of the newer version of the same file; empty for the newest."""

    @property
    def title(self) -> str:
        """The title by which a reader knows the work: from its rights record, else its name."""
        return self.rights.title or self.name
