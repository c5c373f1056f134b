"""What the file says of itself, in its information dictionary and as XMP (ISO 16684-1), the same in both."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

PRODUCER = "Attribution Workbench"
_UNDATED = "2000-01-01T00:00:00Z"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{creator}
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file was built</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
_CREATOR = "\n<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"


@dataclass(frozen=True, slots=True)
class Identity:
    """What the file says of itself; the words are plain lines without control characters."""

    title: str
    author: str
    subject: str
    dated: str
    """ISO date or moment; empty when unknown."""
    language: str = "en"


def write_metadata(pdf: Any, identity: Identity) -> None:
    """Replace the information dictionary and the XMP packet of an open pikepdf.Pdf."""
    from pikepdf import Dictionary, Name, Stream

    moment = moment_of(identity.dated)
    stamp = "D:" + "".join(letter for letter in moment if letter.isdigit()) + "Z"
    pdf.docinfo = pdf.make_indirect(Dictionary())
    entries = {
        "/Title": identity.title,
        "/Author": identity.author,
        "/Subject": identity.subject,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    for key, words in entries.items():
        if words:
            pdf.docinfo[key] = words
    stream = Stream(pdf, xmp(identity).encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream


def xmp(identity: Identity) -> str:
    """The XMP packet."""
    author = escape(identity.author)
    return _PACKET.format(
        title=escape(identity.title),
        subject=escape(identity.subject),
        language=escape(identity.language),
        creator=_CREATOR.format(author=author) if author else "",
        producer=PRODUCER,
        moment=moment_of(identity.dated),
    )


def moment_of(dated: str) -> str:
    """The matter's date as a moment in UTC: a plain date as its midnight, anything else as the year 2000."""
    try:
        moment = datetime.fromisoformat(dated)
    except ValueError:
        return _UNDATED
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
