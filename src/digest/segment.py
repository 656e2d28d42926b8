"""Text to sentences, as spans: rules made for news, with no model and no data to load.

Every place that could end a sentence (a stop, its closing quotation marks, then white space) is found by one regular
expression; what stands before and after it decides. What a rule cannot know (whether "U.S." ends a sentence) is decided
by the next word: only a word that often opens a sentence parts them. `docs/sentences.md` has the figures
beside Punkt and sentencex.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from digest.words import tokens_of_each


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Followed by a name or a number, so they never end a sentence.
_NEVER_LAST = _words(
    """
    Dr Drs Mr Mrs Ms Mx Messrs Prof Gen Sen Sens Rep Reps Gov Govs Lt Col Sgt Capt Cpl Pvt Cmdr Cdr Adm Brig Maj Rev
    Hon Pres Supt Det Insp Atty Asst Assoc Dep Ald Amb Mt Ft St Ste Sts vs viz cf eg ie approx ca Op Msgr Fr Spc Comdr
    e.g i.e Hr Frl Dipl Ing Mag bzw vgl inkl exkl evtl ggf zzgl sog Hrsg Gebr geb gest gegr Tel Abt Bd Kap mind max
    z.B d.h u.a v.a z.T i.d.R o.g s.o s.u m.E Mio Mrd Tsd MM Mlle Mgr Me Mmes env boul Sra Sras Srta Dra Dña Ud Uds Vd
    Gral Lic Mons Pdte Avda aprox Exmo Dott Sig Sigg Avv On Arch mevr dhr drs mr ir dott prof sig avv डॉ श्री प्रो ডা
    """
)

# May stand last as well: the next word decides.
_PERHAPS_LAST = _words(
    """
    Inc Corp Ltd Co Cos Bros LLC Plc Jr Sr Esq Ph.D M.D B.A M.A etc al Ave Blvd Rd Sq Hwy Dept Univ Assn Bldg Est Natl
    Intl Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Ala Ariz Ark
    Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va
    Vt Wash Wis Wyo Ont Que B.C usw usf Str Nr.s Mill AG Cie Cía S.A S.p.A hab tél av bd ex dgl bspw enz jr
    """
)

# An abbreviation before a number, a word of its own elsewhere ("No. 10", "he said no.").
_NUMBERED = _words(
    """
    No Nos no nos Nr Nrn Art art Fig fig Figs Vol vol Ch ch Sec sec Eq p pp S Bl Rz Abs Ziff núm Núm núms pág Pág págs
    n° tel Tel Rm Apt Rte Pt Ver ver chap Chap rd nr blz pag arts
    """
)

# Words that often open a sentence and hardly ever follow an abbreviation inside one.
_OPENERS = _words(
    """
    The A An In On At It He She They We I You But And Or So This That These Those There Here If When While After
    Before As For With From By To Of His Her Their Its Our My Your Some Many Most Several Another Other Both Each
    Every No Not Now Then Since Until Although Though However Meanwhile Also Because Despite During Under Over Between
    Among Such What Who Why How Where Which Once Instead Still Yet Even Only Just Last Earlier Later Police Officials
    Nobody Everyone All About According Asked Der Die Das Den Dem Des Er Sie Es Ein Eine Einen Im Am Um Und Aber Doch
    Wir Ich Ihr Nach Bei Auch Mit Von Vom Zu Zum Zur Für Auf Aus Als Wenn Während Seit Dort Damit Dabei Diese Dieser
    Dieses Laut Noch Nun Wer Was Wie Wo Warum Trotz Zudem Dann Sein Seine Kein Le Les Il Elle Ils Elles Un Une Mais Et
    Ou En Ce Cet Cette Ces Dans Pour Nous Vous Je Sur Selon Après Avant Avec Depuis Lors Si Son Sa Ses Leur Leurs Au
    Aux Du Par Cela Ainsi Alors Puis El Los Las Una Unos Pero Y O Se Su Sus Este Esta Estos Estas Por Para Con Según
    Tras Desde Cuando También Además Ya Lo Al Gli Uno Ma E Nel Nella Dopo Secondo Per Anche Os Uma Mas Ele Ela Eles
    Não Segundo Depois Het De Een Maar Hij Zij Ze Dat Dit Op Voor Met Volgens
    """
)

_SHORTENED_ENDS = frozenset(word[-4:] for word in (*_NEVER_LAST, *_PERHAPS_LAST, *_NUMBERED))

_SAYING = (
    "said|says|asked|asks|added|wrote|told|replied|answered|demanded|wondered|shouted|cried|joked|tweeted|posted|declared|"
    "exclaimed|recalled|warned|continued|insisted|quipped|yelled|remarked|explained"
)
_CLOSE = "\"'”’»«“‘)\\]}›"
_OPEN = "\"'“‘„‚«»‹(\\[¿¡—–\\-"
_CLOSING_ONE = "\"'”’"
_WIDE_CLOSE = '」』”’）》〉】"'

# Quick to find; what is there is then looked at closely. A blank line is taken whole, with a full stop before it.
_MARK = re.compile(r"[\n.!?…。！？｡؟۔।॥။።։។\u037e;](?:(?<=\n)\n\s*|(?<=\.)\n\n\s*)?")
_GAP = re.compile(r"\n[^\S\n]*\n\s*|\n[^\S\n]*(?=[•·▪‣●◦■►*–-][^\S\n])")  # a blank line, or the next item of a list
_CANDIDATE = re.compile(
    rf"""
      (?P<wide>[。！？｡]+|[!?]+(?=[{_WIDE_CLOSE}]*[\u3040-\u30ff\u3400-\u9fff])|…+(?=[{_WIDE_CLOSE}]))
      (?P<wide_close>[{_WIDE_CLOSE}]*)
    | (?P<sure>[؟۔।॥။።։។]+|[\u037e])(?P<sure_close>[{_CLOSE}]*)(?=\s|\Z)
    | (?P<stop>[.!?…]+|(?<=[\u0370-\u03ff\u1f00-\u1fff]);)(?P<close>(?:[^\S\n]?[»”]|[{_CLOSE}])*(?:\[\d+\])*)(?=\s|\Z)
    | (?<=[^\W\dA-Z_][^\W\dA-Z_][^\W\dA-Z_])      # "… he said.The council …"
      (?P<glued>[.!?]["”’]?)(?=["“]?[A-Z][a-z]+\s|["“](?:A|I)\s)
    """,
    re.VERBOSE,
)
_NEXT = re.compile(rf"\s*(?P<open>[{_OPEN}\s]*)(?P<word>\w[\w'’]*)?(?P<after>.?)", re.DOTALL)
_FOLLOWING = re.compile(r"[^\W\d_][\w'’]*")
_INITIALISM = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")
_NAMED_SAYING = re.compile(rf"\s*(?:[A-Z][\w.'’-]*,?\s+){{1,6}}(?:[a-z]+ly\s+)?(?:{_SAYING})\b")
_WIDE_VERBS = "说|說|表示|道|称|稱|指出|问|問|写道|寫道|强调|強調|言う|語った|述べ"
_WIDE_SAYING = re.compile(rf"(?:と|って|など|[^。！？\n「『“]{{0,12}}(?:{_WIDE_VERBS}))")
_ARABIC_SAYING = re.compile(r"\s*(?:قال|قالت|سأل|سألت|تساءل|تساءلت|أضاف|أضافت|صرح|صرحت|صاح|صاحت)\b")
_LETTERED = re.compile(  # the noun that a letter follows: "vitamin C"
    r"\b(?:vitamin|category|class|grade|group|type|plan|terminal|section|exhibit|gate|block|hepatitis|influenza|schedule|platform|"
    r"appendix|annex|ward|wing|hall|kategorie|gruppe|klasse|typ|groupe|catégorie|classe|grupo|categoría)\s$",
    re.IGNORECASE,
)
_FIRST_ITEM = re.compile(r"\n[^\S\n]*1[.)][^\S\n]")
_ITEM = re.compile(r"^[^\S\n]*(\d{1,2})[.)][^\S\n]|^[^\S\n]*$", re.MULTILINE)  # a numbered item's head, or a blank line
_CLOCK = frozenset(("a.m", "p.m", "A.M", "P.M"))
_AFTER_CLOCK = _words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Eastern Pacific Central Mountain Greenwich Local Moscow Beijing
    """
)
_GERMAN_MONTHS = _words(
    """
    Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jahrhundert Jahrhunderts
    Mal Platz
    """
)
_JOINED = re.compile(r"[-'’]")
_BULLET = "•·▪‣●◦■►"


def sentences(text: str, language: str | None = None) -> tuple[tuple[int, int], ...]:
    """The sentences of `text` as (start, end), in order, trimmed of white space, never across a blank line.

    `language` (ISO 639-1) only helps where a rule is one language's own, such as the German "3. Platz". What stands
    between two spans is white space (or the mark of a list item), so no character of a sentence is ever lost. A closing
    quotation mark belongs to the sentence it ends, and so does a saying after a quotation ("…?" asked Mr. Quill.).
    """
    spans: list[tuple[int, int]] = []
    start = 0
    at = 0
    items = _numbered_items(text)
    for mark in _MARK.finditer(text):
        here, end = mark.span()
        if end > here + 1:
            here += text[here] == "."
            if here >= at:
                _add(spans, text, start, here)
                start = at = end
            continue
        if here < at:
            continue
        if here in items:
            _add(spans, text, start, here)
            start = at = here + 1
            continue
        stop = _plainly(text, start, here, language)
        if stop is not None:  # nearly always
            if stop:
                _add(spans, text, start, stop)
                start = at = stop
            continue
        found = _GAP.match(text, here) or _CANDIDATE.match(text, here)
        if found is None:
            continue
        at = found.end()
        if found.re is _GAP:
            _add(spans, text, start, here)
            start = at
        elif _ends(text, start, found, language):
            _add(spans, text, start, found.end())
            start = found.end()
    _add(spans, text, start, len(text))
    return tuple(spans)


_LONG = 200_000  # characters of a text whose words are not remembered


def worded(
    text: str, language: str | None = None
) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...], tuple[int, ...]]:
    """The spans of `sentences`, the words of all of them as `tokens` finds them, and how many words each sentence has.

    The last few texts are remembered: the search for copies and a summary read the same ones.
    """
    return _remembered(text, language) if len(text) <= _LONG else _worded(text, language)


