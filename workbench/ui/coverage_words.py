"""What an analysis covers, in words; never one percentage alone."""

from PySide6.QtCore import QCoreApplication

from workbench.domain.analysis import Coverage
from workbench.domain.wording import percent
from workbench.ui.finding_words import class_words


def coverage_line(coverage: Coverage, *, so_far: bool = False) -> str:
    """Words matched over words eligible, what was left out, and how far the libraries were asked.

    `so_far`: while the analysis still runs.
    """
    tr = QCoreApplication.translate
    said = [
        tr("Coverage", "{0:,} of {1:,} eligible words matched").format(
            coverage.matched_words, coverage.eligible_words
        )
    ]
    said += [
        tr("Coverage", "{0:,} struck as {1}").format(row.words, class_words(row.classification))
        for row in coverage.excluded
    ]
    one = coverage.library_works == 1
    works = tr("Coverage", "1 work searched") if one else tr("Coverage", "{0:,} works searched")
    said.append(works.format(coverage.library_works))
    if so_far:
        said.append(tr("Coverage", "more may come"))
    elif coverage.embedded_share is None:
        said.append(tr("Coverage", "meaning not asked"))
    elif coverage.embedded_share < 1:
        said.append(tr("Coverage", "{0} by meaning, too").format(percent(coverage.embedded_share)))
    else:
        said.append(tr("Coverage", "all by meaning, too"))
    return " · ".join(said)
