"""What punctuation and layout say against the network: where a part cannot begin, end or lie.

    mended(scene, found)    every attribution that names somebody or may, taken through all of `STEPS`

`source_borders` and `content_borders` hold the steps on sources and contents; here stand the two
on what lies between: a title and its text, the entries of a live blog ("18:42" on a line of its
own). Each holds for any text; what the network found stays unless one of them says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce

from onrecord.article.extract import content_borders, source_borders
from onrecord.article.extract.decode import Found
from onrecord.article.extract.intervals import Bounds
from onrecord.article.extract.scene import Scene

_TIME_LINE = re.compile(r"\n[ \t]*\d{1,2}[:.h]\d{2}(?:[ \t]*[ap]\.?m\.?)?(?:[ \t]*[A-Z]{2,4})?[ \t]*(?=\n)")


def mended(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """`found`, each where its text allows."""
    entries = [match.start() for match in _TIME_LINE.finditer(scene.text)]
    mended = (reduce(lambda sofar, step: step(scene, sofar), STEPS, one) for one in found)
    told = [one for one in mended if not source_borders.names_nobody(scene, one)]
    return [_within_entry(one, entries) for one in told] if entries else told


def _on_its_side(scene: Scene, one: Found) -> Found:
    """What a title says is said in the title, and what the text says in the text."""
    anchor = (one.cue or one.source or one.contents[0]).start

    def title(place: int) -> Bounds | None:
        return next((h for h in scene.headlines if h[0] <= place < h[1]), None)

    kept = tuple(part for part in one.contents if title(part.start) == title(anchor))
    return replace(one, contents=kept) if kept else one


def _within_entry(one: Found, entries: Sequence[int]) -> Found:
    """Nobody speaks across the line that begins the next entry of a live blog."""
    anchor = (one.cue or one.source or one.contents[0]).start
    before = max((line for line in entries if line < anchor), default=-1)
    after = min((line for line in entries if line >= anchor), default=None)
    kept = tuple(p for p in one.contents if p.start > before and (after is None or p.end <= after))
    return replace(one, contents=kept) if kept else one


STEPS: tuple[Callable[[Scene, Found], Found], ...] = (
    source_borders.behind_colon,
    content_borders.without_reason_to_hide,
    source_borders.with_its_origin,
    content_borders.without_lead,
    content_borders.without_whom_it_cites,
    content_borders.as_saying,
    content_borders.without_the_saying,
    content_borders.with_whose_word_it_is,
    content_borders.with_its_that,
    content_borders.without_its_no,
    content_borders.without_it,
    content_borders.closed,
    content_borders.of_its_relative,
    content_borders.without_the_question,
    content_borders.within_its_sentence,
    content_borders.without_the_outcome,
    content_borders.without_circumstance,
    content_borders.whole_words,
    source_borders.not_who_comes_later,
    source_borders.not_whom_it_befalls,
    source_borders.without_its_day,
    source_borders.whole_source,
    source_borders.without_rest,
    source_borders.with_its_noun,
    source_borders.in_its_sentence,
    _on_its_side,
)
"""In this order: a source is cut before it is asked whether it stands in the cue's sentence."""
