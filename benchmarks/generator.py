"""Test articles of our own: as many as are wanted, the same for the same seed, with the truth about which belong together.

python benchmarks/generator.py FOLDER --articles 12500                     plain text, one file an article
python benchmarks/generator.py FOLDER --articles 12500 --form jsonl        one file of JSON Lines
python benchmarks/generator.py FOLDER --articles 10000 --form html         web pages with menus and footers
python benchmarks/generator.py FOLDER --articles 10000 --form warc         the same pages in WARC files (--files 20)

Beside the articles stand truth.jsonl (a line an article: its file, id, event, report and kind) and made.json (seed and settings).

The words are invented but pronounceable; their frequencies follow the law of Zipf and Mandelbrot, p(r) ~ 1 / (r + q)^s (Mandelbrot
1953), and one in some hundred is a word that never came before, so that the vocabulary keeps growing with the corpus as real
ones do. Function words and grammar are English, so that sentences and the language are recognised. News comes as events: some
outlets write about each in words of their own, with the facts, names and quotes in common; others reprint one of those
texts, in whole or cut; some come back a day later with an update. Most events are told once, a few by very many (Pareto).
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import IO, Any

VERSION = 1  # of the articles that a seed gives
SEED = 20261121
FIRST_DAY = datetime(2026, 3, 2, tzinfo=UTC)
OUTLETS = 400
TOPICS = 300
LARGEST = 60  # articles of one event
TAIL = 1.25  # of the sizes of events; smaller is heavier
REPRINTS = 0.22  # of the articles of an event after the first
UPDATES = 0.12
ALONE = 0.35  # of the events are told by one outlet whatever the law of sizes says
NEW_WORD = 0.004  # of the content words never came before
EXPONENT, SHIFT = 1.03, 10.0  # of the law for content words, whose places at the top the function words have taken
NAMES_SHIFT = 20.0  # the commonest surname is borne by some 0.6 % (in the United States, 0.8 %)
WORDS = {"noun": 40_000, "verb": 9_000, "adjective": 12_000}
POOL = 300_000  # draws of each kind that later draws pick from


def _words(named: str) -> list[str]:
    return named.split()


ONSETS = _words("b br c cr d dr f fl g gr h j k l m n p pl pr r s st t tr v w sh th sl")
NUCLEI = _words("a e i o u ai ea ou io ee")
CODAS = [*[""] * 9, *["n", "r", "l", "s", "t", "m", "n", "r", "nd", "st"]]
DAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = _words("January February March April May June July August September October November December")
ORGANISATIONS = _words("Council Authority Ministry Institute Union Committee Agency University Hospital Association")
NAMES_OF_PAPERS = _words("Herald Courier Gazette Post Ledger Chronicle Observer Tribune Mercury Dispatch")
AGENCIES = ("Meridian Wire", "Lantern News Agency", "Northgate Press Service")

# N noun, M another noun, S nouns, V verb in -ed, W verb as it is, A adjective: content words of the event, its topic, or any.
# P person, L surname, Q another person, O organisation, C place, X number, Y another number, D weekday, T day and month.
FACTS = (
    (
        "{P}, the {A} {N} of {O}, {V} the {M} in {C} on {D}.",
        "In {C}, {P} of {O} {V} the {A} {M} on {D}, two days after the {N} was {V}.",
        "The {A} {M} was {V} on {D} by {P}, who has led {O} since the {N}.",
    ),
    (
        "At least {X} {S} were {V} when the {N} {V} near {C}, according to {O}.",
        "{O} said that {X} {S} had been {V} near {C} because of the {A} {N}.",
        "The {N} near {C} left {X} {S} {V}, and {O} expects the {M} to be {V} by {T}.",
    ),
    (
        "{O} will {W} {X} million for the {N}, which had been {V} for {Y} years.",
        "The {A} {N} costs {X} million, and {O} has {V} it for {Y} years.",
        "For {Y} years the {N} had been {V}; now {O} wants to {W} {X} million for the {M}.",
    ),
    (
        "A court in {C} {V} {Q}, who had {V} the {N} of {O} before the {M}.",
        "{Q} was {V} by a court in {C} after the {A} {N} at {O}.",
        "The court {V} that {Q} had not {V} the {M} of {O}.",
    ),
    (
        "The {S} of {C} have until {T} to {W} the {A} {N}.",
        "Until {T} the {N} can be {V} by the {S} who live in {C}, {O} said.",
        "From {T} on, {S} in {C} may no longer {W} the {N} without {M}.",
    ),
    (
        "About {X} {S} {V} outside the {N} in {C}, and {Q} asked them to {W} the {M}.",
        "{Q} spoke to some {X} {S} who had {V} at the {A} {N} in {C}.",
        "Outside the {N}, {X} {S} from {C} {V} for an hour while {Q} {V} the {M}.",
    ),
    (
        "The {A} {N} {V} by {X} percent this year, the {M} by {Y} percent.",
        "This year's {N} was {V} by {X} percent, more than {O} had expected of the {M}.",
        "Figures of {O} show that the {N} {V} by {X} percent while the {M} {V} by {Y} percent.",
    ),
    (
        "Engineers from {O} found the {A} {N} under the {M} of {C} after {Y} hours.",
        "After {Y} hours the {N} was found under the {M}, said engineers who work for {O}.",
        "It took {Y} hours to find the {A} {N}, which lay under the {M} in {C}.",
    ),
)
QUOTES = (
    "“We could not {W} the {N} before the {M} was {V},” {L} said.",
    "“The {N} is {A}, and nobody here wants to {W} it again,” said {L}, who {V} the {M} for {Y} years.",
    "“There was no {N} left to {W},” {L} told the {M}. “It had been {V} for {Y} days.”",
    "“This {N} belongs to the {S} of {C},” {L} said, “and we will {W} it.”",
)
COLOUR = (
    "The {N} of the {M} has been {V} by many {S} since the {A} days of the {N}.",
    "Many {S} in the region {W} a {A} {N}, but few of them have ever {V} the {M}.",
    "It is not the first time that a {N} has been {V} before the {S} could {W} it.",
    "Others say that the {A} {M} would be better {V} with a {N} than without.",
    "When the {N} {V}, the {S} were still at the {M}, where they had {V} all night.",
    "There are {X} {S} for every {N} in the country, more than in any of its neighbours.",
    "The {M}, which is {A} even in a good year, depends on how the {S} {W} the {N}.",
    "Experts have long asked for a {A} {N} and for rules that {W} the {S} of a {M}.",
    "Neither the {N} nor the {M} had been {V} by the time the {S} came.",
    "A spokeswoman for the {N} would not say whether the {A} {M} had been {V}.",
)
UPDATE = (
    "The number of {S} rose to {X} on {D}, {O} said in an update.",
    "On {D}, {O} {V} that the {N} would be {V} after all, and {Q} agreed.",
    "Two days later the {A} {M} was {V}, and {P} promised to {W} the {N}.",
)
TITLES = (
    "{O} {V} {A} {N} in {C}",
    "{L} {V} {N} after {A} {M}",
    "{X} {S} {V} as {N} {V} near {C}",
    "{C} {S} {W} {A} {N}",
    "Why the {N} of {C} was {V}",
    "{A} {N}: {O} to {W} {M}",
)


@dataclass(frozen=True, slots=True)
class Made:
    """One test article, and the truth about it."""

    id: str
    outlet: str
    title: str
    paragraphs: tuple[str, ...]
    author: str
    published: datetime
    event: int  # articles with the same number tell the same event
    report: str  # articles with the same are copies of one text
    kind: str  # "report", "reprint" or "update"
    agency: str | None = None  # of a wire text

    @property
    def text(self) -> str:
        """The paragraphs, parted by blank lines."""
        return "\n\n".join(self.paragraphs)


def articles(count: int, *, seed: int = SEED, days: int = 4, words: int = 260) -> Iterator[Made]:
    """`count` articles of about `words` words from `days` days; a stream, event by event, that depends on nothing else.

    The first articles of a longer stream are not those of a shorter one only in that the last event is cut off.
    """
    world = World(seed)
    events = iter(range(1, count + 1))
    return islice((made for number in events for made in _Event(world, number, days, words).articles()), count)


class World:
    """What all events have in common: words, names, outlets, topics."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        chance = self.chance("words")
        self._used = set(_words("the and that was for with from have has had not but who are this they said"))
        self.pools = {
            kind: _zipf(chance, [self._word(chance, kind, rank) for rank in range(size)])
            for kind, size in WORDS.items()
        }
        self.first_names = self._names(chance, 600)
        self.surnames = self._names(chance, 40_000)
        self.places = self._names(chance, 12_000)
        self.outlets = _outlets(chance, self)
        self.topics = [
            {kind: [chance.choice(pool) for _ in range(180)] for kind, pool in self.pools.items()}
            for _ in range(TOPICS)
        ]

    def _names(self, chance: random.Random, count: int) -> list[str]:
        return _zipf(chance, [self._word(chance, "name", 500).title() for _ in range(count)], 100_000, NAMES_SHIFT)

    def chance(self, *what: object) -> random.Random:
        """A source of chance for one purpose, the same in every run."""
        return random.Random("/".join(map(str, (self.seed, *what))))  # noqa: S311 - test data

    def fresh(self, chance: random.Random, kind: str) -> str:
        """A word that (nearly surely) never came before."""
        return _ending(kind, "".join(_syllable(chance) for _ in range(4)))

    def _word(self, chance: random.Random, kind: str, rank: int) -> str:
        """A new word; the more frequent, the shorter."""
        syllables = 2 + (rank > 200) + (rank > 9_000) - (kind == "name" and rank == 0)
        while True:
            word = _ending(kind, "".join(_syllable(chance) for _ in range(max(2, syllables))))
            if word not in self._used:
                self._used.add(word)
                return word


