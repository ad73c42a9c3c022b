"""What the versions of a statement, and the articles of a story, make of one another.

align, clashes, versions, base_of, contradictions   one statement, every outlet's version
tone                                what a cue verb adds to the words
chain                               outlet ← wire or newspaper ← speaker
coverage                            which article carries which statement
brief, chronology                   a story in its own sentences, and its days in order
"""

from onrecord.record.compare.align import align
from onrecord.record.compare.brief import brief
from onrecord.record.compare.chains import chain, inwards
from onrecord.record.compare.chronology import Anchored, article_day, chronology
from onrecord.record.compare.clashes import clashes
from onrecord.record.compare.coverage import coverage
from onrecord.record.compare.tone import tone
from onrecord.record.compare.versions import base_of, contradictions, versions

__all__ = [
    "Anchored",
    "align",
    "article_day",
    "base_of",
    "brief",
    "chain",
    "chronology",
    "clashes",
    "contradictions",
    "coverage",
    "inwards",
    "tone",
    "versions",
]
