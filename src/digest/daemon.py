"""The loop: a scheduler wakes it, `schedule.due` decides, the store keeps anything from being done twice.

    main thread     signals, the store's lock, clock jumps; everything else is done by the scheduler's threads
    look            asks what is due of each edition and makes it, one slot at a time
    fetch, send     their own rhythm; never two of one kind at once

One daemon of a store works; others stand by and take over when its lock falls free.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from digest.errors import DigestError
from digest.ledger import Slot
from digest.maker import Maker, Say, Timetable, now_utc, said, to_stderr
from digest.schedule import cron_fields, parse, sources_due
from digest.store import Store

_JUMP = 5.0  # seconds by which the clock on the wall may part from the steady one before it counts as set


@dataclass(frozen=True, slots=True)
class Plan:
    """What the daemon needs of the config."""

    editions: tuple[Timetable, ...]
    sources: tuple[str, ...] = ()  # names of those that are fetched
    every: timedelta = timedelta(minutes=30)  # their rhythm


@dataclass(frozen=True, slots=True)
class Work:
    """What the daemon does, as calls. Each runs in a thread of its own, may raise anything, and should heed `Daemon.stop`."""

    make: Callable[[Slot], str | None]  # makes and freezes the slot's briefing and publishes it; a note for the log
    fetch: Callable[[Sequence[str]], object]  # asks these sources
    send: Callable[[], object]  # flushes the outbox
    reload: Callable[[], Plan] | None = None  # reads the config again; raises DigestError where it is wrong
    tidy: Callable[[], object] | None = None  # once a day: prunes
    notify: Callable[[str], None] | None = None  # tells a supervisor "READY=1", "WATCHDOG=1", ... (sd_notify(3))


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the daemon looks, in seconds; tests are in a hurry."""

    look: float = 15.0  # after a wake-up that was slept through, what is due begins within this
    send: float = 10.0
    beat: float = 30.0
    lock: float = 3.0  # one that stands by tries the lock so often
    patience: float = 25.0  # a stop waits so long for what is under way; then it is given back
    tidy: float = 86_400.0