def _syllable(chance: random.Random) -> str:
    return chance.choice(ONSETS) + chance.choice(NUCLEI) + chance.choice(CODAS)


def _ending(kind: str, stem: str) -> str:
    if kind == "verb":
        return stem.rstrip("aeiou")  # "-ed" and nothing else can follow
    return stem + ("ic" if stem[-1] not in "aeiou" else "l") if kind == "adjective" else stem


def _zipf(chance: random.Random, words: Sequence[str], draws: int = POOL, shift: float = SHIFT) -> list[str]:
    """Draws from `words`, the first the most frequent, by the law of Zipf and Mandelbrot."""
    weights = list(accumulate((rank + shift) ** -EXPONENT for rank in range(1, len(words) + 1)))
    return chance.choices(words, cum_weights=weights, k=draws)


def _outlets(chance: random.Random, world: World) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < OUTLETS:
        names[f"{chance.choice(world.surnames)} {chance.choice(NAMES_OF_PAPERS)}"] = None
    return _zipf(chance, list(names), 20_000)


@dataclass
class _Event:
    """One event, and how outlets tell it."""

    world: World
    number: int
    days: int
    words: int
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        chance = self.chance = self.world.chance("event", self.number)
        self.topic = self.world.topics[int(TOPICS * chance.random() ** 1.5)]  # the largest has some 2 % of the news
        self.own = {kind: [self._draw(kind, 0.5) for _ in range(most)] for kind, most in OWN.items()}
        self.begun = FIRST_DAY + timedelta(seconds=chance.randrange(self.days * 86_400))
        self.people = [self._person() for _ in range(3)]
        self.place = chance.choice(self.world.places)
        self.body = f"{chance.choice(self.world.surnames)} {chance.choice(ORGANISATIONS)}"
        self.facts = [(frames, self._slots()) for frames in chance.sample(FACTS, 6)]
        self.quotes = [self._filled(frame, self._slots()) for frame in chance.sample(QUOTES, 2)]

    def articles(self) -> Iterator[Made]:
        """All that is written about it, the first first."""
        chance, told, outlets = self.chance, list[Made](), set[str]()
        size = 1 if chance.random() < ALONE else min(LARGEST, int(chance.paretovariate(TAIL)) + 1)
        for number in range(size):
            outlet = chance.choice(self.world.outlets)
            if outlet in outlets:
                continue  # a large outlet that told it already
            outlets.add(outlet)
            roll = chance.random() if told else 1.0
            if roll < REPRINTS:
                made = self._reprint(number, outlet, chance.choice(told))
            elif roll < REPRINTS + UPDATES:
                made = self._report(number, chance.choice(told).outlet, "update")
            else:
                made = self._report(number, outlet, "report")
            told.append(made)
            yield made

    def _report(self, number: int, outlet: str, kind: str) -> Made:
        chance = self.chance
        late = timedelta(hours=chance.expovariate(1 / 6)) + timedelta(days=1) * (kind == "update")
        published = (self.begun + late).replace(second=0, microsecond=0)
        sentences = [self._retold(frames, slots) for frames, slots in chance.sample(self.facts, chance.randint(4, 6))]
        if kind == "update":
            sentences[:0] = [self._filled(chance.choice(UPDATE), self._slots())]
        wanted = max(60, int(chance.lognormvariate(0, 0.45) * self.words))
        while sum(sentence.count(" ") + 1 for sentence in sentences) < wanted:
            frame = self.chance.choice(COLOUR) if chance.random() < 0.8 else ""
            extra = self._filled(frame, self._slots(0.45)) if frame else chance.choice(self.quotes)
            if extra not in sentences:
                sentences.insert(chance.randint(2, len(sentences)), extra)
        title = self._filled(chance.choice(TITLES), self.facts[0][1] | self._core())
        agency = chance.choice(AGENCIES) if chance.random() < 0.2 else None
        id_ = self._id(number)
        return Made(
            id=id_,
            outlet=outlet,
            title=title[0].upper() + title[1:],
            paragraphs=_paragraphs(chance, sentences),
            author=self._person(),
            published=published,
            event=self.number,
            report=id_,
            kind=kind,
            agency=agency,
        )

    def _reprint(self, number: int, outlet: str, of: Made) -> Made:
        """Another outlet's copy: whole, or cut at the end; now and then under a headline of its own."""
        chance = self.chance
        kept = len(of.paragraphs) if chance.random() < 0.6 else max(2, int(len(of.paragraphs) * 0.75))
        title = of.title if chance.random() < 0.6 else self._filled(chance.choice(TITLES), self.facts[0][1])
        return Made(
            id=self._id(number),
            outlet=outlet,
            title=title[0].upper() + title[1:],
            paragraphs=of.paragraphs[:kept],
            author=of.author,
            published=of.published + timedelta(minutes=chance.randrange(5, 300)),
            event=self.number,
            report=of.report,
            kind="reprint",
            agency=of.agency,
        )

    def _id(self, number: int) -> str:
        return hashlib.sha256(f"{self.world.seed}/{self.number}/{number}".encode()).hexdigest()[:16]

    def _retold(self, frames: Sequence[str], slots: dict[str, str]) -> str:
        """A fact in one outlet's words: names and numbers stay, some of the words are its own."""
        mine = {key: self._slots()[key] for key in "NMSVWA" if self.chance.random() < 0.3}
        return self._filled(self.chance.choice(frames), slots | mine)

    def _filled(self, frame: str, slots: dict[str, str]) -> str:
        said = frame.format_map(slots)
        return said[0].upper() + said[1:]

    def _core(self) -> dict[str, str]:
        return {key: self.chance.choice(self.own[kind]) for key, kind in (("N", "noun"), ("A", "adjective"))}

    def _slots(self, own: float = 0.62) -> dict[str, str]:
        """Words and names for a frame; `own`: how many of the words are this event's own."""
        chance = self.chance
        day = self.begun + timedelta(days=chance.randint(1, 40))
        person = chance.choice(self.people)
        return {
            "N": self._word("noun", own),
            "M": self._word("noun", own),
            "S": self._word("noun", own) + "s",
            "V": self._word("verb", own) + "ed",
            "W": self._word("verb", own),
            "A": self._word("adjective", own),
            "P": person,
            "L": person.split()[1],
            "Q": chance.choice(self.people),
            "O": f"the {self.body}",
            "C": self.place,
            "X": f"{chance.randint(3, 900) * (10 if chance.random() < 0.2 else 1):,}",
            "Y": str(chance.randint(2, 40)),
            "D": DAYS[self.begun.weekday()],
            "T": f"{MONTHS[day.month - 1]} {day.day}",
        }

    def _word(self, kind: str, own: float) -> str:
        return self.chance.choice(self.own[kind]) if self.chance.random() < own else self._draw(kind, 0.4)

    def _draw(self, kind: str, topical: float) -> str:
        chance = self.chance
        if chance.random() < NEW_WORD:
            return self.world.fresh(chance, kind)
        return chance.choice(self.topic[kind] if chance.random() < topical else self.world.pools[kind])

    def _person(self) -> str:
        return f"{self.chance.choice(self.world.first_names)} {self.chance.choice(self.world.surnames)}"


