# ruff: noqa: E501 -- patterns are read best unbroken
"""Who wrote it and where it came from: bylines, datelines, and the wire services they credit."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The wire services by the names they go under; the value is the name that is shown.
_AGENCIES = {
    "AP": "ap|the associated press|associated press|美联社|美聯社|AP通信",
    "Reuters": "reuters|thomson reuters|路透社|路透|ロイター|рейтер|رويترز|로이터",
    "AFP": "afp|agence france-presse|agence france presse|法新社|أ ف ب|أ\\.ف\\.ب|فرانس برس|АФП",
    "dpa": "dpa|deutsche presse-agentur|dpa-afx|德新社",
    "Yonhap": "yonhap|yonhap news|yonhap news agency|연합뉴스|韩联社|韓聯社",
    "Newsis": "newsis|뉴시스",
    "Kyodo": "kyodo|kyodo news|共同社|共同通信|共同通信社|共同",
    "Jiji": "jiji|jiji press|時事通信|時事",
    "Xinhua": "xinhua|xinhua news agency|新华社|新華社|新华网",
    "China News Service": "china news service|中新社|中新网|中新網",
    "CNA": "cna|central news agency|中央社",
    "TASS": "tass|itar-tass|тасс|итар-тасс|塔斯社|تاس",
    "Interfax": "interfax|интерфакс",
    "RIA Novosti": "ria novosti|ria|риа новости",
    "Ukrinform": "ukrinform|укрінформ|укринформ",
    "ANSA": "ansa",
    "EFE": "efe|agencia efe|埃菲社",
    "Europa Press": "europa press|ep",
    "Lusa": "lusa",
    "Agência Brasil": "agência brasil",
    "PTI": "pti|press trust of india",
    "ANI": "ani",
    "IANS": "ians",
    "UNI": "uni",
    "APP": "app",
    "Anadolu": "anadolu|anadolu agency|aa|الأناضول",
    "IRNA": "irna|ایرنا",
    "PA": "pa|pa media|press association",
    "CP": "the canadian press|canadian press|la presse canadienne",
    "AAP": "aap|australian associated press",
    "UPI": "upi|united press international|合众国际社",
    "Bloomberg": "bloomberg|bloomberg news|彭博社|彭博",
    "Dow Jones": "dow jones|dow jones newswires",
    "APA": "apa",
    "SDA": "sda|keystone-sda|ats",
    "Belga": "belga",
    "ANP": "anp",
    "NTB": "ntb",
    "Ritzau": "ritzau",
    "TT": "tt",
    "PAP": "pap",
    "CTK": "ctk|čtk",
    "MTI": "mti",
    "Bernama": "bernama",
    "Antara": "antara",
    "VNA": "vna",
    "KCNA": "kcna|朝中社",
    "MENA": "mena",
    "SPA": "spa|واس",
    "WAM": "wam|وام",
    "PNA": "pna",
    "NAN": "nan",
    "GNA": "gna",
    "TNS": "tns|tribune news service",
    "StatePoint": "statepoint",
}
_BY_NAME = {name: shown for shown, names in _AGENCIES.items() for name in names.replace("\\", "").casefold().split("|")}
_SHORT_MEANINGS = frozenset(
    {"ep", "aa", "pa", "app", "uni", "ani", "ria", "tt", "spa", "nan", "pap", "ats", "sda", "mena", "apa"}
)

_AGENCY_NAME = r"[^\W\d_][\w.&'’-]*(?:[ /-][^\W_][\w.&'’-]*){0,4}"
_PLACE = r"[^\W\d_a-zà-öø-ÿ][^\W\d_'’.-]*(?:[ '’.-]{1,2}[^\W\d_]+\.?){0,4}"
_DAY = r"(?:[^\W\d_]{3,9}\.?\s\d{1,2}(?:,?\s\d{4})?|\d{1,2}\.?\s[^\W\d_]{3,9}\.?(?:\s\d{4})?)"
_DASH = r"(?:--+|[—–―]|-(?=\s)|:(?=\s))"

# `SEOUL, South Korea, March 18 (Reuters) - `, `(Reuters) - `, `BERLIN (dpa) - `, `WASHINGTON — `
_DATELINE = re.compile(
    rf"(?:(?P<place>{_PLACE})(?:\s?[,/]\s?{_PLACE}\.?){{0,3}}(?:(?:,\s?|\s)(?P<day>{_DAY}))?\s?,?\s?)?[(\[](?P<agency>{_AGENCY_NAME})[)\]]\s?[.,]?\s?(?:{_DASH}\s?)?"
)
_BARE_DATELINE = re.compile(
    rf"(?P<place>[A-ZÀ-ÖØ-ÞА-ЯЁ][A-ZÀ-ÖØ-ÞА-ЯЁ .'’-]{{2,40}})(?:,\s?(?P<rest>[A-Z][\w. ]{{1,30}}))?(?:,?\s(?P<day>{_DAY}))?\s?(?:--+|[—–―])\s?|"
    rf"(?P<place2>{_PLACE}),\s(?P<day2>{_DAY})[.,]?\s?/(?P<agency2>[^/\n]{{2,30}})/[.,]?\s?(?:{_DASH}\s?)?|"
    rf"(?P<place3>{_PLACE}),?\s(?P<day3>{_DAY}),?\s(?P<agency3>{_AGENCY_NAME})\s?(?:--+|[—–―])\s"
)
_DATELINE_MARK = re.compile(r"[(\[/]|--")  # one of them stands in each of these, as far as it is ASCII
_OUTLET = re.compile(
    r"(?:\([A-Z]{2,9}(?: [A-Z][a-z]+)?\)|"
    r"[A-Z][a-z]+(?: [A-Z][a-z]+)?(?:, [A-Z][\w. ]{1,20})? \((?:CNN(?: [A-Z][a-z]+)?|AP|AFP|UPI|NPR|Reuters|Bloomberg)\))"
    r"\s?(?:--+|[—–―-])?\s?(?=[A-Z\"“‘'])"
)  # `(CNN) `, `Washington (CNN) `: of the paper itself; other letters after a name are what it is called for short
_EASTERN = re.compile(
    r"[【\[(（]?\s?(?P<zh>(?:新华社|新華社|中新社|中新网|中新網|中央社|共同社|法新社|路透社|美联社|塔斯社|韩联社)[^\s，。、：:]{0,12}?(?:\d{1,2}月\d{1,2}日|\d{1,2}日)?(?:电|電|讯|訊|報導|报道))\s?(?:[（(][^）)]{1,40}[）)])?\s?[】\])）]?\s?[：:，]?\s?|"
    r"[（(](?P<zh2>[^（）()]{0,24}(?:新华社|中央社|中新社|中新网|美联社|路透社|法新社|综合报道|記者|记者)[^（）()]{0,40})[）)]\s?|"
    r"[\[(【（](?:[^\])】）]{0,24}[=＝·\s])?(?P<ko>연합뉴스|뉴시스|뉴스1|共同|時事|ロイター|AFP時事|AP通信)[\])】）]\s?(?:[^\s=]{2,20}\s(?:특파원|기자|통신원)\s?=\s?)?|"
    r"【(?P<ja>[^】]{1,24})】\s?|\[[^\[\]]{1,20}=\s?(?P<reporter>[\uac00-\ud7af]{2,4})\s?(?:기자|특파원)\]\s?|[（(](?P<ar>رويترز|أ ف ب|وكالات|د ب أ|الأناضول|سبوتنيك)[)）]\s?[-–—:]?\s?"
)

_BY = (
    r"(?:(?:written |story |words |report |reported |reporting |posted |published |analysis |review |compiled |article |text |interview |opinion )?by|von|por|par|di|da|door|av|af|przez|автор(?:ы)?|текст|"
    r"author(?:s|\(s\))?|reporters?|autor(?:a|en|es)?|auteur|autore|redactie|yazar|penulis|oleh|作者|记者|記者|撰文|文|编译|編譯|文字|通讯员|執筆|筆者|著者|기자|글|بقلم|كتب|كتبت|الكاتب|מאת)"
)
_NAME_WORD = (
    r"(?:[^\W\d_a-zа-яё][\w'’.·-]*|de|da|di|do|dos|del|della|la|le|van|von|der|den|ten|ter|bin|ibn|al|el|y|e|af|du|zu)"
)
_NAME = rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{0,4}}"
_BYLINE = re.compile(rf"\W*(?P<by>{_BY})\s?(?P<colon>[:：]\s?)?(?P<names>.{{2,160}}?)\s*", re.IGNORECASE)
# With these begins a byline that begins with ASCII letters.
_BYLINE_HEADS = frozenset(
    "wri sto wor rep pos pub ana rev com art tex int opi von por par doo prz aut red yaz pen ole".split()  # noqa: SIM905
)
_SHORT_BYLINE_HEADS = frozenset(("by", "di", "da", "av", "af"))
_MAIL = re.compile(r"\(?\s?[\w.+-]{1,64}@(?:[\w-]{1,63}(?:\.[\w-]{2,63}){0,4})?\s?\)?")
_PLACE_FIRST = re.compile(r"^[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .'’-]{2,40}\s?(?:--+|[—–-])\s(?=By\s)")
_ROLE = re.compile(
    r"\s(?:on|am|le|el|il|op|den)\s(?:[^\W\d_]{3,10}\.?,?\s){0,2}\d.*$|"
    r"\s*[,|/–—-]\s*(?:[\w' ]{0,30}\s)?(?:staff|senior|chief|reporter|writer|editor|correspondent|contributor|columnist|special to|for the|the |associated press|reuters|afp|news|bureau|post|times|updated|published|posted|last|on |at |\d).*$|"
    r"\s(?:staff writer|staff reporter|correspondent|special to|updated|published|posted|last (?:updated|modified)|for the|[|•·]|\d).*$|\s?(?:기자|특파원|記者|记者|통신원)\s*(?:[=＝].*)?$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:,|;|、|，|&|\||\s(?:and|und|et|y|e|en|och|og|i|и|و|with|avec|con)\s)\s*", re.IGNORECASE)
_EAST_GAP = re.compile(r"(?<=[\u3400-\u9fff\uac00-\ud7af])[ 、，,;；](?=[\u3400-\u9fff\uac00-\ud7af]{2,4}(?:\W|$))")
_SPAM = re.compile(
    r"app\b|入口|下载|下載|官网|官網|官方|bet\b|casino|体育|體育|棋牌|彩票|娱乐|娛樂|\d|https?|www|\.com|\.net|\.org|@|admin|administrator|webmaster|\beditor(?:s|ial)?\b|staff|newsroom|\bdesk\b|"
    r"redaktion|редакция|redacción|rédaction|小编|编辑部|unknown|anonymous|\bguest\b|\busers?\b|\bnews\b|\bonline\b|\bteam\b|\bbureau\b|\bagenc(?:y|ies)\b|\bcorrespondents?\b|\breporters?\b|contributor|associated press|network|magazine|\bmedia\b",
    re.IGNORECASE,
)
_EAST_NAME = re.compile(
    r"[\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff·・ー]{2,12}(?:\s[\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff]{1,6})?"
)
_CASED_NAME = re.compile(_NAME)
_PLAIN_NAME = re.compile(r"[^\W\d_]+(?:[\s'’.-][^\W\d_]+){1,4}")
_SCRIPT_WITHOUT_CASE = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff]")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence of a wire report."""

    end: int  # characters that belong to it
    agency: str | None = None
    day: str | None = None  # the date as written, often without a year
    author: str | None = None  # the reporter, where the dateline names one


