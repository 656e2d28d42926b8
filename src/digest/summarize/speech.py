"""Quotations: where they stand, whether they are whole, and who is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from digest.summarize.lists import has_any, word_set

_SAID = (
    "said|says|say|asked|asks|added|adds|wrote|writes|told|tells|replied|answered|argued|argues|declared|announced|warned|warns|"
    "explained|explains|continued|insisted|insists|tweeted|posted|stated|noted|notes|recalled|testified|"
    "concluded|responded|claimed|urged|vowed|stressed|acknowledged|remarked|commented|confirmed|predicted|complained|"
    "sagte|sagt|erklärte|erklärt|betonte|fragte|schrieb|teilte|meinte|warnte|kündigte|antwortete|"
    "a déclaré|a dit|dit|déclare|affirme|a affirmé|a ajouté|ajoute|explique|a expliqué|estime|a estimé|souligne|a souligné|"
    "dijo|afirmó|señaló|aseguró|añadió|explicó|declaró|indicó|sostuvo|advirtió"
)
_TITLED = r"[A-ZÀ-ÖØ-ÝŠŽĆČ][\w'’.-]*"
_LINK = r"(?:de|del|della|der|den|van|von|zu|la|le|al|bin|ibn|du|dos|da|di|y|e)"
_NAME = rf"{_TITLED}(?:\s+(?:{_LINK}\s+){{0,2}}{_TITLED}){{0,6}}"
_FILLER = r"(?:\s*,[^,\"“”„«»]{2,80},)?(?:\s+(?:also|later|then|has|had|have|auch|dann|también))?"
_ROLE = r"(?:(?!of\b|for\b|in\b|at\b|from\b|on\b|that\b|by\b|to\b|with\b|about\b)[\w’'-]+\s+){0,6}?"
_AFTER = re.compile(
    rf"[\"”“»«’'],?\s*(?:[–—-]\s*)?(?:{_SAID})\s+(?:(?:the|der|die|le|la|el)\s|l[’'])?{_ROLE}(?P<name>{_NAME})"
)
_AFTER_NAME = re.compile(rf"[\"”“»«’'],?\s*(?P<name>{_NAME}){_FILLER}\s+(?:{_SAID})\b")
_BEFORE = re.compile(rf"(?P<name>{_NAME}){_FILLER}\s+(?:{_SAID})\b[^\"“„«»”]{{0,90}}[\"“„«»]")
_ACCORDING = re.compile(  # "according to Brandt", but not "according to Halvern law"
    rf"(?:according to|laut|selon|según)\s+(?:the\s+)?(?P<name>{_NAME})(?=\s*(?:[,.;:)—–\"“”«»]|$)|\s(?:and|who|in|on|at|of)\b)"
)
_ANOTHER_S = re.compile(  # "replied to a letter by Hale that reads “…”": the quotation is not the replier's
    r"\b(?:reads?|reading|called|titled|entitled|named)\b|\b(?:by|from)\s(?:[a-z]+\s){0,3}[A-Z]"
)
_PART_OF = re.compile(
    r"\b(?:of|in|at|from|for|on|with|near|than|der|von|aus|de|du|des|en|del)\s(?:the\s)?$"
)  # "the mayor of Elmsworth said"
_SPOKEN = re.compile(rf"\b(?:{_SAID}|according to|laut|selon|según)\b|(?:说|說|表示|指出|称|稱|述べ|語っ)")
_NO_NAME = word_set(
    """
    He She They It We I You The A An This That These Those But And Or So In On At As When While After Before Asked
    Later Then " "Er Sie Es Wir Ich Der Die Das Il Elle Ils Elles On Nous Je Le La Les El Ella Ellos Ellas Monday
    Tuesday " "Wednesday Thursday " "Friday Saturday Sunday Twitter Facebook If However Meanwhile Earlier Also Who
    What Here There
    """
)
_MARKS = '"“”„«»'
_IN_TURN = re.compile("”?(?:“”)*“?")  # marks of which nothing need be asked
_ANY_MARK = re.compile(r"[\"“”„«»‘]")
_QUOTED = re.compile(  # a mark may be straight on one side and curly on the other
    r"[\"“]([^\"“”]+)[\"”]|„([^„“”\"]+)[“”\"]|«\s*([^«»]+?)\s*»|»([^»«]+)«|「([^「」]+)」|『([^『』]+)』|"
    r"(?<!\w)‘([^‘“”\"\n]{8,}?[.,!?…])’(?!\w)"  # a comma or a stop tells a closing mark from an apostrophe
)


@lru_cache(maxsize=4096)
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """The spans between pairs of quotation marks, without the marks."""
    if not has_any(text, '"“„«»「『‘'):
        return ()
    return tuple(found.span(found.lastindex or 0) for found in _QUOTED.finditer(text))


@lru_cache(maxsize=4096)
def open_quotes(text: str) -> tuple[bool, bool]:
    """Whether a quotation that begins before `text` ends in it, and whether one that begins in it is left open."""
    marks = marks_in(text)
    return open_among(text, 0, len(text), marks) if marks else (False, False)


def marks_in(text: str) -> list[int]:
    """Where quotation marks stand, other than single ones."""
    found: list[int] = []
    for mark in _MARKS:
        at = text.find(mark)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1)
    found.sort()
    return found


def open_among(text: str, start: int, end: int, marks: Sequence[int]) -> tuple[bool, bool]:
    """As `open_quotes`, for the part of `text` from `start` to `end`, which has quotation marks at `marks`."""
    kinds = "".join([text[at] for at in marks])
    if _IN_TURN.fullmatch(kinds):
        return kinds[:1] == "”", kinds[-1:] == "“"
    closes_first, depth = False, 0
    for at in marks:
        if _opens(text[at], text[at - 1] if at > start else "", text[at + 1] if at + 1 < end else "", depth):
            depth += 1
        elif depth:
            depth -= 1
        else:
            closes_first = True
    return closes_first, depth > 0


def _opens(mark: str, before: str, after: str, depth: int) -> bool:
    """Whether a mark, between two characters and in so many quotations, opens one; no character is an end of the text."""
    if mark in "„":
        return True
    if mark == "”":
        return False
    outside = not before or before.isspace() or before in "([—–-‘'"
    if mark == "“":
        return outside or not depth
    if mark == "«":
        return not (depth and (not after or after.isspace() or after in ".,;:!?)") and not before.isspace())
    if mark == "»":
        return outside and bool(after) and not after.isspace() and not depth
    return outside and bool(after) and not after.isspace()


def speaker(text: str) -> str | None:
    """The name to whom the sentence attributes its quotation; None where it has no quotation or names nobody."""
    if not _ANY_MARK.search(text):
        return None
    for pattern in (_AFTER_NAME, _AFTER, _BEFORE):
        for found in pattern.finditer(text):
            if pattern is _BEFORE and _ANOTHER_S.search(text, found.end("name"), found.end()):
                return None
            name = None if _PART_OF.search(text, 0, found.start("name")) else _plain_name(found["name"])
            if name:
                return name
    said = quotations(text)
    for found in _ACCORDING.finditer(text) if said else ():
        if not any(start <= found.start() < end for start, end in said):
            return _plain_name(found["name"])
    return None


def _plain_name(name: str) -> str | None:
    """The name without sentence openers in front of it; None where nothing of it is left."""
    words = name.split()
    while words and words[0] in _NO_NAME:
        words = words[1:]
    while words and words[-1] in _NO_NAME:
        words = words[:-1]
    name = " ".join(words).rstrip(",.’'")
    name = re.sub(r"[’']s$", "", name)
    return name or None


def is_spoken(text: str) -> bool:
    """Whether the sentence says that somebody says something."""
    return bool(_SPOKEN.search(text))


def quoted_share(text: str) -> float:
    """How much of the sentence stands between quotation marks, 0 to 1; an open quotation runs to the sentence's end."""
    if not has_any(text, _MARKS):
        return 0.0
    inside = sum(end - start for start, end in quotations(text))
    closes_first, left_open = open_quotes(text)
    if not inside and (closes_first or left_open):
        marks = marks_in(text)
        inside = marks[-1] if closes_first else len(text) - marks[0]
    return min(1.0, inside / max(1, len(text)))
