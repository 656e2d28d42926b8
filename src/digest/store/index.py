"""The index of words: FTS5 in SQLite, tsvector in PostgreSQL, the same words in both.

Words are cut here and not by the database, so that a Chinese name, an accent or an Indic vowel sign is found alike in both:
characters of scripts without spaces stand alone, and a word of several is looked for as a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, text

from digest.store import bulk
from digest.store.codec import scrubbed, unpacked_json

Kind = Literal["article", "briefing"]

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_ALONE = re.compile(f"[{_UNSPACED}]")
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_HANGUL = re.compile("[\uac00-\ud7a3]$")
_POSITIONS = 255  # of one word that PostgreSQL keeps
_LAST_POSITION = 16383
_BEGINNING = 3  # letters; FTS5 keeps all words that begin with the same ones as if they were one
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
            longer = not _ALONE.fullmatch(found[-1])  # a character that stands alone is no beginning of a longer word
            asked.append((found, longer and (word.endswith("*") or bool(_HANGUL.search(found[-1])))))
    return asked


def told_words(record: Mapping[str, Any]) -> str:
    """The words of a briefing's record that a reader saw: headlines and points."""
    lines: list[str] = []
    for story in record.get("stories", ()):
        headline = story.get("headline") or {}
        lines += [str(headline.get("text", "")), *(str(point.get("text", "")) for point in story.get("points", ()))]
    return "\n".join(lines)


def add(connection: Connection, kind: Kind, found: Sequence[tuple[int, str, str]]) -> None:
    """Lets things be found by their words: (number, title, body) of each."""
    if not found:
        return
    if connection.dialect.name == "sqlite":
        spaced = [{"ref": ref, "title": _spaced(title), "body": _spaced(body)} for ref, title, body in found]
        for table, columns in _tables(kind):
            names, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
            connection.execute(text(f"INSERT INTO {table} (rowid, {names}) VALUES (:ref, {values})"), spaced)  # noqa: S608
    else:
        rows = ([kind, ref, _vector(title), _vector(f"{title}\n{body}")] for ref, title, body in found)
        bulk.copy(connection, "found", ("kind", "ref", "title", "body"), rows)


def drop(connection: Connection, kind: Kind, ref: int, title: str, body: str) -> None:
    """Forgets the words of `ref`; they must be those it was added with."""
    if connection.dialect.name == "sqlite":
        spaced = {"ref": ref, "title": _spaced(title), "body": _spaced(body)}
        for table, columns in _tables(kind):
            names, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
            forget = f"INSERT INTO {table} ({table}, rowid, {names}) VALUES ('delete', :ref, {values})"  # noqa: S608
            connection.execute(text(forget), spaced)
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


def make_tables(connection: Connection) -> None:
    """Makes the tables of SQLite anew, and empty."""
    for kind in ("article", "briefing"):
        for table, columns in _tables(kind):
            connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
            connection.execute(
                text(
                    f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(columns)}, content='', prefix='{_BEGINNING}')"
                )
            )


def fill(connection: Connection) -> None:
    """Puts in all articles and briefings that the store keeps."""
    latest = text(
        "SELECT id, title, text FROM version v WHERE seq = (SELECT max(seq) FROM version w WHERE w.item = v.item)"
    )
    rows = connection.execute(latest)
    while some := rows.fetchmany(1000):
        add(connection, "article", [(id_, title, body) for id_, title, body in some])
    for number, title, record in connection.execute(text("SELECT number, title, record FROM briefing")):
        add(connection, "briefing", [(number, title, told_words(unpacked_json(record)))])


def _tables(kind: Kind) -> Sequence[tuple[str, tuple[str, ...]]]:
    """The tables of SQLite and their columns. Titles stand in one more of their own, a twentieth of the size.

    So "which titles have it" does not go through all texts that do.
    """
    return ((f"found_{kind}", ("title", "body")), (f"found_{kind}_title", ("title",)))


def find(connection: Connection, kind: Kind, words: str, limit: int) -> list[int]:
    """The newest `limit` of this kind that hold all words, those with all of them in the title first.

    A beginning of one or two letters is looked for in titles only: among a million texts it would mean most of them.
    """
    asked = phrases(words)
    if not asked:
        return []
    found = _matches(connection, kind, asked, limit, title=True)
    if not any(open_ and len(phrase) == 1 and _too_short(phrase[0]) for phrase, open_ in asked):
        found += _matches(connection, kind, asked, limit, title=False)
    return list(dict.fromkeys(found))[:limit]


def _too_short(beginning: str) -> bool:
    """Whether these letters begin too many words; a syllable or a character of other scripts begins far fewer."""
    return len(beginning) < _BEGINNING and not _HANGUL.search(beginning)


def _matches(
    connection: Connection, kind: Kind, asked: Sequence[tuple[list[str], bool]], limit: int, *, title: bool
) -> list[int]:
    values: dict[str, Any] = {"limit": limit}
    if connection.dialect.name == "sqlite":
        values["query"] = " AND ".join(f'"{" ".join(found)}"{" *" if open_ else ""}' for found, open_ in asked)
        table = f"found_{kind}_title" if title else f"found_{kind}"
        statement = f"SELECT rowid FROM {table} WHERE {table} MATCH :query ORDER BY rowid DESC LIMIT :limit"  # noqa: S608
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