OWN = {"noun": 16, "verb": 8, "adjective": 8}  # words that an event keeps coming back to


def _paragraphs(chance: random.Random, sentences: Sequence[str]) -> tuple[str, ...]:
    rest, made = iter(sentences), []
    while part := list(islice(rest, chance.choice((1, 2, 2, 3)))):
        made.append(" ".join(part))
    return tuple(made)


# -- written down


def as_text(made: Made) -> bytes:
    """The article as a plain text file: headline, byline, date, paragraphs."""
    day = made.published
    dated = f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
    credit = f"({made.agency}) - " if made.agency else ""
    return f"{made.title}\n\nBy {made.author}\n{dated}\n\n{credit}{made.text}\n".encode()


def as_json(made: Made) -> bytes:
    """The article as one JSON object."""
    keys: dict[str, Any] = {
        "id": made.id,
        "title": made.title,
        "text": made.text,
        "source": made.outlet,
        "url": url_of(made),
        "published": made.published.isoformat(),
        "authors": [made.author],
        "language": "en",
    }
    return json.dumps(keys, ensure_ascii=False).encode()


def as_html(made: Made) -> bytes:
    """The article as a web page: metadata, menus, related headlines and a footer around it."""
    chance = random.Random(made.id)  # noqa: S311 - test data
    menu = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in MENU)
    related = "".join(
        f'<li><a href="/{chance.randrange(10**6)}">{html.escape(" ".join(made.paragraphs[0].split()[:7]))} …</a></li>'
        for _ in range(5)
    )
    linked: dict[str, object] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": made.title}
    linked |= {"datePublished": made.published.isoformat(), "author": {"@type": "Person", "name": made.author}}
    body = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in made.paragraphs)
    title, outlet = html.escape(made.title), html.escape(made.outlet)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{made.published.isoformat()}"><link rel="canonical" href="{url_of(made)}">
