"""The outbox, seen and decided by people."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Literal

from digest.commands import Exit
from digest.terminal import say


def show(config: str | None, *, as_json: bool) -> Exit:
    """The rows of the outbox."""
    from digest.project import opened

    with opened(config) as project:
        rows = project.store.mails()
        if as_json:
            values = [
                {
                    "id": row.id,
                    "state": row.state,
                    "edition": row.edition,
                    "briefing": row.briefing,
                    "recipient": row.recipient,
                    "message_id": row.message_id,
                    "attempts": row.attempts,
                    "doubts": row.doubts,
                    "next_at": row.next_at.isoformat() if row.next_at else None,
                    "reply": row.reply,
                }
                for row in rows
            ]
            print(json.dumps(values, ensure_ascii=False, indent=1))
            return 0
        for row in rows:
            said = f": {row.reply}" if row.reply else ""
            say(f"{row.id:>6}  {row.state:<10} {row.edition:<12} {row.recipient:<32} {row.attempts} tries{said}")
        if not rows:
            say("the outbox is empty")
        return 0


def decide(config: str | None, verb: Literal["sent", "resend", "retry", "cancel"], id_: int) -> Exit:
    """A person's word on one row."""
    from digest.mail.outbox import cancel, resolve, retry
    from digest.project import opened

    with opened(config) as project:
        now = datetime.now(UTC)
        if verb in ("sent", "resend"):
            row = resolve(project.store, id_, verb, now)
        else:
            row = (retry if verb == "retry" else cancel)(project.store, id_, now)
        say(f"{row.id}: {row.recipient} is now {row.state}")
        return 0
