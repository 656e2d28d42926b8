"""Search over all stories, with pagefind (the `search` extra): a page, its script, and an index made of the records.

Every story of every briefing is one small document for pagefind, so that words are looked for within a story and a hit
leads to its place. The index is read by the browser in pieces; nothing of it leaves the machine that serves it.

What a search costs grows with the stories that it finds, so each document names its week: search.js asks the newest weeks
first, and all of them only for words that few stories have.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from markupsafe import escape

from digest.archive.records import Entry, Told
from digest.archive.views import Setting
from digest.errors import OutputError
from digest.files import put
from digest.render.page import packaged_templates
from digest.render.safe import shown
from digest.render.wording import long_date

INDEX = "search/pagefind"  # the folder of the index; two deep, so that no record is looked for beside it
SCRIPT = "search.js"
TIMEOUT = 600.0  # seconds that indexing may take
_STAND_IN = "stories.txt"  # in the index: which stories it was made of
_ENTRY = "pagefind-entry.json"
_NEEDED = re.compile(r"pagefind(-worker)?\.js|wasm\..*|.*\.pf_(meta|index|fragment|filter|sort)|pagefind-entry\.json")
# Scripts without blanks between words: every character is made a word of its own. search.js parts a query in the same way.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_PARTED = re.compile(f"([{_UNSPACED}])")
_SHAPE = "week"  # of the documents: another one makes the index anew


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("pagefind_bin") is not None


def write_script(templates: str | None, write: Callable[[str, bytes], Path | None]) -> Path | None:
    """Put the search page's script beside it: a user's own, or the packaged one."""
    folders = [Path(templates)] if templates else []
    for folder in (*folders, packaged_templates()):
        with suppress(FileNotFoundError):
            return write(SCRIPT, (folder / SCRIPT).read_bytes())
    return None


def stale(output: Path, found: Sequence[Entry]) -> bool:
    """Whether the index was made of other stories than those of `found`, or not at all."""
    try:
        return (output / INDEX / _STAND_IN).read_text("utf-8") != _standing_for(found)
    except (OSError, ValueError):
        return True


def build_index(output: Path, found: Sequence[Entry], setting: Setting) -> bool:
    """Index the stories of `found`, unless that is done already; whether it was done now.

    The old index serves until the new one stands. Raises `OutputError` where the extra is missing or fails.
    """
    if not available():
        raise OutputError('search is not installed: pip install "digest[search]"')
    if not stale(output, found):
        return False
    with TemporaryDirectory(prefix="digest-") as box:
        documents, made = Path(box) / "documents", Path(box) / "made"
        _write_documents(documents, found, setting)
        _run(documents, made, setting.words.code)
        try:
            _install(made, output / INDEX)
            put(output / INDEX / _STAND_IN, _standing_for(found).encode("utf-8"))
        except OSError as error:
            raise OutputError(f"{output / INDEX}: cannot be written: {error.strerror or error}") from error
    return True


def _standing_for(found: Sequence[Entry]) -> str:
    """A hash over all that is indexed."""
    digest = hashlib.sha256(_SHAPE.encode("ascii"))
    for entry in found:
        told = [
            (
                story.headline,
                [said.text for said in story.said],
                [(piece.title, piece.source) for piece in story.pieces],
            )
            for story in entry.stories
        ]
        digest.update(json.dumps([entry.path("html"), entry.title, entry.forms, told]).encode("ascii"))
    return digest.hexdigest() + "\n"


def _write_documents(folder: Path, found: Sequence[Entry], setting: Setting) -> None:
    folder.mkdir()
    for number, entry in enumerate(found):
        for story in entry.stories:
            path = folder / f"{number:06}-{story.number}.html"
            path.write_text(_document(entry, story, setting), "utf-8")


def _document(entry: Entry, story: Told, setting: Setting) -> str:
    """One story as pagefind reads it; where it leads to and its day travel as its metadata."""
    place = f"#s{story.number}" if "html" in entry.forms else ""
    title = shown(story.headline) or setting.words.untitled
    more = " · ".join(dict.fromkeys(shown(piece.title) for piece in story.pieces if shown(piece.title)))
    names = setting.words.list_comma.join(dict.fromkeys(shown(piece.source) for piece in story.pieces))
    metadata = {
        "title": title,
        "href": quote(entry.best) + place,
        "day": long_date(entry.day, setting.words),
        "iso": entry.day.isoformat(),
        "briefing": shown(entry.title) or shown(entry.stem),
        "outlets": names,
    }
    spans = "".join(
        f'<i data-pagefind-meta="{name}[data-x]" data-x="{escape(value)}"></i>' for name, value in metadata.items()
    )
    monday = (entry.day - timedelta(days=entry.day.weekday())).isoformat()
    spans += f'<i data-pagefind-filter="week[data-x]" data-x="{monday}"></i>'
    said = "".join(f"<p>{_parted(said.text)}</p>" for said in story.said)
    return (
        f'<!DOCTYPE html><html lang="{setting.words.code}"><head><meta charset="utf-8"></head><body data-pagefind-body>{spans}'
        f'<h2>{_parted(title)}</h2>{said}<p data-pagefind-weight="0.5">{_parted(more)} {_parted(names)}</p></body></html>'
    )


def _parted(text: str) -> str:
    return str(escape(_PARTED.sub(r"\1 ", shown(text))))


def _run(documents: Path, made: Path, language: str) -> None:
    from pagefind_bin import get_executable

    command = [str(get_executable()), "--site", str(documents), "--output-path", str(made), "--silent"]
    try:
        done = subprocess.run(  # noqa: S603 - the program of the package, with paths of our own
            [*command, "--force-language", language],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OutputError(f"the search index could not be made: {type(error).__name__}") from error
    if done.returncode or not (made / _ENTRY).is_file():
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OutputError(f"the search index could not be made: {shown(said[-1])[:200] if said else done.returncode}")


def _install(made: Path, index: Path) -> None:
    """Put a new index in the old one's place: its parts, then the file that names them; then what was left is taken away."""
    parts = [
        path.relative_to(made) for path in sorted(made.rglob("*")) if path.is_file() and _NEEDED.fullmatch(path.name)
    ]
    for part in parts:
        if part.name != _ENTRY:
            _copied(made / part, index / part)
    put(index / _ENTRY, (made / _ENTRY).read_bytes())
    kept = {index / part for part in parts} | {index / _STAND_IN}
    for path in _files(index):
        if path not in kept and not path.is_symlink():
            path.unlink(missing_ok=True)


def _copied(source: Path, target: Path) -> None:
    """Copy a part of the index, which is named after its contents, unless it is there."""
    data = source.read_bytes()
    with suppress(OSError):
        if target.stat().st_size == len(data) and target.read_bytes() == data:
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _files(index: Path) -> Iterable[Path]:
    """The files of an index: those of its own folder and of pagefind's three."""
    for folder in (index, index / "fragment", index / "index", index / "filter"):
        with suppress(FileNotFoundError):
            yield from [path for path in sorted(folder.iterdir()) if not path.is_dir()]
