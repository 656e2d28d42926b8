"""Where `map` comes from never shows in what it gives, and a worker's death costs no article."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

from digest.engine import EngineError, mapper, one_by_one
from digest.engine.batches import AHEAD, BATCH, BYTES, Died, ordered, sized


def double(number: int) -> int:
    """A function that a worker process can import."""
    return number * 2


def fail(number: int) -> int:
    """A function that fails."""
    raise ValueError(str(number))


def die_of_seven(number: int) -> int:
    """A function that 7 kills: an item that crashes a parser."""
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def die_once(path: str) -> str:
    """A function that kills its worker the first time that it sees a path."""
    if not os.path.exists(path):
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return os.path.basename(path)


def die(number: int) -> int:
    """A function that nobody survives."""
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_elsewhere(home: int, number: int) -> int:
    """A function that a 2 kills in every process but one."""
    if number == 2 and os.getpid() != home:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def listed(numbers: tuple[int, ...] | int) -> list[int]:
    """The results of an item that may hold several, each of which may kill."""
    return [die_of_seven(number) for number in (numbers if isinstance(numbers, tuple) else (numbers,))]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    """The results are those of the builtin map, in its order, for any number of workers."""
    with mapper(workers) as mapped:
        assert list(mapped(double, range(1000))) == [2 * n for n in range(1000)]


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


def test_no_more_than_so_many_go_together() -> None:
    """Items that are much work each go out one by one, so that every worker has some."""
    assert [len(batch) for batch in sized(range(20), 2, 1)] == [1] * 20
    assert max(len(batch) for batch in sized(range(5000), 2, 100)) == 100


def test_one_by_one_an_item_that_kills_is_worked_on_here() -> None:
    """As a plain map, the results are all there: what no worker survives is left to the process that asked."""
    with mapper(2) as mapped:
        asked = os.getpid()
        assert list(one_by_one(mapped)(partial(die_elsewhere, asked), [1, 2, 3])) == [1, 2, 3]


def test_an_error_in_a_worker_is_raised_here() -> None:
    """What fails in a worker fails the call, as it would without one."""
    with mapper(2) as mapped, pytest.raises(ValueError, match="0"):
        list(mapped(fail, [0]))


def test_batches_are_bounded_by_number_and_bytes() -> None:
    """They begin small, grow to some hundred, and never hold much more bytes than agreed."""

    class Item:
        data = bytes(BYTES // 4)

    sizes = [len(batch) for batch in sized(iter(range(5000)), 4)]
    assert sum(sizes) == 5000
    assert sizes[0] < 20
    assert max(sizes) == BATCH
    assert [len(batch) for batch in sized([Item() for _ in range(9)], 1)] == [4, 4, 1]


def test_a_death_costs_a_retry_and_no_item(tmp_path: Path) -> None:
    """A worker that is killed once in the middle changes nothing in the results."""
    paths = [str(tmp_path / str(number)) for number in range(60)]
    for path in paths[:20] + paths[21:]:
        Path(path).touch()
    with mapper(2) as mapped:
        assert list(mapped(die_once, paths)) == [str(number) for number in range(60)]


def test_a_poison_item_is_lost_alone() -> None:
    """The item that kills every worker is named; all others have their results, in order."""
    with mapper(2) as mapped:
        results = list(mapped(die_of_seven, range(40), lost=lambda item, why: -item))
    assert results == [-7 if number == 7 else 2 * number for number in range(40)]


def test_an_item_of_several_is_taken_apart() -> None:
    """Where one piece of an item kills, its other pieces have their results."""

    def pieces(item: tuple[int, ...] | int) -> Iterable[int] | None:
        return item if isinstance(item, tuple) else None

    with mapper(2) as mapped:
        results = list(mapped(listed, [(1, 2), (6, 7, 8), (9,)], lost=lambda item, why: [-7], divide=pieces))
    assert results == [[2, 4], [12, -7, 16], [18]]


def test_workers_that_always_die_are_an_error() -> None:
    """When it is not the items, that is said once, with the mend; they are not all called bad."""
    with mapper(2) as mapped, pytest.raises(EngineError, match="give them more memory"):
        list(mapped(die, range(40), lost=lambda item, why: item))


class Brittle:
    """A runner in this process whose workers die as told."""

    slots = 4

    def __init__(self, deadly: set[int]) -> None:
        self.deadly, self.runs = deadly, list[int]()

    def submit(self, function: object, batch: list[int], /) -> object:
        """Takes a batch."""
        self.runs += batch
        return batch

    def result(self, pending: object, /) -> list[int]:
        """Dies of what is deadly."""
        assert isinstance(pending, list)
        if self.deadly & set(pending):
            raise Died
        return [2 * number for number in pending]

    def renew(self) -> None:
        """Nothing to do."""


def test_nobody_pays_for_a_poisonous_neighbour() -> None:
    """An item runs at most three times: with others, with its batch alone, and alone."""
    brittle = Brittle({3, 200})
    results = list(ordered(brittle, double, range(300), lambda item, why: None, None))
    assert results == [None if number in brittle.deadly else 2 * number for number in range(300)]
    assert max(brittle.runs.count(number) for number in range(300)) <= 3
