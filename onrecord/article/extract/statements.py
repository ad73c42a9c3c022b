"""From attributions to statements: manner, act, polarity, question, confidence, what continues what.

Offsets here are into the text that the network read; `onrecord.article.extract` turns them into
Spans of the article and gives the ids.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from pathlib import Path

from onrecord.article.extract import cues, questions
from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.intervals import Bounds, Intervals, touch
from onrecord.article.extract.quotation import INSIDE, INSIDE_SINGLE, OUTSIDE, Quotation
from onrecord.article.extract.sentences import sentence_at
from onrecord.types import Act, Manner, Polarity

FEATURES = ("one", "content", "edge", "cue", "source", "no source", "link", "heard")
"""What confidence is computed from; their weights are fitted by `training.calibrate`."""
CALIBRATION: dict[str, float] = json.loads((Path(__file__).parent / "calibration.json").read_text("utf-8"))
EMPTY = frozenset({"that", "which", "whether", "if"})
"""Contents that say nothing."""
NOBODY = frozenset({"me", "us", "you", "him", "her", "it", "them", "whom", "this", "that"})
"""Who stands before a colon and is no speaker."""
_ASKED = ("asked", "answering", "question", "asking")
_ANSWERED = ("answering", "responding to", "replying to", "in response to", "in reply to")
LEAST_WORDS = 2
"""Least words of what is said, unless it is quoted or somebody "denies it": source, cue, content."""
CONTINUED = 0.6
"""Confidence of what has no cue: a quotation that goes on, a speaker before a headline's colon."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it has an id; `continues` and `parent` index the list that it is in."""

    source: tuple[Bounds, ...]
    cue: tuple[Bounds, ...]
    content: tuple[Bounds, ...]
    question: tuple[Bounds, ...]
    manner: Manner
    act: Act
    polarity: Polarity
    continues: int | None
    confidence: float
    parent: int | None = None


_CLOSES = re.compile(r"\s*(?:[.,;:!?)—–”\"]|$)")


def _is_empty(text: str, start: int, end: int) -> bool:
    """Whether it says nothing: "that", "which"; but not where somebody "disputes that."."""
    word = text[start:end].lower()
    return word in EMPTY and not (word == "that" and _CLOSES.match(text, end))


def drafts(
    text: str,
    found: Sequence[Found],
    quoted: tuple[Quotation, ...],
    state: bytearray,
    sentences: Sequence[Bounds],
) -> list[Draft]:
    """Statements of one text, in order. A content without a cue stays only if it is a quotation
    that goes on right after another statement."""
    result: list[Draft] = []
    found, put = _set_questions_apart(text, found, sentences)
    merged = _questions_without_source(text, found, sentences)
    answers = dict(merged.values())
    taken = Intervals(_bounds(part) for f in found for part in f.parts)
    quotes = Intervals((q.start, q.end) for q in quoted)
    for index, one in enumerate(found):
        if index in merged:
            continue
        content = tuple(sorted(_bounds(part) for part in one.contents))
        if all(_is_empty(text, start, end) for start, end in content):
            continue
        how = (
            "direct" if one.spoken else manner(content, _bounds(one.cue) if one.cue else None, quotes, state)
        )
        turn = one.source and (one.cue is None or text[one.cue.start : one.cue.end] == ":")
        if turn and one.source and text[one.source.start : one.source.end].lower() in NOBODY:
            continue  # "no difference between us: the ships will sail"
        few = sum(len(text[a:b].split()) for a, b in content) < LEAST_WORDS
        few = few and not any(text[a:b].isdigit() for a, b in content)  # "the rebels say 90"
        few = few and not (one.cue and one.source and content[0][0] >= one.cue.end)
        if how == "indirect" and few and not turn:
            continue  # "What the council says" is a heading, and "What" says nothing; "Tal: No." says it all
        continues = None
        if one.cue is None and one.source is None:
            continues = _goes_on(text, content, result, state)
            if continues is None or how == "indirect":
                continue
        elif one.cue is not None and one.source is None:
            continues = _same_subject(text, one.cue, result, sentences)
        cue = text[one.cue.start : one.cue.end] if one.cue else ""
        before = _before(text, one, taken, sentences)
        asked = one.asked or _question(text, one, taken, sentences) or answers.get(index)
        result.append(
            Draft(
                source=(_bounds(one.source),) if one.source else (),
                cue=(_bounds(one.cue),) if one.cue else (),
                content=content,
                question=(asked,) if asked else (),
                manner=how,
                act=cues.act(cue) if cue else "speech",
                polarity=cues.polarity(
                    before, cue, text[one.source.start : one.source.end] if one.source else ""
                ),
                continues=continues,
                confidence=_confidence(one),
            )
        )
    made = _over_paragraphs(_told_afterwards(text, result, sentences, put), quoted)
    return _within_others(_whole(made, text, sentences))


