"""What each of two alike sentences has alone, once everything harmless is taken away.

Sentences that say the same are told with other words here and there: who said it, a name in place of "the company", a synonym,
a day. Where both still have a word of their own after that ("sales" here, "profit" there), they tell of two things, however
alike they are.
"""

from __future__ import annotations

from functools import lru_cache

from digest.numerals import NUMBER_WORDS
from digest.summarize.facts import DAYS, MONTHS, facts_of
from digest.summarize.lists import word_set
from digest.summarize.units import Unit
from digest.words import stem, tokens

_TOLERATED = 8  # shared words for each word of its own that both sentences may have
_SYNONYMS = {
    "en": """
        killed dead died death deaths fatal fatalities
        hurt injured wounded injuries injury
        closed shut closes shuts close closing closure
        fell dropped fall drop declined slipped down decline
        rose climbed rise increased increase grew up gained jumped
        began started begin start begins starts opens opened open
        ended finished over ends
        bought acquired buy acquire takeover buys acquires
        voted vote votes voting ballot
        approved backed passed adopted accepted agreed approve back pass
        rejected refused rejects
        destroyed gutted razed ruined
        fire blaze flames burned
        quake earthquake tremor
        police officers
        storm gale gales hurricane typhoon
        prison jail jailed sentenced imprisoned
        deal agreement accord pact
        talks negotiations
        workers employees staff jobs
        children pupils students kids
        ship vessel boat ferry tanker freighter
        plane aircraft jet airliner
        car vehicle
        house home homes houses households
        hit struck strike
        quit resigned resign resignation stepped
        chosen elected named appointed
        arrested detained held custody
        rescued saved pulled
        lawmakers deputies legislators parliament
        councillors council
        reopen reopened restored resume resumed bring back return returned
        repair repairs repaired fix
        helped help aid
        big large huge
        biggest largest
        show showed shown
        took take won win
        left leave forced
        year years annual
        north northern
        south southern
        east eastern
        west western
    """,
    "de": """
        getötet tot tote toten starben gestorben ums
        verletzt verletzte verletzten
        feuer brand
        gestiegen stieg erhöhte
        gefallen fiel sank gesunken
        kinder schüler
        beschloss beschlossen entschied stimmte
    """,
    "fr": """
        tué tués mort morts décès
        blessé blessés
        feu incendie
        augmenté hausse
        baissé baisse chute
        annoncé annonce
    """,
    "es": """
        muerto muertos murieron fallecidos
        herido heridos
        fuego incendio
        anunció anunciado
    """,
}
_TELLING = word_set(
    """
    said say says told tell announced announce reported report reporters news spokesman spokeswoman spokesperson statement according
    official officials authorities added confirmed video interview supporters conference press office agency service wrote posted
    called spoke ministry also still later now new time yesterday today tonight morning evening afternoon night early late week
    month hour hours day days year people percent per cent million billion thousand crown crowns dollar dollars euro euros total
    sagte teilte mitteilte sprecher sprecherin erklärte angaben zufolge laut uhr
    dit déclaré selon annoncé ajouté communiqué dijo según afirmó añadió comunicado
    """
)
_GENERIC = word_set(
    """
    company firm group maker operator mayor minister president premier governor senator leader chairman chairwoman chief judge coach
    captain spokesman man woman politician village town city county country region island capital club team union party court bank
    former prime director head secretary general team side man lawmaker agency bürgermeister bürgermeisterin minister firma
    unternehmen
    maire entreprise alcalde empresa
    """
)


def own_words(one: Unit, other: Unit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stems that each sentence has alone: no numbers, days, names, words of telling, nor synonyms of the other's."""
    mine, theirs = _named(one), _named(other)
    return (
        _own(one, other, mine, bool(theirs - mine)),
        _own(other, one, theirs, bool(mine - theirs)),
    )


def two_matters(one: Unit, other: Unit) -> bool:
    """Whether each sentence has a word of its own that the other puts another in the place of, so that they tell of two things."""
    mine, theirs = own_words(one, other)
    fewer = min(len(mine), len(theirs))
    if not fewer:
        return False
    return fewer > len(one.words & other.words) // _TOLERATED or swapped(one, other, mine, theirs)


def swapped(one: Unit, other: Unit, mine: tuple[str, ...], theirs: tuple[str, ...], *, both: bool = False) -> bool:
    """Whether a word of `mine` stands where one of `theirs` does: the same word before or after it; with `both`, on both sides."""
    here, there = _places(one, mine), _places(other, theirs)
    if both:
        return bool(here & there)
    return any((a and a == c) or (b and b == d) for a, b in here for c, d in there)


def _places(unit: Unit, own: tuple[str, ...]) -> set[tuple[str, str]]:
    """The words before and after each of `own`, among the words that carry meaning; "" at the ends of the sentence."""
    said = ("", *unit.content, "")
    return {(said[at - 1], said[at + 1]) for at in range(1, len(said) - 1) if said[at] in own}


def _own(unit: Unit, other: Unit, names: frozenset[str], told_by_name: bool) -> tuple[str, ...]:
    language = unit.article.language or "en"
    harmless = _stems(language) | (_generic(language) if told_by_name else frozenset())
    groups = _groups(language)
    known = {group for word in other.words for group in groups.get(word, ())}
    return tuple(
        dict.fromkeys(
            word
            for word in unit.content
            if word not in other.words
            and word not in harmless
            and word not in names
            and not word[0].isdigit()
            and not known.intersection(groups.get(word, ()))
        )
    )


def _named(unit: Unit) -> frozenset[str]:
    """The stems of the names in the sentence; none in German, where every noun is written as one."""
    if unit.article.language == "de":
        return frozenset()
    names = facts_of(unit.text, unit.article.language).names
    words = unit.text.split()[:2]
    opening = tokens(words[0]) if len(words) == 2 and words[0][0].isupper() and words[1][0].isupper() else []
    return frozenset(stem([token for name in (*names, *opening) for token in tokens(name)], unit.article.language))


@lru_cache(maxsize=16)
def _groups(language: str) -> dict[str, tuple[int, ...]]:
    """For each stem the groups of synonyms that it is in."""
    found: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(_SYNONYMS.get(language, "").strip().splitlines()):
        for word in dict.fromkeys(stem(line.split(), language)):
            found[word] = (*found.get(word, ()), number)
    return found


@lru_cache(maxsize=16)
def _stems(language: str) -> frozenset[str]:
    """The stems that tell nothing by themselves."""
    words = sorted(_TELLING | DAYS | MONTHS | frozenset(NUMBER_WORDS))
    return frozenset(words) | frozenset(stem(words, language))


@lru_cache(maxsize=16)
def _generic(language: str) -> frozenset[str]:
    """The stems of nouns that stand for a name."""
    return frozenset(stem(sorted(_GENERIC), language))
