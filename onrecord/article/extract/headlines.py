"""Headlines that give a speaker before a colon: "Tal: the port stays shut".

Headlines drop their verbs, and the network, trained on running text, may miss who speaks. What
stands before the colon counts as a speaker only if it is mostly a name or a noun for somebody, so
that "Video:", "Opinion:" and "Breaking:" are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.encode import Encoded

Bounds = tuple[int, int]
_COLON = re.compile(r"\s*(?P<speaker>[^:\n\"“”«»]{2,60}?)\s*:\s+(?P<content>\S.*?)\s*$", re.DOTALL)
_SHARE = 0.6
_CERTAIN = 0.5


def with_speakers(
    encoded: Encoded, headlines: Sequence[Bounds], found: Sequence[Found], mentioned: Sequence[Bounds]
) -> list[Found]:
    """`found`, where each headline with a speaker before its colon has that speaker."""
    result = list(found)
    for start, end in headlines:
        match = _COLON.match(encoded.text, start, end)
        if not match or not _names_somebody(match.span("speaker"), mentioned):
            continue
        inside = [n for n, one in enumerate(result) if any(start <= p.start < end for p in one.contents)]
        speaker = _part(encoded, "source", match.span("speaker"))
        if any(result[n].source for n in inside):
            continue
        if inside:
            result[inside[0]] = replace(result[inside[0]], source=speaker)
        else:
            content = _part(encoded, "content", match.span("content"))
            result.append(Found(speaker, None, (content,), _CERTAIN))
    return sorted(result, key=lambda one: one.start)


def _names_somebody(speaker: Bounds, mentioned: Sequence[Bounds]) -> bool:
    start, end = speaker
    covered = sum(max(0, min(end, b) - max(start, a)) for a, b in mentioned)
    return covered >= _SHARE * (end - start)


def _part(encoded: Encoded, role: str, bounds: Bounds) -> Part:
    low = int(np.searchsorted(encoded.starts, bounds[0]))
    high = max(low + 1, int(np.searchsorted(encoded.starts, bounds[1])))
    return Part(role, *bounds, range(low, high), _CERTAIN)
