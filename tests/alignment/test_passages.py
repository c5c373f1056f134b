"""What is a passage reworded, and what only tells of the same facts."""

import random

from workbench.alignment import align, prepare

LIGHTHOUSE = (
    "The lighthouse at Skarholm was lit for the first time on 9 October 1871. Its keeper, Anders Lindqvist, "
    "had been chosen out of forty applicants by the harbour board of Varby, and he stayed for thirty-one "
    "years. After the storm of 1894, in which the schooner Henrietta went down with all hands, a foghorn was "
    "bought from Glasgow, and his daughter Ingrid sounded it until the war."
)
SAME_FACTS = (
    "Ingrid Lindqvist was born on a rock and never could swim. Her father Anders kept the Skarholm light, "
    "a tower of grey stone, and she learnt to read from its log. Visitors still ask her about the Henrietta. "
    "That schooner was lost in 1894 while she slept upstairs, and it was because of that night that Glasgow "
    "sent the foghorn which became her work, her neighbours' grievance and, she says with a laugh, her only "
    "voice."
)
SAME_ORDER = (
    "Skarholm lighthouse was first lit in October 1871. The keeper Anders Lindqvist, picked among forty men "
    "by Varby's harbour board, remained there for three decades. When a storm in 1894 sank the schooner "
    "Henrietta with everybody aboard, they purchased a foghorn from Glasgow; Ingrid, the daughter, sounded "
    "it till war came."
)


def test_two_accounts_of_the_same_facts_are_no_passage() -> None:
    assert align(prepare(LIGHTHOUSE), prepare(SAME_FACTS)) == []


def test_two_shuffled_copies_side_by_side_are_two_matches() -> None:
    chance = random.Random(1)
    copies = [" ".join(chance.sample(LIGHTHOUSE.split(), len(LIGHTHOUSE.split()))) + "." for _ in range(2)]
    first, second = align(prepare("\n\n".join(copies)), prepare(LIGHTHOUSE))
    assert first.output.stop <= len(copies[0]) < second.output.start
    assert first.method == second.method == "passage"
    assert min(first.output_words, second.output_words) >= 0.75 * len(LIGHTHOUSE.split())


def test_a_rewording_that_keeps_the_order_is_one() -> None:
    (match,) = align(prepare(SAME_ORDER), prepare(LIGHTHOUSE))
    assert match.method == "passage"
