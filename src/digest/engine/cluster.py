"""Workers of a Dask cluster, joined over TCP or started on this machine. The only module that knows `distributed`."""

from __future__ import annotations

import logging
import socket
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any, TypeVar

from digest.engine.batches import AHEAD, Died, each, own_memory
from digest.errors import EngineError, UsageError

T = TypeVar("T")
R = TypeVar("R")

CONNECT = 10.0  # seconds for a scheduler to answer
PATIENCE = 30.0  # seconds without any worker that could work, after which nothing is waited for any more
LOOK = 2.0  # seconds between two looks at the workers while an answer is waited for
LEAST_MEMORY = 300_000_000  # bytes that a worker needs to clean web pages
TRIES = 2  # runs of a batch, on a cluster of our own, before its workers' deaths are its fault

# What the text of an article, its words and the telling of a story depend on: another version may give others.
SHAPING = (
    "PyStemmer",
    "charset-normalizer",
    "justext",
    "lxml",
    "markdown-it-py",
    "nltk",
    "numpy",
    "py3langid",
    "pypdf",
    "readability-lxml",
    "scipy",
    "sumy",
    "trafilatura",
)


class AnotherVersion(Exception):
    """Raised in a worker whose code is not ours."""


@contextmanager
def cluster(scheduler: str, workers: int) -> Iterator[Cluster]:
    """The cluster at `scheduler`, or one of `workers` processes on this machine where that is empty."""
    try:
        import dask
        import distributed
    except ImportError as error:
        raise UsageError('engine.kind "dask" needs the extra `dask`: pip install "digest[dask]"') from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said by our own errors
    if scheduler:
        with _joined(distributed, scheduler) as joined:
            yield joined
        return
    settings = {"distributed.scheduler.allowed-failures": TRIES - 1, "distributed.worker.daemon": True}
    with (
        dask.config.set(settings),
        distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            host="127.0.0.1",
            silence_logs=logging.CRITICAL,
        ) as started,
        _joined(distributed, started.scheduler_address) as joined,
    ):
        yield joined


@contextmanager
def _joined(distributed: Any, address: str) -> Iterator[Cluster]:
    _refuse_unreachable(address)
    try:
        client = distributed.Client(address, timeout=CONNECT, set_as_default=False, name="digest")
    except (OSError, TimeoutError) as error:
        raise _unreachable(address) from error
    try:
        yield Cluster(distributed, client, address)
    finally:
        with suppress(Exception):  # the scheduler may be gone; what was read is here
            client.close(timeout=2)


def _refuse_unreachable(address: str) -> None:
    """Nobody listens there: said at once; `distributed` would try again and again."""
    scheme, _, place = address.partition("://")
    host, _, port = place.rpartition(":")
    if scheme not in ("tcp", "tls") or not host or not port.isdecimal():
        raise UsageError(f"engine.scheduler {address!r} is no address: write it as tcp://HOST:8786")
    try:
        socket.create_connection((host.strip("[]"), int(port)), CONNECT).close()
    except (OSError, OverflowError) as error:
        raise _unreachable(address) from error


def _unreachable(address: str) -> EngineError:
    return EngineError(
        f"the Dask scheduler at {address} cannot be reached: start it (`dask scheduler`), or mend engine.scheduler"
    )