def _worded(text: str, language: str | None) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...], tuple[int, ...]]:
    spans = sentences(text, language)
    words = tokens_of_each([text[start:end] for start, end in spans])
    return spans, tuple(chain.from_iterable(words)), tuple(map(len, words))


@lru_cache(maxsize=32)
def _remembered(
    text: str, language: str | None
) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...], tuple[int, ...]]:
    return _worded(text, language)


def _plainly(text: str, start: int, at: int, language: str | None) -> int | None:
    """Where the sentence with the mark `at` ends, 0 where it goes on; None where what stands beside leaves several rules to ask.

    Nearly all marks of a text are plain: a stop between a letter, a space and a letter, or a line's end inside a paragraph.
    """
    mark, after = text[at], text[at + 1 : at + 2]
    if mark == ".":
        if after == " ":
            return _at_space(text, start, at, language)
        if after in _CLOSING_ONE and after:
            return _at_quote(text, start, at + 2)
        return 0 if after.isdigit() or "a" <= after <= "z" else None
    if mark == "\n":
        return 0 if after.isalnum() else None
    if mark == ";":
        return 0 if text[at - 1 : at] < "\u0370" else None
    return None


def _at_space(text: str, start: int, at: int, language: str | None) -> int | None:
    """As `_plainly`, for the full stop `at` before a space."""
    if not text[at - 1 : at].isalpha():
        return None
    following, last = text[at + 2 : at + 3], text[max(start, at - 4) : at]
    whole = len(last) == 4 and last.isalpha() and last.islower() and last not in _SHORTENED_ENDS  # no abbreviation
    if not (whole and following.isupper() and following.isalpha()):
        found = _FOLLOWING.match(text, at + 2)
        if found is None:
            return None
        word, end = found.group(), found.end()
        if word[0].islower():
            return at + 1 if _camel(word) else 0
        if not whole and not _period_ends(text, start, at, word, text[end : end + 1], language):
            return 0
    return 0 if _inside_brackets(text, start, at + 1) else at + 1


