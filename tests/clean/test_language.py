# ruff: noqa: E501 -- samples stay on one line
"""Which language a text is in."""

from __future__ import annotations

import pytest

from digest.clean.language import detect_language

from .bodies import ALL


@pytest.mark.parametrize("body", ALL, ids=lambda body: body.language)
def test_scripts(body: object) -> None:
    """A paragraph is enough, in every script."""
    assert detect_language(body.paragraphs[0]) == body.language  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Der Stadtrat von Ulmenau hat am Freitag beschlossen, die nördliche Fähre nach zwei Jahren wieder fahren zu lassen.",
        ),
        (
            "fr",
            "Le conseil d’Ormeville a décidé vendredi de rouvrir le bac du nord, deux ans après la tempête qui avait détruit le quai.",
        ),
        (
            "es",
            "El consejo de Olmedal decidió el viernes reabrir el transbordador del norte, dos años después de la tormenta que destruyó el muelle.",
        ),
        (
            "it",
            "Il consiglio di Olmara ha deciso venerdì di riaprire il traghetto del nord, due anni dopo la tempesta che ha distrutto il molo.",
        ),
        (
            "pt",
            "A câmara de Olmal decidiu na sexta-feira reabrir a balsa do norte, dois anos depois da tempestade que destruiu o cais.",
        ),
        (
            "nl",
            "De raad van Iepenwaard besloot vrijdag de noordelijke veerboot weer te laten varen, twee jaar na de storm die de steiger vernielde.",
        ),
        (
            "sv",
            "Stadens fullmäktige beslutade i fredags att öppna den norra färjan igen, två år efter stormen som förstörde bryggan och kajen.",
        ),
        (
            "pl",
            "Rada miasta postanowiła w piątek przywrócić północny prom, dwa lata po burzy, która zniszczyła przystań i część nabrzeża.",
        ),
        (
            "tr",
            "Belediye meclisi cuma günü kuzey feribotunu yeniden açmaya karar verdi ve bu iki yıl önceki fırtına ile iskele yıkıldıktan sonra oldu.",
        ),
        (
            "uk",
            "Міська рада у п’ятницю вирішила повернути північний пором, який не ходить уже два роки після бурі, що знищила причал.",
        ),
        ("en", "Ferry returns: the council voted for it, and the island is glad of the boat."),
        ("zh", "榆树镇议会星期五投票决定恢复 Northbank 渡轮"),
    ],
)
def test_alphabets(language: str, text: str) -> None:
    """Languages that share an alphabet are told apart by their small words and letters."""
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "  ", "12:30", "Elmsworth", "•••", "OK go"])
def test_too_little(text: str) -> None:
    """Where there is too little to tell, nothing is claimed."""
    assert detect_language(text) is None
