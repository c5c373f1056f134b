"""A PAdES signature under an exhibit, with a time stamp if one is asked for (ETSI EN 319 142-1, RFC 3161).

Signing adds to the file and changes nothing in it: the unsigned bytes are the beginning of the signed file.
"""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from workbench.domain.errors import ExhibitFault
from workbench.exhibits.exports.writing import written

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed exhibit."""

    unsigned_bytes: int
    """How many bytes of the file were there before it was signed: its beginning."""
    unsigned_sha256: str
    """Of those bytes: what another expert must get who prints the exhibit again."""
    sha256: str
    """Of the whole file."""
    signer: str
    """The subject of the certificate."""


def sign_pdf(
    path: Path, key: Path, passphrase: str, timestamp: "str | TimeStamper" = "", reason: str = ""
) -> Signed:
    """Sign the PDF at `path` in its place with the key in a PKCS#12 file (.p12, .pfx).

    `timestamp` is the http or https address of a time-stamp authority, which is sent a digest of the
    signature and nothing else; without it nothing leaves this machine. Raises ExhibitFault when the key, the
    file or the authority does not serve; then the file is as it was.
    """
    try:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import fields, signers
    except ImportError as fault:
        raise ExhibitFault(
            "Signing needs the package pyHanko.", "Install it with `pip install attribution-workbench[sign]`."
        ) from fault
    signer = _signer(key, passphrase)
    stamper = _authority(timestamp) if isinstance(timestamp, str) else timestamp
    unsigned = path.read_bytes()
    meta = signers.PdfSignatureMetadata(
        field_name="Signature",
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason or None,
    )
    try:
        with path.open("rb") as source, written(path) as target:
            draft = IncrementalPdfFileWriter(source)
            made = signers.PdfSigner(meta, signer, timestamper=stamper).sign_pdf(draft)
            shutil.copyfileobj(made, target)
    except ExhibitFault:
        raise
    except Exception as fault:  # the library and the network raise kinds of their own
        raise ExhibitFault(
            f"{path.name} could not be signed: {type(fault).__name__}.",
            "Check the key and, if a time stamp was asked for, the authority's address.",
        ) from fault
    content = path.read_bytes()
    return Signed(
        len(unsigned),
        hashlib.sha256(unsigned).hexdigest(),
        hashlib.sha256(content).hexdigest(),
        signer.signing_cert.subject.human_friendly,
    )


def _signer(key: Path, passphrase: str) -> Any:
    from pyhanko.sign import signers

    if not key.is_file():
        raise ExhibitFault(f"There is no key file {key}.", "Name a PKCS#12 file (.p12 or .pfx).")
    signer = signers.SimpleSigner.load_pkcs12(str(key), passphrase=passphrase.encode())
    if signer is None:
        raise ExhibitFault(
            f"The key in {key.name} cannot be opened.", "Check the passphrase, and that it is a PKCS#12 file."
        )
    return signer


def _authority(address: str) -> Any:
    """The time-stamp authority at an address; None for no address."""
    if not address:
        return None
    from pyhanko.sign.timestamps import HTTPTimeStamper

    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ExhibitFault(
            "The address of the time-stamp authority is none.",
            "Give one that begins with https:// or http://.",
        )
    return HTTPTimeStamper(address)
