"""What a language must bring to carry a briefing's labels and dates, and where it is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

from digest.errors import UsageError
from digest.render import languages

_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu "
    "fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl "
    "km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj "
    "om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to "
    "tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
ISO_639_1 = frozenset(_CODES.split())

Forms = tuple[str, ...]  # one pattern with {n} for each plural form of the language, in the order of `Language.forms`


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """All labels of one language. None but the signs at the end has a default, so that no label can be forgotten.

    Names in braces are filled in; what stands in another place of the sentence elsewhere is a pattern here.
    """

    code: str  # ISO 639-1, as a `lang` attribute has it
    forms: tuple[str, ...]  # the plural categories of CLDR for whole numbers
    plural: Callable[[int], int]  # a number's place in `forms`
    languages: Mapping[str, str]  # names of languages by their codes

    months: tuple[str, ...]
    weekdays: tuple[str, ...]  # from Monday
    long_date: str
    short_date: str
    short_date_year: str
    moment: str
    since: str
    today: str
    yesterday: str
    minutes_ago: Forms
    hours_ago: Forms
    days_ago: Forms

    # What is counted
    items: Forms
    reports: Forms
    independent_reports: Forms
    by_voices: Forms  # "by 3 independent voices", after or before the reports
    reports_by: str
    stories: Forms
    from_reports: Forms
    by_outlets: Forms
    told: str  # stories, reports, outlets
    no_stories: str
    read: Forms
    set_aside: Forms
    last: str  # joins the last two of a list
    more_names: Forms

    # A story
    untitled: str
    began: str
    in_language: str
    derived: str
    printed_in: str
    new: str
    said_by: str
    differ: str
    alone: str
    only_in: str
    went_on: str
    why: str
    voices: Forms  # its reasons: these three, and below
    outlets: Forms
    files: Forms
    published: str
    dateless: str
    weighs: str
    watched: str
    opinion: str
    passage: str
    characters: str

    # Its sources
    source: str
    sources: str
    copies: Forms
    not_quoted: Forms
    the_article: str
    by: str
    text_of: str
    copy_of: str  # the same within a line
    undated: str
    not_believed: str
    dated_from: str

    # The briefing
    briefing: str
    in_this_briefing: str
    skip: str
    nothing: str
    nothing_more: str
    left_out: str
    nothing_left_out: str
    all_told: str
    show_all: str
    and_more: str
    failed: str
    dropped: str
    below: str
    failed_count: Forms  # as part of a list
    dropped_count: Forms
    below_count: Forms
    proof: str
    proof_text: str
    proof_page: str
    made: str
    arrived: str

    # The mail
    not_in_here: str
    more_stories: Forms
    unsubscribe: str
    read_on_web: str
    shortened: str  # where the whole is: one of the next two
    on_the_web: str
    in_the_text: str
    more_on_page: str  # how many more, and the next but one as a link
    more_in_text: str
    on_page: str
    nothing_in: str  # a subject
    web_address: str  # before an address
    no_more: str  # before the address to unsubscribe at
    other_reasons: str
    page_lists: str

    # How a story stands to earlier briefings
    running: str
    corrected: str
    corrects: str  # before what was said and what is said now
    it_said: str
    now_says: str
    no_longer: str
    still_stands: str
    new_since_yesterday: str
    new_since: str

    # The line on the day, the parts of a briefing, and its pictures
    in_files: Forms  # in the place of `by_outlets`, where nothing names the outlets
    newest: str
    new_stories: Forms
    running_stories: Forms
    corrected_stories: Forms
    other_languages: str
    coverage: str
    reprint: str
    day_key: str  # of a report of which only the day is known
    voice_key: str
    again_key: str

    # Signs
    direction: Literal["ltr", "rtl"] = "ltr"
    first_day: str = "1"  # the number of a month's first day
    thousands: str = ","
    grouped_from: int = 1000
    comma: str = ", "
    list_comma: str = ", "
    semicolon: str = "; "
    colon: str = ": "
    stop: str = "."
    gap: str = " "  # between sentences
    brackets: str = " ({inside})"


def available() -> tuple[str, ...]:
    """The codes of all languages that are there, in alphabetical order."""
    return tuple(sorted(module.name for module in iter_modules(languages.__path__)))


@cache
def load(code: str) -> Language:
    """The language of a code; raises `UsageError` with all that are there where it is none of them."""
    if code not in available():
        raise UsageError(f"no language {code!r} for labels and dates: use one of {', '.join(available())}")
    found = import_module(f"{languages.__name__}.{code}").LANGUAGE
    assert isinstance(found, Language)  # noqa: S101 - a module of this package
    return found
