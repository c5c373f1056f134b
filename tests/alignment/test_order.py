"""The heaviest pairs in order, against an oracle that tries all of them."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.alignment.order import in_order

places = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 5)), max_size=8, unique_by=lambda pair: pair[0]
)


@given(places)
def test_in_order_keeps_the_most_words(pairs: list[tuple[int, int]]) -> None:
    runs = [(10 * index, 10 * other, count) for index, (other, count) in enumerate(pairs)]
    kept = in_order(runs)
    assert all(run in runs for run in kept)
    assert all(before[0] < after[0] and before[1] < after[1] for before, after in pairwise(kept))
    best = max(
        sum(count for _, _, count in chosen)
        for size in range(len(runs) + 1)
        for chosen in combinations(runs, size)
        if all(before[1] < after[1] for before, after in pairwise(chosen))
    )
    assert sum(count for _, _, count in kept) == best