def to_supervisor(message: str) -> None:
    """Sends `message` to systemd, where it asked for it (sd_notify(3)); never raises."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address[:1] not in ("/", "@"):
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as there:
        there.connect("\0" + address[1:] if address.startswith("@") else address)
        there.sendall(message.encode("utf-8"))


class Daemon:
    """Runs a plan until it is told to stop. `stop` is set then: work that heeds it ends early and loses nothing."""

    def __init__(
        self,
        plan: Plan,
        store: Store,
        work: Work,
        *,
        say: Say = to_stderr,
        pace: Pace = Pace(),
        clock: Callable[[], datetime] = now_utc,
    ) -> None:
        for timetable in plan.editions:
            parse(timetable.schedule)
        self.plan = plan
        self.stop = threading.Event()
        self.leads = False
        self._store, self._work, self._say, self._pace, self._clock = store, work, say, pace, clock
        self._maker = Maker(store, work.make, say=say, clock=clock, stop=self.stop, beat=pace.beat)
        self._lock = store.lock()
        self._signal = 0  # set by handlers, which must not touch anything that may be locked
        self._reload = False
        self._busy = {kind: threading.Lock() for kind in ("look", "fetch", "send", "tidy")}
        self._asked: dict[str, datetime] = {}
        self._scheduler: Any = None

    @property
    def making(self) -> Slot | None:
        """The slot in the making."""
        return self._maker.making

    def run(self) -> int:
        """Works, or stands by, until SIGTERM or SIGINT; the exit code. A second signal ends the process at once (143)."""
        with self._signals():
            self._notify("READY=1")
            stood_by = False
            try:
                while not self.stop.is_set():
                    if self._take_lead():
                        self._say("info", "the daemon works", store=self._store.place)
                        stood_by = False
                        self._serve()
                        continue
                    if not stood_by:
                        self._say("info", "standing by: another daemon works", holder=self._lock.holder())
                        stood_by = True
                    self._pause(self._pace.lock)
                    self._heed_reload()
            finally:
                self._notify("STOPPING=1")
                idle = self._wind_down()
                with suppress(DigestError, OSError):
                    self._lock.release()
        if not idle:
            with suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(0)  # a thread is still at it; what it has not committed is undone, what it held was given back
        return 0

    def look(self) -> None:
        """Asks what is due of each edition, and makes it; returns at once while another look is under way."""
        with self._alone("look") as mine:
            for timetable in self.plan.editions if mine else ():
                if self.stop.is_set():
                    return
                try:
                    self._maker.look_at(timetable)
                except Exception as error:
                    self._say(
                        "error", "an edition cannot be looked after", edition=timetable.edition, reason=said(error)
                    )

    def fetch(self) -> None:
        """Asks the sources whose time it is."""
        with self._alone("fetch") as mine:
            if not mine or self.stop.is_set():
                return
            try:
                now, every = self._clock(), self.plan.every
                wanted = sources_due(self.plan.sources, self._store.feed_states(), now, every)
                wanted = tuple(name for name in wanted if not self._asked_lately(name, now, every))
                self._asked.update(dict.fromkeys(wanted, now))
                if wanted:
                    self._work.fetch(wanted)
            except Exception as error:
                self._say("error", "fetching failed", reason=said(error))

    def send(self) -> None:
        """Flushes the outbox."""
        self._do("send", self._work.send)

    def _do(self, kind: str, work: Callable[[], object]) -> None:
        with self._alone(kind) as mine:
            if not mine or self.stop.is_set():
                return
            try:
                work()
            except Exception as error:
                self._say("error", f"{kind} failed", reason=said(error))

    # -- the loop

    def _take_lead(self) -> bool:
        try:
            self.leads = self._lock.acquire()
        except (DigestError, OSError) as error:
            self._say("error", "the store's lock cannot be taken", reason=said(error))
            self.leads = False
        return self.leads

    def _serve(self) -> None:
        """Works until it is told to stop, or the lock is lost."""
        self._start()
        wall, steady, checked = time.time(), time.monotonic(), time.monotonic()
        try:
            while not self.stop.is_set():
                if self._rest(0.2):
                    break
                if self._heed_reload():
                    self._restart("the config was read again")
                if abs((time.time() - wall) - (time.monotonic() - steady)) > _JUMP:
                    self._restart("the clock was set")
                wall, steady = time.time(), time.monotonic()
                if steady - checked >= self._pace.lock:
                    checked = steady
                    self._notify("WATCHDOG=1")
                    if not self._lock.held():
                        self._say("error", "the store's lock was lost", store=self._store.place)
                        return
        finally:
            self.leads = False
            self._halt()

    def _start(self) -> None:
        """Starts a scheduler for the plan; its jobs only wake us, and a missed or doubled one does no harm."""
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler
        from apscheduler.triggers.cron import CronTrigger
        from apscheduler.triggers.interval import IntervalTrigger

        scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(8)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        soon = datetime.now(UTC)
        often = min(max(self.plan.every.total_seconds() / 2, 0.5), 30.0)
        rhythms = [
            (self.look, self._pace.look, 0.5),
            (self.fetch, often, 0.0),
            (self.send, self._pace.send, 1.0),
        ]
        if self._work.tidy is not None:
            tidy = self._work.tidy
            rhythms.append((lambda: self._do("tidy", tidy), self._pace.tidy, self._pace.tidy / 144))
        for job, seconds, first in rhythms:
            scheduler.add_job(job, IntervalTrigger(seconds=seconds), next_run_time=soon + timedelta(seconds=first))
        for timetable in self.plan.editions:
            for fields in cron_fields(timetable.schedule):
                scheduler.add_job(self.look, CronTrigger(**fields, second=0, timezone=timetable.zone))
        scheduler.start()
        self._scheduler = scheduler

    def _halt(self) -> None:
        scheduler, self._scheduler = self._scheduler, None
        if scheduler is not None:
            scheduler.remove_all_jobs()
            scheduler.shutdown(wait=False)

    def _restart(self, why: str) -> None:
        """Plans anew: the scheduler waits for a time on the wall, which may lie far away now."""
        self._say("info", why)
        self._halt()
        self._start()

    def _heed_reload(self) -> bool:
        if not self._reload or self._work.reload is None:
            return False
        self._reload = False
        try:
            plan = self._work.reload()
            for timetable in plan.editions:
                parse(timetable.schedule)
            now = self._clock()
            for timetable in plan.editions:
                spec = timetable.spec
                if self._store.schedule_since(timetable.edition, spec, now) == now:
                    self._say(
                        "info",
                        "a new schedule: times before now are not made up for",
                        edition=timetable.edition,
                        schedule=spec,
                    )
        except Exception as error:
            self._say("error", "the config is kept as it was", reason=said(error))
            return False
        self.plan = plan
        return True

    def _wind_down(self) -> bool:
        """Waits for what is under way, gives back what does not end; whether everything ended."""
        self._say("info", "stopping")
        until = time.monotonic() + self._pace.patience
        while (busy := [kind for kind, lock in self._busy.items() if lock.locked()]) and time.monotonic() < until:
            time.sleep(0.05)
        slot = self._maker.making
        if slot is not None:
            self._say("warning", "given back unfinished", edition=slot.edition, slot=slot.time)
            giving = threading.Thread(target=self._maker.give_back, daemon=True)
            giving.start()
            giving.join(2.0)  # the store itself may be what hangs; then the slot's lease, or our end, frees it
        elif busy:
            self._say("warning", "stopped in the middle", of=", ".join(busy))
        return not busy

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._reload and time.monotonic() < until and not self._rest(0.2):
            pass
        self._notify("WATCHDOG=1")

    def _rest(self, seconds: float) -> bool:
        """Sleeps a little; whether it is time to stop."""
        if not self._signal:
            time.sleep(seconds)
        if self._signal:
            self.stop.set()
        return self.stop.is_set()

    # -- small things

    @contextmanager
    def _alone(self, kind: str) -> Iterator[bool]:
        """Whether this is the only one of its kind at work; max_instances does not reach over a restart."""
        lock = self._busy[kind]
        mine = lock.acquire(blocking=False)
        try:
            yield mine
        finally:
            if mine:
                lock.release()

    def _asked_lately(self, name: str, now: datetime, every: timedelta) -> bool:
        asked = self._asked.get(name)
        return asked is not None and now - every < asked <= now

    def _notify(self, message: str) -> None:
        if self._work.notify is not None:
            self._work.notify(message)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        wanted = {signal.SIGTERM: self._on_stop, signal.SIGINT: self._on_stop, signal.SIGHUP: self._on_reload}
        before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_stop(self, number: int, frame: object) -> None:
        del frame
        if self._signal:
            os._exit(128 + number)
        self._signal = number

    def _on_reload(self, number: int, frame: object) -> None:
        del number, frame
        self._reload = True
