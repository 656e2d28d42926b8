"""Whether a few articles are surely no copies of each other, so that `copies.fold` need not look for any."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from digest.group import address, order
from digest.model import Article
from digest.segment import worded

_RUN = 5  # words of a run, as a copy is found by
_SHORT = 25  # words; shorter texts are copies by other rules
_SHARED = 0.3  # share of runs that stand in other texts from which one might be a copy; a copy has .4 and more
_FEW = 20  # articles; among more the search for copies is as quick
_OWNERS = 32  # the next power of two: as many low bits of a run's hash make way for the number of its text
_FACTOR = 0x5851F42D4C957F2D  # odd and large, so that runs of the same words in another order differ
_OFTEN = 3  # articles of one outlet from which its template lines are left out before copies are sought


def surely_apart(articles: Sequence[Article]) -> bool:
    """Whether `copies.fold` would leave each of `articles` by itself; False where that is not plain.

    Exact where it says True: of any two copies the shorter shares four tenths of its runs of five words with the other, and here
    no text shares three tenths of them with all others together.
    """
    if len(articles) > _FEW or _one_place(articles):
        return False
    texts = [worded(article.text, article.language)[1] for article in articles]
    if not texts or min(map(len, texts)) < _SHORT:
        return False
    lengths = np.array([len(words) for words in texts])
    # Strings hash otherwise in each process: that decides what is looked at twice, and nothing that is found.
    said = np.fromiter(map(hash, chain.from_iterable(texts)), dtype=np.int64, count=int(lengths.sum()))
    owner = np.repeat(np.arange(len(texts)), lengths)
    count = len(said) - _RUN + 1
    runs = said[:count]
    for at in range(1, _RUN):  # equals of different runs, however rare, do no harm
        runs = runs * _FACTOR + said[at : count + at]
    within = owner[:count] == owner[_RUN - 1 :]
    return bool(np.all(_shared(runs[within], owner[:count][within], len(texts)) < _SHARED))


def _shared(runs: Any, owner: Any, texts: int) -> Any:
    """The share of each text's different runs that other texts have too; `owner` says which text each run is of."""
    rows = np.sort(runs & -_OWNERS | owner)  # equal runs stand together, in the order of the texts
    rows = rows[np.concatenate(([True], rows[1:] != rows[:-1]))]
    runs, owner = rows & -_OWNERS, rows & (_OWNERS - 1)
    again = runs[1:] == runs[:-1]
    both = np.concatenate(([False], again)) | np.concatenate((again, [False]))
    return np.bincount(owner[both], minlength=texts) / np.bincount(owner, minlength=texts)


def _one_place(articles: Sequence[Article]) -> bool:
    """Whether two articles have one address, or an outlet has so many that its template lines could count."""
    places = [where for article in articles if (where := address.normal(article.url)) is not None]
    outlets = [outlet for article in articles if (outlet := order.outlet(article))]
    return len(set(places)) < len(places) or any(outlets.count(outlet) >= _OFTEN for outlet in set(outlets))
