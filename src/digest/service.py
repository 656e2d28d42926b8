"""The daemon of a project: its plan from the config, its work from the project's parts."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from digest.collect.watch import watch
from digest.config import load, span
from digest.daemon import Daemon, Plan, Work, to_supervisor
from digest.gathering import gather
from digest.ledger import MailState, Slot
from digest.log import logger
from digest.making import carry_out, publish_frozen, timetable
from digest.model import Problem
from digest.project import Project
from digest.sending import send
from digest.web import serve

WAITING: tuple[MailState, ...] = ("pending", "claimed", "sending", "deferred", "uncertain")
REMEMBERED = 500  # problems of fetches that wait for the next briefing's account


class Service:
    """One project at work; `reload` exchanges its config, never its store."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._problems: list[Problem] = []
        self._daemon = Daemon(
            plan_of(project),
            project.store,
            Work(
                make=self._make,
                fetch=self._fetch,
                send=self._send,
                reload=self._reload,
                tidy=self._tidy,
                notify=to_supervisor,
            ),
            say=logger(project.config.log),
        )

    def run(self) -> int:
        """Works until it is told to stop; the exit code."""
        listen = self.project.config.web.listen
        stop_web: Callable[[], None] | None = serve(listen, lambda: self.project) if listen else None
        watching = threading.Thread(target=asyncio.run, args=(self._watch(),), name="watch", daemon=True)
        watching.start()
        try:
            return self._daemon.run()
        finally:
            self._daemon.stop.set()
            watching.join(5)
            if stop_web is not None:
                stop_web()

    async def _watch(self) -> None:
        """Takes in what is dropped into the watched folders as soon as it stands still, while this daemon leads."""
        project = self.project
        folders = {
            f"{(project.folder / source.path).absolute()}": source.name
            for source in project.config.source
            if source.watch and source.path
        }
        if not folders:
            return
        stop = asyncio.Event()
        waiting = asyncio.create_task(self._until_stopped(stop))
        async for ready in watch(folders, stop):
            names = [name for folder, name in folders.items() if any(path.startswith(folder) for path in ready)]
            if names and self._daemon.leads:
                await asyncio.to_thread(self._fetch, names)
        await waiting

    async def _until_stopped(self, stop: asyncio.Event) -> None:
        await asyncio.to_thread(self._daemon.stop.wait)
        stop.set()

    def _make(self, slot: Slot) -> str:
        problems, self._problems = self._problems, []
        return carry_out(self.project, slot, datetime.now(UTC), problems=problems).note

    def _fetch(self, names: Sequence[str]) -> object:
        found = gather(self.project, datetime.now(UTC), names=names)
        known = {(problem.origin, problem.member) for problem in self._problems}
        fresh = [problem for problem in found.problems if (problem.origin, problem.member) not in known]
        self._problems = [*self._problems, *fresh][-REMEMBERED:]
        return found

    def _send(self) -> None:
        publish_frozen(self.project)
        if self.project.store.mails(WAITING):
            send(self.project, stop=self._daemon.stop.is_set)

    def _reload(self) -> Plan:
        project = replace(self.project, config=load(self.project.path))
        plan = plan_of(project)
        self.project = project
        return plan

    def _tidy(self) -> object:
        keep = self.project.config.keep
        return self.project.store.prune(
            raw=span(keep.raw), articles=span(keep.articles), briefings=span(keep.briefings), now=datetime.now(UTC)
        )


def plan_of(project: Project) -> Plan:
    """What the daemon needs of the config."""
    config = project.config
    timetables = (timetable(project, name) for name in config.edition)
    return Plan(tuple(timetables), tuple(source.name for source in config.source), project.every)
