"""What has been said and who is in sight while an article's statements are gone through in order.

A `Scene` is filled from top to bottom: who spoke last, which nameless people were introduced ("a
senior official"), which statement quotes a given place. It makes Speakers from drafts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.article.resolve.cast import REACH, Cast
from onrecord.article.resolve.names import bare
from onrecord.article.resolve.reference import Candidate, Place
from onrecord.types import Kind, Mention, Span, Spans, Speaker, Statement

Answer = tuple[tuple[Speaker, ...], str | None]
_CHAIN = 4
_OPENING = len("that ")


@dataclass(frozen=True, slots=True)
class Nameless:
    """Somebody who spoke without being named; `noun` is the folded head of the description.

    `together` are the named people of whom a plural pronoun speaks at once.
    """

    speaker: Speaker
    noun: str
    gender: str
    plural: bool
    together: tuple[Speaker, ...] = ()


class Scene:
    """The running state of one article: its cast, its statements, and who spoke so far."""

    def __init__(self, cast: Cast, statements: Sequence[Statement], mentions: Sequence[Mention]) -> None:
        self.cast = cast
        self.by_id = {s.id: s for s in statements}
        self.mentions = mentions
        self.nameless: list[Nameless] = []
        self.places: list[Place] = []  # by where they start
        self._spoke: frozenset[Candidate] = frozenset()
        self.called: dict[str, tuple[int, Spans]] = {}
        self.answered: dict[Spans, Answer] = {}
        self.spoken: list[tuple[int, Statement, tuple[Speaker, ...]]] = []
        self._sourced: list[tuple[int, Statement, tuple[Speaker, ...]]] = []  # inner ones among them
        self._draft_of = {
            o.index: i for i, d in enumerate(cast.drafts) for o in d.occurrences if o.index is not None
        }
        self._at = {cast.page.inside(m.span): i for i, m in enumerate(mentions)}
        self._contents = sorted(
            (*cast.page.inside(span), s.id)
            for s in statements
            if s.manner != "narrated"
            for span in s.content
        )
        self._sources = sorted((*cast.page.inside(span), s.id) for s in statements for span in s.source)
        self._longest = max((end - start for start, end, _ in self._sources), default=0)

    def begins(self, statement: Statement) -> int:
        """Where a statement starts on the page."""
        spans = (*statement.source, *statement.cue, *statement.content)
        return min((self.cast.page.inside(span)[0] for span in spans), default=0)

    def ends(self, statement: Statement) -> int:
        """Where a statement ends on the page."""
        spans = (*statement.source, *statement.cue, *statement.content)
        return max((self.cast.page.inside(span)[1] for span in spans), default=0)

    def contents(self, statement: Statement) -> list[tuple[int, int]]:
        """The stretches of what is said."""
        return [self.cast.page.inside(span) for span in statement.content]

    def heard(self, statement: Statement, speakers: tuple[Speaker, ...]) -> None:
        """Take note of who made `statement`."""
        start, end = min(map(self.cast.page.inside, statement.source), default=(0, 0))
        for speaker in speakers if start < end else ():
            who = self.candidate(speaker)
            if who is not None:
                self._put(Place(who, start, end, speaker.name, speaks=True))
        if start < end:
            insort(self._sourced, (start, statement, speakers), key=lambda entry: entry[0])
        if statement.parent is None:
            self.spoken.append((self.begins(statement), statement, speakers))
            self._spoke |= {c for s in speakers if (c := self.candidate(s))}

    def last_statement(self, statement: Statement) -> Statement | None:
        """The statement before this one that is nobody's inner one."""
        here = self.begins(statement)
        best: tuple[int, Statement] | None = None
        for start, other, _ in reversed(self.spoken):  # all but in the order of the text
            if best is not None and start < best[0]:
                break
            if start <= here and other.id != statement.id:
                best = start, other
        return best[1] if best else None

    def sourced_before(self, statement: Statement) -> tuple[Statement, tuple[Speaker, ...]] | None:
        """The statement, inner ones among them, whose source stands last before this one's, and its speakers."""
        here = self.cast.page.inside(statement.source[0])[0]
        low = bisect_left(self._sourced, here, key=lambda entry: entry[0])
        return self._sourced[low - 1][1:] if low else None

    def last_speakers(self, position: int) -> tuple[Candidate, ...]:
        """Who made the latest statement before `position`."""
        for start, _, speakers in reversed(self.spoken):
            if start < position:
                return tuple(c for s in speakers if (c := self.candidate(s)))
        return ()

    def until_last(self, position: int) -> int:
        """Where the latest statement that began before `position` ends, what it says included."""
        for start, statement, _ in reversed(self.spoken):
            if start < position:
                return min(self.ends(statement), position)
        return position

    def aside(self, position: int) -> bool:
        """Whether the latest statement before `position` stands in a relative clause: "…, who said no"."""
        for start, statement, _ in reversed(self.spoken):
            if start < position:
                words = " ".join(self.cast.page.article.slice(span) for span in statement.source)
                return words.casefold() in ("who", "which", "whom")
        return False

    def all_speakers(self) -> frozenset[Candidate]:
        """Everybody who spoke so far."""
        return self._spoke

    def candidate(self, speaker: Speaker) -> Candidate | None:
        """A speaker as somebody a pronoun can mean."""
        if speaker.entity is not None:
            return Candidate(speaker.entity)
        return next(
            (Candidate(None, i) for i, n in enumerate(self.nameless) if n.speaker.name == speaker.name), None
        )

    def introduce(self, nameless: Nameless, start: int, end: int) -> Speaker:
        """Remember a nameless speaker, so that "he" in the next sentence can mean them."""
        self.nameless.append(nameless)
        self._put(Place(Candidate(None, len(self.nameless) - 1), start, end, nameless.speaker.name))
        return nameless.speaker

    def _put(self, place: Place) -> None:
        insort(self.places, place, key=lambda other: other.start)

    def _places_before(self, position: int) -> list[Place]:
        """Where speakers were meant in the stretch before a place in which one looks back."""
        low = bisect_left(self.places, position - REACH, key=lambda place: place.start)
        high = bisect_right(self.places, position, key=lambda place: place.start)
        return self.places[low:high]

    def forget(self, start: int) -> None:
        """Take back the nameless speaker introduced at `start`, who turned out to have a name."""
        self.places = [p for p in self.places if p.start != start or p.candidate.nameless is None]

    def sources_at(self, start: int, end: int, other_than: str) -> list[tuple[int, int]]:
        """The sources of the other statements that a stretch touches."""
        low = bisect_left(self._sources, (start - self._longest, 0, ""))
        high = bisect_left(self._sources, (end, 0, ""))
        return [(a, b) for a, b, i in self._sources[low:high] if i != other_than and start < b]

    def quoting(self, position: int, other_than: str) -> Statement | None:
        """The statement in whose content `position` lies; the shortest one."""
        around = [(e - s, i) for s, e, i in self._contents if s <= position < e and i != other_than]
        return self.by_id[min(around)[1]] if around else None

    def saying(self, position: int, statement: Statement) -> tuple[Speaker, ...]:
        """Who says the clause that opens at `position`: in "Vell says they lie" they do, says Vell."""
        outer = self.by_id.get(statement.parent or "")
        if outer is None or self.cast.page.quote(position) is not None:
            return ()
        opens = any(0 <= position - start <= _OPENING for start, _ in self.contents(outer))
        return next((who for _, s, who in reversed(self.spoken) if s.id == outer.id), ()) if opens else ()

    def in_sight(self, position: int, kinds: Iterable[Kind], gender: str = "") -> list[Place]:
        """Where people or bodies of these kinds were mentioned before `position`."""
        wanted = set(kinds)
        found = []
        for start, end, i in self.cast.until(position):
            draft = self.cast.drafts[i]
            if draft.kind in wanted and not (gender and draft.gender and draft.gender != gender):
                found.append(Place(Candidate(i), start, end, draft.name))
        for (start, end), fits in self.cast.doubtful.items():
            if end <= position and "person" in wanted:
                able = self.of_gender(fits, gender)
                found += [Place(Candidate(i), start, end, self.cast.drafts[i].name) for i in able]
        # a pronoun or role phrase already settled counts as a mention of whom it means
        known = {(place.start, place.candidate) for place in found}
        for place in self._places_before(position):
            if (
                place.end > position
                or (place.start, place.candidate) in known
                or place.candidate.draft is None
            ):
                continue
            draft = self.cast.drafts[place.candidate.draft]
            if draft.kind in wanted and not (gender and draft.gender and draft.gender != gender):
                found.append(place)
        return found

    def of_gender(self, drafts: Iterable[int], gender: str) -> list[int]:
        """Those of whom nothing tells the other gender."""
        return [i for i in drafts if not gender or self.cast.drafts[i].gender in ("", gender)]

    def nameless_in_sight(self, position: int) -> list[tuple[Place, Nameless]]:
        """Where nameless speakers were introduced or meant before `position`."""
        return [
            (p, self.nameless[p.candidate.nameless])
            for p in self._places_before(position)
            if p.end <= position and p.candidate.nameless is not None
        ]

    def mention(self, start: int, end: int) -> Mention | None:
        """The mention that stands at just this stretch."""
        index = self._at.get((start, end))
        return None if index is None else self.mentions[index]

    def proposed(self, start: int, end: int) -> dict[tuple[int, int], float]:
        """The mention head's proposals as stretches of the page -> probability, pronouns passed over."""
        index = self._at.get((start, end))
        found: dict[tuple[int, int], float] = {}
        waiting = [(index, 1.0, _CHAIN)] if index is not None else []
        while waiting:
            at, weight, depth = waiting.pop()
            for probability, target in self.mentions[at].antecedents:
                share = probability * weight
                if share < 0.02 or not 0 <= target < len(self.mentions):
                    continue
                mention = self.mentions[target]
                if mention.form == "pronoun" and depth:
                    waiting.append((target, share, depth - 1))
                else:
                    where = self.cast.page.inside(mention.span)
                    found[where] = found.get(where, 0.0) + share
        return found

    def learned(self, start: int, end: int) -> dict[int, float]:
        """The mention head's proposals for the reference at a stretch, as draft -> probability."""
        index = self._at.get((start, end))
        return self._follow(index, 1.0, _CHAIN) if index is not None else {}

    def _follow(self, index: int, weight: float, depth: int) -> dict[int, float]:
        shares: dict[int, float] = {}
        for probability, target in self.mentions[index].antecedents:
            share = probability * weight
            if share < 0.02 or not 0 <= target < len(self.mentions):
                continue
            draft = self._draft_of.get(target)
            onward = (
                {draft: share}
                if draft is not None
                else self._follow(target, share, depth - 1)
                if depth
                else {}
            )
            for d, p in onward.items():
                shares[d] = shares.get(d, 0.0) + p
        return shares

    def span(self, start: int, end: int) -> Span:
        """A stretch of the page as a Span."""
        return self.cast.page.outside(start, end)

    def speaker(self, draft: int, method: str, score: float, evidence: Spans) -> Speaker:
        """A Speaker from a draft."""
        d = self.cast.drafts[draft]
        return Speaker(d.name, d.kind, method, round(min(score, 0.99), 3), evidence, draft, d.speaks_for)

    def again(self, speaker: Speaker, method: str, factor: float) -> Speaker:
        """The same speaker, reached in another way and a little less surely."""
        kept = "anonymous" if speaker.entity is None and method != "first_person" else method
        return replace(speaker, method=kept, score=round(speaker.score * factor, 3))

    def short(self, draft: int, text: str) -> bool:
        """Whether `text` is a shorter form of the draft's name."""
        return bare(text) and not bare(self.cast.drafts[draft].name)