<script type="application/ld+json">{json.dumps(linked)}</script><style>nav{{float:left}}p{{margin:1em}}</style></head>
<body><header><a href="/">{outlet}</a><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1><div class="byline">By <a rel="author" href="/staff">{html.escape(made.author)}</a></div>
<time datetime="{made.published.isoformat()}">{made.published:%d.%m.%Y}</time>
{body}
</article><aside><h2>Most read</h2><ul>{related}</ul></aside></main>
<footer><p>Copyright {outlet}. All rights reserved.</p><ul>{menu}</ul></footer></body></html>
""".encode()


MENU = _words("Home World Business Sport Culture Weather Opinion Archive Subscribe Contact")
FORMS: dict[str, tuple[str, Callable[[Made], bytes]]] = {"text": (".txt", as_text), "html": (".html", as_html)}


def url_of(made: Made) -> str:
    """Where the article would stand on the web."""
    return f"https://{slug(made.outlet)}.example/{made.published:%Y/%m/%d}/{made.id}"


def slug(name: str) -> str:
    """A name as a folder's."""
    return name.lower().replace(" ", "-")


def write(folder: Path, made: Iterable[Made], *, form: str = "text", files: int = 20) -> int:
    """Writes articles below `folder`/articles, and truth.jsonl beside it; how many."""
    target = folder / "articles"
    target.mkdir(parents=True, exist_ok=True)
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as truth:
        put = {"jsonl": _lines, "warc": _records}.get(form, _files)(target, form, files)
        number = 0
        for one in made:
            known = {"file": put(one), "id": one.id, "event": one.event, "report": one.report, "kind": one.kind}
            truth.write(json.dumps(known) + "\n")
            number += 1
        put(None)
    return number


