"""The licence of a work: an SPDX expression, the address of a rights statement, or one of three words."""

import re

from workbench.domain.licence import WORDS, statement_of

_OWN = re.compile(r"LicenseRef-[0-9A-Za-z.-]+")
_COMMONS = re.compile(
    r"https?://creativecommons\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/(\d\.\d)(?:/[a-z]{2})?/?(?:legalcode|deed\.\w+)?"
)
_ZERO = re.compile(r"https?://creativecommons\.org/publicdomain/zero/1\.0/?(?:legalcode|deed\.\w+)?")


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
    if commons := _COMMONS.fullmatch(text.lower()):
        text = f"CC-{commons[1]}-{commons[2]}"
    elif _ZERO.fullmatch(text.lower()):
        text = "CC0-1.0"
    elif "://" in text:
        raise UnknownLicence(f"its licence {text!r} is an address, and none of RightsStatements.org.")
    return _expression(text)


def _expression(text: str) -> str:
    from license_expression import ExpressionInfo, get_spdx_licensing

    own = _OWN.findall(text)
    spelt = _OWN.sub("MIT", text)  # a known name stands for one's own while the grammar is checked
    try:
        found: ExpressionInfo = get_spdx_licensing().validate(spelt)
        faults, normal = found.errors, found.normalized_expression
    except Exception:
        faults, normal = ["it ends too early"], None
    if faults or not normal:
        raise UnknownLicence(
            f"its licence {text!r} is no SPDX expression, no address of a rights statement, and none of "
            f"{', '.join(WORDS)}."
        )
    return str(get_spdx_licensing().parse(text)) if own else str(normal)
