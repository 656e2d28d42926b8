"""Pages made of Jinja templates: where the templates are, and what they may do.

Autoescape is always on, an unknown name is an error, and data never becomes a template.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from traceback import walk_tb

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from digest.errors import UsageError
from digest.model import Briefing
from digest.record import version
from digest.render.archive_language import load_archive
from digest.render.language import Language, load
from digest.render.languages.en import LANGUAGE as ENGLISH
from digest.render.view import view
from digest.render.wording import counted

# Blocks of scripts that run from the right (Unicode, Blocks.txt): no other text can turn anything around.
_TURNS = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")

_OWN = "digest"  # the prefix under which a user's template reaches the packaged one of the same name


def to_html(briefing: Briefing, *, templates: str | None = None, record: str = "") -> str:
    """The briefing as one static page."""
    words = load(briefing.language)
    archive = (
        load_archive(briefing.language).briefings if record else ""
    )  # a page that has its place has an archive above it
    return fill("briefing.html.j2", templates, words, briefing=view(briefing, record=record), archive=archive)


def fill(
    name: str,
    templates: str | None = None,
    words: Language = ENGLISH,
    *,
    sheets: Sequence[str] = ("style.css.j2",),
    **values: object,
) -> str:
    """The template `name` with `values` and the labels in `words`; raises `UsageError` with file and line of a fault.

    `sheets` are the templates of the page's style, in order; together they become `style`.
    """
    folder = None if templates is None else str(Path(templates).absolute())
    environment = _environment(folder)
    try:
        # Built from packaged or the user's own style sheet, which has no part of any article in it.
        style = Markup(packed("\n".join(environment.get_template(one).render(words=words) for one in sheets)))  # noqa: S704
        digest = base64.b64encode(hashlib.sha256(str(style).encode("utf-8")).digest()).decode("ascii")
        page = environment.get_template(name).render(
            style=style,
            style_hash=f"sha256-{digest}",
            version=version(),
            words=words,
            put=_put,
            plain=lambda text: words.direction == "ltr" and not _TURNS.search(text),
            counted=lambda number, forms: counted(number, forms, words),
            **values,
        )
    except jinja2.TemplateSyntaxError as error:
        raise UsageError(f"template {error.filename or error.name}, line {error.lineno}: {error.message}") from error
    except jinja2.TemplateNotFound as error:
        raise UsageError(f"template {name}: there is no template {str(error)!r}") from error
    except Exception as error:
        place = _place(error, folder)
        if place is None or (folder is None and not isinstance(error, jinja2.TemplateError)):
            raise
        said = str(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
        raise UsageError(f"template {place}: {said}") from error
    return page + ("" if page.endswith("\n") else "\n")


def _place(error: Exception, folder: str | None) -> str | None:
    """The innermost line of a template on the way to `error`; None: it is no fault of a template."""
    roots = [root for root in (folder, str(packaged_templates())) if root is not None]
    found = None
    for frame, line in walk_tb(error.__traceback__):
        if any(Path(frame.f_code.co_filename).is_relative_to(root) for root in roots):
            found = f"{frame.f_code.co_filename}, line {line}"
    if found is None and isinstance(error, jinja2.TemplateError):
        return folder or roots[-1]
    return found


@lru_cache(maxsize=16)
def packed(css: str) -> str:
    """A style sheet without comments and without the white space that means nothing; strings stay as they are."""
    pieces = re.split(r"""("[^"\n]*"|'[^'\n]*'|/\*.*?\*/)""", css, flags=re.DOTALL)
    loose = (re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", piece)).replace(": ", ":") for piece in pieces[::2])
    kept = ("" if piece.startswith("/*") else piece for piece in [*pieces[1::2], ""])
    return "".join(piece for pair in zip(loose, kept, strict=True) for piece in pair).replace(";}", "}").strip()


def _put(label: str, **values: object) -> Markup:
    """A label with `values` in their places; they are escaped unless they are markup, and the label is our own."""
    return Markup(label).format(**values)  # noqa: S704


@lru_cache(maxsize=8)
def _environment(templates: str | None) -> jinja2.Environment:
    """The environment of one templates folder; a template that changes on disk is read again.

    A user's own templates run in a sandbox: they see what they are given, and reach nothing else of the program.
    """
    packaged = jinja2.FileSystemLoader(packaged_templates())
    loaders: list[jinja2.BaseLoader] = [jinja2.PrefixLoader({_OWN: packaged}), packaged]
    kind: type[jinja2.Environment] = jinja2.Environment
    if templates is not None:
        if not Path(templates).is_dir():
            raise UsageError(f"{templates}: no such folder of templates; mend `templates` in the configuration")
        loaders.insert(0, jinja2.FileSystemLoader(templates))
        kind = ImmutableSandboxedEnvironment
    return kind(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def packaged_templates() -> Path:
    """The folder of the templates that come with digest: inside an installed package, at the top of a clone."""
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / "templates", here.parents[3] / "templates"):
        if (folder / "briefing.html.j2").is_file():
            return folder
    raise UsageError(f"the templates are missing from {here.parents[1]}: install digest again")
