"""Batches in flight: cut to size, handed out a few ahead, taken back in order, and run again where a worker died."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from digest.errors import EngineError

T = TypeVar("T")
R = TypeVar("R")
Lost = Callable[[T, str], R]  # an item and why its worker did not survive it -> what stands for its result
Divide = Callable[[T], Iterable[T] | None]  # the pieces of an item that holds several; None: it is one

FIRST = 8  # items of the first batches, so that all workers soon have work even where there is little
BATCH = 256  # items of a batch at the most
BYTES = 4_000_000  # and so many bytes
AHEAD = 3  # batches in flight for each worker
IN_A_ROW = 4  # items lost one after the other: the workers are at fault, not the items
DIED = "a worker ended while it read this, and again when it read nothing else: too much memory, or a crash in a parser"


class Died(Exception):
    """The worker that had a batch ended before it answered."""


class Runner(Protocol):
    """Workers that take batches."""

    slots: int  # how many batches may be in flight

    def submit(self, function: Callable[[T], R], batch: list[T], /) -> object:
        """Hands out a batch; never fails."""

    def result(self, pending: object, /) -> list[Any]:
        """The results of a batch, once they are there; raises Died, or what the function raised."""

    def renew(self) -> None:
        """Called after a death, with nothing in flight: workers are there again."""


def sized(items: Iterable[T], slots: int, most: int = BATCH) -> Iterator[list[T]]:
    """Batches of `items`, small ones first, none of more than `most` items or much larger than BYTES bytes."""
    batch: list[T] = []
    made = size = 0
    enough = min(most, FIRST)
    for item in items:
        batch.append(item)
        size += weight(item)
        if len(batch) >= enough or size >= BYTES:
            yield batch
            batch, size, made = [], 0, made + 1
            enough = min(most, FIRST << min(made // slots, 16))
    if batch:
        yield batch


def weight(item: object) -> int:
    """Bytes that an item stands for, as far as it tells."""
    data = getattr(item, "data", None)
    return len(data) if isinstance(data, bytes) else int(getattr(item, "size", 0) or 0)


def own_memory(path: str) -> bool:
    """Whether a URL names this process's own memory, which no worker sees."""
    return path.startswith("memory://")


def each(function: Callable[[T], R], batch: list[T]) -> list[R]:
    """What a worker does with a batch."""
    return [function(item) for item in batch]


@dataclass
class _Flight:
    batch: list[Any]
    pending: object
    done: list[Any] | None = None


def ordered(
    runner: Runner,
    function: Callable[[T], R],
    items: Iterable[T],
    lost: Lost[T, R] | None,
    divide: Divide[T] | None,
    most: int = BATCH,
) -> Iterator[R]:
    """The results of `function` over `items` by a runner's workers, in order."""
    batches = sized(items, runner.slots, most)
    flights: deque[_Flight] = deque()
    again = _Again(runner, function, lost, divide)
    while True:
        while len(flights) < runner.slots and (batch := next(batches, None)) is not None:
            flights.append(_Flight(batch, runner.submit(function, batch)))
        if not flights:
            return
        first = flights[0]
        try:
            done = first.done if first.done is not None else runner.result(first.pending)
        except Died:
            again.settle(flights)
            continue
        flights.popleft()
        yield from done


class _Again:
    """What happens after a death. Which batch was at fault is not known, so each that was in flight runs alone, in order."""

    def __init__(
        self, runner: Runner, function: Callable[[Any], Any], lost: Lost[Any, Any] | None, divide: Divide[Any] | None
    ) -> None:
        self._runner, self._function, self._lost, self._divide = runner, function, lost, divide
        self._in_a_row = 0

    def settle(self, flights: Iterable[_Flight]) -> None:
        """Brings every batch in flight to its end."""
        flights = tuple(flights)
        for flight in flights:
            if flight.done is None:
                try:
                    flight.done = self._runner.result(flight.pending)
                except Died:
                    continue
        self._runner.renew()
        for flight in flights:
            if flight.done is None:
                flight.done = self._alone(flight.batch)

    def _alone(self, batch: list[Any]) -> list[Any]:
        """The results of a batch that runs with nothing beside it; if that fails too, of each of its items."""
        done = self._tried(batch)
        if done is not None:
            return done
        return [self._one(item) for item in batch]

    def _one(self, item: Any) -> Any:
        done = self._tried([item])
        if done is not None:
            return done[0]
        pieces = self._divide(item) if self._divide else None
        if pieces is not None:
            return [result for piece in pieces for result in self._one(piece)]
        self._in_a_row += 1
        if self._lost is None or self._in_a_row >= IN_A_ROW:
            raise EngineError(
                "the workers keep ending before they answer: give them more memory (or use fewer), "
                "and see what the system or the scheduler says of their end"
            )
        return self._lost(item, DIED)

    def _tried(self, batch: list[Any]) -> list[Any] | None:
        try:
            done = self._runner.result(self._runner.submit(self._function, batch))
        except Died:
            self._runner.renew()
            return None
        self._in_a_row = 0
        return done
