"""Articles to stories: copies of one text into reports, reports of one event into stories.

    articles -> texts.read -> copies.fold_texts -> fields.gather -> pairs.likeness -> link.merge
             (-> complete.complete -> link.merge) -> parts.resolve -> abroad.connect -> stories.build

Everything is decided in one place on sorted input, so the answer depends neither on the order of the articles nor on who
read them.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.model import Article, Story


def group(articles: Sequence[Article]) -> tuple[Story, ...]:
    """The stories that `articles` tell, each article in exactly one, in the order of their first publication, then id.

    Each story holds its reports (copies of one text count as one voice) and the evidence that joined them. An article whose
    date the other reports of its story refute is returned with that date doubted (see `dates.settle`). The order of
    `articles` does not matter; their ids must differ.
    """
    if not articles:
        return ()
    from digest.group import abroad, complete, copies, fields, link, order, pairs, parts, stories, texts

    read = texts.read(sorted(articles, key=order.content_key))
    folded = copies.fold_texts(read)
    reports = [copies.fullest(read, same) for same in folded]
    gathered = fields.gather(read, reports, folded)
    alike = pairs.likeness(read, reports, gathered)
    groups = link.merge(gathered.length, alike, link.Rule())
    fuller = complete.complete(gathered, alike, groups)
    if fuller is not alike:
        alike, groups = fuller, link.merge(gathered.length, fuller, link.Rule())
    groups = parts.resolve(groups, gathered, alike)
    groups, bridges = abroad.connect(groups, read, reports, gathered)
    return stories.build(read, folded, groups, gathered, alike, bridges)
