"""How kinds, classes and shares are said, on screen, on paper and on a terminal alike."""

from math import floor

from workbench.domain.finding import Kind

KIND_WORDS: dict[Kind, str] = {
    "verbatim": "verbatim",
    "near-verbatim": "near-verbatim",
    "paraphrase": "paraphrase",
    "lead": "lead",
}
CLASS_WORDS: dict[str, str] = {
    "counted": "counted",
    "boilerplate": "boilerplate",
    "quotation": "quotation",
    "citation": "citation",
    "public-domain": "public domain",
    "ignored": "ignored",
}


def percent(share: float, digits: int = 0) -> str:
    """A share from 0 to 1 as a percentage, rounded down: `100%` is all of it, and `0%` nothing.

    What is more than nothing and less than the smallest step is told as less than that: `<1%`.
    """
    step = 10**-digits
    if 0 < 100 * share < step:
        return f"<{step:.{digits}f}%"
    return f"{floor(100 * share / step + 1e-9) * step:.{digits}f}%"
