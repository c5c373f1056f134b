"""The control words of RTF that matter for its text (RTF Specification 1.9.1)."""

import re
from typing import Literal

TOKEN = re.compile(
    r"\\([A-Za-z]{1,40})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)",
    re.DOTALL,
)
DEEPEST = 2_000
WHITE_FROM = 0xF5
TINY_HALF_POINTS = 4
CHARACTERS = {
    "tab": "\t",
    "emdash": "\u2014",
    "endash": "\u2013",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "line": "\n",
    "lbr": "\n",
    "softline": "\n",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
SYMBOLS = {"~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}"}
Mark = Literal["text", "paragraph", "cell", "row"]

ENDS: dict[str, Mark] = {
    "par": "paragraph",
    "sect": "paragraph",
    "page": "paragraph",
    "column": "paragraph",
    "cell": "cell",
    "nestcell": "cell",
    "row": "row",
    "nestrow": "row",
}
LEFT_OUT = {
    "pict": "picture",
    "objdata": "inserted file",
    "annotation": "comment",
    "header": "header or footer",
    "headerl": "header or footer",
    "headerr": "header or footer",
    "headerf": "header or footer",
    "footer": "header or footer",
    "footerl": "header or footer",
    "footerr": "header or footer",
    "footerf": "header or footer",
}
SILENT = {"fonttbl", "colortbl", "stylesheet", "info", "nonshppict", "upr", "filetbl", "listtable", "revtbl"}
SILENT |= {
    "pntext",
    "atnid",
    "atnauthor",
    "ftnsep",
    "ftnsepc",
    "aftnsep",
    "aftnsepc",
    "xe",
    "tc",
    "objclass",
}
OPEN_STARRED = {"footnote", "shppict", "ud", "shptxt", "objresult"}
CODE_PAGES = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
