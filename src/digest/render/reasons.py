"""Why a story stands where it does, in the words of a page's language.

`digest.rank` gives its reasons in English, and the record keeps them so; each shape of them has a label of its own here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from digest.render.language import Language
from digest.render.safe import shown
from digest.render.wording import counted

_Said = Callable[[re.Match[str], Language], str]


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One reason."""

    text: str
    english: bool  # where it has a shape that no language but English has words for

    def __str__(self) -> str:
        """The reason alone."""
        return self.text


def _published(of: re.Match[str], words: Language) -> str:
    if of["day"]:
        age = words.today if of["day"] == "today" else words.yesterday
    else:
        age = counted(int(of["n"]), words.hours_ago if of["unit"] == "h" else words.days_ago, words)
    return words.published.format(age=age)


_SHAPES: Mapping[str, _Said] = MappingProxyType(
    {
        r"(?P<n>\d+) independent voices?": lambda of, words: counted(int(of["n"]), words.voices, words),
        r"(?P<n>\d+) outlets?": lambda of, words: counted(int(of["n"]), words.outlets, words),
        r"(?P<n>\d+) files?": lambda of, words: counted(int(of["n"]), words.files, words),
        r"published (?:(?P<day>today|yesterday)|(?P<n>\d+) (?P<unit>h|days) ago)": _published,
        r"undated": lambda of, words: words.dateless,  # noqa: ARG005 - as the others take it
        r"weight (?P<weight>[^:]+): (?P<name>.*)": lambda of, words: words.weighs.format(
            weight=of["weight"], name=shown(of["name"])
        ),
        r"watch word: (?P<word>.*)": lambda of, words: words.watched.format(word=shown(of["word"])),
        r"opinion only": lambda of, words: words.opinion,  # noqa: ARG005
    }
)


def reason(said: str, words: Language) -> ReasonView:
    """A reason of `digest.rank` in another language; what has none of its shapes stays as it is."""
    if words.code != "en":
        for shape, put in _SHAPES.items():
            if of := re.fullmatch(shape, said, re.DOTALL):
                return ReasonView(put(of, words), english=False)
    return ReasonView(shown(said), english=words.code != "en")
