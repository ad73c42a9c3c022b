"""Whom a pronoun or a bare noun ("the minister") refers back to: a small transparent scorer.

Every person or body named before is weighed by the features in `WEIGHTS`: how near, whether it
was a subject, whether it spoke last, agreement, and the learned proposals of the mention head.
The weights are log-odds; a softmax over the candidates and "nobody in sight" gives the score.
Nothing is decided below `THRESHOLD`: an unknown speaker is better than a wrong one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.article.resolve.cast import Cast
from onrecord.article.resolve.names import parts
from onrecord.article.resolve.tables import fold, person_nouns, role_words, titles

WEIGHTS: Mapping[str, float] = {
    "same_sentence": 1.6,
    "sentence_before": 1.1,
    "per_sentence_further": -0.8,
    "other_paragraph": -1.0,
    "subject": 0.95,
    "possessive": -0.55,
    "possessive_first": 0.4,
    "latest_subject": 0.75,
    "object": -0.4,
    "attributive": -1.6,
    "named_by_itself": -3.1,
    "spoke_last": 2.25,
    "spoke_before": 0.8,
    "new_subject": 1.35,
    "inside_quotation": -2.0,
    "inside_own_content": -3.1,
    "gender_known": 1.55,
    "learned": 2.75,
    "ending_in_a": 3.5,
    "only_one": 1.1,
    "nameless": -0.45,
    "named_often": 0.33,
    "role_fits": 2.5,
}
NOBODY = 1.0
THRESHOLD = 0.5
MARGIN = 0.1
_REACH = 6
_OPENING = 24  # characters
# "the raid that killed Vell", "a man who knew Vell": Vell is no subject
_WITHIN = re.compile(r"\b(?:who|whom|which|that)\s")
_TURN_TAKEN = 0.2
_JOINED = re.compile(r"\sand\s[A-Z]")
_ADDRESS = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Sir|Lady|Lord)\b\.?\s*)\Z")
# "When Vell spoke, Dorn left. “No,” he said": who opens the clause that leads up to another's is passed over
_LEADS_UP = re.compile(
    r"[\"“‘']?(?:When|While|After|As|If|Although|Though|Since|Before|Because|Once|Until)\s"
)
_PASSED_OVER = 0.35
_OF = frozenset(
    [
        "of",
        "to",
        "with",
        "for",
        "by",
        "from",
        "about",
        "against",
        "in",
        "on",
        "at",
        "between",
        "like",
        "unlike",
        "since",
        "until",
        "during",
        "than",
        "over",
    ]
)
# verbs whose subject can follow them: "“No,” added Vell"
_OPENS = frozenset(
    [
        "added",
        "stressed",
        "warned",
        "stated",
        "noted",
        "declared",
        "explained",
        "replied",
        "argued",
        "insisted",
        "joked",
    ]
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a pronoun can mean: a draft, or a nameless speaker by its number (`nameless`)."""

    draft: int | None
    nameless: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One place at which a candidate was mentioned."""

    candidate: Candidate
    start: int
    end: int
    label: str
    speaks: bool = False  # it is the source of a statement, or stands in one


@dataclass(frozen=True, slots=True)
class Outcome:
    """The winner with its probability, or None with the words of the best candidates."""

    winner: Candidate | None
    score: float
    evidence: tuple[int, int] | None
    rivals: tuple[str, ...] = ()


def choose(
    cast: Cast,
    position: int,
    places: Sequence[Place],
    *,
    last: Sequence[Candidate] = (),
    spoke: frozenset[Candidate] = frozenset(),
    own_content: Sequence[tuple[int, int]] = (),
    learned: Mapping[Candidate, float] | None = None,
    gender: str = "",
    bonus: Mapping[Candidate, float] | None = None,
    barred: frozenset[Candidate] = frozenset(),
    since: int = 0,
    told: Sequence[tuple[int, int]] | None = None,
    nobody: float = NOBODY,
    within: Sequence[tuple[int, int]] = (),
) -> Outcome:
    """Weigh the candidates at `places` for a reference at `position`.

    `last` spoke in the statement just before; `spoke` are all who spoke earlier; `own_content`
    is what is being said here; `learned` is the mention head's probability of each; `barred` are
    named where the reference would rather have been repeated ("he met Vell" is not said of Vell);
    where the statement just before ended at `since`, a new subject after it takes the turn; the
    subject named last, outside what statements before this one `told`, is rather meant by a pronoun;
    `nobody` are the log-odds of nobody in sight; `within` are the pieces of the quotation in which it stands.
    """
    scores: dict[Candidate, float] = {}
    where: dict[Candidate, Place] = {}
    counts: dict[Candidate, int] = {}
    newer = {
        p.candidate
        for p in places
        if p.start >= since
        and cast.page.quote(p.start) is None
        and not any(s <= p.start < e for s, e in own_content)
        and is_subject(cast, p)
    }
    for place in places:
        counts[place.candidate] = counts.get(place.candidate, 0) + 1
        distance = cast.page.apart(place.start, position)
        if distance > _REACH:
            continue
        value = _at(cast, place, position, distance, own_content, within)
        if value > scores.get(place.candidate, -math.inf):
            scores[place.candidate], where[place.candidate] = value, place
    latest = None if told is None else _latest_subject(cast, position, places, (*own_content, *told))
    for candidate in scores:
        value = WEIGHTS["latest_subject"] * (candidate == latest)
        value += WEIGHTS["named_often"] * min(6, counts[candidate] - 1)
        turn = 1.0 if not newer or candidate in newer else _TURN_TAKEN
        value += WEIGHTS["spoke_last"] * turn * (candidate in last)
        value += WEIGHTS["spoke_before"] * (candidate in spoke)
        value += WEIGHTS["new_subject"] * (newer == {candidate} and candidate not in last)
        value += WEIGHTS["learned"] * (learned or {}).get(candidate, 0.0)
        if gender and candidate.draft is not None and cast.drafts[candidate.draft].gender == gender:
            value += WEIGHTS["gender_known"]
        if gender and candidate.draft is not None and _ends_in_a(cast, candidate.draft):
            value += WEIGHTS["ending_in_a"] * (0.25 if gender == "f" else -1.0)
        value += WEIGHTS["only_one"] * (len(scores) == 1) + WEIGHTS["nameless"] * (candidate.draft is None)
        value += WEIGHTS["named_by_itself"] * (candidate in barred)
        scores[candidate] += value + (bonus or {}).get(candidate, 0.0)
    if not scores:
        return Outcome(None, 0.0, None)
    total = math.exp(nobody) + sum(math.exp(v) for v in scores.values())
    ranked = sorted(scores, key=lambda c: (-scores[c], -where[c].start))
    shares = [math.exp(scores[c]) / total for c in ranked]
    second = shares[1] if len(shares) > 1 else 0.0
    best = where[ranked[0]]
    if shares[0] < THRESHOLD or shares[0] - second < MARGIN:
        near = tuple(where[c].label for c in ranked[:2] if scores[c] > scores[ranked[0]] - 3)
        return Outcome(None, shares[0], None, near)
    return Outcome(ranked[0], shares[0], (best.start, best.end))


def _latest_subject(
    cast: Cast, position: int, places: Sequence[Place], said: Sequence[tuple[int, int]]
) -> Candidate | None:
    """Who was the subject last: in this sentence, or in the one before if this one names nobody."""
    near = [
        p
        for p in places
        if cast.page.apart(p.start, position) <= 1
        and cast.page.quote(p.start) is None
        and not any(s <= p.start < e for s, e in said)
    ]
    here = [p for p in near if cast.page.apart(p.start, position) == 0]
    found = [p for p in here or near if is_subject(cast, p)]
    return max(found, key=lambda p: p.start).candidate if found else None


def _ends_in_a(cast: Cast, draft: int) -> bool:
    """Whether a given name of unknown gender ends in -a, as women's names do in many languages."""
    names = parts(cast.drafts[draft].name)
    return not cast.drafts[draft].gender and len(names) > 1 and names[0].endswith("a")