def agency_name(name: str) -> str | None:
    """The shown name of the wire service that `name` means, or None."""
    return _BY_NAME.get(name.strip(" .,:;-–—/()[]").casefold())


def find_dateline(text: str) -> Dateline | None:
    """The dateline at the head of `text` (`SEOUL, March 18 (Reuters) - `), or None."""
    head = text[:160]
    if head.isascii() and not _DATELINE_MARK.search(head):
        return None
    match = _DATELINE.match(head) if "(" in head or "[" in head else None
    if match and match.end() < len(text) and _is_dateline(match):
        return Dateline(match.end(), _credited(match["agency"], generic=True), match["day"])
    match = _BARE_DATELINE.match(head)
    if match and match.end() < len(text) and not text[match.end()].islower():
        day = match["day"] or match["day2"] or match["day3"]
        agency = match["agency2"] or match["agency3"]
        if not match["agency3"] or agency_name(match["agency3"]):
            return Dateline(match.end(), _credited(agency, generic=False) if agency else None, day)
    match = _OUTLET.match(head)
    if match and match.end() < len(text):
        return Dateline(match.end())
    match = _EASTERN.match(head)
    if match and match.end() < len(text):
        said = next((group for group in match.groups() if group), "")
        agency = next(
            (
                shown
                for name, shown in _BY_NAME.items()
                if len(name) > 1 and name in said.casefold() and not name.isascii()
            ),
            None,
        )
        if match["ja"] and agency is None:
            return Dateline(match.end()) if re.search(r"[=＝]|記者|特派員|通信", said) else None
        return Dateline(match.end(), agency, None, match["reporter"])
    return None


