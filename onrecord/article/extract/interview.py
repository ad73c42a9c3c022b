"""Interviews without labels: a line asks, the lines after it answer, and the lead names who answers.

    answers(text, people, roles)                      each answer: who gives it, its lines, the question
    with_answers(scene, found)                        what the network found, with these

        The general who stayed
        Samuel Okoro, former chief of staff, on shells and talks

        Do you miss the army?
        I miss the people, not the uniform.

Only where the form leaves no doubt: three questions at least, put to a "you" and answered by an
"I" or "we", or announced as a conversation, without names before colons, and one person whom the
lines before them present. Where questions are set in bold (`**…**`), every line in bold is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from onrecord.article.extract.claims import Claims
from onrecord.article.extract.decode import Found
from onrecord.article.extract.intervals import Bounds
from onrecord.article.extract.scene import Scene

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_LABEL = re.compile(r"\s*(?:[QA][.:]|[^\W\d_][^:\n\"“”«»?]{0,39}:)\s")
_QUESTION = re.compile(r"\s*[^\s\"“«„‘'].{0,500}\?(?:\*\*|__)?\s*$")
_BOLD = re.compile(r"\s*(\*\*|__)(?=\S)(?:(?!\1).){1,500}\1\s*$")
_HEARER = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_SPEAKER = re.compile(r"\b(?:I|we|my|our|me|us)\b|\b(?:I|[Ww]e)['’]", re.IGNORECASE)
_NOTE = re.compile(
    r"\s*(?:Th(?:e|is) (?:interview|conversation)|Interview(?:ed)?|Questions?|Translat(?:ed|ion))\b"
)
_CONVERSATION = re.compile(
    r"\b(?:answer(?:ed|s) (?:our|your|readers?[’']?|some|the|your) ?(?:\w+ )?questions|(?:spoke|talked|talks|speaks) (?:to|with) (?:us|me|our)\b"
    r"|we (?:asked|spoke|talked|met)\b|I (?:spoke|talked|met)\b|interview(?:ed)?\b|in conversation\b|questions? and answers?\b|Q ?& ?A\b)",
    re.IGNORECASE,
)
_OFFICE = re.compile(r",|\s(?:is|was|has been)\b")
CERTAIN = 0.9
LEAST = 3
"""Questions that make an interview."""
LABELLED = 0.3
"""Share of labelled lines from which labels, not the form, tell who speaks."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Ranges of characters: who answers (where the lead names them), what, and what was asked."""

    speaker: Bounds
    lines: tuple[Bounds, ...]
    question: Bounds


def with_answers(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """`found` and the answers of an interview; what is reported within an answer stays beside it."""
    claims = Claims(found)
    for answer in answers(scene.text, scene.persons.bounds, scene.roles.bounds):
        first, last = answer.lines[0][0], answer.lines[-1][1]
        for n, one in claims.by(first, last).items():
            if not (one.source or one.cue) and any(first <= p.start < last for p in one.contents):
                claims.drop(n)
        said = (scene.part("content", *line, CERTAIN) for line in answer.lines)
        source = scene.part("source", *answer.speaker, CERTAIN)
        claims.add(Found(source, None, tuple(said), CERTAIN, asked=answer.question, spoken=True))
    return sorted(claims, key=lambda one: one.start)


def answers(text: str, people: Sequence[Bounds], roles: Sequence[Bounds]) -> Iterator[Answer]:
    """The answers of an interview; none where the text is no such interview, or who answers is unsure.

    `people` are the places of persons' names, `roles` of nouns for persons.
    """
    lines = [_stripped(text, match.span()) for match in _LINE.finditer(text)]
    bold = [n for n, line in enumerate(lines) if _BOLD.match(text, *line)]
    asking = [n for n, line in enumerate(lines) if n and _QUESTION.match(text, *line)]  # a title asks nobody
    if len(set(bold) & set(asking)) >= LEAST:
        asking = bold  # "You sound softer." asks as well
    heads = _heads(text, lines)
    if asking and heads.issuperset(asking):
        asking = sorted(n for n in heads if n >= asking[0])  # "Farmers complain." over an answer asks as well
    if len(asking) < LEAST or sum(bool(_LABEL.match(text, *line)) for line in lines) > LABELLED * len(lines):
        return
    blocks = [
        (lines[n], tuple(line for line in lines[n + 1 : following] if not _NOTE.match(text, *line)))
        for n, following in zip(asking, [*asking[1:], len(lines)], strict=True)
    ]
    answered = [(question, said) for question, said in blocks if said]
    put = sum(bool(_HEARER.search(text, *question)) for question, _ in answered)
    own = sum(any(_SPEAKER.search(text, *line) for line in said) for _, said in answered)
    told = bool(_CONVERSATION.search(text, 0, lines[asking[0]][0])) and own > 0
    if len(answered) < LEAST or not (told or (put * 3 >= len(answered) and own * 2 >= len(answered))):
        return
    speaker = _presented(text, lines[asking[0]][0], people, roles)
    if speaker is None:
        return
    surname = re.compile(rf"\b{re.escape(text[slice(*speaker)].rsplit(maxsplit=1)[-1])}\b")
    for n, (question, said) in enumerate(answered, 1):
        # "Ms Vell, 51, says": from there on it is told again
        kept = tuple(takewhile(lambda line: not surname.search(text, *line), said))
        if n == len(
            answered
        ):  # "All proceeds go to the clinic": no question tells where the last answer ends
            kept = kept[:1] + tuple(takewhile(lambda line: _SPEAKER.search(text, *line), kept[1:]))
        if kept:
            yield Answer(speaker, kept, question)


def _heads(text: str, lines: Sequence[Bounds]) -> set[int]:
    """Lines with an empty line above and none below."""
    apart = [text.count("\n", before[1], line[0]) > 1 for before, line in pairwise(lines)]
    return {n for n in range(1, len(lines) - 1) if apart[n - 1] and not apart[n]}


def _presented(text: str, end: int, people: Sequence[Bounds], roles: Sequence[Bounds]) -> Bounds | None:
    """The one person named before the first question; of several, the one presented with an office."""
    names: list[Bounds] = []
    for start, stop in people:
        if names and text[names[-1][1] : start] == " ":
            names[-1] = names[-1][0], stop
        elif stop <= end:
            names.append((start, stop))
    by_surname: dict[str, list[Bounds]] = {}
    for start, stop in names:
        by_surname.setdefault(text[start:stop].rsplit(maxsplit=1)[-1].lower(), []).append((start, stop))
    if len(by_surname) > 1:
        by_surname = {
            name: places
            for name, places in by_surname.items()
            if any(_has_office(text, place, roles) for place in places)
        }
    if len(by_surname) != 1:
        return None
    [places] = by_surname.values()
    return max(places, key=lambda place: (place[1] - place[0], -place[0]))


def _has_office(text: str, name: Bounds, roles: Sequence[Bounds]) -> bool:
    """Whether a noun for a person stands right before the name, or after it and a comma or "is"."""
    return any(
        (0 <= name[0] - stop <= 8 and "\n" not in text[stop : name[0]] and "," not in text[stop : name[0]])
        or (_OFFICE.match(text, name[1]) and 0 < start - name[1] <= 60 and "\n" not in text[name[1] : start])
        for start, stop in roles
    )


def _stripped(text: str, line: Bounds) -> Bounds:
    start, end = line
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
