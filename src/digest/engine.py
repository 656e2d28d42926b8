"""Where `map` comes from: the builtin, or a pool of processes. The answer never depends on which."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Protocol, TypeVar

from digest.limits import limit_memory

T = TypeVar("T")
R = TypeVar("R")

BATCH = 16  # items sent to a worker at once: large enough to hide the sending, small enough to share the work
AHEAD = 8  # batches in flight for each worker, so that a large input is never held in memory at once


class Mapper(Protocol):
    """Calls a function on each item; results come in the order of the items."""

    def __call__(self, function: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]:
        """The results, in order."""
        ...


@contextmanager
def mapper(workers: int = 1) -> Iterator[Mapper]:
    """A `map` over `workers` processes (0: one a core; 1: none but this one)."""
    workers = workers or os.cpu_count() or 1
    if workers == 1:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=limit_memory) as pool:

        def pooled(function: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]:
            batches = _batches(items)
            waiting = [pool.submit(_each, function, batch) for batch in islice(batches, workers * AHEAD)]
            while waiting:
                done = waiting.pop(0).result()
                waiting.extend(pool.submit(_each, function, batch) for batch in islice(batches, 1))
                yield from done

        yield pooled


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _each(function: Callable[[T], R], batch: list[T]) -> list[R]:
    return [function(item) for item in batch]