def _within_others(made: list[Draft]) -> list[Draft]:
    """What somebody reports within what another says is said there: in a turn, an answer, after "that"."""
    result = list(made)
    owners: defaultdict[Bounds, list[int]] = defaultdict(list)
    for m, other in enumerate(made):
        for piece in other.content if other.source or other.cue else ():
            owners[piece].append(m)
    said = Intervals(owners)
    for n, draft in enumerate(made):
        parts = (*draft.source, *draft.cue, *draft.content)
        low, high = min(a for a, _ in parts), max(b for _, b in parts)
        holding = [(start, end) for start, end in said.touching(low, low + 1) if end >= high]
        around = [(end - start, m) for start, end in holding for m in owners[start, end] if m != n]
        if around and draft.parent is None:
            result[n] = replace(draft, parent=min(around)[1])
    return result


def _whole(made: list[Draft], text: str, sentences: Sequence[Bounds]) -> list[Draft]:
    """Let a content that breaks off at the source of another statement hold that statement.

    "It was reported that the leader, Tal, said he was ready": the network marks each word once, so
    the outer content would end before "Tal".
    """
    result = list(made)
    for n, outer in enumerate(result):
        if not outer.content or outer.source or not text[slice(*outer.content[-1])].startswith("that "):
            continue  # only what nobody is named for: "Tal said a, adding b" breaks off nothing
        if outer.cue and text[slice(*outer.cue[-1])].lower().endswith("ing"):
            continue  # "Stressing that it was late, Tal left": what Tal does is not stressed
        end = outer.content[-1][1]
        for m, inner in enumerate(result):
            if m == n or not inner.source or not inner.cue or inner.parent is not None:
                continue
            gap = text[end : inner.source[0][0]] if 0 <= inner.source[0][0] - end <= 3 else None
            line = sentence_at(sentences, end - 1)
            if (
                gap is None
                or gap.strip(" ,")
                or line is None
                or not inner.source[0][0] < inner.cue[0][0] < line[1]
            ):
                continue
            close = max(stop for _, stop in (*inner.cue, *inner.content) if stop <= line[1])
            result[n] = replace(outer, content=(*outer.content[:-1], (outer.content[-1][0], close)))
            result[m] = replace(inner, parent=n)
            break
    return result


def _over_paragraphs(made: list[Draft], quoted: Sequence[Quotation]) -> list[Draft]:
    """Give a quotation that runs on, each paragraph opening with a mark, all of its paragraphs.

    Only paragraphs that belong to no other statement; a cue in one of them starts a new one.
    """
    result = list(made)
    for before, after in pairwise(quoted):
        here, there = (before.start, before.end), (after.start, after.end)
        if not before.runs_on or any(touch(there, part) for draft in result for part in _bounds_of(draft)):
            continue
        holders = [n for n, draft in enumerate(result) if any(touch(here, part) for part in draft.content)]
        if holders:
            draft = result[holders[-1]]
            result[holders[-1]] = replace(
                draft, content=tuple(sorted((*draft.content, (after.start, after.end))))
            )
    return result


def _bounds_of(draft: Draft) -> tuple[Bounds, ...]:
    return (*draft.source, *draft.cue, *draft.content)