def _at(
    cast: Cast,
    place: Place,
    position: int,
    distance: int,
    own: Sequence[tuple[int, int]],
    within: Sequence[tuple[int, int]],
) -> float:
    page = cast.page
    value = 0.0
    if distance == 0:
        value += WEIGHTS["same_sentence"]
    elif distance == 1:
        value += WEIGHTS["sentence_before"]
    else:
        value += WEIGHTS["per_sentence_further"] * (distance - 1)
    if page.paragraph(place.start) != page.paragraph(position):
        value += WEIGHTS["other_paragraph"]
    quote = page.quote(place.start)
    if quote and not quote[0] <= position < quote[1] and not any(s <= place.start < e for s, e in within):
        value += WEIGHTS["inside_quotation"]
    if any(s <= place.start < e for s, e in own):
        value += WEIGHTS["inside_own_content"]
    return value + _grammar(cast, place)


def attributive(cast: Cast, place: Place) -> bool:
    """Whether a name only says which: "the Vell campaign said", "a top Ana Vell adviser", not "the envoy Vell said"."""
    words, i, j = cast.page.words, cast.page.word_at(place.start), cast.page.word_at(place.end)
    if j >= len(words) or not words[j].text.islower() or words[j].start != place.end + 1:
        return False
    if place.candidate.draft is None or cast.drafts[place.candidate.draft].kind != "person":
        return False
    low = cast.page.sentence_bounds(place.start)[0]
    for k in range(i - 1, max(-1, i - 4), -1):
        key = fold(words[k].text)
        if words[k].start < low or not words[k].letters or key in titles() or key in person_nouns():
            return False
        if key in ("the", "a", "an", "this"):
            return True
    return False


