"""The truth about the sample articles in feeds/, as plain data.

A path is relative to feeds/. A member of a file stands behind a "#": "harbour-daily/week.jsonl#line 3" (a line of a JSONL file),
"northern-ledger/notes.json#item 1" (of a JSON list), "sorrel-bay-signal/feed.xml#entry 2" (of a feed); counting starts at 1.
Outlets, places, people and events are invented. Compare all strings after NFC, without invisible characters (category Cf) and with
white space folded; names of authors without regard to case, since one byline is in capitals.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """A value on which reports of one event differ."""

    event: str
    what: str
    values: dict[str, str]  # path -> the value, in the report's own words


@dataclass(frozen=True, slots=True)
class SharedQuotation:
    """One quotation that several reports carry, each with its own marks and cuts."""

    event: str
    speaker: str
    words: str  # without quotation marks and without "he said"
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnlyIn:
    """Words that state a fact which one outlet alone has."""

    event: str
    words: str
    path: str


# Which articles are about which event. An opinion counts to its event, too (OPINIONS), and so does an
# article in another language (LANGUAGES), whether or not grouping can see that.
EVENTS: dict[str, frozenset[str]] = {
    "kestrel-point-rescue": frozenset(
        {
            "castermouth-courier/long-quay.txt",
            "castermouth-courier/timber-ship.txt",
            "elmsworth-post/lifeboat.txt",
            "haesol-ilbo/kestrel.txt",
            "harbour-daily/kestrel-point.txt",
            "sorrel-bay-signal/feed.xml#entry 2",
            "tidewire/kestrel-point.txt",
        }
    ),
    "north-ferry": frozenset(
        {
            "elmsworth-post/ferry-editorial.txt",
            "elmsworth-post/north-ferry.txt",
            "harbour-daily/north-ferry.txt",
            "sorrel-bay-signal/feed.xml#entry 6",
        }
    ),
    "fennel-square-trams": frozenset(
        {
            "capital-register/trams.amp.html",
            "capital-register/trams.html",
            "halpress/trams-brief.txt",
            "harbour-daily/trams.html",
        }
    ),
    "orrin-flood": frozenset(
        {
            "capital-register/dunmarrow.txt",
            "elmsworth-post/orrin-18.txt",
            "elmsworth-post/orrin-20.txt",
            "elmsworth-post/orrin-live.html",
            "lindacher-bote/hochwasser.txt",
            "sorrel-bay-signal/feed.xml#entry 3",
            "valley-beacon/dunmarrow-19.md",
            "valley-beacon/mud.eml",
        }
    ),
    "rail-strike": frozenset(
        {
            "capital-register/rail-talks.txt",
            "courrier-de-valmore/greve.txt",
            "halpress/flash.txt",
            "halpress/wire.jsonl#line 1",
            "harbour-daily/rail-deal-inside.txt",
            "harbour-daily/week.jsonl#line 3",
            "northern-ledger/notes.json#item 1",
            "northern-ledger/rail-analysis.md",
        }
    ),
    "tarnby-school-vote": frozenset(
        {
            "elmsworth-post/hillcrest.txt",
            "valley-beacon/2026-11-18-tarnby-school.txt",
        }
    ),
    "castermouth-warehouse-fire": frozenset(
        {
            "castermouth-courier/warehouse-cause.txt",
            "castermouth-courier/warehouse.html",
            "harbour-daily/week.jsonl#line 1",
        }
    ),
    "wexley-warehouse-fire": frozenset(
        {
            "northern-ledger/notes.json#item 2",
            "valley-beacon/wexley-fire.txt",
        }
    ),
    "brightwell-corran": frozenset(
        {
            "harbour-daily/week.jsonl#line 6",
            "northern-ledger/brightwell.txt",
        }
    ),
    "shipyard-orders": frozenset(
        {
            "northern-ledger/notes.json#item 3",
        }
    ),
    "sorrel-bay-school-vote": frozenset(
        {
            "harbour-daily/week.jsonl#line 2",
            "sorrel-bay-signal/feed.xml#entry 1",
            "sorrel-bay-signal/school.eml",
        }
    ),
    "cup-final": frozenset(
        {
            "castermouth-courier/cup-final.md",
            "elmsworth-post/cup-final.txt",
            "harbour-daily/week.jsonl#line 4",
        }
    ),
    "lantern-girl": frozenset(
        {
            "castermouth-courier/painting.txt",
            "harbour-daily/week.jsonl#line 5",
        }
    ),
    "zahr-accord": frozenset(
        {
            "capital-register/accord.txt",
            "dhiffatayn/accord.txt",
            "halpress/accord.txt",
            "halpress/wire.jsonl#line 2",
        }
    ),
    "eelgrass-study": frozenset(
        {
            "capital-register/eelgrass.txt",
            "hamakaze-shimbun/amamo.txt",
            "science-lantern/atom.xml#entry 1",
            "sorrel-bay-signal/feed.xml#entry 4",
        }
    ),
    "comet-varela": frozenset(
        {
            "science-lantern/comet.json",
        }
    ),
    "gaon-night-bus": frozenset(
        {
            "haesol-ilbo/night-bus.txt",
        }
    ),
    "valmore-bridge": frozenset(
        {
            "courrier-de-valmore/pont.en.txt",
            "courrier-de-valmore/pont.txt",
        }
    ),
    "lindach-market-hall": frozenset(
        {
            "lindacher-bote/markthalle.html",
        }
    ),
    "pier-bell": frozenset(
        {
            "sorrel-bay-signal/feed.xml#entry 5",
        }
    ),
    "bats-and-lamps": frozenset(
        {
            "science-lantern/atom.xml#entry 2",
        }
    ),
}

# Files with several articles about several events, and those events in the order of the text; each is a "part N" of its file.
ROUNDUPS: dict[str, tuple[str, ...]] = {
    "valley-beacon/roundup.txt": ("orrin-flood", "tarnby-school-vote", "wexley-warehouse-fire", "abbey-market")
}

# Comment, editorials and analyses, and the event that each is about.
OPINIONS: dict[str, str] = {
    "northern-ledger/rail-analysis.md": "rail-strike",
    "elmsworth-post/ferry-editorial.txt": "north-ferry",
}

# Copies of one text: a wire story with its reprints, a page with its AMP twin. Each group is one voice.
REPRINTS: tuple[tuple[str, ...], ...] = (
    ("capital-register/trams.amp.html", "capital-register/trams.html"),
    (
        "castermouth-courier/timber-ship.txt",
        "harbour-daily/kestrel-point.txt",
        "sorrel-bay-signal/feed.xml#entry 2",
        "tidewire/kestrel-point.txt",
    ),
)

# One article in two languages.
TRANSLATED: tuple[tuple[str, ...], ...] = (("courrier-de-valmore/pont.en.txt", "courrier-de-valmore/pont.txt"),)

# Events that resemble each other and must not become one story.
APART: tuple[tuple[str, str], ...] = (
    ("castermouth-warehouse-fire", "wexley-warehouse-fire"),
    ("tarnby-school-vote", "sorrel-bay-school-vote"),
)

DIFFERENCES: tuple[Difference, ...] = (
    Difference(
        "north-ferry",
        "cost of the repairs",
        {"elmsworth-post/north-ferry.txt": "14 million crowns", "harbour-daily/north-ferry.txt": "17 million crowns"},
    ),
    Difference(
        "north-ferry",
        "first crossing",
        {"elmsworth-post/north-ferry.txt": "Dec. 7", "harbour-daily/north-ferry.txt": "Dec. 14"},
    ),
    Difference(
        "fennel-square-trams",
        "people injured",
        {
            "capital-register/trams.html": "Twelve",
            "halpress/trams-brief.txt": "12",
            "harbour-daily/trams.html": "Fifteen",
        },
    ),
    Difference(
        "rail-strike",
        "passengers affected",
        {"northern-ledger/notes.json#item 1": "280,000", "courrier-de-valmore/greve.txt": "310 000"},
    ),
    Difference(
        "castermouth-warehouse-fire",
        "damage",
        {
            "castermouth-courier/warehouse.html": "8 million crowns",
            "harbour-daily/week.jsonl#line 1": "9.5 million crowns",
        },
    ),
    Difference(
        "sorrel-bay-school-vote",
        "pupils",
        {"harbour-daily/week.jsonl#line 2": "52", "sorrel-bay-signal/feed.xml#entry 1": "48"},
    ),
    Difference(
        "brightwell-corran",
        "price",
        {
            "northern-ledger/brightwell.txt": "2.1 billion crowns",
            "harbour-daily/week.jsonl#line 6": "2.3 billion crowns",
        },
    ),
    Difference(
        "zahr-accord", "observers who stay", {"capital-register/accord.txt": "90", "halpress/accord.txt": "100"}
    ),
    Difference(
        "orrin-flood",
        "people told to leave",
        {"valley-beacon/dunmarrow-19.md": "640", "capital-register/dunmarrow.txt": "710"},
    ),
    Difference("orrin-flood", "houses flooded", {"elmsworth-post/orrin-20.txt": "430", "valley-beacon/mud.eml": "510"}),
    Difference(
        "tarnby-school-vote",
        "pupils",
        {"valley-beacon/2026-11-18-tarnby-school.txt": "61", "elmsworth-post/hillcrest.txt": "64"},
    ),
)

SHARED_QUOTATIONS: tuple[SharedQuotation, ...] = (
    SharedQuotation(
        "north-ferry",
        "Tobias Renner",
        "A town with a river through it needs a way across, and tonight it has one again",
        ("elmsworth-post/north-ferry.txt", "harbour-daily/north-ferry.txt"),
    ),
    SharedQuotation(
        "fennel-square-trams",
        "Klara Voss",
        "We owe our passengers a plain answer, and they will have it before the week is out",
        ("capital-register/trams.html", "harbour-daily/trams.html"),
    ),
    SharedQuotation(
        "zahr-accord",
        "Idris Benkhal",
        "This is a fair share, and it is a fair share in writing",
        ("halpress/accord.txt", "dhiffatayn/accord.txt"),
    ),
    SharedQuotation(
        "kestrel-point-rescue",
        "Peter Hallam",
        "The captain would not leave until he had counted everyone else off, and then he counted them again",
        ("elmsworth-post/lifeboat.txt", "harbour-daily/kestrel-point.txt", "tidewire/kestrel-point.txt"),
    ),
)

ONLY_IN: tuple[OnlyIn, ...] = (
    OnlyIn("north-ferry", "Single fares will rise to 3.20 crowns from 2.50", "harbour-daily/north-ferry.txt"),
    OnlyIn("north-ferry", "She goes to the harbour museum", "elmsworth-post/north-ferry.txt"),
    OnlyIn("fennel-square-trams", "points at the junction had been replaced on Sunday", "capital-register/trams.html"),
    OnlyIn(
        "fennel-square-trams", "began to sing with a group of frightened second-graders", "harbour-daily/trams.html"
    ),
    OnlyIn("orrin-flood", "hält die Talsperre oberhalb von Lindach", "lindacher-bote/hochwasser.txt"),
    OnlyIn("orrin-flood", "crack as long as a man", "elmsworth-post/orrin-20.txt"),
    OnlyIn("lantern-girl", "Admission will be free that week", "harbour-daily/week.jsonl#line 5"),
    OnlyIn("castermouth-warehouse-fire", "He is called Ahmed Sule", "harbour-daily/week.jsonl#line 1"),
    OnlyIn("lantern-girl", "the reward of 20,000 crowns", "castermouth-courier/painting.txt"),
    OnlyIn("zahr-accord", "pledged $60 million for gauges", "capital-register/accord.txt"),
    OnlyIn("zahr-accord", "بستان رمان", "dhiffatayn/accord.txt"),
    OnlyIn("eelgrass-study", "祖父が漁をしていた海です", "hamakaze-shimbun/amamo.txt"),
    OnlyIn("kestrel-point-rescue", "한국인 기관사 2명", "haesol-ilbo/kestrel.txt"),
    OnlyIn("orrin-flood", "four higher floods since 1780", "capital-register/dunmarrow.txt"),
    OnlyIn("orrin-flood", "left a pike on the second", "valley-beacon/mud.eml"),
    OnlyIn("sorrel-bay-school-vote", "He asked whether the tortoise was coming", "sorrel-bay-signal/school.eml"),
    OnlyIn("north-ferry", "Bicycles go free on the new electric boat", "sorrel-bay-signal/feed.xml#entry 6"),
    OnlyIn("eelgrass-study", "fooled by jellyfish in its first year", "science-lantern/atom.xml#entry 1"),
    OnlyIn("rail-strike", "Members of the union are to vote on the deal by Dec. 11", "halpress/wire.jsonl#line 1"),
    OnlyIn("tarnby-school-vote", "money from a lottery", "elmsworth-post/hillcrest.txt"),
    OnlyIn(
        "kestrel-point-rescue",
        "Her engine is due for an overhaul that costs 95,000 crowns",
        "elmsworth-post/lifeboat.txt",
    ),
    OnlyIn("kestrel-point-rescue", "Some 400 tonnes of planks went overboard", "castermouth-courier/long-quay.txt"),
)

# Strings of a file that must never stand in an article's text or headline: navigation, captions, bylines, addresses, related
# headlines, sign-up lines.
JUNK: dict[str, tuple[str, ...]] = {
    "tidewire/kestrel-point.txt": ("(Tidewire) -", "Reporting by Owen Maddox", "Editing by Clara Sørby"),
    "harbour-daily/kestrel-point.txt": (
        "BREAKING",
        "Advertisement",
        "Story continues below",
        "Tidewire Photo",
        "FILE - The lighthouse",
        "Copy link",
        "9:12 a.m.",
    ),
    "castermouth-courier/timber-ship.txt": ("| Castermouth Courier", "Published: 18 November 2026", "— Tidewire"),
    "elmsworth-post/north-ferry.txt": (
        "首頁",
        "聯繫我們",
        "輪播圖片",
        "2024-01-18",
        "澄湖娛樂",
        "Post photo by Lena Whitlock",
        "From left, Mayor Tobias Renner",
        "By Ida Brandt",
        "Harbour museum asks residents",
    ),
    "harbour-daily/north-ferry.txt": ("date 2026-11-19", "m.thiele@", "harbour-daily.example", "By Marcus Thiele"),
    "capital-register/trams.html": ("By Naomi Achterberg", "transport correspondent", "All rights reserved"),
    "capital-register/trams.amp.html": ("View the full version", "Naomi Achterberg ·"),
    "harbour-daily/trams.html": (
        "214 partners",
        "Accept all",
        "Skip to content",
        "Harbour life",
        "Photo: Harbour Daily",
        "Passengers wait behind a rope",
        "Sign me up",
        "48,000 readers",
        "older than their drivers",
        "Ten quiet cafes",
        "midnight dip",
        "gullwatcher",
        "walked through every car",
        "blinking since Sunday",
        "Breakwater Media",
        "Advertisement",
        "Copy link",
    ),
    "halpress/trams-brief.txt": ("(Halpress) --", "Halpress/kd/ow"),
    "elmsworth-post/orrin-18.txt": (
        "Home > News",
        "By Caleb Nwosu",
        "Published 18 November 2026 at 17:20",
        "ALSO READ",
        "leave on the shelf",
        "2 Comments",
        "valleygirl94",
        "My gran still has the mark",
        "Mill Road car park",
    ),
    "valley-beacon/dunmarrow-19.md": (
        "for the Valley Beacon",
        "Photo: Valley Beacon",
        "Firefighters row past",
        "weir-street.jpg",
        "https://valley-beacon",
    ),
    "elmsworth-post/orrin-20.txt": (
        "CORRECTION",
        "opened in 1807",
        "By Caleb Nwosu",
        "Updated at 18:05",
        "Editor's note",
        "front desk",
    ),
    "lindacher-bote/hochwasser.txt": ("Von Annegret Sommerfeld", "Kontakt:", "a.sommerfeld@"),
    "capital-register/rail-talks.txt": (
        "Key points",
        "ended without a deal on Wednesday night",
        "generated automatically",
        "By Jonah Weatherby",
    ),
    "valley-beacon/2026-11-18-tarnby-school.txt": (
        "By Tess Harker",
        "I LEARNED TO READ",
        "About the author",
        "cattle shows",
    ),
    "castermouth-courier/warehouse.html": (
        "Tide table",
        "by Simon Adeleke",
        "Photographs: Courier",
        "High water today",
        "When the swing bridge would not",
        "4 Ropewalk",
    ),
    "castermouth-courier/warehouse-cause.txt": ("By Simon Adeleke",),
    "valley-beacon/wexley-fire.txt": ("By Oona Fairweather",),
    "northern-ledger/brightwell.txt": (
        "MARKETS AT 16:00",
        "4,118.20",
        "41.20 ▼",
        "CRWN/USD",
        "Published: Nov 19",
        "new cod",
        "Closing Bell",
    ),
    "northern-ledger/rail-analysis.md": ("Analysis by Beatrix", "writes about transport and labour"),
    "castermouth-courier/painting.txt": ("Posted: 18.11.2026", "© Castermouth Courier"),
    "elmsworth-post/cup-final.txt": ("By Petra Vance", "Half-time", "Lantern Ground, Aldermere Thursday"),
    "castermouth-courier/cup-final.md": ("Words: Dario Penn",),
    "capital-register/accord.txt": ("By Salome Iversen",),
    "halpress/accord.txt": ("(Halpress) --",),
    "dhiffatayn/accord.txt": ("ألدرمير - الجمعة 20 نوفمبر 2026",),
    "capital-register/eelgrass.txt": ("By Lionel Vasquez",),
    "hamakaze-shimbun/amamo.txt": ("【写真】", "研究チーム提供", "17時30分"),
    "haesol-ilbo/kestrel.txt": (
        "입력 2026.11.18",
        "수정 2026.11.18",
        "[해솔일보 = 문가람 기자]",
        "garam.moon@",
        "무단 전재",
    ),
    "haesol-ilbo/night-bus.txt": ("09:05", "haedam@"),
    "courrier-de-valmore/greve.txt": (
        "Par Élodie Marchal",
        "Publié le 19 novembre",
        "À LIRE AUSSI",
        "où l’on mange bien",
    ),
    "courrier-de-valmore/pont.txt": ("Par Gaspard Lenoir",),
    "courrier-de-valmore/pont.en.txt": ("By Gaspard Lenoir", "Translated from the French"),
    "lindacher-bote/markthalle.html": (
        "STADTLEBEN",
        "Von Jost Wendelin",
        "Foto: Bote",
        "Gedränge am Stand",
        "vier Wochen gratis",
        "Impressum",
    ),
    "capital-register/dunmarrow.txt": ("By Naomi Achterberg",),
    "elmsworth-post/orrin-live.html": (
        "Newest entries stand first",
        "Load more entries",
        "Share: Facebook",
        "Harbour Street 12",
    ),
    "valley-beacon/mud.eml": (
        "Can’t see this mail?",
        "You get the Valley Beacon",
        "Unsubscribe",
        "By Oona Fairweather",
    ),
    "sorrel-bay-signal/school.eml": ("By Wanda Merrill", "Pier Approach 3", "answering with the word STOP"),
    "sorrel-bay-signal/feed.xml#entry 1": ("appeared first on",),
    "sorrel-bay-signal/feed.xml#entry 2": ("(Tidewire) –",),
    "sorrel-bay-signal/feed.xml#entry 3": ("Support the Signal",),
    "sorrel-bay-signal/feed.xml#entry 4": ("[...]",),
    "sorrel-bay-signal/feed.xml#entry 5": ("Heavy: six men", "Photo: W. Merrill"),
    "elmsworth-post/ferry-editorial.txt": (
        "OPINION",
        "The Post's view",
        "do not bind its reporters",
        "letters@elmsworth-post",
    ),
    "harbour-daily/rail-deal-inside.txt": (
        "EXCLUSIVE:",
        "Subscribe to continue",
        "3 of 3 free articles",
        "Already a subscriber",
        "By Marcus Thiele",
    ),
    "valley-beacon/roundup.txt#part 4": ("THE WEEK IN BRIEF", "Forward this mail", "Sign up at"),
    "halpress/wire.jsonl#line 1": ("(Halpress) --",),
    "halpress/wire.jsonl#line 2": ("(Halpress) --",),
    "elmsworth-post/hillcrest.txt": ("By CALEB NWOSU", "Continue reading", "Sign up for our Valley"),
    "castermouth-courier/long-quay.txt": ("By Dario Penn",),
    "elmsworth-post/lifeboat.txt": ("By Ida Brandt", "i.brandt@", "A short history of the Kestrel Point light"),
}

# Files that hold no article, and why.
NOT_ARTICLES: dict[str, str] = {
    "sorrel-bay-signal/tide-tables.html": "error page",
    "castermouth-courier/quay-talk.html": "consent wall",
    "northern-ledger/closing-bell.txt": "captcha page",
    "tidewire/empty.txt": "empty",
    "haesol-ilbo/blank.txt": "white space only",
}

# The true headline, without a kicker such as "EXCLUSIVE:"; "": there is none.
HEADLINES: dict[str, str] = {
    "tidewire/kestrel-point.txt": "All 23 crew brought to safety from drifting timber ship",
    "harbour-daily/kestrel-point.txt": "Gale rescue: everyone safe as helicopters empty stricken freighter",
    "castermouth-courier/timber-ship.txt": "Timber ship under tow to Castermouth, crew unhurt",
    "elmsworth-post/north-ferry.txt": "North ferry to sail again after council votes 9-4",
    "harbour-daily/north-ferry.txt": "",
    "capital-register/trams.html": "Twelve hurt as two trams collide on Fennel Square",
    "capital-register/trams.amp.html": "Twelve hurt as two trams collide on Fennel Square",
    "harbour-daily/trams.html": "Fifteen taken to hospital in rush-hour tram crash",
    "halpress/trams-brief.txt": "Tram collision in capital injures 12",
    "elmsworth-post/orrin-18.txt": "Sandbags go up in Dunmarrow as the Orrin keeps rising",
    "valley-beacon/dunmarrow-19.md": "640 leave their homes in Dunmarrow as river passes six metres",
    "elmsworth-post/orrin-20.txt": "First families go home as water drops in Dunmarrow",
    "lindacher-bote/hochwasser.txt": "Orrin tritt in Dunmarrow über die Ufer – Lindach drosselt die Talsperre",
    "capital-register/rail-talks.txt": "Rail talks fail, drivers to strike from Thursday",
    "valley-beacon/2026-11-18-tarnby-school.txt": "Tarnby board votes to close Hillcrest Primary",
    "castermouth-courier/warehouse.html": "Furniture warehouse on Quay Road burns out, nobody hurt",
    "castermouth-courier/warehouse-cause.txt": "Charger suspected in Quay Road warehouse fire",
    "valley-beacon/wexley-fire.txt": "WASTE PAPER BURNS FOR SIX HOURS IN WEXLEY",
    "northern-ledger/brightwell.txt": "Brightwell to buy Corran Cells for 2.1 billion crowns",
    "northern-ledger/notes.json#item 1": "Strike leaves 280,000 rail passengers looking for another way",
    "northern-ledger/notes.json#item 2": "Wexley paper fire to cost insurer 3 million crowns",
    "northern-ledger/notes.json#item 3": "Yards book 14 new ships in October",
    "northern-ledger/rail-analysis.md": "What one hour of sleep is worth: the arithmetic of the rail deal",
    "harbour-daily/week.jsonl#line 1": "Century-old furniture house loses its stock to the flames",
    "harbour-daily/week.jsonl#line 2": "Sorrel Bay to shut infant school by a single vote",
    "harbour-daily/week.jsonl#line 3": "It's over: trains back on Saturday as rail strike ends",
    "harbour-daily/week.jsonl#line 4": "Rovers lift the cup after five-goal thriller",
    "harbour-daily/week.jsonl#line 5": "Stolen in 1987, found behind the hay: museum gets its lantern girl back",
    "harbour-daily/week.jsonl#line 6": "Battery maker Brightwell swallows rival in 2.3-billion-crown deal",
    "castermouth-courier/painting.txt": "“Lantern Girl” comes home after 39 years in the dark",
    "elmsworth-post/cup-final.txt": "Late Idris goal wins the cup for Rovers",
    "castermouth-courier/cup-final.md": "Athletic go down 3-2, and sing all the way home",
    "capital-register/accord.txt": "Qasira and Tamur sign accord to share the river Zahr",
    "halpress/accord.txt": "Qasira, Tamur sign water accord",
    "dhiffatayn/accord.txt": "قصيرة وتامور توقعان اتفاقا لتقاسم مياه نهر الزهر",
    "capital-register/eelgrass.txt": "Old meadows, young cod: nine-year count shows what eelgrass is worth",
    "hamakaze-shimbun/amamo.txt": "アマモの海は稚魚の町\u3000浜風大など9年かけ調査",
    "science-lantern/comet.json": "A comet for early risers: Varela brightens faster than forecast",
    "haesol-ilbo/kestrel.txt": '"선장은 끝까지 사람을 셌다"…표류 화물선 선원 23명 전원 구조',
    "haesol-ilbo/night-bus.txt": "가온시, 수능 끝난 밤 '별빛 버스' 시범 운행",
    "courrier-de-valmore/greve.txt": "Grève chez Coastline Rail : Valmore privée de ses trains de nuit",
    "courrier-de-valmore/pont.txt": "Le pont des Tisserands rouvre aux piétons",
    "courrier-de-valmore/pont.en.txt": "Weavers' Bridge reopens to walkers",
    "lindacher-bote/markthalle.html": "Lindachs Markthalle ist wieder offen",
    "capital-register/dunmarrow.txt": "Dunmarrow cleared as Orrin climbs over its wall",
    "elmsworth-post/orrin-live.html": "Orrin flood, Thursday as it happened",
    "valley-beacon/mud.eml": "The river falls – what Dunmarrow found under the mud",
    "sorrel-bay-signal/school.eml": "After the vote: what happens to the children of Marram Lane",
    "sorrel-bay-signal/feed.xml#entry 1": "School board votes 4–3 to close Marram Lane",
    "sorrel-bay-signal/feed.xml#entry 2": "Our lifeboat brings in four from drifting freighter",
    "sorrel-bay-signal/feed.xml#entry 3": "Orrin falls, but the valley line stays shut",
    "sorrel-bay-signal/feed.xml#entry 4": "Why old eelgrass is the best nursery in the bay",
    "sorrel-bay-signal/feed.xml#entry 5": "Pier gets its bell back after 80 years",
    "sorrel-bay-signal/feed.xml#entry 6": "Ferry to Elmsworth’s north bank returns next month",
    "science-lantern/atom.xml#entry 1": "Count the fish, keep the grass",
    "science-lantern/atom.xml#entry 2": "Bats prefer the old lamps & we can measure it",
    "elmsworth-post/ferry-editorial.txt": "Eleven minutes well spent",
    "harbour-daily/rail-deal-inside.txt": "Inside the 31 hours that ended the rail strike",
    "valley-beacon/roundup.txt#part 1": "River crests, valley breathes out",
    "valley-beacon/roundup.txt#part 2": "Hillcrest parents file suit",
    "valley-beacon/roundup.txt#part 3": "Paper fire is out",
    "valley-beacon/roundup.txt#part 4": "Market moves uphill",
    "halpress/flash.txt": "",
    "halpress/wire.jsonl#line 1": "Coastline Rail strike ends with 5.2 pct pay deal",
    "halpress/wire.jsonl#line 2": "Qasira, Tamur ministers arrive for water signing",
    "elmsworth-post/hillcrest.txt": "Another valley school to close as Tarnby votes 5-2",
    "castermouth-courier/long-quay.txt": "Annelise Marr reaches Long Quay, and her crew come to fetch their boots",
    "elmsworth-post/lifeboat.txt": "'We just opened the flask': the night off Kestrel Point",
}

AUTHORS: dict[str, tuple[str, ...]] = {
    "tidewire/kestrel-point.txt": ("Owen Maddox",),
    "elmsworth-post/north-ferry.txt": ("Ida Brandt",),
    "harbour-daily/north-ferry.txt": ("Marcus Thiele",),
    "capital-register/trams.html": ("Naomi Achterberg",),
    "capital-register/trams.amp.html": ("Naomi Achterberg",),
    "harbour-daily/trams.html": ("Filip Osterman",),
    "elmsworth-post/orrin-18.txt": ("Caleb Nwosu",),
    "valley-beacon/dunmarrow-19.md": ("Tess Harker",),
    "elmsworth-post/orrin-20.txt": ("Caleb Nwosu", "Petra Vance"),
    "lindacher-bote/hochwasser.txt": ("Annegret Sommerfeld",),
    "capital-register/rail-talks.txt": ("Jonah Weatherby",),
    "valley-beacon/2026-11-18-tarnby-school.txt": ("Tess Harker",),
    "castermouth-courier/warehouse.html": ("Simon Adeleke",),
    "castermouth-courier/warehouse-cause.txt": ("Simon Adeleke",),
    "valley-beacon/wexley-fire.txt": ("Oona Fairweather",),
    "northern-ledger/notes.json#item 1": ("Beatrix Oyelaran",),
    "northern-ledger/notes.json#item 3": ("Rasmus Kell",),
    "northern-ledger/rail-analysis.md": ("Beatrix Oyelaran",),
    "harbour-daily/week.jsonl#line 1": ("Filip Osterman",),
    "harbour-daily/week.jsonl#line 2": ("Ada Kowalczyk",),
    "harbour-daily/week.jsonl#line 3": ("Marcus Thiele",),
    "harbour-daily/week.jsonl#line 5": ("Ada Kowalczyk",),
    "harbour-daily/week.jsonl#line 6": ("Marcus Thiele",),
    "elmsworth-post/cup-final.txt": ("Petra Vance",),
    "castermouth-courier/cup-final.md": ("Dario Penn",),
    "capital-register/accord.txt": ("Salome Iversen",),
    "capital-register/eelgrass.txt": ("Lionel Vasquez",),
    "hamakaze-shimbun/amamo.txt": ("三崎あかり",),
    "science-lantern/comet.json": ("Mirjam Okafor",),
    "haesol-ilbo/kestrel.txt": ("문가람",),
    "haesol-ilbo/night-bus.txt": ("정해담",),
    "courrier-de-valmore/greve.txt": ("Élodie Marchal",),
    "courrier-de-valmore/pont.txt": ("Gaspard Lenoir",),
    "courrier-de-valmore/pont.en.txt": ("Gaspard Lenoir",),
    "lindacher-bote/markthalle.html": ("Jost Wendelin",),
    "capital-register/dunmarrow.txt": ("Naomi Achterberg",),
    "valley-beacon/mud.eml": ("Oona Fairweather",),
    "sorrel-bay-signal/school.eml": ("Wanda Merrill",),
    "sorrel-bay-signal/feed.xml#entry 1": ("Wanda Merrill",),
    "sorrel-bay-signal/feed.xml#entry 3": ("Ivo Castellan",),
    "sorrel-bay-signal/feed.xml#entry 5": ("Wanda Merrill",),
    "science-lantern/atom.xml#entry 1": ("Mirjam Okafor",),
    "science-lantern/atom.xml#entry 2": ("Teodor Quill",),
    "harbour-daily/rail-deal-inside.txt": ("Marcus Thiele",),
    "elmsworth-post/hillcrest.txt": ("Caleb Nwosu",),
    "castermouth-courier/long-quay.txt": ("Dario Penn",),
    "elmsworth-post/lifeboat.txt": ("Ida Brandt",),
}

# The true day of publication, also where the file alone cannot tell it.
DATES: dict[str, str] = {
    "tidewire/kestrel-point.txt": "2026-11-18",
    "harbour-daily/kestrel-point.txt": "2026-11-18",
    "castermouth-courier/timber-ship.txt": "2026-11-18",
    "elmsworth-post/north-ferry.txt": "2026-11-19",
    "harbour-daily/north-ferry.txt": "2026-11-19",
    "capital-register/trams.html": "2026-11-18",
    "capital-register/trams.amp.html": "2026-11-18",
    "harbour-daily/trams.html": "2026-11-18",
    "halpress/trams-brief.txt": "2026-11-18",
    "elmsworth-post/orrin-18.txt": "2026-11-18",
    "valley-beacon/dunmarrow-19.md": "2026-11-19",
    "elmsworth-post/orrin-20.txt": "2026-11-20",
    "lindacher-bote/hochwasser.txt": "2026-11-19",
    "capital-register/rail-talks.txt": "2026-11-18",
    "valley-beacon/2026-11-18-tarnby-school.txt": "2026-11-18",
    "castermouth-courier/warehouse.html": "2026-11-19",
    "castermouth-courier/warehouse-cause.txt": "2026-11-20",
    "valley-beacon/wexley-fire.txt": "2026-11-19",
    "northern-ledger/brightwell.txt": "2026-11-19",
    "northern-ledger/notes.json#item 1": "2026-11-19",
    "northern-ledger/notes.json#item 2": "2026-11-20",
    "northern-ledger/notes.json#item 3": "2026-11-18",
    "northern-ledger/rail-analysis.md": "2026-11-20",
    "harbour-daily/week.jsonl#line 1": "2026-11-19",
    "harbour-daily/week.jsonl#line 2": "2026-11-20",
    "harbour-daily/week.jsonl#line 3": "2026-11-20",
    "harbour-daily/week.jsonl#line 4": "2026-11-19",
    "harbour-daily/week.jsonl#line 5": "2026-11-18",
    "harbour-daily/week.jsonl#line 6": "2026-11-19",
    "castermouth-courier/painting.txt": "2026-11-18",
    "elmsworth-post/cup-final.txt": "2026-11-19",
    "castermouth-courier/cup-final.md": "2026-11-20",
    "capital-register/accord.txt": "2026-11-20",
    "halpress/accord.txt": "2026-11-20",
    "dhiffatayn/accord.txt": "2026-11-20",
    "capital-register/eelgrass.txt": "2026-11-18",
    "hamakaze-shimbun/amamo.txt": "2026-11-18",
    "science-lantern/comet.json": "2026-11-20",
    "haesol-ilbo/kestrel.txt": "2026-11-18",
    "haesol-ilbo/night-bus.txt": "2026-11-20",
    "courrier-de-valmore/greve.txt": "2026-11-19",
    "courrier-de-valmore/pont.txt": "2026-11-20",
    "courrier-de-valmore/pont.en.txt": "2026-11-20",
    "lindacher-bote/markthalle.html": "2026-11-18",
    "capital-register/dunmarrow.txt": "2026-11-19",
    "elmsworth-post/orrin-live.html": "2026-11-19",
    "valley-beacon/mud.eml": "2026-11-20",
    "sorrel-bay-signal/school.eml": "2026-11-20",
    "sorrel-bay-signal/feed.xml#entry 1": "2026-11-19",
    "sorrel-bay-signal/feed.xml#entry 2": "2026-11-18",
    "sorrel-bay-signal/feed.xml#entry 3": "2026-11-20",
    "sorrel-bay-signal/feed.xml#entry 4": "2026-11-18",
    "sorrel-bay-signal/feed.xml#entry 5": "2026-11-20",
    "sorrel-bay-signal/feed.xml#entry 6": "2026-11-20",
    "science-lantern/atom.xml#entry 1": "2026-11-18",
    "science-lantern/atom.xml#entry 2": "2026-11-19",
    "elmsworth-post/ferry-editorial.txt": "2026-11-20",
    "harbour-daily/rail-deal-inside.txt": "2026-11-20",
    "valley-beacon/roundup.txt#part 1": "2026-11-20",
    "valley-beacon/roundup.txt#part 2": "2026-11-20",
    "valley-beacon/roundup.txt#part 3": "2026-11-20",
    "valley-beacon/roundup.txt#part 4": "2026-11-20",
    "halpress/flash.txt": "2026-11-20",
    "halpress/wire.jsonl#line 1": "2026-11-20",
    "halpress/wire.jsonl#line 2": "2026-11-19",
    "elmsworth-post/hillcrest.txt": "2026-11-18",
    "castermouth-courier/long-quay.txt": "2026-11-19",
    "elmsworth-post/lifeboat.txt": "2026-11-18",
}

# Where the text is not English.
LANGUAGES: dict[str, str] = {
    "lindacher-bote/hochwasser.txt": "de",
    "dhiffatayn/accord.txt": "ar",
    "hamakaze-shimbun/amamo.txt": "ja",
    "haesol-ilbo/kestrel.txt": "ko",
    "haesol-ilbo/night-bus.txt": "ko",
    "courrier-de-valmore/greve.txt": "fr",
    "courrier-de-valmore/pont.txt": "fr",
    "lindacher-bote/markthalle.html": "de",
}

# The wire service that the text credits.
AGENCIES: dict[str, str] = {
    "tidewire/kestrel-point.txt": "Tidewire",
    "harbour-daily/kestrel-point.txt": "Tidewire",
    "castermouth-courier/timber-ship.txt": "Tidewire",
    "halpress/trams-brief.txt": "Halpress",
    "halpress/accord.txt": "Halpress",
    "sorrel-bay-signal/feed.xml#entry 2": "Tidewire",
    "halpress/wire.jsonl#line 1": "Halpress",
    "halpress/wire.jsonl#line 2": "Halpress",
}

# The shapes of ugly text, by number, and the files that show each.
SHAPES: dict[int, tuple[str, ...]] = {
    1: ("elmsworth-post/north-ferry.txt",),  # site navigation in another script
    2: ("elmsworth-post/north-ferry.txt",),  # slider leftovers
    3: ("elmsworth-post/orrin-18.txt", "harbour-daily/trams.html"),  # breadcrumb
    4: ("harbour-daily/trams.html",),  # cookie banner
    5: ("elmsworth-post/north-ferry.txt",),  # label and date line padded with NBSP
    6: ("elmsworth-post/north-ferry.txt",),  # scraper's date, same weekday
    7: ("elmsworth-post/north-ferry.txt",),  # spam as author
    8: ("elmsworth-post/north-ferry.txt",),  # caption printed twice
    9: ("elmsworth-post/north-ferry.txt",),  # photo credit
    10: ("elmsworth-post/north-ferry.txt",),  # deck after the caption
    11: ("elmsworth-post/north-ferry.txt",),  # byline at the top
    12: ("harbour-daily/north-ferry.txt",),  # byline and e-mail at the end, broken
    13: ("harbour-daily/north-ferry.txt",),  # no headline
    14: ("castermouth-courier/timber-ship.txt",),  # headline repeated with the site's name
    15: ("elmsworth-post/north-ferry.txt",),  # related headline glued to the end
    16: ("harbour-daily/north-ferry.txt",),  # date glued to the first sentence
    17: ("tidewire/kestrel-point.txt",),  # agency dateline
    18: ("elmsworth-post/orrin-18.txt", "harbour-daily/trams.html"),  # ALSO READ line
    19: ("harbour-daily/kestrel-point.txt", "harbour-daily/trams.html"),  # Advertisement, Story continues below
    20: ("harbour-daily/kestrel-point.txt", "harbour-daily/trams.html"),  # share bar
    21: ("elmsworth-post/orrin-18.txt", "harbour-daily/trams.html"),  # comments
    22: ("valley-beacon/2026-11-18-tarnby-school.txt",),  # repeated pull-quote
    23: ("harbour-daily/kestrel-point.txt", "harbour-daily/rail-deal-inside.txt"),  # all-caps kicker
    24: ("valley-beacon/wexley-fire.txt",),  # soft hyphens, hyphenated hard wraps
    25: ("castermouth-courier/timber-ship.txt",),  # mojibake in part
    26: ("castermouth-courier/warehouse-cause.txt",),  # UTF-8 and cp1252 in one file
    27: ("capital-register/accord.txt",),  # zero-width characters in names
    28: ("castermouth-courier/painting.txt",),  # entities once and twice escaped, stray tags
    29: ("harbour-daily/rail-deal-inside.txt",),  # paywall stub
    30: ("elmsworth-post/orrin-live.html",),  # live blog
    31: ("capital-register/trams.amp.html", "capital-register/trams.html"),  # AMP duplicate
    32: ("elmsworth-post/orrin-20.txt",),  # correction, editor's note, Updated at
    33: ("northern-ledger/brightwell.txt",),  # ticker symbols and price boxes
    34: ("dhiffatayn/accord.txt",),  # right-to-left text with Latin quotes
    35: ("hamakaze-shimbun/amamo.txt",),  # CJK text without spaces
    36: ("capital-register/eelgrass.txt", "valley-beacon/wexley-fire.txt"),  # one giant line
    37: ("halpress/trams-brief.txt", "halpress/accord.txt", "haesol-ilbo/night-bus.txt"),  # CR-only line ends
    38: ("valley-beacon/roundup.txt",),  # several articles in one file
    39: ("elmsworth-post/cup-final.txt", "northern-ledger/brightwell.txt"),  # table flattened to one number a line
    40: (
        "castermouth-courier/quay-talk.html",
        "northern-ledger/closing-bell.txt",
        "sorrel-bay-signal/tide-tables.html",
    ),  # 404 page saved as an article
    41: ("tidewire/kestrel-point.txt",),  # agency tail
    42: ("valley-beacon/2026-11-18-tarnby-school.txt", "northern-ledger/rail-analysis.md"),  # author bio
    43: ("harbour-daily/trams.html",),  # newsletter box mid-body
    44: ("capital-register/rail-talks.txt",),  # Key points box
    45: ("courrier-de-valmore/pont.en.txt", "courrier-de-valmore/pont.txt"),  # translated twin
    46: (
        "capital-register/accord.txt",
        "harbour-daily/north-ferry.txt",
        "elmsworth-post/north-ferry.txt",
    ),  # quotes unmatched over paragraphs
    47: ("capital-register/accord.txt",),  # abbreviations U.S., Lt. Gen.
    48: ("tidewire/empty.txt", "haesol-ilbo/blank.txt", "halpress/flash.txt"),  # empty file
}
