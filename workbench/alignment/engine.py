"""The whole engine for two documents."""

from workbench.alignment.chains import acceptable, chains, matched
from workbench.alignment.comparison import Comparison, compared
from workbench.alignment.copies import Copy, beside_drafts, bridged, merged, yielding
from workbench.alignment.drafts import Draft, completed, drafted, exact_draft
from workbench.alignment.passages import passages
from workbench.alignment.prepared import Prepared
from workbench.alignment.retellings import with_retellings
from workbench.alignment.runs import Run
from workbench.alignment.sentences import Encode, Near
from workbench.alignment.summaries import LEAST_TIED, LEAST_TIED_SHARE, summary
from workbench.alignment.ties import ties
from workbench.domain.match import Match


def align(output: Prepared, source: Prepared, encode: Encode | None = None, near: Near = ()) -> list[Match]:
    """What `output` and `source` have in common, in the order of the output.

    No word of the output is in two matches; a word of the source may be, where it was used twice. With
    `encode`, sentences are compared by meaning, too: where words leave it unsure whether one text sums up the
    other, and in the places `near`, spans of output and source, where words leave the output unexplained.
    """
    if not len(output) or not len(source):
        return []
    comparison = compared(output, source)
    copies = [Copy.of(chain) for chain in chains(output.tokens, source.tokens)]
    found = passages(comparison, [copy[:2] for copy in copies if copy.is_long])
    condensed = summary(comparison, found, [copy.output for copy in copies], encode)
    drafts = []
    tied = ties(comparison, condensed.output, condensed.source) if condensed else []
    if condensed and _told(comparison, tied) >= max(LEAST_TIED, LEAST_TIED_SHARE * condensed.output.length):
        here, there = condensed.output, condensed.source
        found = [passage for passage in found if not passage.output.overlap(here)]
        copies = [copy for copy in copies if not copy.output.overlap(here)]
        drafts.append(Draft(here, there, tied, "summary"))
    stretches, left = merged(comparison, sorted(passage[:2] for passage in found), copies)
    stretches, left = bridged(comparison, stretches, left)
    drafts += [draft for pair in stretches if (draft := drafted(comparison, *yielding(pair, left)))]
    drafts += [exact_draft(chain) for chain in beside_drafts(left, drafts) if acceptable(chain)]
    if encode and near:
        drafts = with_retellings(comparison, drafts, near, encode)
    matches = [_match(comparison, draft) for draft in completed(comparison, drafts)]
    return sorted(matches, key=lambda match: (match.output, match.source))


def _told(comparison: Comparison, tied: list[Run]) -> int:
    """The number of tied words, names counted as one word."""
    return matched(tied) - sum(
        int(comparison.output.named[first : first + count].sum()) for first, _, count in tied
    )


def _match(comparison: Comparison, draft: Draft) -> Match:
    output, source = comparison.output.text.tokens, comparison.source.text.tokens
    return Match(
        output.span(*draft.output),
        source.span(*draft.source),
        tuple(
            (output.span(first, first + count), source.span(other, other + count))
            for first, other, count in draft.pairs
        ),
        matched(draft.pairs),
        draft.output.length,
        draft.source.length,
        draft.method,
    )