class Cluster:
    """A `Runner` over the workers that a client knows."""

    def __init__(self, distributed: Any, client: Any, address: str) -> None:
        """Raises EngineError where there are no workers, UsageError where one of them does not fit."""
        self._distributed, self._client, self._address = distributed, client, address
        self._expected = fingerprint()
        self._wait_for_workers()
        self._refuse_unfit()
        self.slots = max(1, sum(worker["nthreads"] for worker in self._workers().values())) * AHEAD

    def submit(self, function: Callable[[T], R], batch: list[T], /) -> object:
        """See `Runner`."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the size of a batch; it is bounded
            try:
                return self._client.submit(_checked, self._expected, function, batch, pure=False)
            except (OSError, RuntimeError) as error:
                raise self._gone() from error

    def result(self, pending: Any, /) -> list[Any]:
        """See `Runner`; raises EngineError when scheduler or workers are gone for good."""
        idle_since = time.monotonic()
        while not (pending.done() and pending.status == "finished"):
            if pending.status == "error":
                raise self._failed(pending.exception())
            if pending.status == "cancelled" or self._client.status != "running":
                raise self._gone()
            if self._working():
                idle_since = time.monotonic()
            elif time.monotonic() - idle_since > PATIENCE:
                raise EngineError(
                    f"no worker of {self._address} could work for {PATIENCE:g} s: they ended, or are paused for want "
                    "of memory; start more (`dask worker`), or give them more (--memory-limit)"
                )
            with suppress(TimeoutError), self._client.as_current():
                self._distributed.wait([pending], timeout=LOOK)
        try:
            done: list[Any] = pending.result(timeout=PATIENCE)
        except (TimeoutError, OSError, CancelledError) as error:
            if pending.status == "finished" and not self._working():
                raise self._gone() from error
            return self.result(pending)  # who held the answer died before it was fetched; it is made again
        pending.release()
        return done

    def _failed(self, error: BaseException) -> BaseException:
        if isinstance(error, (self._distributed.KilledWorker, MemoryError)):
            return Died(str(error))
        if isinstance(error, AnotherVersion):
            return _unfit(str(error))
        return error

    def renew(self) -> None:
        """The scheduler (or whoever runs the workers) starts new ones; waits until there is one."""
        self._wait_for_workers()

    def sees(self, paths: Iterable[str]) -> bool:
        """Whether every worker finds these files under the same names; an object store is for all alike."""
        named = tuple(paths)
        if any(map(own_memory, named)):
            return False
        wanted = [path.removeprefix("file://") for path in named if "://" not in path or path.startswith("file://")]

        def found() -> bool:
            import os

            return all(os.path.exists(path) for path in wanted)

        seen = self._client.run(found, on_error="return")
        return bool(seen) and all(answer is True for answer in seen.values())

    def _workers(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return found

    def _working(self) -> bool:
        if self._client.status != "running":
            raise self._gone()
        return any(worker.get("status", "running") == "running" for worker in self._workers().values())

    def _wait_for_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise EngineError(
                f"the Dask scheduler at {self._address} has had no worker for {PATIENCE:g} s: "
                f"start one with `dask worker {self._address}`"
            ) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise self._gone() from error

    def _refuse_unfit(self) -> None:
        for address, worker in sorted(self._workers().items()):
            if 0 < worker["memory_limit"] < LEAST_MEMORY:
                raise UsageError(
                    f"the worker {address} may use {worker['memory_limit'] / 1e6:.0f} MB, and cleaning needs "
                    f"{LEAST_MEMORY / 1e6:.0f} MB: start it with --memory-limit 1GB"
                )
        for address, found in sorted(self._client.run(_described(), on_error="return").items()):
            said = f"cannot be asked ({found})" if isinstance(found, BaseException) else differs(self._expected, found)
            if said:
                raise _unfit(f"the worker {address} {said}")

    def _gone(self) -> EngineError:
        return EngineError(
            f"the Dask scheduler at {self._address} went away in the middle: start it and its workers, and run again"
        )


def _unfit(said: str) -> UsageError:
    return UsageError(
        f"{said}: its articles might not be the same; install the same release, with constraints.txt, on every worker"
    )


def differs(expected: Mapping[str, str], found: Mapping[str, str]) -> str:
    """In what a worker's fingerprint is not as expected, in words; "" where it is."""
    if not found.get("digest"):
        return "has no `digest`"
    for name, version in expected.items():
        if found.get(name) != version:
            return f"has {name} {found.get(name) or 'not at all'}, and this process has {version}"
    return ""


@lru_cache(maxsize=1)
def fingerprint() -> dict[str, str]:
    """The versions of all that shapes an article, by name."""
    found: dict[str, str] = _described()()
    return found


def _described() -> Callable[[], dict[str, str]]:
    """What makes a fingerprint where it is run; it is sent as code, since a worker may not have ours."""
    names = SHAPING

    def described() -> dict[str, str]:
        import importlib.metadata
        import platform

        found = {"digest": "", "Python": ".".join(platform.python_version_tuple()[:2])}
        for name in names:
            try:
                found[name] = importlib.metadata.version(name)
            except importlib.metadata.PackageNotFoundError:
                found[name] = ""
        try:
            import digest
        except ImportError:
            return found
        found["digest"] = str(getattr(digest, "__version__", "?"))
        try:
            from digest.clean import CLEANER
        except ImportError:
            return found
        found["cleaner"] = str(CLEANER)
        return found

    return described


def _checked(expected: Mapping[str, str], function: Callable[[T], R], batch: list[T]) -> list[R]:
    """What a worker does with a batch: refuses it where its code is another, since workers may join late."""
    said = differs(expected, fingerprint())
    if said:
        raise AnotherVersion(f"a worker {said}")
    return each(function, batch)
