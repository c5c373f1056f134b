"""Rich text as Outlook packs it ([MS-OXRTFCP], sections 2.1 and 2.2)."""

import struct

from workbench.intake.package import damaged

_RING = 4096
_BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_PACKED, _PLAIN = b"LZFu", b"MELA"


def decompress(name: str, content: bytes) -> bytes:
    """The rich text in `content`; raises UnreadableDocument for the message `name` if it is damaged."""
    if len(content) < 16:
        raise damaged(name)
    _, size, kind, _ = struct.unpack_from("<II4sI", content)
    if kind == _PLAIN:
        return content[16 : 16 + size]
    if kind != _PACKED:
        raise damaged(name)
    ring = bytearray(_BEGINNING.ljust(_RING, b"\0"))
    write, at, text = len(_BEGINNING), 16, bytearray()
    while at < len(content):
        control = content[at]
        at += 1
        for bit in range(8):
            if not control >> bit & 1:
                piece = content[at : at + 1]
                at += 1
            else:
                if at + 2 > len(content):
                    return bytes(text)
                reference = int.from_bytes(content[at : at + 2], "big")
                at += 2
                start, length = reference >> 4, (reference & 15) + 2
                if start == write:  # the mark of the end
                    return bytes(text)
                piece = b""
                for _ in range(length):
                    letter = ring[start]
                    piece += bytes([letter])
                    ring[write] = letter
                    start, write = (start + 1) % _RING, (write + 1) % _RING
                text += piece
                continue
            if piece:
                ring[write] = piece[0]
                write = (write + 1) % _RING
                text += piece
    return bytes(text)
