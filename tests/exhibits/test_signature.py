"""Signing an exhibit with a key made here, and checking it with the eyes of a PDF reader."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from workbench.domain.errors import ExhibitFault
from workbench.domain.exhibit import Exhibit
from workbench.exhibits import write_pdf
from workbench.exhibits.signature import sign_pdf


def certificate(name: str, stamping: bool = False) -> tuple[rsa.RSAPrivateKey, certificates.Certificate]:
    """A key of its own and a certificate that it signed itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    built = (
        certificates.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(
            certificates.KeyUsage(True, True, False, False, False, True, False, False, False), True
        )
    )
    if stamping:
        built = built.add_extension(
            certificates.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    return key, built.sign(key, hashes.SHA256())


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, certificates.Certificate]:
    """A PKCS#12 file under the passphrase "harbour", and its certificate."""
    key, made = certificate("Jane Q. Examiner")
    path = tmp_path_factory.mktemp("key") / "examiner.p12"
    protection = serialization.BestAvailableEncryption(b"harbour")
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"examiner", key, made, None, protection))
    return path, made


@pytest.fixture
def printed(sample: Exhibit, tmp_path: Path) -> Path:
    for _ in write_pdf(sample, tmp_path / "exhibit.pdf"):
        pass
    return tmp_path / "exhibit.pdf"


def der(made: certificates.Certificate) -> Any:
    return x509.Certificate.load(made.public_bytes(serialization.Encoding.DER))


def check(path: Path, *trusted: certificates.Certificate) -> Any:
    with path.open("rb") as file:
        signature = PdfFileReader(file).embedded_signatures[0]
        context = ValidationContext(trust_roots=[der(made) for made in trusted], allow_fetching=False)
        return validate_pdf_signature(signature, context, context)


def test_the_unsigned_exhibit_is_the_beginning_of_the_signed_one(
    printed: Path, examiner: tuple[Path, certificates.Certificate]
) -> None:
    unsigned = printed.read_bytes()
    signed = sign_pdf(printed, examiner[0], "harbour", reason="Exhibit A")
    assert printed.read_bytes()[: signed.unsigned_bytes] == unsigned
    assert signed.unsigned_sha256 == hashlib.sha256(unsigned).hexdigest()
    assert signed.sha256 == hashlib.sha256(printed.read_bytes()).hexdigest()
    assert "Jane Q. Examiner" in signed.signer
    status = check(printed, examiner[1])
    assert status.intact
    assert status.valid
    assert status.trusted
    assert b"ETSI.CAdES.detached" in printed.read_bytes()


def test_a_time_stamp_is_part_of_the_signature(
    printed: Path, examiner: tuple[Path, certificates.Certificate]
) -> None:
    key, made = certificate("Time", stamping=True)
    private = keys.PrivateKeyInfo.load(
        key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    sign_pdf(printed, examiner[0], "harbour", DummyTimeStamper(der(made), private))
    status = check(printed, examiner[1], made)
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.valid


def test_a_byte_changed_after_signing_breaks_the_signature(
    printed: Path, examiner: tuple[Path, certificates.Certificate]
) -> None:
    signed = sign_pdf(printed, examiner[0], "harbour")
    content = bytearray(printed.read_bytes())
    place = content.index(b"stream", signed.unsigned_bytes // 2) + 40
    content[place] ^= 1
    printed.write_bytes(content)
    assert not check(printed, examiner[1]).intact


@pytest.mark.parametrize(
    ("passphrase", "key", "stamp"),
    [("wrong", None, ""), ("harbour", "absent.p12", ""), ("harbour", None, "ftp://example.org")],
)
def test_what_does_not_serve_is_said_and_the_file_stays(
    printed: Path,
    examiner: tuple[Path, certificates.Certificate],
    passphrase: str,
    key: str | None,
    stamp: str,
) -> None:
    unsigned = printed.read_bytes()
    with pytest.raises(ExhibitFault):
        sign_pdf(printed, Path(key) if key else examiner[0], passphrase, stamp)
    assert printed.read_bytes() == unsigned
    assert [path.name for path in printed.parent.iterdir()] == ["exhibit.pdf"]


def test_the_command_signs_and_the_matter_remembers_the_unsigned_digest(
    sample: Exhibit,
    examiner: tuple[Path, certificates.Certificate],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from typer.testing import CliRunner

    from workbench.cli.app import app
    from workbench.domain.review import Attempt
    from workbench.matter import Matter

    with Matter.create(tmp_path / "case.matter", "J. Doe") as matter:
        screening = sample.parts[0].screening
        number = matter.add_output(screening.output, screening.output.text.encode(), Attempt())
        matter.record(number, screening)
    monkeypatch.setenv("WORKBENCH_KEY_PASSPHRASE", "harbour")
    ran = CliRunner().invoke(app, ["exhibit", str(tmp_path / "case.matter"), "--sign", str(examiner[0])])
    assert ran.exit_code == 0, ran.output
    assert check(tmp_path / "case-exhibit.pdf", examiner[1]).trusted
    with Matter.open(tmp_path / "case.matter") as matter:
        (made,) = matter.exhibits()
    assert made.selection["unsigned_sha256"] in ran.output
    assert made.sha256 == hashlib.sha256((tmp_path / "case-exhibit.pdf").read_bytes()).hexdigest()
