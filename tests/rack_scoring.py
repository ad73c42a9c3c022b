"""One-to-one scoring of found statements against the rack's answer keys.

Found statements are the JSON objects that `onrecord extract` and `onrecord statements` print.
Each is paired with at most one of the key (letters and digits of the content, Dice >= 0.5, best
first); what is found beyond the key counts against precision, what is missing against recall, so
that answering everything does not pay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from rack_keys import Key, Place, Texts, Wanted, letters, plain


@dataclass
class Tally:
    """Right, wrong and unknown; `notes` name what went wrong, for whoever reads the failure."""

    right: int = 0
    wrong: int = 0
    unknown: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, verdict: str, note: str = "") -> None:
        setattr(self, verdict, getattr(self, verdict) + 1)
        if note and verdict != "right":
            self.notes.append(f"{verdict}: {note}")

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.wrong + other.wrong,
            self.unknown + other.unknown,
            [*self.notes, *other.notes],
        )

    @property
    def precision(self) -> float:
        """Right among those answered (1.0 where nothing was answered)."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Right among all asked (1.0 where nothing was asked)."""
        return self.right / (self.right + self.unknown) if self.right + self.unknown else 1.0

    def __str__(self) -> str:
        return f"{self.right} right, {self.wrong} wrong, {self.unknown} unknown or missing"


@dataclass
class Scores:
    """What a run got right against one key; `pairs` maps found ids to the key's.

    `statements`, `groups`, `channels`, `days`, `facts`: wrong = found beyond the key, unknown =
    missing. `speakers` and `said`: over the paired statements.
    """

    statements: Tally = field(default_factory=Tally)
    sources: Tally = field(default_factory=Tally)
    manners: Tally = field(default_factory=Tally)
    speakers: Tally = field(default_factory=Tally)
    actors: Tally = field(default_factory=Tally)
    said: Tally = field(default_factory=Tally)
    channels: Tally = field(default_factory=Tally)
    facts: Tally = field(default_factory=Tally)
    furniture: Tally = field(default_factory=Tally)
    groups: Tally = field(default_factory=Tally)
    clashes: Tally = field(default_factory=Tally)
    copies: Tally = field(default_factory=Tally)
    pairs: dict[str, str] = field(default_factory=dict)

    def tallies(self) -> list[str]:
        """The names of what is counted."""
        return [name for name in self.__dataclass_fields__ if name != "pairs"]

    def __str__(self) -> str:
        return "\n".join(f"{name:11} {getattr(self, name)}" for name in self.tallies())


def dice(left: frozenset[Place], right: frozenset[Place]) -> float:
    """Twice the shared characters over all of them."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def places(spans: Sequence[Mapping[str, Any]], texts: tuple[str, str]) -> frozenset[Place]:
    """The letters that spans of a JSON statement cover."""
    covered: set[Place] = set()
    for span in spans:
        part = span.get("in", "text")
        covered |= letters(texts[0] if part == "title" else texts[1], span["start"], span["end"], part)
    return frozenset(covered)


def judge_speaker(key: Key, wanted: Wanted, found: Mapping[str, Any], alone: bool) -> str:
    """Whether the speaker is right, wrong or unknown (a role phrase left as in the text is unknown)."""
    speakers = found.get("speakers") or []
    if not speakers:
        return "unknown" if wanted.speaker or wanted.anonymous else "right"
    name, method = plain(speakers[0]["name"]), speakers[0].get("method")
    actor = key.forms.get(name)
    if wanted.speaker:
        if actor == wanted.speaker or plain(wanted.speaker) in name:
            return "right"
        if actor is None and plain(wanted.speaker).endswith(f" {name}"):
            return "right" if alone else "unknown"  # a surname that two people share
        in_source = bool(wanted.source_text) and name in plain(wanted.source_text)
        return "unknown" if actor is None and (method == "anonymous" or in_source) else "wrong"
    if wanted.anonymous:
        shared = set(name.split()) & set(plain(wanted.anonymous).split())
        return "right" if actor is None and (method == "anonymous" or shared) else "wrong"
    return "right" if method == "anonymous" else "wrong"


def judge_day(wanted: Wanted, found: Mapping[str, Any], alone: bool) -> str:
    """Whether the day is right, wrong or unknown; `alone`: read without the other articles."""
    said = found.get("said") or {}
    if said.get("date") is None:
        nothing_to_tell = not wanted.days or wanted.open or (alone and wanted.alone_unknown)
        return "right" if nothing_to_tell else "unknown"
    first = date.fromisoformat(said["date"])
    last = date.fromisoformat(said["end"]) if said.get("end") else first
    vague = said.get("precision") not in {None, "day"}
    if wanted.month:
        month = {(day.year, day.month) for day in wanted.days}
        return "right" if vague and (first.year, first.month) in month else "wrong"
    if vague and any(first <= day <= last for day in wanted.days):
        return "right" if wanted.open else "unknown"  # a range is half an answer
    return "right" if first in wanted.days else "wrong"


def pair(
    key: Key, found: Sequence[Mapping[str, Any]], file_of: Mapping[str, str], texts: Texts
) -> dict[str, str]:
    """Found statements paired one to one with the key's, best first, required before optional."""
    candidates = []
    for order, item in enumerate(found):
        file = file_of[item["id"]]
        own = places(item["content"], texts[file])
        rivals = [(dice(own, wanted.content), wanted) for wanted in key.statements if wanted.file == file]
        candidates += [(-score, w.optional, order, w.id, item["id"]) for score, w in rivals if score >= 0.5]
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, _, wanted_id, found_id in sorted(candidates):
        if found_id not in pairs and wanted_id not in taken:
            pairs[found_id] = wanted_id
            taken.add(wanted_id)
    return pairs