def _is_dateline(match: re.Match[str]) -> bool:
    """A bracket at the head of a sentence is a dateline if it names a service, or if a dash sets off what follows."""
    name = match["agency"]
    known = agency_name(name)
    dashed = bool(re.search(r"[-—–―:]\s?$", match[0]))
    if known:
        return dashed or match["place"] is None or name.casefold() not in _SHORT_MEANINGS
    return dashed and match["place"] is not None and name[:1].isupper() and not re.search(r"\d", name)


def _credited(name: str, *, generic: bool) -> str | None:
    return agency_name(name) or (name.strip() if generic and len(name) <= 40 else None)


_CREDITED = re.compile(
    r"^\W*(?:source|quelle|fuente|fonte|来源|來源|稿源|出典|by|via|credit|agency)\s?[:：]?\s?", re.IGNORECASE
)


_CREDITED_HEADS = frozenset(("so", "qu", "fu", "fo", "by", "vi", "cr", "ag"))  # of those that begin with ASCII letters


def find_agency(line: str) -> str | None:
    """The wire service that a whole credit line names (`Reuters`, `Source: Xinhua`, `By The Associated Press`)."""
    bare = line.strip()
    if not bare[:2].isascii() or not bare[:1].isalnum() or bare[:2].lower() in _CREDITED_HEADS:
        bare = _CREDITED.sub("", bare)
    bare = bare.strip(" .()[]|-–—/")
    found = agency_name(bare)
    if found:
        return None if bare.casefold() in _SHORT_MEANINGS and not bare.isupper() else found
    return None


