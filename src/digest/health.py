"""How a project is: what ran, what is due, what is doubtful. "Nothing new", "sources stale" and "run failed" are three things."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from digest.collect.guard import mask
from digest.making import next_slot
from digest.project import Project
from digest.record import version

LATE = timedelta(minutes=15)
STALE = timedelta(days=1)  # a source that has failed for so long needs a look
FULL = 0.05  # of the disk
DOUBTFUL = ("uncertain", "held", "failed")


@dataclass(frozen=True, slots=True)
class Status:
    """The whole state, as values; `needs` is what a person has to look at, a line each."""

    values: dict[str, Any]
    needs: tuple[str, ...]


def status(project: Project, now: datetime) -> Status:
    """How the project is at `now`."""
    needs: list[str] = []
    values = {
        "version": version(),
        "store": project.store.place,
        "config": str(project.path),
        "editions": [_edition(project, name, now, needs) for name in project.config.edition],
        "sources": [_source(project, name, now, needs) for name in sorted(project.store.feed_states())],
        "mail": _mail(project, needs),
        "disk": _disk(project, needs),
    }
    return Status({**values, "needs": needs}, tuple(needs))


def lines(found: Status) -> Iterator[str]:
    """The status for people."""
    values = found.values
    yield f"digest {values['version']}, store {values['store']}"
    for edition in values["editions"]:
        last = edition["last"]
        was = (
            f"last {last['slot']} {last['state']}{': ' + last['note'] if last['note'] else ''}" if last else "never ran"
        )
        yield f"edition {edition['name']}: {was}; next {edition['next'] or 'never'}"
    failing = [source for source in values["sources"] if source["reason"]]
    yield f"sources: {len(values['sources'])} asked, {len(failing)} failing"
    for source in failing:
        yield f"  {source['name']}: {source['reason']} (since {source['failing_since']})"
    mail = ", ".join(f"{count} {state}" for state, count in values["mail"].items()) or "nothing queued"
    yield f"mail: {mail}"
    yield f"disk: {values['disk']['free_percent']} % free"
    for need in found.needs:
        yield f"needs a person: {need}"


def _edition(project: Project, name: str, now: datetime, needs: list[str]) -> dict[str, Any]:
    runs = project.store.runs(name)
    last, upcoming = (runs[0] if runs else None), next_slot(project, name, now)
    if last and last.state == "failed":
        needs.append(f"run failed: {name} {last.slot.day} {last.slot.time}{': ' + last.note if last.note else ''}")
    if last and last.state == "running" and now - last.started > LATE:
        needs.append(
            f"late: {name} {last.slot.day} {last.slot.time} was begun {last.started.isoformat()} and is not done"
        )
    return {
        "name": name,
        "last": None
        if last is None
        else {"slot": f"{last.slot.day} {last.slot.time}", "state": last.state, "note": last.note},
        "next": project.local(name, upcoming.due).isoformat(timespec="minutes") if upcoming else None,
    }


def _source(project: Project, name: str, now: datetime, needs: list[str]) -> dict[str, Any]:
    state = project.store.feed_states()[name]
    if state.retired:
        needs.append(f"source {name} is gone: {state.retired}")
    elif state.failing_since and now - state.failing_since > STALE:
        needs.append(f"sources stale: {name} has failed since {state.failing_since.isoformat(timespec='minutes')}")
    return {
        "name": name,
        "url": mask(state.url),
        "succeeded": _iso(state.succeeded),
        "new_at": _iso(state.new_at),
        "failing_since": _iso(state.failing_since),
        "failures": state.failures,
        "reason": state.retired or state.reason,
    }


def _mail(project: Project, needs: list[str]) -> dict[str, int]:
    states = Counter[str](mail.state for mail in project.store.mails())
    needs += [f"mail: {states[state]} {state}; see `digest outbox list`" for state in DOUBTFUL if states[state]]
    return dict(sorted(states.items()))


def _disk(project: Project, needs: list[str]) -> dict[str, Any]:
    place = project.output if project.output.exists() else project.folder
    used = shutil.disk_usage(place)
    free = used.free / used.total
    if free < FULL:
        needs.append(f"disk: only {100 * free:.0f} % free at {place}")
    return {"free_percent": round(100 * free), "free_bytes": used.free}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