Put = Callable[[Made | None], str]  # writes one article and says where; None: that was all


def _files(target: Path, form: str, _: int) -> Put:
    suffix, as_bytes = FORMS[form]
    known = set[str]()

    def put(made: Made | None) -> str:
        if made is None:
            return ""
        outlet = slug(made.outlet)
        if outlet not in known:
            (target / outlet).mkdir(exist_ok=True)
            known.add(outlet)
        name = f"{outlet}/{made.id}{suffix}"
        (target / name).write_bytes(as_bytes(made))
        return name

    return put


def _lines(target: Path, _: str, __: int) -> Put:
    file: IO[bytes] = (target / "articles.jsonl").open("wb")
    number = 0

    def put(made: Made | None) -> str:
        nonlocal number
        if made is None:
            file.close()
            return ""
        file.write(as_json(made) + b"\n")
        number += 1
        return f"articles.jsonl line {number}"

    return put


def _records(target: Path, _: str, files: int) -> Put:
    """Pages dealt out to `files` WARC files, with the requests and the failures that a crawl has between them."""
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    opened = [(target / f"{number:05}.warc.gz").open("wb") for number in range(files)]
    writers = [WARCWriter(file, gzip=True) for file in opened]
    counts = [0] * files

    def add(which: int, url: str, status: str, kind: str, data: bytes, when: datetime) -> None:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        fixed = {
            "WARC-Date": f"{when:%Y-%m-%dT%H:%M:%SZ}",
            "WARC-Record-ID": f"<urn:digest-test:{which}-{counts[which]}>",
        }
        writer = writers[which]
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=BytesIO(data), http_headers=headers, warc_headers_dict=fixed
            )
        )
        counts[which] += 1

    def put(made: Made | None) -> str:
        if made is None:
            for file in opened:
                file.close()
            return ""
        which = int(made.id, 16) % files
        if int(made.id[:4], 16) % 10 == 0:
            add(which, url_of(made) + "/gone", "404 Not Found", "text/html", b"<html>gone</html>", made.published)
        if int(made.id[:4], 16) % 10 == 1:
            add(which, url_of(made) + "/logo.png", "200 OK", "image/png", b"\x89PNG" + bytes(64), made.published)
        add(which, url_of(made), "200 OK", "text/html; charset=utf-8", as_html(made), made.published)
        return f"{which:05}.warc.gz record {counts[which]}"

    return put


def make(folder: Path, count: int, *, form: str = "text", seed: int = SEED, days: int = 4, words: int = 260) -> None:
    """`count` articles, their truth and the settings below `folder`; what stands there complete already is left alone."""
    settings = {"version": VERSION, "articles": count, "form": form, "seed": seed, "days": days, "words": words}
    done = folder / "made.json"
    if done.is_file() and json.loads(done.read_text("utf-8")) == settings:
        return
    write(folder, articles(count, seed=seed, days=days, words=words), form=form)
    done.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Writes articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=12_500)
    parser.add_argument("--form", choices=("text", "jsonl", "html", "warc"), default="text")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--days", type=int, default=4)
    parser.add_argument("--words", type=int, default=260, help="words of a typical article")
    given = parser.parse_args()
    make(given.folder, given.articles, form=given.form, seed=given.seed, days=given.days, words=given.words)


if __name__ == "__main__":
    main()