def manner(content: tuple[Bounds, ...], cue: Bounds | None, quotes: Intervals, state: bytearray) -> Manner:
    """Direct if all of the content is in quotation marks, mixed if some of it is.

    A quotation that also encloses the cue is somebody else's: it does not count.
    """
    foreign = [(a, b) for a, b in quotes.touching(cue[0], cue[0] + 1) if b >= cue[1]] if cue else []
    inside = total = 0
    for start, end in content:
        total += end - start
        if foreign:
            inside += sum(
                state[n] != OUTSIDE and not any(a <= n < b for a, b in foreign) for n in range(start, end)
            )
        else:
            inside += end - start - state.count(OUTSIDE, start, end)
    if not inside:
        return "indirect"
    # a full stop or a space may stand outside the marks
    return "direct" if total - inside <= len(content) + 1 else "mixed"


def _set_questions_apart(
    text: str, found: Sequence[Found], sentences: Sequence[Bounds]
) -> tuple[list[Found], dict[Bounds, Bounds]]:
    """Take the question out of the content of the answer; by sentence, the questions taken out.

    "Answering the question whether …, Tal said: '…'" has one content; "So she replied to those
    asking whether …" has none of its own.
    """
    kept: list[Found] = []
    put: dict[Bounds, Bounds] = {}
    for one, following in zip_longest(found, found[1:]):
        if _is_asked(text, one, following, sentences):
            continue
        own: list[Part] = []
        asked: list[Bounds] = []
        for part in one.contents:
            line = sentence_at(sentences, part.start)
            if line is not None and questions.is_question(text, line[0], part.start):
                asked.append(_bounds(part))
            elif line is not None and (
                told := questions.asking_clause(text, part.start, part.end)
                or questions.named_question(text, line[0], part.start, part.end)
            ):
                asked.append(told)
            else:
                own.append(part)
        line = sentence_at(sentences, one.start)
        if asked and line and (own or questions.tells_how_answered(text[slice(*line)])):
            put[line] = questions.bare(text, *asked[0])
            if own:
                kept.append(replace(one, contents=tuple(own)))
        else:
            kept.append(one)
    return kept, put


def _is_asked(text: str, one: Found, following: Found | None, sentences: Sequence[Bounds]) -> bool:
    """ "Asked whether clashes are expected …, she said …": nobody says that they are expected."""
    line = sentence_at(sentences, one.start)
    if not line or not one.cue or one.source or not following or not following.source:
        return False
    last = max(part.end for part in one.parts)
    answered = last < following.source.start < line[1]
    return answered and questions.asking_clause(text, line[0], one.cue.start) is not None


def _goes_on(text: str, content: tuple[Bounds, ...], earlier: list[Draft], state: bytearray) -> int | None:
    """The statement that this quotation goes on from: the one right before, if it was a quotation."""
    start = content[0][0]
    if not earlier or (
        state[start] == OUTSIDE and state[min(start + 1, len(state) - 1)] not in (INSIDE, INSIDE_SINGLE)
    ):
        return None
    last = earlier[-1]
    end = max(stop for _, stop in (*last.source, *last.cue, *last.content))
    between = text[end:start]
    if last.manner == "indirect" or len(between.strip(' \t\r\n.,-–—"“”')) > 3:
        return None
    return last.continues if not last.cue and last.continues is not None else len(earlier) - 1


def _same_subject(text: str, cue: Part, earlier: list[Draft], sentences: Sequence[Bounds]) -> int | None:
    """The statement before, in the same sentence, whose subject this cue shares.

    "Tal said that …, and *stressed* that …", "Tal said that …, *adding* that …".
    """
    if not earlier or not earlier[-1].cue or not (earlier[-1].source or earlier[-1].continues is not None):
        return None
    last = earlier[-1]
    line = sentence_at(sentences, cue.start)
    end = max(stop for _, stop in (*last.source, *last.cue, *last.content))
    if line is None or end > cue.start or not line[0] <= last.cue[0][0] < line[1]:
        return None
    return len(earlier) - 1 if cues.shares_subject(text[end : cue.start], text[cue.start : cue.end]) else None


