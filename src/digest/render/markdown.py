"""The briefing as Markdown (CommonMark): the same stories, order, statements and numbered sources as on the page.

Words of the sources are text and nothing else: every sign that could begin markup, a link or HTML is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.model import Briefing
from digest.render.language import Language, load
from digest.render.view import BriefingView, PointView, SourceView, StoryView, view
from digest.render.wording import counted

_SIGNS = re.compile(r"""([\\`*_{}\[\]<>#|~&!^$@])""")
_ADDRESS = re.compile(r":(?=//)|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)  # bare addresses are to become no links
_WWW = re.compile(r"\b(www)\.", re.IGNORECASE)
_BEGINS = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")


def to_markdown(briefing: Briefing, *, record: str = "") -> str:
    """The briefing as CommonMark; `record` is the path of its JSON file, for `digest verify`."""
    words = load(briefing.language)
    return "\n\n".join(_blocks(view(briefing, record=record), words)) + "\n"


def escaped(text: str) -> str:
    """`text`, one line, as Markdown that shows exactly it, wherever in a block it stands."""
    text = _WWW.sub(r"\1\\.", _ADDRESS.sub(r"\\:", _SIGNS.sub(r"\\\1", text)))
    begins = _BEGINS.match(text)
    if begins is None:
        return text
    at = begins.end() if begins[1].isdigit() else 0
    return f"{text[:at]}\\{text[at:]}"


def link(text: str, url: str | None) -> str:
    """`text` as a link, as itself where there is no address."""
    return f"[{escaped(text)}](<{url}>)" if url else escaped(text)


def _blocks(shown: BriefingView, words: Language) -> Iterator[str]:
    yield f"# {escaped(shown.title)}"
    yield f"**{escaped(shown.date)}**\\\n{escaped(shown.summary)}"
    for story in shown.stories:
        yield from _story(story, words)
    if not shown.stories:
        yield escaped(words.nothing)
    yield f"## {escaped(words.left_out)}"
    for kind in shown.left_out:
        rows = [f"- {escaped(group.reason)}{words.colon}{group.total}" for group in kind.groups]
        yield f"### {escaped(kind.title)}{words.colon}{kind.total}"
        yield "\n".join(rows)
    if not shown.left_out:
        yield escaped(words.all_told)
    proof = [words.proof]
    if shown.record:
        proof.append(words.proof_text.format(command="`digest verify`", record=escaped(shown.record)))
    yield f"---\n\n{words.gap.join(proof)}"


def _story(story: StoryView, words: Language) -> Iterator[str]:
    facts = [story.status, story.day, story.age, words.began.format(day=story.since) if story.since else None]
    if story.part:
        yield f"# {escaped(story.part)}"
    yield f"## {story.number}\\. {escaped(story.headline)}"
    line = f"**{escaped(story.reports)}**{words.colon}{escaped(story.voices)}"
    told = words.comma.join(fact for fact in facts if fact)
    yield f"{escaped(told)}\\\n{line}" if told else line
    for group in story.corrections:
        yield f"### {escaped(group.title)}"
        yield "\n".join(
            f"- **{escaped(words.it_said)}**{words.colon}{escaped(one.said)}\n"
            f"- **{escaped(words.now_says)}**{words.colon}{escaped(one.now or words.no_longer)}"
            for one in group.entries
        )
    if story.new_since:
        yield f"### {escaped(story.new_since)}"
    if story.points:
        yield "\n".join(f"- {_statement(point, words)}" for point in story.points)
    for difference in story.differences:
        values = []
        for value in difference.values:
            held = words.list_comma.join(
                escaped(holder.citation.outlet) + f" \\[{holder.citation.number}\\]" for holder in value.holders
            )
            values.append(f"- **{escaped(value.value)}**{words.colon}{held}")
        yield f"### {escaped(words.differ)}{words.colon}{escaped(difference.about)}"
        yield "\n".join(values)
    if story.only_in:
        yield f"### {escaped(words.alone)}"
        yield "\n".join(
            f"- {words.only_in.format(name=escaped(entry.label))}{words.colon}{_statement(entry.point, words)}"
            for entry in story.only_in
        )
    if story.timeline:
        yield f"### {escaped(words.went_on)}"
        yield "\n".join(
            f"- {escaped(entry.label)}{words.colon}{_statement(entry.point, words)}" for entry in story.timeline
        )
    yield f"### {escaped(words.sources)}"
    sources = sorted((source for voice in story.sources for source in voice.sources), key=lambda s: s.number)
    yield "\n".join(f"{source.number}. {_source(source, words)}" for source in sources)


def _statement(point: PointView, words: Language) -> str:
    numbers = "".join(f"\\[{number}\\]" for number in dict.fromkeys(c.number for c in point.citations))
    remarks = [
        words.said_by.format(name=escaped(point.speaker)) if point.speaker else "",
        counted(point.reports, words.reports, words) if point.reports > 1 else "",
    ]
    remark = words.comma.join(filter(None, remarks))
    new = f"**{escaped(words.new)}** " if point.news else ""
    return f"{new}{escaped(point.text)} {numbers}" + (words.brackets.format(inside=remark) if remark else "")


def _source(source: SourceView, words: Language) -> str:
    parts = [f"**{escaped(source.outlet)}**"]
    if source.title or source.url:
        parts.append(link(source.title or words.the_article, source.url))
    parts += [escaped(source.date) if source.date else escaped(words.undated), f"`{_coded(source.origin)}`"]
    return words.comma.join(parts)


def _coded(text: str) -> str:
    return text.replace("`", "'")
