"""Making briefings: run, fetch, daemon, send."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.commands import Exit, complained
from digest.errors import UsageError
from digest.model import Problem
from digest.terminal import complain, say

if TYPE_CHECKING:
    from digest.ledger import Slot
    from digest.project import Project


def run(
    config: str | None,
    *,
    edition: str | None,
    again: bool,
    fetch: bool,
    send: bool,
    dry_run: bool,
    now: datetime | None = None,
    more: Sequence[str] = (),
) -> Exit:
    """Fetches what is due, makes the slot that is due of each edition, publishes, queues mail and sends.

    `more` are forms to write beside those that every briefing has.
    """
    from digest.gathering import gather
    from digest.making import publish_frozen, rehearse, slot_now
    from digest.project import opened
    from digest.terminal import progress_bar

    moment = now or datetime.now(UTC)
    with opened(config) as project:
        names = [edition] if edition else list(project.config.edition)
        if not names:
            raise UsageError(
                f"{project.path} has no edition: add [edition.morning], or run `digest init` in an empty folder"
            )
        if dry_run:
            for name in names:
                for path in rehearse(project, slot_now(project, name, moment), moment, more):
                    say(f"  {path}")
            return 0
        problems: tuple[Problem, ...] = ()
        if fetch:
            with progress_bar() as progress:
                problems = gather(project, moment, progress=progress).problems
        publish_frozen(project)
        failed = _made(project, names, moment, problems, again=again, more=more)
        troubled = complained(problems) or failed
        if send:
            troubled = _send(project) or troubled
        return 1 if troubled else 0


def _made(
    project: Project,
    names: Sequence[str],
    now: datetime,
    problems: Sequence[Problem],
    *,
    again: bool,
    more: Sequence[str],
) -> bool:
    """Makes the slot that is due of each edition, or one stamped now; whether one failed."""
    from digest.maker import Maker
    from digest.making import Made, carry_out, next_slot, slot_now, timetable

    made: list[Made] = []

    def make(slot: Slot) -> str:
        made.append(carry_out(project, slot, now, problems=problems, more=more))
        return made[-1].note

    failed = False
    maker = Maker(project.store, make, say=_only_trouble, clock=lambda: now)
    for name in names:
        outcome = (
            maker.carry_out(slot_now(project, name, now))
            if again
            else maker.look_at(timetable(project, name), however_late=True)
        )
        if outcome is None:
            upcoming = next_slot(project, name, now)
            when = project.local(name, upcoming.due).isoformat(timespec="minutes") if upcoming else "never"
            say(f"{name}: nothing is due; next {when}")
            continue
        failed = failed or outcome.state == "failed"
        said = outcome.note if outcome.state == "done" else f"{outcome.state} {outcome.note}".strip()
        say(f"{name} {outcome.slot.day} {outcome.slot.time}: {said}")
        for path in made[-1].files if outcome.state == "done" and made else ():
            say(f"  {path}")
    return failed


def _only_trouble(level: str, event: str, **fields: object) -> None:
    """What the log would say, where a person should know."""
    if level != "info":
        complain(" ".join([event, *(f"{key}={value}" for key, value in fields.items())]))


def fetch(config: str | None) -> Exit:
    """Asks every source now, whatever its rhythm."""
    from digest.gathering import gather
    from digest.project import opened
    from digest.terminal import progress_bar

    with opened(config) as project:
        with progress_bar() as progress:
            found = gather(project, datetime.now(UTC), at_once=True, progress=progress)
        say(f"{found.asked} sources asked: {found.new} new articles, {found.corrected} corrected")
        return 1 if complained(found.problems) else 0


def daemon(config: str | None) -> Exit:
    """Runs the schedule until SIGTERM."""
    from digest.project import opened
    from digest.service import Service

    with opened(config) as project:
        return Service(project).run()


def send(config: str | None, file: str | None, to: str | None) -> Exit:
    """Flushes the outbox; with a briefing's record and an address, mails that one briefing to try it out."""
    from digest.project import opened

    with opened(config) as project:
        if file is None:
            return 1 if _send(project) else 0
        if to is None:
            raise UsageError("`digest send FILE` needs --to ADDRESS")
        return _try_out(project, file, to)


def _try_out(project: Any, file: str, to: str) -> Exit:
    from email.utils import format_datetime

    from digest.ledger import Mail
    from digest.mail.address import address
    from digest.mail.message import message_id
    from digest.mail.outcome import Sent
    from digest.mail.wire import body, mailbox_header, message, plain_header, text_header
    from digest.sending import transports

    page, text = Path(file).with_suffix(".html"), Path(file).with_suffix(".txt")
    ways = transports(project)
    if project.config.email is None or "mail" not in ways:
        raise UsageError(f"{project.path} has no [email]: say there where mail leaves")
    try:
        html, plain = page.read_text("utf-8"), text.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be read: name a briefing's file in output/") from error
    sender, now = project.config.email.from_, datetime.now(UTC)
    name = message_id(f"try {now.isoformat()}", to, sender)
    headers = [
        mailbox_header("From", "", address(sender).spec),
        mailbox_header("To", "", address(to).spec),
        text_header("Subject", f"Briefing: {Path(file).stem}"),
        plain_header("Date", format_datetime(now)),
        plain_header("Message-ID", name),
        plain_header("Auto-Submitted", "auto-generated"),
    ]
    data = message(headers, (body(plain, "plain"), body(html, "html")))
    mail = Mail(0, "", "", to, name, "", "claimed", now)
    outcome = ways["mail"].send(mail, data, lambda: True)
    ways["mail"].close()
    if isinstance(outcome, Sent):
        say(f"sent to {to}: {outcome.reply}")
        return 0
    complain(f"not sent to {to}: {getattr(outcome, 'reply', None) or getattr(outcome, 'reason', outcome)}")
    return 1


def _send(project: Any) -> bool:
    """Flushes the outbox; whether something went wrong."""
    from digest.sending import send as flush

    flushed = flush(project)
    told = ", ".join(f"{count} {state}" for state, count in flushed.counts.items() if count)
    if told:
        say(f"mail: {told}")
    for alert in flushed.alerts:
        complain(alert)
    return flushed.troubled
