"""One event told in two languages meets by names and figures; what only resembles it stays apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from digest.group import abroad, fields, group, texts
from digest.model import Article

DAY = date(2026, 11, 19)
# One report in each language. {p} a place, {n} a person, {a} {b} {c} figures that the event alone has.
TOLD = {
    "en": "The dam above {p} gave way on Thursday night and water ran into the lower town. About {a} people "
    "had to leave their homes, said the head of the rescue service, {n}. By the evening the river stood "
    "at {b} metres. Some {c} households had no power, and the school in {p} stays closed. Nobody is "
    "missing, {n} told reporters at the town hall.",
    "de": "Der Damm oberhalb von {p} ist in der Nacht gebrochen, und Wasser lief in die Unterstadt. Rund {a} "
    "Menschen mussten ihre Häuser verlassen, sagte die Leiterin der Rettungsdienste, {n}. Am Abend stand "
    "der Fluss bei {b} Metern. Etwa {c} Haushalte waren ohne Strom, die Schule in {p} bleibt "
    "geschlossen. Vermisst werde niemand, sagte {n} vor Journalisten im Rathaus.",
    "fr": "La digue en amont de {p} a cédé dans la nuit et les eaux ont envahi la ville basse. Environ {a} "
    "personnes ont dû quitter leurs maisons, a indiqué la cheffe des secours, {n}. Dans la soirée, la "
    "rivière atteignait {b} mètres. Quelque {c} foyers étaient privés de courant et l'école de {p} reste "
    "fermée. Personne ne manque à l'appel, a dit {n} à la mairie.",
    "es": "El dique situado sobre {p} cedió durante la noche y el agua entró en la ciudad baja. Unas {a} "
    "personas tuvieron que dejar sus casas, dijo la jefa de los servicios de rescate, {n}. Por la tarde "
    "el río llegaba a {b} metros. Unos {c} hogares quedaron sin luz y la escuela de {p} sigue cerrada. "
    "No falta nadie, dijo {n} a los periodistas en el ayuntamiento.",
    "it": "La diga sopra {p} ha ceduto nella notte e l'acqua ha invaso la città bassa. Circa {a} persone hanno "
    "dovuto lasciare le loro case, ha detto la responsabile dei soccorsi, {n}. In serata il fiume era a "
    "{b} metri. Circa {c} famiglie erano senza corrente e la scuola di {p} resta chiusa. Nessuno manca "
    "all'appello, ha detto {n} ai giornalisti in municipio.",
    "pt": "O dique acima de {p} cedeu durante a noite e a água entrou na cidade baixa. Cerca de {a} pessoas "
    "tiveram de deixar as suas casas, disse a chefe dos serviços de socorro, {n}. À noite o rio chegava "
    "aos {b} metros. Umas {c} casas ficaram sem luz e a escola de {p} continua fechada. Não falta "
    "ninguém, disse {n} aos jornalistas na câmara municipal.",
    "nl": "De dam boven {p} is in de nacht bezweken en het water liep de benedenstad in. Ongeveer {a} mensen "
    "moesten hun huizen verlaten, zei het hoofd van de reddingsdienst, {n}. In de avond stond de rivier "
    "op {b} meter. Zo'n {c} huishoudens zaten zonder stroom en de school in {p} blijft dicht. Er wordt "
    "niemand vermist, zei {n} tegen verslaggevers in het stadhuis.",
    "pl": "Tama powyżej miasta {p} pękła w nocy i woda wdarła się do dolnej części. Około {a} osób musiało "
    "opuścić domy, powiedziała szefowa służb ratowniczych {n}. Wieczorem rzeka sięgała {b} metra. Około "
    "{c} gospodarstw było bez prądu, a szkoła w {p} pozostaje zamknięta. Nikt nie zaginął, powiedziała "
    "{n} dziennikarzom w ratuszu po naradzie z burmistrzem.",
    "sv": "Dammen ovanför {p} brast under natten och vattnet rann in i den nedre staden. Omkring {a} människor "
    "fick lämna sina hem, sade räddningstjänstens chef {n}. På kvällen stod floden på {b} meter. Runt "
    "{c} hushåll var utan ström och skolan i {p} förblir stängd. Ingen saknas, sade {n} till reportrar i "
    "stadshuset efter mötet med borgmästaren.",
    "ja": "{p} の上流にあるダムが木曜日の夜に決壊し、下町に水が流れ込んだ。およそ {a} 人が家を離れなければなら"
    "なかったと、救助隊の責任者 {n} 氏が述べた。夕方には川の水位が {b} メートルに達した。約 {c} 世帯が停"
    "電し、{p} の学校は休校が続いている。行方不明者はいないと {n} 氏は市役所で記者団に語った。市は避難所"
    "を三か所に設け、毛布と食事を配っている。雨は金曜日の朝にはやむ見通しで、水は週末までに引くとみられて"
    "いる。住民の多くは親戚の家に身を寄せている。市長は支援に感謝すると話した。",
    "ru": "Плотину выше города {p} прорвало в ночь на четверг, и вода хлынула в нижний город. Около {a} "
    "человек покинули свои дома, сообщила глава спасательной службы {n}. К вечеру уровень реки достиг "
    "{b} метра. Около {c} домов остались без света, школа в {p} закрыта. Пропавших без вести нет, "
    "сказала {n} журналистам в ратуше после совещания с мэром.",
    "zh": "{p} 上游的水壩星期四夜間決堤，洪水湧入下城。救援部門負責人 {n} 說，約有 {a} 人不得不離開家園。傍晚時"
    "分，河水水位達到 {b} 米。約 {c} 戶人家停電，{p} 的學校繼續停課。{n} 在市政廳對記者說，沒有人失蹤。市"
    "政府設立了三處收容所，分發毛毯和食物。預計雨水將在星期五早晨停止，洪水在週末前退去。許多居民暫住在親"
    "戚家中，市長對各方支援表示感謝，並說修復工作將持續數月。鄰近各鎮也派出了消防隊員和抽水機前來協助，鐵"
    "路交通預計星期六恢復。",
}
EVENT = {"p": "Dunmarrow", "n": "Ida Brandt", "a": "640", "b": "6.1", "c": "1100"}
STAGE = {"p": "Dunmarrow", "n": "Ida Brandt", "a": "2300", "b": "7.4", "c": "480"}  # the same dam, another night
OTHER = {"p": "Castlebridge", "n": "Per Aalto", "a": "640", "b": "6.1", "c": "1100"}  # other people, the same figures
ABROAD = [language for language in TOLD if language != "en"]


def article(language, facts, day=DAY, name="", **fields):
    """The report of an outlet of its own."""
    name = name or f"{language}-{facts['p']}-{facts['a']}"
    return Article(
        id=name, origin=f"in/{name}.txt", sha256=name, source=f"The {name} Post", title="", text=TOLD[language].format(**facts),
        published=day, published_from="metadata" if day else None, language=language, **fields,
    )  # fmt: skip


@pytest.mark.parametrize("language", ABROAD)
def test_one_event_in_two_languages_is_one_story(language):
    """Names and figures that need no translation join it with the English report, and the story says so."""
    (story,) = group([article("en", EVENT), article(language, EVENT, DAY + timedelta(days=1))])
    (join,) = story.joined
    assert join.because[0] == "told in two languages"
    assert "numbers 1100, 6.1, 640" in join.because
    assert join.because[-1] == "a day apart"


def test_two_languages_other_than_english_meet_too():
    """No language is in the middle."""
    assert len(group([article("de", EVENT), article("fr", EVENT)])) == 1


@pytest.mark.parametrize("language", ABROAD)
def test_another_stage_of_a_saga_stays_apart(language):
    """The same place and speaker, with other figures, is another night."""
    assert len(group([article("en", EVENT), article(language, STAGE)])) == 2


@pytest.mark.parametrize("language", ABROAD)
def test_equal_figures_of_other_people_stay_apart(language):
    """Two floods may each drive 640 people out."""
    assert len(group([article("en", EVENT), article(language, OTHER)])) == 2


@pytest.mark.parametrize("days", [3, 7, 365])
def test_days_apart_stay_apart(days):
    """What happens again with the same people and figures, an anniversary perhaps, is no part of it."""
    assert len(group([article("en", EVENT), article("de", EVENT, DAY + timedelta(days=days))])) == 2


def test_without_a_day_more_figures_must_agree():
    """Three figures stand in for a missing day, two do not."""
    assert len(group([article("en", EVENT), article("de", EVENT, None)])) == 1
    assert len(group([article("en", EVENT), article("de", EVENT | {"a": "950"}, None)])) == 2
    assert len(group([article("en", EVENT), article("de", EVENT | {"a": "950"})])) == 1


@pytest.mark.parametrize(
    "figures", [{"a": "12", "b": "7", "c": "30"}, {"a": "1994", "b": "2026", "c": "2001"}], ids=["small", "years"]
)
def test_small_numbers_and_years_prove_nothing(figures):
    """Any two reports of one place share days, hours and years."""
    assert len(group([article("en", EVENT | figures), article("de", EVENT | figures)])) == 2


def test_one_name_is_not_enough():
    """A place may have two floods of equal figures, told by others."""
    assert len(group([article("en", EVENT), article("de", EVENT | {"n": "Lu Xi"})])) == 2


def test_figures_that_mostly_differ_part_what_shares_two():
    """A background paragraph repeats last year's figures; the new ones differ."""
    old = " Last year 845 houses and 3250 fields were flooded; {}."
    one, other = article("en", EVENT), article("de", STAGE)
    more = [
        replace(each, text=each.text + old.format(news))
        for each, news in ((one, "now 71 pumps run at 95.5 percent"), (other, "jetzt laufen 66 Pumpen, 88.2 Prozent"))
    ]
    assert len(group(more)) == 2


def test_no_bridge_joins_what_its_own_language_keeps_apart():
    """A foreign report that fits two English stories goes to the one that it fits best; the two stay two."""
    items = [article("de", EVENT), article("en", EVENT), article("en", EVENT | {"b": "9.9"})]
    items[2] = replace(items[2], id="far")
    read = texts.read(items)
    reports = (0, 1, 2)
    gathered = fields.gather(read, reports, [(number,) for number in reports])
    found, bridges = abroad.connect([(0,), (1,), (2,)], read, reports, gathered)
    assert found == ((0, 1), (2,))
    assert [(bridge.left, bridge.right) for bridge in bridges] == [(0, 1)]
