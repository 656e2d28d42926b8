"""A briefing as people and programs read it: a static page, plain text, Markdown, the record, a mail, a book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

if TYPE_CHECKING:
    from email.message import EmailMessage

    from digest.model import Briefing

FORMATS = ("html", "text", "json", "md", "epub", "pdf", "mail")

__all__ = ["FORMATS", "render"]


@overload
def render(
    briefing: Briefing,
    format: Literal["html", "text", "json", "md"] = ...,
    *,
    templates: str | None = ...,
    record: str = ...,
) -> str: ...
@overload
def render(
    briefing: Briefing, format: Literal["epub", "pdf"], *, templates: str | None = ..., record: str = ...
) -> bytes: ...
@overload
def render(
    briefing: Briefing, format: Literal["mail"], *, templates: str | None = ..., record: str = ...
) -> EmailMessage: ...
@overload
def render(
    briefing: Briefing, format: str = ..., *, templates: str | None = ..., record: str = ...
) -> str | bytes | EmailMessage: ...
def render(
    briefing: Briefing,
    format: str = "html",  # noqa: A002 - the word of the public contract
    *,
    templates: str | None = None,
    record: str = "",
) -> str | bytes | EmailMessage:
    """The briefing in one format.

    A str for "html", "text", "json" and "md", bytes for "epub" and "pdf", an `EmailMessage` for "mail".
    `templates` is a folder of one's own Jinja templates, which go before the packaged ones; `record` is the path of the
    briefing's JSON file as the page names it for `digest verify`. Raises `UsageError` for an unknown format, for one whose
    extra is not installed, and for templates that cannot be used.
    """
    if format == "json":
        from digest.record import to_json

        return to_json(briefing)
    if format == "text":
        from digest.render.plain import to_text

        return to_text(briefing, record=record)
    if format == "html":
        from digest.render.page import to_html

        return to_html(briefing, templates=templates, record=record)
    if format == "md":
        from digest.render.markdown import to_markdown

        return to_markdown(briefing, record=record)
    if format in ("epub", "pdf"):
        from digest.render.book import to_epub, to_pdf

        return (to_epub if format == "epub" else to_pdf)(briefing, templates=templates)
    if format == "mail":
        from digest.mail.message import to_mail

        return to_mail(briefing, templates=templates)
    from digest.errors import UsageError

    raise UsageError(f"no format {format!r}: use one of {', '.join(FORMATS)}")
