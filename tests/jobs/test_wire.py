"""What goes over the pipe comes out as it went in, long tuples in parts."""

from dataclasses import dataclass

import pytest

from workbench.domain.span import Span
from workbench.jobs import wire


@dataclass(frozen=True, slots=True)
class Found:
    """Something with a long tuple in it."""

    name: str
    spans: tuple[Span, ...]
    rest: tuple[tuple[int, ...], ...] = ()


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001, 2350])
def test_a_long_tuple_comes_whole_and_in_order(count):
    found = Found("a", tuple(Span(place, place + 2) for place in range(count)))
    assert wire.unpack(wire.pack((3, found))) == (3, found)


def test_several_long_tuples_keep_their_places():
    long = tuple(range(1500))
    found = Found("a", (), (long, (1, 2), long[::-1]))
    assert wire.unpack(wire.pack((1, (found, found)))) == (1, (found, found))


def test_a_tuple_with_names_stays_what_it_is():
    message = (1, [Span(1, 2)], (*[None] * 1000, Span(3, 4)))
    back = wire.unpack(wire.pack(message))
    assert back == message
    assert isinstance(back[2][-1], Span)


def test_what_cannot_be_packed_is_refused_before_anything_is_sent():
    with pytest.raises((AttributeError, TypeError)):
        wire.pack((1, tuple([lambda: 0] * 1200)))
