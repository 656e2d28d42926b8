"""Making what is due: a slot's briefing is composed, frozen with its mail in one transaction, then published.

    begin the slot | items of the window | compose | freeze: bytes, told, mail | publish the frozen bytes | done

Whatever stops it, the next run goes on from the last step that was committed: before the freeze it composes again, after it the
very same bytes are published and sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from digest.archive import SUFFIXES, Site, bring_up, index_stories, searchable
from digest.config import Config, span
from digest.edition import background, compose_edition, reach
from digest.errors import OutputError
from digest.files import file_name
from digest.group import group
from digest.group.people import decided
from digest.ledger import Frozen, NewMail, Slot
from digest.maker import Timetable, to_stderr
from digest.model import Briefing, Problem
from digest.project import Project
from digest.publish import write
from digest.record import to_record
from digest.render import render
from digest.schedule import following, parse
from digest.sending import mails
from digest.summarize import tell
from digest.summarize.templates import recurring

FORMS = ("html", "text", "json")  # that every briefing has


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one slot."""

    slot: Slot
    note: str  # one line for people
    files: tuple[Path, ...] = ()
    briefing: Briefing | None = None  # None: nothing new, and the edition says nothing then


def timetable(project: Project, name: str) -> Timetable:
    """When an edition is made."""
    edition = project.edition(name)
    return Timetable(name, edition.schedule, edition.timezone, span(edition.catch_up) or timedelta.max)


def slot_now(project: Project, name: str, now: datetime) -> Slot:
    """A slot of its own for a briefing that is asked for between the scheduled times."""
    local = project.local(name, now)
    return Slot(name, local.date(), f"{local:%H:%M:%S}", now.astimezone(UTC))


def next_slot(project: Project, name: str, now: datetime) -> Slot | None:
    """The next scheduled slot of an edition."""
    edition = project.edition(name)
    return following(name, edition.schedule, edition.timezone, now)


def carry_out(
    project: Project, slot: Slot, now: datetime, *, problems: Iterable[Problem] = (), more: Sequence[str] = ()
) -> Made:
    """Makes the briefing of a slot that the caller has claimed: composes, freezes with its mail, publishes.

    `more` are forms beside the page, the text and the record, which every briefing has.
    """
    briefing, told = _compose(project, slot, now, problems)
    if not briefing.stories and not _speaks(project, slot):
        return Made(slot, "nothing new")
    frozen, queued = _frozen(project, slot, briefing, more)
    project.store.freeze(slot, frozen, to_record(briefing), told, queued)
    files = publish_frozen(project)
    note = f"{len(briefing.stories)} stories" if briefing.stories else "nothing new"
    return Made(slot, f"{note}, {len(queued)} messages queued" if queued else note, files.get(frozen.id, ()), briefing)


def publish_frozen(project: Project) -> dict[str, tuple[Path, ...]]:
    """Puts every frozen briefing that is not in output/ yet there, and brings the archive around it up to date."""
    written: dict[str, tuple[Path, ...]] = {}
    for frozen in project.store.unpublished():
        paths = []
        for name, data in frozen.files.items():
            path = project.output / name
            if not path.is_file() or path.read_bytes() != data:
                write(path, data)
            paths.append(path)
        bring_up(site_of(project), {str(Path(name).with_suffix("")) for name in frozen.files})
        written[frozen.id] = tuple(paths)
    if written and searchable():
        try:
            index_stories(site_of(project))
        except OutputError as error:  # the briefings stand; the next one tries again, and so does `digest open`
            to_stderr("warning", "search is not up to date", reason=error)
    for published in written:  # last, so that a run which is killed before leaves nothing that no other run completes
        project.store.note_published(published)
    return written


def site_of(project: Project) -> Site:
    """The archive of a project, in the language of its editions where they have one in common."""
    return Site(project.output, project.templates, project.config.base_url, language_of(project.config))


def language_of(config: Config) -> str:
    """The language that all editions have in common; English where they differ."""
    languages = {edition.language for edition in config.edition.values()}
    return languages.pop() if len(languages) == 1 else "en"


def rehearse(project: Project, slot: Slot, now: datetime, more: Sequence[str] = ()) -> tuple[Path, ...]:
    """Writes what `make` would publish and mail under output/dry-run/, and remembers nothing."""
    briefing, _ = _compose(project, slot, now, ())
    frozen, queued = _frozen(project, slot, briefing, more)
    folder, paths = project.output / "dry-run", []
    for name, data in frozen.files.items():
        write(folder / name, data)
        paths.append(folder / name)
    for number, mail in enumerate(queued, 1):
        path = folder / f"{file_name(slot.edition)}-{number}.eml"
        write(path, mail.data)
        paths.append(path)
    return tuple(paths)


def _compose(
    project: Project, slot: Slot, now: datetime, problems: Iterable[Problem]
) -> tuple[Briefing, tuple[str, ...]]:
    name, edition = slot.edition, project.edition(slot.edition)
    settings, last = project.settings(name), project.store.last_briefing(name)
    since = datetime.fromisoformat(last["window"]["until"]) if last else None
    decisions = project.store.decisions()
    items = project.store.items(name, until=now, since=reach(since, now), sources=edition.sources)
    longer = background(since, now, len(items))
    if longer is not None:
        items = project.store.items(name, until=now, since=longer, sources=edition.sources)
    composed = compose_edition(
        items,
        slot=project.local(name, slot.due),
        until=project.local(name, now),
        since=project.local(name, since) if since else None,
        settings=settings,
        earlier=project.store.records(name),
        name=name,
        group=lambda articles: decided(group(articles), decisions),
        tell=partial(tell, boilerplate=recurring([item.article for item in items]), language=settings.language),
        problems=problems,
    )
    return composed.briefing, composed.told


def _frozen(
    project: Project, slot: Slot, briefing: Briefing, more: Sequence[str] = ()
) -> tuple[Frozen, Sequence[NewMail]]:
    """The exact bytes of the briefing's files and of each recipient's message."""
    stem = _stem(project, slot)
    day = briefing.date.isoformat()
    record = f"{day}/{stem}.json"
    files = {}
    for form in dict.fromkeys((*FORMS, *more)):
        made = render(briefing, form, templates=project.templates, record=record)
        files[f"{day}/{stem}{SUFFIXES[form]}"] = made if isinstance(made, bytes) else str(made).encode("utf-8")
    key = "\0".join(slot.key)
    id_ = f"{file_name(slot.edition)}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    frozen = Frozen(id_, slot.edition, briefing.slot, briefing.until, files, published=False)
    queued = (
        mails(project, briefing, id_, page=f"{day}/{stem}.html") if briefing.stories or _speaks(project, slot) else ()
    )
    return frozen, queued


def _speaks(project: Project, slot: Slot) -> bool:
    return project.edition(slot.edition).when_empty == "say"


def _stem(project: Project, slot: Slot) -> str:
    """The files' name: the edition's, and the time where a day has several slots."""
    name = file_name(slot.edition)
    plan = parse(project.edition(slot.edition).schedule)
    alone = len(plan.times) == 1 and not plan.passing and slot.time == f"{plan.times[0]:%H:%M}"
    return name if alone else f"{name}-{slot.time.replace(':', '')}"
