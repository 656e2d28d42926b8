"""The index of words: FTS5 in SQLite, tsvector in PostgreSQL, the same words in both.

Words are cut here and not by the database, so that a Chinese name, an accent or an Indic vowel sign is found alike in both:
characters of scripts without spaces stand alone, and a word of several is looked for as a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Connection, text

from digest.store import bulk
from digest.store.codec import scrubbed, unpacked_json

Kind = Literal["article", "briefing"]

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_HANGUL = re.compile("[\uac00-\ud7a3]$")
_POSITIONS = 255  # of one word that PostgreSQL keeps
_LAST_POSITION = 16383
_LONGEST = 200  # characters of a token; longer runs are no words


def tokens(words: str) -> list[str]:
    """The tokens of a text as they are indexed and looked for: case and accents folded."""
    if words.isascii():
        return [token[:_LONGEST] for token in _TOKEN.findall(scrubbed(words).lower())]
    apart = unicodedata.normalize("NFKD", scrubbed(words))
    plain = unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c))).casefold()
    return [token[:_LONGEST] for token in _TOKEN.findall(plain)]


def phrases(words: str) -> list[tuple[list[str], bool]]:
    """What `words` ask for: each word as its tokens, and whether any ending will do (a trailing * or a Korean word)."""
    asked = []
    for word in words.split():
        found = tokens(word)
        if found:
            asked.append((found, word.endswith("*") or bool(_HANGUL.search(found[-1]))))
    return asked


def told_words(record: bytes) -> str:
    """The words of a packed briefing record that a reader saw: headlines and points."""
    lines: list[str] = []
    for story in unpacked_json(record).get("stories", ()):
        headline = story.get("headline") or {}
        lines += [str(headline.get("text", "")), *(str(point.get("text", "")) for point in story.get("points", ()))]
    return "\n".join(lines)


def add(connection: Connection, kind: Kind, found: Sequence[tuple[int, str, str]]) -> None:
    """Lets things be found by their words: (number, title, body) of each."""
    if not found:
        return
    if connection.dialect.name == "sqlite":
        statement = text(f"INSERT INTO found_{kind} (rowid, title, body) VALUES (:ref, :title, :body)")  # noqa: S608
        spaced = [{"ref": ref, "title": _spaced(title), "body": _spaced(body)} for ref, title, body in found]
        connection.execute(statement, spaced)
    else:
        rows = ([kind, ref, _vector(title), _vector(f"{title}\n{body}")] for ref, title, body in found)
        bulk.copy(connection, "found", ("kind", "ref", "title", "body"), rows)


def drop(connection: Connection, kind: Kind, ref: int, title: str, body: str) -> None:
    """Forgets the words of `ref`; they must be those it was added with."""
    if connection.dialect.name == "sqlite":
        statement = text(
            f"INSERT INTO found_{kind} (found_{kind}, rowid, title, body) VALUES ('delete', :ref, :title, :body)"  # noqa: S608
        )
        connection.execute(statement, {"ref": ref, "title": _spaced(title), "body": _spaced(body)})
    else:
        connection.execute(text("DELETE FROM found WHERE kind = :kind AND ref = :ref"), {"kind": kind, "ref": ref})


def drop_many(connection: Connection, kind: Kind, held: Sequence[tuple[int, str, str]]) -> None:
    """Forgets the words of many: (number, title, body) of each, as they were added."""
    if connection.dialect.name == "sqlite":
        for ref, title, body in held:
            drop(connection, kind, ref, title, body)
    elif held:
        statement = text("DELETE FROM found WHERE kind = :kind AND ref = ANY(:refs)")
        connection.execute(statement, {"kind": kind, "refs": [ref for ref, _, _ in held]})


def find(connection: Connection, kind: Kind, words: str, limit: int) -> list[int]:
    """The newest `limit` of this kind that hold all words, those with all of them in the title first."""
    asked = phrases(words)
    if not asked:
        return []
    in_title = _matches(connection, kind, asked, limit, title=True)
    anywhere = _matches(connection, kind, asked, limit, title=False)
    return list(dict.fromkeys([*in_title, *anywhere]))[:limit]


def _matches(
    connection: Connection, kind: Kind, asked: Sequence[tuple[list[str], bool]], limit: int, *, title: bool
) -> list[int]:
    values: dict[str, Any] = {"limit": limit}
    if connection.dialect.name == "sqlite":
        query = " AND ".join(f'"{" ".join(found)}"{" *" if open_ else ""}' for found, open_ in asked)
        values["query"] = f"title : ({query})" if title else query
        statement = f"SELECT rowid FROM found_{kind} WHERE found_{kind} MATCH :query ORDER BY rowid DESC LIMIT :limit"  # noqa: S608
    else:
        values |= {"kind": kind, "query": " & ".join(_asked_vector(found, open_) for found, open_ in asked)}
        column = "title" if title else "body"
        statement = (
            f"SELECT ref FROM found WHERE kind = :kind AND {column} @@ CAST(:query AS tsquery) "  # noqa: S608
            "ORDER BY ref DESC LIMIT :limit"
        )
    return [int(row[0]) for row in connection.execute(text(statement), values)]


def _spaced(words: str) -> str:
    return " ".join(tokens(words))


def _vector(words: str) -> str:
    """The text form of a tsvector; tokens hold neither quotes nor backslashes."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position, token in enumerate(tokens(words), 1):
        if len(places[token]) < _POSITIONS:
            places[token].append(min(position, _LAST_POSITION))
    return " ".join(f"'{token}':{','.join(map(str, dict.fromkeys(held)))}" for token, held in places.items())


def _asked_vector(found: Sequence[str], open_: bool) -> str:
    parts = [f"'{token}'" for token in found]
    return "(" + " <-> ".join([*parts[:-1], parts[-1] + (":*" if open_ else "")]) + ")"