def _questions_without_source(
    text: str, found: Sequence[Found], sentences: Sequence[Bounds]
) -> dict[int, tuple[int, Bounds]]:
    """Attributions that only tell what was asked, by their place: the place of the answer, and the question.

    "Asked whether …, Tal said", "…, he said, answering the question whether …": whoever asked is not
    told, and the network finds no source, or lends it that of the answer.
    """
    result: dict[int, tuple[int, Bounds]] = {}
    for index, one in enumerate(found):
        cue = text[one.cue.start : one.cue.end].lower() if one.cue and len(one.contents) == 1 else ""
        for beside, words in ((index + 1, _ASKED), (index - 1, _ANSWERED)):
            if not any(word in cue for word in words) or not 0 <= beside < len(found):
                continue
            answer = found[beside].source
            here = sentence_at(sentences, one.start) == sentence_at(sentences, found[beside].start)
            named = one.source and one.cue and text[one.source.end : one.cue.start] == " "  # "he asked"
            if here and answer and one.source in (None, answer) and not named:
                result[index] = beside, questions.bare(text, *_bounds(one.contents[0]))
                break
    return result


def _question(text: str, one: Found, taken: Intervals, sentences: Sequence[Bounds]) -> Bounds | None:
    anchor = one.cue or one.contents[0]
    sentence = sentence_at(sentences, anchor.start)
    return questions.question_in(text, *sentence, taken) if sentence else None


def _told_afterwards(
    text: str, result: list[Draft], sentences: Sequence[Bounds], put: dict[Bounds, Bounds]
) -> list[Draft]:
    """Give each question set apart to its statement: in the same sentence, or just before it."""
    busy = Intervals(bounds for draft in result for bounds in (*draft.content, *draft.cue))
    for line, asked in put.items():
        if not questions.tells_how_answered(text[slice(*line)]):
            for n, draft in enumerate(result):
                if draft.cue and sentence_at(sentences, draft.cue[0][0]) == line and not draft.question:
                    result[n] = replace(draft, question=(asked,))
    for start, end in sentences:
        if not questions.tells_how_answered(text[start:end]):
            continue
        if busy.touching(start, end):
            continue
        question = put.get((start, end)) or questions.question_in(text, start, end, Intervals(()))
        earlier = [n for n, draft in enumerate(result) if draft.content and draft.content[-1][1] <= start]
        if question and earlier and not result[earlier[-1]].question:
            result[earlier[-1]] = replace(result[earlier[-1]], question=(question,))
    return result


def _before(text: str, one: Found, taken: Intervals, sentences: Sequence[Bounds]) -> str:
    """The words between the last other part and the cue."""
    if one.cue is None:
        return ""
    sentence = sentence_at(sentences, one.cue.start)
    low = sentence[0] if sentence else max(0, one.cue.start - 40)
    for _, end in taken.touching(low, one.cue.start):
        if end <= one.cue.start:
            low = max(low, end)
    return text[low : one.cue.start]


def evidence(one: Found) -> dict[str, float]:
    """The features of `FEATURES`: log odds of the parts' tags and of the weakest link."""
    return {
        "one": 1.0,
        "content": _log_odds(min(part.score for part in one.contents)),
        "edge": _log_odds(min(part.edge for part in one.contents)),
        "cue": _log_odds(one.cue.score) if one.cue else 0.0,
        "source": _log_odds(one.source.score) if one.source else 0.0,
        "no source": 0.0 if one.source else 1.0,
        "link": _log_odds(one.link),
        "heard": _log_odds(one.heard),
    }


def _log_odds(share: float) -> float:
    """Log odds of a probability, kept within what a thousand cases could tell."""
    held = min(max(share, 0.002), 0.998)
    return math.log(held / (1 - held))


def _confidence(one: Found) -> float:
    value = sum(CALIBRATION[name] * feature for name, feature in evidence(one).items())
    share = 1 / (1 + math.exp(-value))
    return round(share if one.cue else CONTINUED, 4)


def _bounds(part: Part) -> Bounds:
    return part.start, part.end
