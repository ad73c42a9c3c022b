"""What the rules behind the network look at: the text as it was read, and what is known about it.

Scene(encoded)                        everything else may be missing
scene.part("source", 4, 9)            a part that a rule adds
scene.moved(part, 4, 12)              a part that a rule cuts or widens
scene.sentence(17)                    the sentence around an offset
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from onrecord.article.extract.decode import Part
from onrecord.article.extract.encode import Encoded
from onrecord.article.extract.intervals import Bounds, Intervals
from onrecord.article.extract.mentions import FoundMention
from onrecord.article.extract.quotation import Quotation
from onrecord.article.extract.sentences import sentence_at

Role = Literal["source", "cue", "content"]

CERTAIN = 0.8
"""How sure a part is that a rule adds."""
_SHARE = 0.6
"""Share of a label that names and nouns for somebody cover, where it is one."""


class Line(NamedTuple):
    """Who speaks on a line, what, and the word of saying, where its form shows them."""

    speaker: Bounds
    content: tuple[Bounds, ...]
    cue: Bounds | None = None


@dataclass(frozen=True)
class Scene:
    """A text with its quotations, sentences and titles, and whom it mentions, all in order.

    `somebody` are the places of names and nouns for persons, bodies and places, `people` of those
    for persons and bodies, `persons` of persons' names alone, `roles` of nouns for persons. `parts`
    are all that the network marked, also what it tied to nothing.
    """

    encoded: Encoded
    quoted: tuple[Quotation, ...] = ()
    sentences: Sequence[Bounds] = ()
    headlines: Sequence[Bounds] = ()
    somebody: Intervals = field(default_factory=Intervals)
    people: Intervals = field(default_factory=Intervals)
    persons: Intervals = field(default_factory=Intervals)
    roles: Intervals = field(default_factory=Intervals)
    parts: Sequence[Part] = ()

    @classmethod
    def of(
        cls,
        encoded: Encoded,
        quoted: tuple[Quotation, ...],
        sentences: Sequence[Bounds],
        headlines: Sequence[Bounds],
        mentions: Sequence[FoundMention],
        parts: Sequence[Part],
    ) -> Scene:
        """The scene of a text whose mentions are known."""
        told = [((m.start, m.end), m) for m in mentions if m.form != "pronoun"]
        return cls(
            encoded,
            quoted,
            sentences,
            headlines,
            somebody=Intervals(place for place, m in told if m.kind != "other"),
            people=Intervals(place for place, m in told if m.kind in ("person", "organization")),
            persons=Intervals(place for place, m in told if (m.form, m.kind) == ("name", "person")),
            roles=Intervals(place for place, m in told if (m.form, m.kind) == ("nominal", "person")),
            parts=parts,
        )

    @cached_property
    def quotations(self) -> Intervals:
        """Where quotations stand, with their marks."""
        return Intervals((q.start, q.end) for q in self.quoted)

    @property
    def text(self) -> str:
        """The text that was read."""
        return self.encoded.text

    def part(self, role: Role, start: int, end: int, score: float = CERTAIN) -> Part:
        """`text[start:end]` as a part that a rule adds."""
        return Part(role, start, end, self.encoded.pieces(start, end), score)

    def moved(self, part: Part, start: int, end: int) -> Part:
        """The same part with other ends."""
        return replace(part, start=start, end=end, pieces=self.encoded.pieces(start, end))

    def sentence(self, offset: int) -> Bounds | None:
        """The sentence that holds `offset`; None between sentences."""
        return sentence_at(self.sentences, offset)

    def opens(self, offset: int) -> bool:
        """Whether nothing but titles stands above `offset`."""
        above = max((end for _, end in self.headlines if end <= offset), default=0)
        return not self.text[above:offset].strip()

    def parts_from(self, start: int, end: int) -> Sequence[Part]:
        """Those of `parts` that begin in `start`…`end`."""
        first = bisect_left(self.parts, start, key=lambda part: part.start)
        return self.parts[first : bisect_left(self.parts, end, lo=first, key=lambda part: part.start)]

    def is_somebody(self, label: Bounds) -> bool:
        """Whether a label is mostly a name or noun for somebody, or was taken for a source."""
        start, end = label
        if any(p.role == "source" and p.end == end for p in self.parts_from(start, start + 1)):
            return True
        covered = sum(min(end, b) - max(start, a) for a, b in self.somebody.touching(start, end))
        return covered >= _SHARE * len(self.text[start:end].strip())

    def words(self, part: Part | None) -> str:
        """What a part says; nothing for none."""
        return self.text[part.start : part.end] if part else ""
