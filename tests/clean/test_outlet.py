"""What an outlet is called where only a folder says so."""

from __future__ import annotations

import pytest

from digest.clean import clean
from digest.model import RawArticle


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("courrier-de-valmore", "Courrier de Valmore"),
        ("voice_of_the_fen", "Voice of the Fen"),
        ("la-gaceta-del-sur", "La Gaceta del Sur"),
        ("The Fen's Own", "The Fen's Own"),
        ("-", "-"),
    ],
)
def test_a_folder_names_its_outlet(folder: str, name: str) -> None:
    """A name in file-name letters is written as names are; any other is left as it is."""
    (article,) = clean(
        RawArticle("in/a.txt", b"Ferry sails\n\nThe ferry sailed on Monday.", "text/plain", source=folder)
    ).articles
    assert article.source == name
