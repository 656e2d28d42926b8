"""Workers on this machine: a pool of processes, begun anew when one of them dies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

from digest.engine.batches import AHEAD, Died, each, own_memory
from digest.limits import limit_memory

T = TypeVar("T")
R = TypeVar("R")


class Pool:
    """A `Runner` of processes; a context manager."""

    def __init__(self, workers: int) -> None:
        self.slots = workers * AHEAD
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.renew()

    def submit(self, function: Callable[[T], R], batch: list[T], /) -> object:
        """See `Runner`; the processes are begun when the first batch comes."""
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self._workers, mp_context=get_context("spawn"), initializer=limit_memory
            )
        try:
            return self._executor.submit(each, function, batch)
        except BrokenExecutor:  # a worker died since the last answer
            return None

    def result(self, pending: object, /) -> list[Any]:
        """See `Runner`."""
        if not isinstance(pending, Future):
            raise Died
        try:
            done: list[Any] = pending.result()
        except (BrokenExecutor, MemoryError) as error:
            raise Died from error
        return done

    def renew(self) -> None:
        """Lets the processes go; the next batch begins new ones."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def sees(self, paths: Iterable[str]) -> bool:
        """Workers here see what this process sees on the disk and over the network."""
        return not any(map(own_memory, paths))
