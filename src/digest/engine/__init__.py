"""Where `map` comes from: the builtin, a pool of processes, or a Dask cluster. The answer never depends on which.

    items -> batches of some hundred -> workers -> results in the order of the items

A mapper reads its input only so far ahead, whatever its length. A worker that dies costs a second run of its batches; an item
whose worker died twice and dies again with that item alone is lost, and said to be so, and nothing else is.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from digest.engine.batches import AHEAD, BATCH, Divide, Lost, ordered
from digest.errors import EngineError, UsageError

__all__ = ["EngineError", "Kind", "Mapper", "in_threads", "local", "mapper", "one_by_one"]

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")
Kind = Literal["local", "processes", "dask"]


class Mapper(Protocol):
    """Calls a function on each item; results come in the order of the items."""

    @property
    def workers(self) -> int:
        """How many items are worked on at a time."""
        ...

    def __call__(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        /,
        *,
        lost: Lost[T, R] | None = None,
        divide: Divide[T] | None = None,
        most: int = BATCH,
    ) -> Iterator[R]:
        """The results, in order.

        `lost` gives the result of an item that its worker does not survive (None: that is an EngineError); `divide` gives the
        pieces of an item that holds several, whose results are lists. No more than `most` items go out together: one, where an
        item is much work.
        """
        ...

    def sees(self, paths: Iterable[str]) -> bool:
        """Whether every worker finds these files, so that it may read them itself."""
        ...


class _Local:
    """The builtin map."""

    workers = 1

    def __call__(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        /,
        *,
        lost: Lost[T, R] | None = None,  # noqa: ARG002 - who dies here dies with us
        divide: Divide[T] | None = None,  # noqa: ARG002
        most: int = BATCH,  # noqa: ARG002
    ) -> Iterator[R]:
        return map(function, items)

    def sees(self, paths: Iterable[str]) -> bool:  # noqa: ARG002
        return True


local: Mapper = _Local()


def one_by_one(mapped: Mapper) -> Callable[[Callable[[T], R], Iterable[T]], Iterable[R]]:
    """`mapped` as a plain map of few and large items; one that no worker survives is worked on here."""

    def plain(function: Callable[[T], R], items: Iterable[T]) -> Iterable[R]:
        return mapped(function, items, lost=lambda item, _: function(item), most=1)

    return plain


def in_threads(mapped: Mapper) -> Callable[[Callable[[T], R], Iterable[T]], Iterable[R]]:
    """A plain map in this process, by as many threads as `mapped` has workers, who rest meanwhile; at home by none."""

    def plain(function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        threads = min(mapped.workers, os.cpu_count() or 1)
        if threads == 1:
            yield from map(function, items)
            return
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(threads) as pool:
            under_way: deque[Future[R]] = deque()
            for item in items:
                under_way.append(pool.submit(function, item))
                if len(under_way) > threads:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()

    return plain


@contextmanager
def mapper(workers: int = 1, *, kind: Kind | None = None, scheduler: str = "") -> Iterator[Mapper]:
    """A `map` over `workers` processes (0: one a core); where `kind` is not given, one worker is none but this process.

    "dask" joins the cluster whose `scheduler` is named ("tcp://host:8786"), and starts one on this machine where none is.
    Raises EngineError where the workers cannot be had or cannot go on, UsageError where they do not fit.
    """
    kind = kind or ("local" if workers == 1 else "processes")
    if scheduler and kind != "dask":
        raise UsageError(f'engine.scheduler is {scheduler}, but engine.kind is "{kind}": set it to "dask"')
    if kind == "dask":
        from digest.engine.cluster import cluster

        with cluster(scheduler, workers or os.cpu_count() or 1) as runner:
            yield _Mapped(runner)
    elif kind == "processes" and (workers or os.cpu_count() or 1) > 1:
        from digest.engine.pool import Pool

        with Pool(workers or os.cpu_count() or 1) as pool:
            yield _Mapped(pool)
    else:
        yield local


class _Runner(Protocol):
    """What a batch is handed to: see `batches.Runner`, and whether its workers see our files."""

    slots: int

    def submit(self, function: Callable[[T], R], batch: list[T], /) -> object: ...
    def result(self, pending: object, /) -> list[object]: ...
    def renew(self) -> None: ...
    def sees(self, paths: Iterable[str]) -> bool: ...


class _Mapped:
    """A mapper over the workers of a runner."""

    def __init__(self, runner: _Runner) -> None:
        self._runner = runner
        self.workers = max(1, runner.slots // AHEAD)

    def __call__(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        /,
        *,
        lost: Lost[T, R] | None = None,
        divide: Divide[T] | None = None,
        most: int = BATCH,
    ) -> Iterator[R]:
        return ordered(self._runner, function, items, lost, divide, most)

    def sees(self, paths: Iterable[str]) -> bool:
        return self._runner.sees(paths)