def is_subject(cast: Cast, place: Place) -> bool:
    """Whether a name stands as the subject of its sentence, by the words around."""
    return _grammar(cast, place) == WEIGHTS["subject"]


def _led_by(cast: Cast, place: Place) -> str:
    """The word before a list of names, for those after the first: "songs | by Orra, Vell and Dorn"; else empty."""
    page, start = cast.page, place.start
    low = page.sentence_bounds(start)[0]
    if page.text[start - 2 : start] != ", " or not page.text.startswith((", ", " and "), place.end):
        return ""  # "in a call with Vell, Dorn said"
    names = {e: s for s, e, i in cast.within(low, start) if cast.drafts[i].kind != "place"}
    first = start
    while page.text[first - 2 : first] == ", " and first - 2 in names:
        first = names[first - 2]
    if first == start:
        return ""
    return fold((page.text[low:first].split() or [""])[-1])


def _object(cast: Cast, low: int, start: int, before: str) -> bool:
    """Whether a verb seems to stand right before a name that is not the first of its sentence."""
    said = (
        before in _OPENS or before in role_words() or not cast.page.text[low:start].rstrip().endswith(before)
    )
    if said or not before.endswith("ed"):
        return False
    return any(cast.drafts[i].kind == "person" for _, _, i in cast.within(low, start))


def _main_subject(cast: Cast, position: int) -> int | None:
    """Where the subject of the main clause stands that a sentence's opening clause leads up to, if a name."""
    page = cast.page
    low, high = page.sentence_bounds(position)
    for start, end, i in cast.within(low, high):
        before = _ADDRESS.sub("", page.text[low:start]).rstrip()
        if before.endswith(",") and page.text[end : end + 1] == " " and cast.drafts[i].kind == "person":
            return start
    return None


def _grammar(cast: Cast, place: Place) -> float:
    """Subject, object of a preposition, or possessive, by the words around."""
    if place.speaks:
        return WEIGHTS["subject"]
    page = cast.page
    after = page.text[place.end : place.end + 2]
    low = page.sentence_bounds(place.start)[0]
    if after in ("'s", "’s"):  # "Vell's quarrel with Dorn" is Vell's
        return WEIGHTS["possessive_first" if place.start - low < _OPENING else "possessive"]
    if attributive(cast, place):
        return WEIGHTS["attributive"]
    head = _ADDRESS.sub("", page.text[low : place.start])
    before = fold((head.split() or [""])[-1])
    if before in _OF:
        return WEIGHTS["object"]
    if listed := _led_by(cast, place):
        return WEIGHTS["object"] if listed in _OF else 0.0
    if place.candidate.draft is not None and _object(cast, low, place.start, before):
        return 0.0
    if before == "and" or _JOINED.match(page.text, place.end):
        return 0.0  # "Vell and Dorn": neither alone
    if _LEADS_UP.match(head):
        main = _main_subject(cast, place.start)
        if main is not None:
            return WEIGHTS["subject"] * (1.0 if main == place.start else _PASSED_OVER)
    # at the head of its sentence, or of a clause after an opening phrase with its comma
    inner = _WITHIN.search(head) and not head.rstrip().endswith(",")
    if len(head) < 90 and not inner and (head.count(" ") < 9 or head.rstrip().endswith(",")):
        return WEIGHTS["subject"]
    return 0.0