def score_statements(
    key: Key, found: Sequence[Mapping[str, Any]], file_of: Mapping[str, str], texts: Texts, alone: bool
) -> Scores:
    """Score what was found in the articles of one key.

    `file_of` maps found ids to the key's files; `texts` are the articles as the reader gave them,
    into which the offsets point (the same that the key was loaded with).
    """
    scores = Scores()
    told = [item for item in found if item["manner"] != "narrated"]
    scores.pairs = pairs = pair(key, told, file_of, texts)
    by_id = {wanted.id: wanted for wanted in key.statements}
    for item in told:
        words = " … ".join(span["text"] for span in item["content"])
        note = f"{file_of[item['id']]}: {words[:90]!r}"
        if item["id"] not in pairs:
            scores.statements.add("wrong", note)
            continue
        wanted = by_id[pairs[item["id"]]]
        if not wanted.optional:
            scores.statements.add("right")
            close = dice(places(item["source"], texts[wanted.file]), wanted.source) >= 0.5
            scores.sources.add(
                "right" if close or (not wanted.source and not item["source"]) else "wrong", wanted.id
            )
            scores.manners.add("right" if item["manner"] == wanted.manner else "wrong", wanted.id)
        if wanted.speaker or wanted.anonymous or not wanted.optional:
            given = ", ".join(who["name"] for who in item.get("speakers") or []) or "nobody"
            said_by = wanted.speaker or wanted.anonymous or "nobody"
            scores.speakers.add(
                judge_speaker(key, wanted, item, alone), f"{wanted.id}: {given} for {said_by}"
            )
        if wanted.days or not wanted.optional:
            said = item.get("said") or {}
            day = " to ".join(filter(None, (said.get("date"), said.get("end")))) or "unknown"
            expected = " or ".join(map(str, wanted.days)) or "unknown"
            scores.said.add(judge_day(wanted, item, alone), f"{wanted.id}: {day} for {expected}")
        # Where a report names its own outlet ("told the Courier"), that is no channel, nor wrong.
        via = {plain(channel["name"]) for channel in item.get("via") or []}
        via = {name for name in via if not plain(key.outlets[wanted.file]).endswith(name)}
        for name in sorted(via | wanted.via) if not wanted.optional else ():
            verdict = "right" if name in via & wanted.via else "wrong" if name in via else "unknown"
            scores.channels.add(verdict, f"{wanted.id}: {name}")
    matched = set(pairs.values())
    for wanted in key.statements:
        if not wanted.optional and wanted.id not in matched:
            scores.statements.add("unknown", wanted.id)
    _score_voice(key, found, file_of, texts, scores)
    return scores


def _score_voice(
    key: Key, found: Sequence[Mapping[str, Any]], file_of: Mapping[str, str], texts: Texts, scores: Scores
) -> None:
    """The outlet's own voice: facts that should be kept, furniture that should not."""
    covered = [
        (file_of[item["id"]], places(item["content"], texts[file_of[item["id"]]]), item) for item in found
    ]
    for file, fact in key.facts:
        hits = [item for where, own, item in covered if where == file and dice(own, fact) >= 0.5]
        kept = any(item["manner"] == "narrated" for item in hits)
        scores.facts.add("right" if kept else "wrong" if hits else "unknown", f"{file}: a fact")
    for file, furniture in key.nothing:
        for where, own, item in covered:
            if where == file and len(own & furniture) > len(own) / 2:
                scores.furniture.add("wrong", f"{file}: {item['content'][0]['text'][:90]!r}")


