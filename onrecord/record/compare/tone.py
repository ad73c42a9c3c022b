"""What a cue verb adds to the words: "said" nothing, "stressed" weight, "claimed" doubt.

The table cues.csv gives the tone of each verb or phrase in its base form; this file finds the
base form of a cue as an article writes it ("had earlier been quoted as saying").
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.record.compare.words import stem, tokens


def tone(cue: str) -> str | None:
    """The tone of a cue: neutral, emphatic, admitting, doubting, warning … ; None where unknown.

    Of several verbs in one cue the first that is not neutral decides; a longer phrase beats a verb.

    >>> tone("has repeatedly stressed"), tone("was quoted as saying"), tone("said"), tone("xyzzy")
    ('emphatic', 'neutral', 'neutral', None)
    """
    found = cue_verb(cue)
    return found[1] if found else None


def cue_verb(cue: str) -> tuple[str, str] | None:
    """The verb or phrase of the table that decides a cue's tone, in its base form, and that tone.

    >>> cue_verb("had earlier claimed"), cue_verb("According to"), cue_verb("xyzzy")
    (('claim', 'doubting'), ('according to', 'neutral'), None)
    """
    stems = [t.stem for t in tokens(cue) if t.is_word]
    found: list[tuple[str, str]] = []
    i = 0
    while i < len(stems):
        for length in range(min(_longest(), len(stems) - i), 0, -1):
            known = _table().get(tuple(stems[i : i + length]))
            if known:
                found.append(known)
                i += length - 1
                break
        i += 1
    return next((f for f in found if f[1] != "neutral"), found[0] if found else None)


@lru_cache(maxsize=4_096)
def expecting(cue: str) -> bool:
    """Whether a cue tells what somebody thinks will come: "expects prices to fall".

    >>> expecting("had forecast"), expecting("does not expect"), expecting("said")
    (True, False, False)
    """
    stems = [t.stem for t in tokens(cue)]
    return not _NO.intersection(stems) and not _EXPECTING.isdisjoint(stems)


_EXPECTING = frozenset(map(stem, ("expect", "forecast", "predict", "foresee", "project", "anticipate")))
_NO = frozenset(map(stem, ("not", "never", "hardly", "longer")))


@cache
def _table() -> dict[tuple[str, ...], tuple[str, str]]:
    with files(__package__).joinpath("cues.csv").open(encoding="utf-8") as lines:
        return {
            tuple(t.stem for t in tokens(row["cue"])): (row["cue"], row["tone"])
            for row in csv.DictReader(lines)
        }


@cache
def _longest() -> int:
    return max(len(cue) for cue in _table())
