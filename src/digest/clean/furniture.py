# ruff: noqa: E501 -- patterns are read best unbroken
"""What one line of a page is by its own words: a share bar, a heading of comments, a photo caption, or nothing known.

Most lines of a page are none of this, so each list of patterns stands behind a look at the words that it cannot do without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from digest.clean import lexicon
from digest.clean.lines import ends_sentence, is_western

CLOCK, STAMP = "time of day", "time stamp"
COMMENTS, OTHERS = "heading of comments", "heading of other articles"
MAX_CAPTION_WORDS = 90
MAX_JUNK_WORDS, MAX_JUNK = 60, 600  # words and characters of the longest line of furniture
MAX_HEADING_WORDS = 14
MAX_ENTRY_END = 40  # words of a line under an entry of a weblog
_LONG_JUNK = frozenset(
    (
        "correction note",
        "cookie notice",
        "agency tail",
        "copyright line",
        "sign-up box",
        "appeal for support",
        "paywall notice",
        "link to other coverage",
    )
)
_SHORT = 120  # characters of a line that is worth remembering
_DIGIT = re.compile(r"\d")
_WORDLIKE = re.compile(r"[^\W_]")
_TOKEN = re.compile("[a-z\u00df-\u1fff\u2c00-\u2fff\u3040-\uffff]+")
_BEYOND_EAST = re.compile("[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")
_BEYOND_LATIN = re.compile("[^\x00-\u02ff\u2010-\u2027\u2030-\u205e]")

# One of these stands in every time stamp.
_AGES = ("ago", "назад", "前", "전", "commented", "replied")
_EAST_HINT = re.compile("|".join(map(re.escape, lexicon.EAST_HINTS)))
_SHORT_AGE = re.compile(r"\d[smhdwy](?!\w)")
_BEFORE_TIME = ("at ", "um ", "vor ", "y a ", "hace ", "à ", "@ ")  # one of these stands in all that the next one finds
_AT = re.compile(r"\s\d(?:(?<=at\s\d)|(?<=um\s\d)|(?<=vor\s\d)|(?<=y a\s\d)|(?<=hace\s\d)|(?<=à\s\d)|(?<=@\s\d))")

# One of these stands in every heading of comments and under every entry that ends with their number, in small letters.
_COMMENT_HINT = re.compile(
    r"comm?ent|repl|respons|thought|conversation|discussion|debate|do you think|your say|kommentar|diskutier|komentarz|reacties|yorum"
)
_COMMENT_HINT_ABROAD = re.compile(
    _COMMENT_HINT.pattern
    + "|réa[gc]|комментари|коментар|обсуждение|评论|評論|跟帖|跟贴|帖子|留言|回[應应复覆]|阅读|閱讀|浏览|瀏覽|引用|收藏|转载|轉載|推荐|喜欢|人[气氣]|コメント|댓글|تعليق|תגוב"
)
# One of these stands in all that the two find in Latin letters.
_COMMENT_PARTS = (
    "omment", "oment", "repl", "respons", "thought", "conversation", "discussion", "debate", "do you think", "your say", "diskutier",
    "reacties", "yorum", "réa",
)  # fmt: skip

# With these begins what `CAPTION_HEAD` matches where it begins with ASCII letters.
_CAPTION_HEADS = frozenset((
    "fro", "lef", "l t", "l-t", "pic", "fil", "pho", "ima", "ill", "cap", "vid", "gra", "scr", "thi", "an ", "a a", "a f", "a u", "a h",
    "a c", "aer", "und", "han", "com", "in ", "fot", "bil", "arc", "sym",
))  # fmt: skip


def kind_of(line: str, words: float) -> str:
    """What a line is by its own words, in the terms that people are told, or "" for what may be text.

    `line` has its white space folded, and `words` words.
    """
    if words > MAX_JUNK_WORDS or len(line) > MAX_JUNK:
        return ""
    return _kind_of_short(line, words) if len(line) <= _SHORT else _kind_of(line, words)


def _kind_of(line: str, words: float) -> str:
    small = line.lower()
    if words <= MAX_HEADING_WORDS:
        if not line[:1].isalnum() and not _WORDLIKE.search(line):
            return "separator"
        if _DIGIT.search(line) or line[-1] in ":：" or " ago" in small:
            if (line[-1].isdigit() or words <= 3) and lexicon.CLOCK.fullmatch(small):
                return CLOCK
            if _may_be_stamp(small) and lexicon.STAMP.fullmatch(small):
                return STAMP
    for rule in _suspected(line, small, (words >= 12) + (words > MAX_HEADING_WORDS) + (words > MAX_ENTRY_END)):
        if rule.fullmatch(line if rule.raw else small):
            return rule.kind
    return ""


_kind_of_short = lru_cache(maxsize=8192)(_kind_of)  # menus are the same on every page of an outlet


def may_head_comments(line: str, words: float) -> bool:
    """Whether a line has a word that a heading of comments cannot do without; a quick look before `kind_of`."""
    if words > MAX_ENTRY_END:
        return False
    hint = _COMMENT_HINT if line.isascii() else _COMMENT_HINT_ABROAD
    return bool(hint.search(line.lower()))


def may_speak_of_comments(lines: Sequence[str]) -> Iterator[int]:
    """The places of those of `lines` for which `may_head_comments` may hold: all of them are looked at in one go."""
    text = "\n".join(lines).lower()
    if text.count("\n") >= max(1, len(lines)):
        yield from range(len(lines))
        return
    if not is_western(text):
        yield from (i for i, line in enumerate(lines) if not line.isascii())
    for part in _COMMENT_PARTS:
        at = text.find(part)
        while at >= 0:
            yield text.count("\n", 0, at)
            end = text.find("\n", at)
            at = text.find(part, end) if end >= 0 else -1


def _may_be_stamp(small: str) -> bool:
    for age in _AGES:
        if age in small:
            return True
    return bool(_SHORT_AGE.search(small)) or (any(map(small.__contains__, _BEFORE_TIME)) and bool(_AT.search(small)))


def words_of(line: str) -> list[str]:
    """The words of `line` in small letters."""
    return _TOKEN.findall(line.lower())


class _Rule:
    """A pattern for a whole line, which is compiled when it is first asked: most are for languages that few texts are in."""

    __slots__ = ("_flags", "fullmatch", "kind", "raw", "size", "source")

    def __init__(self, kind: str, source: str, size: int, flags: int = 0, *, raw: bool = False) -> None:
        self.kind = kind
        self.source = source
        self.size = size  # of the longest lines it is for, as `_kind_of` counts it
        self.raw = raw  # it tells capitals from small letters
        self._flags = flags
        self.fullmatch: Callable[[str], object] = self._first_match

    def _first_match(self, line: str) -> object:
        self.fullmatch = re.compile(self.source, self._flags).fullmatch
        return self.fullmatch(line)


_LISTS = (
    (COMMENTS, lexicon.COMMENTS, 1),
    (OTHERS, lexicon.RELATED, 1),
    (COMMENTS, lexicon.ENTRY_END, 2),
    *((reason, whole, 3 if reason in _LONG_JUNK else 0) for reason, whole in lexicon.JUNK),
)
_WEBLOG_TAIL = _Rule("agency tail", lexicon.WEBLOG_TAIL.pattern, 3, lexicon.WEBLOG_TAIL.flags, raw=True)
_RULES = (*(_Rule(kind, source, size) for kind, whole, size in _LISTS for source in whole.sources), _WEBLOG_TAIL)
_WHOLE_RULES = (*(_Rule(kind, whole.source, size) for kind, whole, size in _LISTS), _WEBLOG_TAIL)
_TO_LETTERS = bytes(byte if 97 <= byte <= 122 else 32 for byte in range(256))
_SYNTAX = re.compile(r"\\[a-zA-Z]|(\(\?:|\)|-\?|\[ -]\?|\?)")  # of a pattern: between words, or inside of one
_STEM = 4  # letters by which a word is looked for in a pattern that writes it with brackets (`repl(?:y|ies)`)


@lru_cache(maxsize=4)
def _speaking_of(size: int) -> tuple[frozenset[bytes], dict[bytes, tuple[int, ...]]]:
    """The longest ASCII part of each trigger, and the numbers of the rules for it: those with a word that begins alike."""
    stems = [_stems(rule.source.lower()) for rule in _RULES]
    rules: dict[bytes, set[int]] = {}
    for word in sorted(lexicon.TRIGGERS):
        asked = {number for number, known in enumerate(stems) if word[:_STEM] in known}
        part = max(re.findall(rb"[a-z]+", word.encode("ascii", "replace")), key=len)
        rules.setdefault(part, set()).update(asked or range(len(_RULES)))
    fit = {number for number, rule in enumerate(_RULES) if rule.size >= size}
    return frozenset(rules), {part: tuple(sorted(asked & fit)) for part, asked in rules.items()}


def _stems(source: str) -> frozenset[str]:
    """How the words in the source of a pattern begin."""
    words = re.findall(r"[^\W\d_]+", _SYNTAX.sub(lambda syntax: "" if syntax[1] else " ", source))
    return frozenset(word[:size] for word in words for size in range(1, _STEM + 1))


@lru_cache(maxsize=4)
def _whole_rules(size: int) -> list[_Rule]:
    return [rule for rule in _WHOLE_RULES if rule.size >= size]


def _suspected(line: str, small: str, size: int) -> Sequence[_Rule]:
    """The rules that may hold for a line by the words in it; most lines in Latin letters have none of their words."""
    if not line.isascii() and _is_beyond(line):
        return _whole_rules(size)
    parts, rules = _speaking_of(size)
    said = small.encode("ascii", "replace").translate(_TO_LETTERS).split()
    if parts.isdisjoint(said):
        return ()
    numbers = {number for part in said if part in parts for number in rules[part]}
    return [_RULES[number] for number in sorted(numbers)]


def _is_beyond(line: str) -> bool:
    """Whether a line is in a script whose words are no triggers, or has one of the signs that stand for some."""
    if "©" in line:
        return True
    if not _BEYOND_LATIN.search(line):
        return False
    return bool(_BEYOND_EAST.search(line)) or bool(_EAST_HINT.search(line))


def opens_caption(line: str) -> bool:
    """Whether a line opens as those under pictures do."""
    head = line[:3]
    if head.isascii() and head[:1].isalnum() and head.lower() not in _CAPTION_HEADS:
        return False
    return bool(lexicon.CAPTION_HEAD.match(line))


def caption_kind(line: str, words: float) -> str:
    """One of "photo caption" or "photo credit" where the line opens or closes as those under pictures do, otherwise ""."""
    if words > MAX_CAPTION_WORDS:
        return ""
    if opens_caption(line):
        return "photo caption"
    if line[-1] in '.!?。！？”"':
        return ""
    tail = line[-160:].lower()
    for hint in lexicon.CAPTION_HINTS:
        if hint in tail:
            break
    else:
        return ""
    if words <= 14 and not ends_sentence(line) and lexicon.CREDIT_LINE.fullmatch(line.lower()):
        return "photo credit"
    return "photo caption" if lexicon.CAPTION_TAIL.search(tail) else ""
