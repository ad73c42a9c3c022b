"""What the versions of a statement, and the articles of a story, make of one another.

align, clashes, versions, base_of, in_order, contradictions   one statement, every outlet's version
tone, cue_choices                   what a cue verb adds to the words, and who chooses which
positions                           an actor's statements by issue, and where a later one turns
chain                               outlet ← wire or newspaper ← speaker
coverage                            which article carries which statement
brief, chronology                   a story in its own sentences, and its days in order
"""

from onrecord.record.compare.again import united
from onrecord.record.compare.align import align
from onrecord.record.compare.brief import brief
from onrecord.record.compare.chains import chain
from onrecord.record.compare.choices import CueChoice, CueUse, cue_choices
from onrecord.record.compare.chronology import Anchored, article_day, chronology, opens_on_another_day
from onrecord.record.compare.clashes import clashes
from onrecord.record.compare.coverage import coverage
from onrecord.record.compare.positions import positions
from onrecord.record.compare.tone import tone
from onrecord.record.compare.versions import base_of, contradictions, in_order, versions
from onrecord.record.compare.words import same_words

__all__ = [
    "Anchored",
    "CueChoice",
    "CueUse",
    "align",
    "article_day",
    "base_of",
    "brief",
    "chain",
    "chronology",
    "clashes",
    "contradictions",
    "coverage",
    "cue_choices",
    "in_order",
    "opens_on_another_day",
    "positions",
    "same_words",
    "tone",
    "united",
    "versions",
]