_REPORTING = re.compile(
    r"\W*(?:additional )?(?:reporting|written|reported) by (?P<names>[^;.()]{3,120}?)(?:\s(?:in|at|from)\s[^;()]{1,60})?(?:[;.()].*)?",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\s?(?:--+|[—–―])\s?(?P<name>[A-Z][\w-]{2,30})\s?")
_BEFORE_SIGNATURE = frozenset(" -—–―")


def find_reporters(line: str) -> tuple[str, ...]:
    """The reporters that a service's tail names (`(Reporting by ...; Editing by ...)`)."""
    match = _REPORTING.fullmatch(line[:400])
    return split_names(match["names"]) if match else ()


def find_signature(line: str) -> str | None:
    """The service that signs a report in one word below it (`-- Tidewire`)."""
    match = _SIGNED.fullmatch(line) if line[:1] in _BEFORE_SIGNATURE else None
    return agency_name(match["name"]) or match["name"] if match else None


def find_authors(line: str) -> tuple[str, ...] | None:
    """The people a byline names; () where it names nobody who could be one; None where the line is no byline.

    Labels in many languages are known. Addresses are never kept, and neither are names of sites, desks, apps or bookmakers.
    """
    if len(line) > 220:
        return None
    bare = _MAIL.sub(" ", line) if "@" in line else line
    bare = _PLACE_FIRST.sub("", bare) if "By" in bare else bare
    head = bare[:3]
    if head.isascii() and head[:1].isalnum() and (small := head.lower()) not in _BYLINE_HEADS:
        match = _BYLINE.fullmatch(bare) if small[:2] in _SHORT_BYLINE_HEADS else None
    else:
        match = _BYLINE.fullmatch(bare)
    if not match:
        return _labelled_later(bare)
    label, names = match["by"].casefold(), match["names"].strip(" ()[]|-–—•·,\n")
    if not match["colon"] and not _fits(label, names, bare, match):
        return None
    found = split_names(names)
    if not match["colon"] and not found and not find_agency(names):
        return None
    return found


def _fits(label: str, names: str, line: str, match: re.Match[str]) -> bool:
    """Without a colon, a byline is a label and names alone: nothing that could be a sentence."""
    gap = line[match.end("by") : match.start("names")]
    if not gap and label.isascii():
        return False
    if label.isascii() and label in {"da", "di", "e", "av", "af"}:
        return False
    return len(names) <= 120 and not re.search(r"[.!?。！？]\s?$", names) and len(names.split()) <= 16


_NAME_THEN_OFFICE = re.compile(
    rf"\W*(?P<name>{_NAME_WORD}(?:\s{_NAME_WORD}){{1,3}})(?:,\s(?:for|special to)|\sspecial to) (?:the )?[A-Z][\w'’&.-]*(?:\s[A-Z][\w'’&.-]*){{0,4}}\W*|"
    rf"\W*(?P<name2>{_NAME_WORD}(?:\s{_NAME_WORD}){{1,3}}),\s(?:[A-Za-z][\w-]* ){{0,2}}(?:staff (?:writer|reporter)|correspondent)\W*"
)  # `Ann Example, for the Daily`, `Ann Example, science correspondent`
_OFFICES = ("for ", "staff ", "correspondent")  # one of these stands in each of them, but for "special to"
_KOREAN = re.compile(r"\W*(?:\S{2,12}\s)?(?P<name>[\uac00-\ud7af]{2,4})\s?(?:기자|특파원)\W*")


def _labelled_later(line: str) -> tuple[str, ...] | None:
    """A name with its owner's office behind it."""
    match = _KOREAN.fullmatch(line.strip()) if "기자" in line or "특파원" in line else None
    if match:
        return (match["name"],)
    if len(line) > 100 or not ("special to" in line or ("," in line and any(map(line.__contains__, _OFFICES)))):
        return None
    match = _NAME_THEN_OFFICE.fullmatch(line)
    return (split_names(match["name"] or match["name2"]) or None) if match else None


def split_names(names: str) -> tuple[str, ...]:
    """The people in `names`, in order; what is no person's name is left out."""
    names = _ROLE.sub("", names)
    found: list[str] = []
    parts = _EAST_GAP.sub(",", names).split(",") if _EAST_GAP.search(names) else _SPLIT.split(names)
    if (
        len(parts) == 2
        and "," in names
        and names.isascii() == names.replace(",", "").isascii()
        and re.fullmatch(r"[^,]+,[^,]+", names)
    ):
        parts = (
            parts[:1] if not re.search(r"\s(?:and|und|et|y|e|en)\s", names) else parts
        )  # two authors are joined by "and"; this is a place
    for part in parts:
        name = re.sub(r"\s+", " ", part).strip(" .,:;()[]|-–—•·*")
        if is_person(name):
            name = name.title() if name.isupper() and " " in name and len(name) > 5 else name
            found += [] if name in found else [name]
    return tuple(found)


def is_person(name: str) -> bool:
    """Whether `name` could be a person's: no site, desk, address, number or advertisement."""
    if not 2 <= len(name) <= 60 or _SPAM.search(name) or agency_name(name):
        return False
    if _EAST_NAME.fullmatch(name):
        return len(name) <= 9
    if _SCRIPT_WITHOUT_CASE.search(name):
        return bool(_PLAIN_NAME.fullmatch(name))
    if name.isupper():
        return bool(_PLAIN_NAME.fullmatch(name))
    return bool(_CASED_NAME.fullmatch(name)) and (" " in name or "-" in name)
