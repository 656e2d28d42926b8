"""Where `map` comes from never shows in what it gives."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from digest.engine import AHEAD, BATCH, mapper


def double(number: int) -> int:
    """A function that a worker process can import."""
    return number * 2


def fail(number: int) -> int:
    """A function that fails."""
    raise ValueError(str(number))


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    """The results are those of the builtin map, in its order, for any number of workers."""
    with mapper(workers) as mapped:
        assert list(mapped(double, range(100))) == [2 * n for n in range(100)]


def test_a_pool_reads_ahead_only_so_far() -> None:
    """A large input is never drawn in whole: what is in flight is bounded."""
    drawn = itertools.count()
    last = 0

    def items() -> Iterator[int]:
        nonlocal last
        while True:
            last = next(drawn)
            yield last

    with mapper(2) as mapped:
        assert next(mapped(double, items())) == 0
    assert last <= BATCH * (2 * AHEAD + 2)


def test_an_error_in_a_worker_is_raised_here() -> None:
    """What fails in a worker fails the call, as it would without one."""
    with mapper(2) as mapped, pytest.raises(ValueError, match="0"):
        list(mapped(fail, [0]))
