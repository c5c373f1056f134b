"""The licence of a work: an SPDX expression, the address of a rights statement, or one of three words."""

import re

from workbench.domain.licence import WORDS, statement_of

_OWN = re.compile(r"LicenseRef-[0-9A-Za-z.-]+")
_COMMONS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/(\d\.\d)(?:/([a-z]{2,3}))?/?"
    r"(?:(?:legalcode|deed)(?:\.[\w-]+)?)?"
)
_ZERO = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/publicdomain/zero/1\.0/?(?:(?:legalcode|deed)(?:\.[\w-]+)?)?"
)
_SPOKEN = re.compile(r"cc[ -](by(?:-nc)?(?:-nd|-sa)?)[ -](\d\.\d)", re.IGNORECASE)
"""As Creative Commons itself writes it: `CC BY-SA 4.0`."""


class UnknownLicence(ValueError):
    """What was written is no licence that this program knows; the message says why, in one sentence."""


def canonical_licence(written: str) -> str:
    """The licence as it is kept: `mit and CC-BY-4.0` becomes `MIT AND CC-BY-4.0`; raises UnknownLicence.

    Empty is `unknown`. A name of one's own, `LicenseRef-house-rules`, may stand in an SPDX expression.
    """
    text = " ".join(written.split())
    word = text.lower().rstrip(".").replace(" ", "-")
    if not text or word in WORDS:
        return word or "unknown"
    statement = statement_of(text)
    if statement:
        return statement
    spellings = _spellings(text)
    if not spellings:
        raise UnknownLicence(
            f"its licence {text!r} is an address, and none of RightsStatements.org or Creative Commons."
        )
    for spelling in spellings:
        if normal := _normal(spelling):
            return normal
    raise UnknownLicence(
        f"its licence {text!r} is no SPDX expression, such as CC-BY-4.0, no address of a rights statement, "
        f"and none of {', '.join(WORDS)}."
    )


def _spellings(text: str) -> list[str]:
    """The SPDX expressions that `text` may stand for, the best first; none for an unknown address."""
    if commons := _COMMONS.fullmatch(text.lower()):
        plain = f"CC-{commons[1]}-{commons[2]}"
        return [f"{plain}-{commons[3]}", plain] if commons[3] else [plain]  # few are known by their country
    if spoken := _SPOKEN.fullmatch(text):
        return [f"CC-{spoken[1]}-{spoken[2]}"]
    if _ZERO.fullmatch(text.lower()):
        return ["CC0-1.0"]
    return [] if "://" in text else [text]


def _normal(text: str) -> str:
    """An SPDX expression in its one spelling; empty when it is none."""
    from license_expression import ExpressionInfo, get_spdx_licensing

    own = _OWN.findall(text)
    spelt = _OWN.sub("MIT", text)  # a known name stands for one's own while the grammar is checked
    try:
        found: ExpressionInfo = get_spdx_licensing().validate(spelt)
    except Exception:  # it ends too early
        return ""
    if found.errors or not found.normalized_expression:
        return ""
    return str(get_spdx_licensing().parse(text)) if own else str(found.normalized_expression)
