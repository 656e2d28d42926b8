"""Which language a text is in: script first, then small words, and a trained model only where those do not decide.

A text of several languages is in the one that most of it is in; `foreign_paragraphs` names those that differ.
"""

from __future__ import annotations

import re
from collections import Counter

from digest.clean.lines import count_words, plainly

_SAMPLE = 800  # characters in which words are counted
_OPENING = 300  # characters in which scripts are counted

_MIXED = 240  # characters below which a text has no second half to look at
_MOST_PARAGRAPHS = 200  # that are looked at where a text is in several languages
_SURE_WORDS, _SURE_SHARE = 3, 0.2  # different small words by which a paragraph must tell its language, and their share
_NEAR = frozenset({frozenset(pair) for pair in (("no", "da"), ("no", "sv"), ("da", "sv"), ("es", "pt"), ("cs", "pl"))})

ENOUGH_THE = 4  # English is most of the press, and no other language has this word

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff\uff66-\uff9f]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff\u3130-\u318f]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff]")),
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_EASTERN = 3  # the first of them
_OTHER_SCRIPT = re.compile("[^\x00-\u02ff\u1e00-\u1eff\u2000-\u27ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"[^\W\d_]+")
_TO_LETTERS = {code: chr(code).lower() if chr(code).isalpha() else " " for code in range(128)}

# The commonest small words of each language; a word of several languages speaks for each of them.
_SMALL = {
    "en": "the of and to in that is was for on with as at by from he his have has had are were be been it its this which not "
    "who will would they their said but an she her after about",
    "de": "der die das und ist von den dem des mit auf für im nicht sich ein eine einer einem einen auch als an nach wie bei "
    "aus sind wird war werden hat haben zu zum zur über er sie es dass oder vor",
    "fr": "le la les des du de et est une un que qui dans pour sur avec pas au aux par plus ce cette il elle ont sont été se "
    "son sa ses leur mais ou était d l",
    "es": "el la los las de del y en que un una por con para es se su sus no al lo como más ha han fue este esta pero o entre "
    "sobre desde son según",
    "it": "il la le lo gli di del della dei delle e è che un una per con non in nel nella si su al alla da dal dalla sono ha "
    "hanno come più anche ma questo questa",
    "pt": "o a os as do da dos das e em no na nos nas que um uma para por com não é se ao à mais foi como são sua seu pela "
    "pelo mas ou também",
    "nl": "de het een van en in is dat op te zijn voor met die niet aan er ook als door naar bij uit om over nog wordt werd "
    "heeft hebben maar of deze",
    "sv": "och i att en ett det som på är av för med den till inte om har de var sig från vid men efter kan eller",
    "da": "og i at en et det som på er af for med den til ikke om har de var sig fra ved men efter kan eller blev også",
    "no": "og i at en et det som på er av for med den til ikke om har de var seg fra ved men etter kan eller ble også",
    "fi": "ja on ei se että oli hän ovat mutta myös kuin joka sen mukaan ole tai kun",
    "pl": "i w na z do się nie że jest to o jak po od za przez dla są oraz ale ma jego który która które był była także",
    "cs": "a v na se je že to s z do o za pro jsou ale jako jeho který která které by byl byla podle také k",
    "hu": "a az és hogy nem is egy van volt meg csak de ez azt vagy már mint szerint",
    "ro": "și în de la a cu pe că nu din este un o pentru sunt care mai fost dar lui către",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi en ise kadar sonra ne dedi var",
    "id": "yang dan di dari untuk dengan pada ini itu dalam tidak akan ke oleh juga telah sebagai adalah",
    "vi": "và của là có trong được cho các người không với một những này đã để khi",
}
_SPEAKS: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL.items():
    for _word in _words.split():
        _SPEAKS[_word] = (*_SPEAKS.get(_word, ()), _language)

# A language with an alphabet that others also use, known by a letter of its own.
_CYRILLIC_SIGNS = (("uk", "іїєґ"), ("be", "ўі"), ("sr", "ђћџљњј"), ("mk", "ѓќѕ"), ("kk", "қңғүұһә"))
_ARABIC_SIGNS = (("ur", "ٹڈڑےں"), ("fa", "پچژگی"))


_SCRIPT_OF = {
    **dict.fromkeys(_SMALL, "latin"),
    **{name: name for name, _ in _SCRIPTS},
    **dict.fromkeys(("uk", "be", "sr", "mk", "kk", "bg"), "ru"),
    **dict.fromkeys(("fa", "ur"), "ar"),
    "mr": "hi",
}


def detect_language(text: str) -> str | None:
    """The language of `text` as an ISO 639-1 code, or None where there is too little of it to tell.

    `text` has its paragraphs parted by a blank line; where they are in several languages, the one with most words counts.
    """
    first = _told(text)
    if len(text) < _MIXED or "\n\n" not in text:
        return first
    half = text.find("\n\n", len(text) // 2)
    second = _told(text[half if half >= 0 else text.rfind("\n\n") :].strip(), guess=False)
    return first if second in (None, first) else _commonest(text, first)


def _commonest(text: str, first: str | None) -> str | None:
    sizes: dict[str, float] = {}
    for start, end in _paragraphs(text):
        language = _told(text[start:end], guess=False)
        if language:
            sizes[language] = sizes.get(language, 0.0) + count_words(text[start:end])
    if not sizes:
        return first
    return max(sorted(sizes), key=lambda name: (sizes[name], name == first))


def foreign_paragraphs(text: str, language: str | None) -> tuple[tuple[int, int, str], ...]:
    """The paragraphs of `text` that surely are in another language than `language`: start, end, and the language of each.

    Paragraphs are parted by a blank line. One that is too short to tell, or whose language is close kin, is not named.
    """
    if language is None:
        return ()
    spans = _paragraphs(text)
    told = [(start, end, other) for start, end in spans if (other := _surely_other(text[start:end], language))]
    return tuple(told)


def _surely_other(paragraph: str, language: str) -> str | None:
    other = _told(paragraph, guess=False)
    if other is None or other == language or frozenset((other, language)) in _NEAR:
        return None
    if other not in _SMALL or language not in _SMALL:
        return other if _unlike(other, language) else None
    words = _WORD.findall(paragraph[:_SAMPLE].lower())
    telling = [word for word in words if len(word) > 1]  # a letter alone is an initial as often as a word
    votes, different = _votes(telling), _votes(list(dict.fromkeys(telling)))
    sure = different[other] >= _SURE_WORDS and votes[other] >= _SURE_SHARE * len(words)
    return other if sure and votes[other] >= 2 * votes[language] else None


def _unlike(one: str, other: str) -> bool:
    """Whether two languages are written in different scripts."""
    return _SCRIPT_OF.get(one, "latin") != _SCRIPT_OF.get(other, "latin")


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for paragraph in text.split("\n\n", _MOST_PARAGRAPHS)[:_MOST_PARAGRAPHS]:
        spans.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return spans


def _told(text: str, *, guess: bool = True) -> str | None:
    """The language in which `text` begins; without `guess`, the trained model is not asked."""
    sample = text if len(text) <= _SAMPLE else text[:_SAMPLE]
    if sample.isascii() or not _OTHER_SCRIPT.search(sample):
        return "en" if sample.count(" the ") >= ENOUGH_THE else _by_words(sample, guess=guess)
    opening = sample[:_OPENING]
    counts = {name: len(pattern.findall(opening)) for name, pattern in _SCRIPTS[:_EASTERN]}
    latin = len(_LATIN.findall(opening))
    east = sum(counts.values())
    if east * 2.5 > latin and east >= 4:
        return _east_asian(counts["ja"], counts["ko"], counts["zh"])
    counts |= {name: len(pattern.findall(opening)) for name, pattern in _SCRIPTS[_EASTERN:]}
    name, most = max(counts.items(), key=lambda item: item[1])
    if most > latin and most >= 12:
        return {"ru": _cyrillic, "ar": _arabic, "hi": _indic}.get(name, lambda _: name)(sample)
    return _by_words(sample, guess=guess)


def _east_asian(kana: int, hangul: int, han: int) -> str:
    if hangul > kana and hangul * 3 > han:
        return "ko"
    return "ja" if kana * 20 > han else "zh"


def _cyrillic(sample: str) -> str:
    lower = sample.lower()
    russian = sum(map(lower.count, "ыэъё"))
    for name, signs in _CYRILLIC_SIGNS:
        if sum(map(lower.count, signs)) > max(2, russian):
            return name
    bulgarian = sum(map(lower.count, ("ъ", " на ", " се ", " от ")))
    return "bg" if not sum(map(lower.count, "ыэё")) and bulgarian > 4 else "ru"


def _arabic(sample: str) -> str:
    for name, signs in _ARABIC_SIGNS:
        if sum(map(sample.count, signs)) * 25 > len(sample):
            return name
    return "ar"


def _indic(sample: str) -> str:
    return (
        "mr" if sum(map(sample.count, (" आहे", " आणि ", "ळ"))) > sum(map(sample.count, (" है", " और ", " के "))) else "hi"
    )


def _votes(words: list[str]) -> Counter[str]:
    """How many of `words` are small words of each language."""
    return Counter([name for word in words if word in _SPEAKS for name in _SPEAKS[word]])


def _letters_of(sample: str) -> list[str]:
    """The runs of letters of `sample` in small letters."""
    plain = plainly(sample)
    if plain.isascii():
        return plain.translate(_TO_LETTERS).split()
    return _WORD.findall(sample.lower())


def _by_words(sample: str, *, guess: bool) -> str | None:
    words = _letters_of(sample)
    if len(words) < 4:
        return None
    votes = _votes(words)
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    first = ranked[0][1] if ranked else 0
    second = ranked[1][1] if len(ranked) > 1 else 0
    if first >= 3 and first * 12 >= len(words) and first >= 1.25 * second:
        return ranked[0][0]
    if first >= 2 and len(words) < 25 and first >= 2 * second:
        return ranked[0][0]
    return _by_model(sample[:600], len(words)) if guess else None


def _by_model(sample: str, words: int) -> str | None:
    """The trained classifier's answer; it is not asked about a handful of words, which it only guesses at."""
    if words < 6:
        return None
    import py3langid

    name = py3langid.classify(sample)[0]
    return str(name) if len(name) == 2 else None
