"""Lines that recur under an outlet's articles are the same, whoever looks for them."""

from __future__ import annotations

import pytest

from digest import pipeline
from digest.model import Article
from digest.summarize.templates import recurring


class Several:
    """A mapper that says it has workers, and keeps what they were sent."""

    workers = 2

    def __init__(self):
        self.sent = []

    def __call__(self, function, items, **_):
        """The results, one after the other."""
        for item in items:
            self.sent.append(item)
            yield function(item)


@pytest.mark.parametrize("letters", [1, 250, 10**6])
def test_workers_find_the_templates_that_are_found_in_one_place(letters, monkeypatch):
    """However many outlets go to a worker together, and however their names are spelled; half a character harms nothing."""
    names = ("The Tidewire", "tidewire", "Elmsworth Post", "Fen Gazette")
    articles = [
        Article(f"a{n}", f"a{n}.txt", "0" * 64, name, "", f"Report {n} \ud83d.\n\nPrinted by {name[-4:]}, as ever.")
        for n, name in enumerate(names * 3)
    ]
    mapper = Several()
    monkeypatch.setattr(pipeline, "LETTERS", letters)
    assert pipeline._templates(articles, mapper) == recurring(articles)
    assert len(recurring(articles)) == 3
    assert len(mapper.sent) == {1: 3, 250: 2, 10**6: 1}[letters]