def _at_quote(text: str, start: int, end: int) -> int | None:
    """As `_plainly`, for a full stop and a closing quotation mark that stand before `end`."""
    ahead = text[end : end + 2]
    if ahead == "\n\n":  # the blank line parts by itself
        return 0
    if ahead[:1] == " " and ahead[1:].isupper() and ahead[1:].isalpha():
        return 0 if _inside_brackets(text, start, end) else end
    return None


def _numbered_items(text: str) -> frozenset[int]:
    """Where a line ends before an item of a numbered list: lines of one paragraph that begin with 1, 2 and so on."""
    if not _FIRST_ITEM.search(text):
        return frozenset()
    found: list[int] = []
    run: list[int] = []
    for head in (*_ITEM.finditer(text), None):
        number = int(head[1]) if head and head[1] else 0
        if number != len(run) + 1:
            found += run if len(run) > 1 else ()
            run = []
        if head and number == len(run) + 1:
            run.append(head.start() - 1)
    return frozenset(found)


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Append the span without the white space, and the list mark, around it."""
    start += text.startswith(" ", start, end)
    if start < end and text[start].isalnum() and not text[end - 1].isspace():  # nearly always
        spans.append((start, end))
        return
    while start < end and not (first := text[start]).isalnum():
        if not (first.isspace() or (first in _BULLET and (start + 1 == end or text[start + 1].isspace()))):
            break
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))


def _ends(text: str, start: int, found: re.Match[str], language: str | None) -> bool:
    """Whether the stop that was `found` ends the sentence that began at `start`."""
    stop = found["stop"]
    if stop is None:
        return not _said_on(text, found)
    after = _NEXT.match(text, found.end())
    word = after["word"] if after else None
    if after is None or not word:
        return after is None or after["after"] == "" or after["after"] not in ".…,;:)&/"
    if found["close"] and after["open"][:1] in ("—", "–"):
        return False  # “It is over.” — Ida Brandt
    if stop == ";":
        return word[0].isupper() or (language == "el" and not found["close"])
    if word[0].islower():
        return _camel(word)
    return _stops(text, start, found, word, after["after"], language) and not _inside_brackets(text, start, found.end())


def _said_on(text: str, found: re.Match[str]) -> bool:
    """Whether a saying follows the quotation that a stop other than a full stop ends."""
    end = found.end()
    if found["wide"]:
        return bool(found["wide_close"] and _WIDE_SAYING.match(text, end))
    return bool(found["sure_close"]) and (text[end + 1 : end + 2].islower() or bool(_ARABIC_SAYING.match(text, end)))


def _stops(text: str, start: int, found: re.Match[str], word: str, after: str, language: str | None) -> bool:
    """Whether the stop ends its sentence, before a `word` that could open one."""
    stop, close = found["stop"], found["close"]
    if stop == "." and not close:
        return _period_ends(text, start, found.start(), word, after, language)
    if stop[0] in ".…" and len(stop.rstrip("?!")) > 1 and not close:
        ahead = text[max(start, found.start() - 2) : found.start()]
        return not ahead[-1:].isspace() or ahead[:1] in ".?!" or (word in _OPENERS and word != "I")
    return not (stop[-1] in "?!" and close and _NAMED_SAYING.match(text, found.end()))


def _camel(word: str) -> bool:
    """Names such as iPhone and eBay open a sentence with a small letter."""
    return len(word) > 2 and word[1].isupper() and word[2].islower()


def _inside_brackets(text: str, start: int, end: int) -> bool:
    """Whether a bracket opened in this sentence is closed soon after `end`."""
    opening = text.rfind("(", start, end)
    if opening < 0 or opening < text.rfind(")", start, end):
        return False
    closing = text.find(")", end, end + 160)
    return closing >= 0 and "\n\n" not in text[end:closing] and "(" not in text[end:closing]


def _period_ends(text: str, start: int, at: int, following: str, after: str, language: str | None) -> bool:
    """Whether the single full stop at `at` ends a sentence, judged by the words on both sides."""
    begin = max(text.rfind(" ", start, at), text.rfind("\n", start, at), text.rfind("\u00a0", start, at), start - 1) + 1
    before = text[begin:at].lstrip("\"'“‘„«»([¿¡—–-")
    opens = following in _OPENERS and after != "."
    if not before:
        return True
    if len(before) == 1 and before.isalpha():
        return _letter_ends(text, start, begin, before, following, opens, after)
    if before[-1].isdigit():
        return _number_ends(text, start, begin, before, following, opens, language)
    if before in _NEVER_LAST:
        return False
    if before in _NUMBERED and (following[0].isdigit() or _is_roman(following)):
        return False
    if before in _CLOCK:
        return not (following in _AFTER_CLOCK or (following.isupper() and len(following) > 1))
    if before in _PERHAPS_LAST:
        return opens
    if ("." in before and _INITIALISM.fullmatch(before)) or _doubled(before):
        return opens and not _doubled(following)
    if following[0].isdigit() and before.endswith("str"):
        return False
    parts = _JOINED.split(before)
    return parts[-1] not in _NEVER_LAST and not (len(parts) > 1 and parts[-1] == "on")


def _doubled(word: str) -> bool:
    """The Spanish way to shorten plurals: EE. UU., FF. AA., JJ. OO."""
    return len(word) == 2 and word[0] == word[1] and word.isupper()


def _is_roman(word: str) -> bool:
    return len(word) < 6 and not word.strip("IVXLC")


def _letter_ends(text: str, start: int, begin: int, letter: str, following: str, opens: bool, after: str) -> bool:
    """A single letter and a full stop: an initial unless a sentence clearly opens after it."""
    if letter.islower() or letter == "M":
        return opens and letter.islower() and letter not in "zdusvi"
    if not letter.isupper():  # scripts without capitals: "د. سالم" is a title
        return False
    if letter == "I":
        previous = text[start:begin].rstrip()[-1:]
        return previous.islower() or (opens and previous != ".")
    if after == "." and len(following) == 1:
        return False
    return opens or bool(_LETTERED.search(text, max(start, begin - 20), begin))


def _number_ends(
    text: str, start: int, begin: int, number: str, following: str, opens: bool, language: str | None
) -> bool:
    """A number and a full stop: the mark of a list item, a German ordinal, or an end."""
    if not number.isdigit() or len(number) > 2:
        return True
    if not text[start:begin].strip():
        return False
    if language == "de" or following in _GERMAN_MONTHS:
        return opens and following not in _GERMAN_MONTHS
    return True
