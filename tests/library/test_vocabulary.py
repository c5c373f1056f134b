from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.library.vocabulary import Vocabulary

# Few slots and few words in each, so that words meet in a slot, and 0 stands for a word as well as for none.
HASHES = st.builds(lambda slot, low: (slot << 48) | low, st.integers(0, 3), st.integers(0, 5)) | st.integers(
    0, 2**64 - 1
)


@settings(deadline=None, derandomize=True)
@given(st.lists(HASHES, max_size=60))
def test_every_word_is_counted(words):
    vocabulary = Vocabulary.build(np.array(words, dtype=np.uint64))
    expected = Counter(words)
    assert dict(zip(vocabulary.words.tolist(), vocabulary.counts.tolist(), strict=True)) == expected
    assert vocabulary.words.tolist() == sorted(expected)
    asked = np.array([*words, 1, 2**63], dtype=np.uint64)
    assert vocabulary.count(asked).tolist() == [expected[word] for word in asked.tolist()]
    assert vocabulary.holds(asked) == all(expected[word] for word in asked.tolist())


@pytest.mark.parametrize("sizes", [[0], [0, 0], [1, 0, 5], [4000, 3000, 10]])
def test_parts_counted_apart_are_what_they_are_together(sizes):
    random = np.random.default_rng(4)
    parts = [random.integers(0, 500, size, dtype=np.uint64) << np.uint64(40) for size in sizes]
    merged = Vocabulary.merged([Vocabulary.build(part) for part in parts])
    whole = Vocabulary.build(np.concatenate(parts))
    assert merged.words.tolist() == whole.words.tolist()
    assert merged.counts.tolist() == whole.counts.tolist()
    assert merged.counts.dtype == np.uint32