def score_groups(key: Key, groups: Iterable[Sequence[str]], scores: Scores) -> None:
    """Pairs of statements that stand in one group, against the key's; adds to `scores.groups`.

    Repetitions inside an article count as the statement that they repeat; pairs with an optional
    or `maybe` statement count neither way; statements that are not in the key were already
    counted against `scores.statements`.
    """
    optional = {wanted.id for wanted in key.statements if wanted.optional and not wanted.repeats}
    same = {frozenset(map(key.node, two)) for sure, _ in key.groups for two in combinations(sure, 2)}
    neutral = {
        frozenset(map(key.node, two))
        for sure, maybe in key.groups
        for two in combinations((*sure, *maybe), 2)
        if set(two) & set(maybe)
    }
    reached = {key.node(wanted) for wanted in scores.pairs.values()}
    got: set[frozenset[str]] = set()
    for group in groups:
        nodes = {key.node(scores.pairs[i]) for i in group if i in scores.pairs} - optional
        got |= {frozenset(two) for two in combinations(sorted(nodes), 2)}
    for two in sorted(got - neutral, key=sorted):
        scores.groups.add("right" if two in same else "wrong", " and ".join(sorted(two)))
    for two in sorted(same - got, key=sorted):
        hint = "" if two <= reached else " (not found)"
        scores.groups.add("unknown", " and ".join(sorted(two)) + hint)


def score_actors(key: Key, found: Iterable[Mapping[str, Any]], scores: Scores) -> None:
    """Pairs of statements given to one actor of the record, against the key's speakers.

    Wrong: two people in one actor. Unknown: one person in two actors. Statements whose speaker is
    not right were counted already.
    """
    by_id = {wanted.id: wanted for wanted in key.statements}
    given: dict[str, tuple[str, str]] = {}
    for item in found:
        wanted = by_id.get(scores.pairs.get(item["id"], ""))
        actor = (item.get("speakers") or [{}])[0].get("actor")
        if wanted and wanted.speaker and actor and judge_speaker(key, wanted, item, alone=True) == "right":
            given[wanted.id] = (wanted.speaker, actor)
    for left, right in combinations(sorted(given), 2):
        (who, actor), (other, its_actor) = given[left], given[right]
        if who == other or actor == its_actor:
            verdict = "wrong" if who != other else "right" if actor == its_actor else "unknown"
            scores.actors.add(verdict, f"{left} and {right}: {who}, {other}")


def score_clashes(key: Key, found: Iterable[tuple[str, str, str, str, str]], scores: Scores) -> None:
    """Clashes as (kind, statement, its words, other statement, its words), either way round."""
    wanted = {(kind, frozenset(map(key.node, two))): words for kind, two, words in key.clashes}
    seen = set()
    for kind, left, left_words, right, right_words in found:
        if left not in scores.pairs or right not in scores.pairs:
            continue
        where = (kind, frozenset(key.node(scores.pairs[i]) for i in (left, right)))
        if where in seen:
            continue
        given = f"{left_words} {right_words}".split()
        if where in wanted and any(word in given for word in wanted[where]):
            seen.add(where)
            scores.clashes.add("right")
        else:
            scores.clashes.add("wrong", f"{kind}: {left_words!r} against {right_words!r}")
    for where in sorted(wanted.keys() - seen, key=str):
        scores.clashes.add("unknown", f"{where[0]}: {' and '.join(sorted(where[1]))}")


def score_copies(key: Key, found: Iterable[Sequence[str]], scores: Scores) -> None:
    """Pairs of files that carry one text, against the key's; `found` lists them by text."""
    got = {frozenset(two) for files in found for two in combinations(sorted(set(files)), 2)}
    wanted = {frozenset(two) for two in key.copies}
    for two in sorted(got | wanted, key=sorted):
        verdict = "right" if two in got & wanted else "wrong" if two in got else "unknown"
        scores.copies.add(verdict, " and ".join(sorted(two)))


def score_partition(wanted: Mapping[str, str], found: Mapping[str, str]) -> Tally:
    """Pairs of articles in one story, wanted against found."""
    tally = Tally()
    for left, right in combinations(sorted(wanted), 2):
        same, together = wanted[left] == wanted[right], found.get(left) == found.get(right)
        if same or together:
            tally.add(
                "right" if same and together else "wrong" if together else "unknown", f"{left} and {right}"
            )
    return tally
