"""Mail of a project: each recipient's exact message when a briefing is frozen, and the ways by which the outbox is emptied."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import UsageError
from digest.ledger import NewMail
from digest.model import Briefing
from digest.project import Project
from digest.store import this_process

if TYPE_CHECKING:
    from digest.mail.address import Way
    from digest.mail.dkim import Signer
    from digest.mail.outbox import Flushed, Transport
    from digest.mail.unsubscribe import OptOuts


def mails(project: Project, briefing: Briefing, id_: str, *, page: str) -> Sequence[NewMail]:
    """Every recipient's message of `briefing`, and one for each other way out that the config names; each made when asked for."""
    from digest.mail.address import COMMAND, FOLDER, recipients
    from digest.mail.message import Mailing, letter
    from digest.mail.unsubscribe import ways

    edition, config, name = project.edition(briefing.edition), project.config, briefing.edition
    others = [COMMAND + config.deliver.command[0]] if config.deliver.command else []
    others += [FOLDER + config.deliver.folder] if config.deliver.folder else []
    if not (edition.to or others):
        return ()
    if edition.to and config.email is None:
        raise UsageError(
            f"edition.{name}.to names recipients, but the config has no [email]: say there where mail leaves"
        )
    sender = config.email.from_ if config.email else "digest@localhost"
    listening = bool(config.web.listen)
    secret = unsubscribe_key(project) if listening else None
    staying = opt_outs(project).staying(name, [to.spec for to in recipients(edition.to)])
    written = partial(letter, briefing, base_url=config.base_url, page=page, templates=project.templates)
    return Mailing(
        briefing=id_,
        letter=written(),
        recipients=(*staying, *others),
        sender=sender,
        date=briefing.until,
        leave=lambda to: ways(name, to, sender=sender, base_url=config.base_url, listening=listening, secret=secret),
        local=written(leaving=False) if others else None,
        signer=signer(project),
    )


def send(
    project: Project, *, stop: Callable[[], bool] = lambda: False, clock: Callable[[], datetime] | None = None
) -> Flushed:
    """Flushes the outbox by every way that the config names."""
    from digest.mail.outbox import Policy, flush
    from digest.mail.unsubscribe import unwanted

    email = project.config.email
    policy = Policy(uncertain=email.uncertain if email else "resend")
    return flush(
        project.store,
        transports(project, stop),
        policy,
        owner=this_process(),
        clock=clock or (lambda: datetime.now(UTC)),
        stop=stop,
        unwanted=unwanted(opt_outs(project), {name: edition.to for name, edition in project.config.edition.items()}),
    )


def transports(project: Project, stop: Callable[[], bool] = lambda: False) -> dict[Way, Transport]:
    """The ways out that the config names; the password comes from the environment."""
    from digest.mail import ways
    from digest.mail.smtp import password

    email, deliver = project.config.email, project.config.deliver
    folder = project.folder / deliver.folder if deliver.folder else None
    if email is None:
        return ways.transports(command=deliver.command, folder=folder, stop=stop)
    return ways.transports(
        sender=email.from_,
        host=email.host,
        port=email.port,
        security=email.security,
        username=email.username,
        password=password(os.environ),
        command=deliver.command,
        folder=folder,
        stop=stop,
    )


def signer(project: Project) -> Signer | None:
    """The DKIM signer that the config names."""
    email = project.config.email
    if email is None or email.dkim is None:
        return None
    from digest.mail.address import address
    from digest.mail.dkim import signer as made

    return made(address(email.from_).domain, email.dkim.selector, project.folder / email.dkim.key_file)


def state_folder(project: Project) -> Path:
    """Where what is remembered beside the store lies: the store's own folder, or the config's for a database server."""
    place = project.store.place
    return Path(place).parent if os.path.sep in place and Path(place).exists() else project.folder / "state"


def opt_outs(project: Project) -> OptOuts:
    """Who left which list."""
    from digest.mail.unsubscribe import OptOuts

    return OptOuts(state_folder(project) / "unsubscribed.jsonl")


def unsubscribe_key(project: Project) -> bytes:
    """The key of the one-click addresses, made once."""
    from digest.mail.unsubscribe import key

    return key(state_folder(project))
