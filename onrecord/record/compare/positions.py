"""An actor's statements by issue, in order of the day said; where a later one clashes with an earlier.

An issue is named by the statements themselves: a phrase of one to four words that several of them
share and that is telling in them (TF-IDF against all the actor's statements, longer phrases first,
names of the actor itself aside). Each statement goes to the issue of its most telling phrase; what
shares none stays under "other". Cost is linear in the statements.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import log

from onrecord.record.compare.families import family
from onrecord.record.compare.turns import turns
from onrecord.record.compare.words import AUXILIARIES, Token, tokens, word_set
from onrecord.types import Position, Report

OTHER = "other"
_LONGEST, _LEAST = 4, 2
_LEAST_OF_WORD = 3
"""A single word names an issue of so many statements at least; two may share a word by chance."""

_COMMON = 0.4
"""A phrase in more than this share of the statements tells none of them from the rest."""

_BEFORE_VERBS = AUXILIARIES - word_set("is are was were has have had do does did") | word_set("not be been")
_Key = tuple[str, ...]
_Told = dict[_Key, str]

_EMPTY = word_set(
    """say said tell told year years day days week weeks month months time times today yesterday tomorrow people thing
    things way part number one two three four five six seven eight nine ten hundred thousand million billion percent
    new first last many much certain course question questions issue issues situation moment matter fact place
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december make take give get go come see know think want need able ready good well long now still
    already yet ever never far near like even let made taken given got gone currently really actually whether been possible another
    per cent percentage point points something anything nothing everything somebody anybody nobody everybody someone anyone everyone"""
)


def positions(reports: Sequence[Report], own_names: Sequence[str] = ()) -> tuple[Position, ...]:
    """The statements by issue, the largest issue first and "other" last.

    `reports` are one actor's, one for each statement (of several versions the one to show);
    `own_names` are names of the actor, which name no issue. Days unknown come last in an issue.
    """
    ordered = sorted(reports, key=_day)
    found_turns = list(turns(ordered, own_names))
    own = {family(t.stem) for name in own_names for t in tokens(name)}
    issue_of = _issues(ordered, own, [(earlier, later) for earlier, later, _ in found_turns])
    by_issue: dict[str, list[Report]] = defaultdict(list)
    for report in ordered:
        by_issue[issue_of.get(report.statement.id, OTHER)].append(report)
    found = [
        Position(
            issue,
            tuple(r.statement.id for r in told),
            tuple(turn for turn in found_turns if issue_of.get(turn[1], OTHER) == issue),
        )
        for issue, told in by_issue.items()
    ]
    return tuple(sorted(found, key=lambda p: (p.issue == OTHER, -len(p.statements), p.issue)))


def _day(report: Report) -> tuple[date, str, int, str]:
    return (
        report.said.date or report.said.not_before or date.max,
        report.article_id,
        report.order,
        report.statement.id,
    )


def _issues(reports: Sequence[Report], own: set[str], turned: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The issue of each statement that has one; two of which one is `turned` are of one matter."""
    phrases: dict[str, _Told] = {}
    for report in reports:
        told: _Told = {}
        for text in (report.content, report.question):
            for words in _phrases(tokens(text)):
                key = tuple(family(t.stem) for t in words)
                if not own.issuperset(key):
                    told.setdefault(key, _shown(text, words, report.names))
        phrases[report.statement.id] = told
    spread = Counter(key for told in phrases.values() for key in told)
    most = max(_LEAST + 1, int(_COMMON * len(reports)))
    weight = {
        key: log(1 + len(reports) / n) * n**0.5 * (1 + 0.5 * (len(key) - 1))
        for key, n in spread.items()
        if _LEAST <= n <= most
    }
    chosen: dict[str, str] = {}
    left, holders = dict(phrases), defaultdict(list)
    for s, told in phrases.items():
        for key in told:
            holders[key].append(s)
    # the phrase that tells most statements that no other phrase has told yet, again and again
    for key in sorted(weight, key=lambda k: (-weight[k], k)):
        holding = [s for s in holders[key] if s in left]
        if len(holding) < (_LEAST if len(key) > 1 else _LEAST_OF_WORD):
            continue
        names = Counter(left[s][key] for s in holding)
        name = min(names, key=lambda n: (-names[n], n != n.lower(), n))
        for s in holding:
            chosen[s] = name
            del left[s]
    for pair in turned:
        if all(s in left for s in pair) and (
            shared := [key for key in left[pair[0]] if key in left[pair[1]]]
        ):
            key = max(shared, key=lambda k: (weight.get(k, 0.0), k))
            chosen |= dict.fromkeys(pair, left[pair[0]][key])
            for s in pair:
                del left[s]
    return chosen | dict(_joining(left, chosen, phrases, weight))


def _joining(
    left: Mapping[str, _Told],
    chosen: Mapping[str, str],
    phrases: Mapping[str, _Told],
    weight: Mapping[_Key, float],
) -> Iterator[tuple[str, str]]:
    """What is left joins an issue whose phrase it holds, or the last word of a phrase: "the council"."""
    named = {
        key: name
        for s, name in chosen.items()
        for key, shown in phrases[s].items()
        if shown == name and key in weight
    }
    heads: dict[str, set[str]] = defaultdict(set)
    for key, name in named.items():
        heads[key[-1]].add(name)
    for s, told in left.items():
        if own_keys := [key for key in told if key in named]:
            yield s, named[max(own_keys, key=lambda k: (weight[k], k))]
        elif names := {
            name for (head, *more) in told if not more and len(heads[head]) == 1 for name in heads[head]
        }:
            yield s, min(names)


def _phrases(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Runs of one to four telling words; a verb or adverb names nothing that lasts."""
    run: list[Token] = []
    for k, word in enumerate([*words, None]):
        if (
            word is not None
            and word.is_content
            and word.fold.isalpha()
            and word.fold not in _EMPTY
            and not _acts(words, k)
        ):
            run.append(word)
            continue
        for start in range(len(run)):
            for end in range(start + 1, min(start + _LONGEST, len(run)) + 1):
                if end - start > 1 or _may_name(run[start]):
                    yield run[start:end]
        run = []


def _acts(words: Sequence[Token], k: int) -> bool:
    """Whether it is a verb by what stands before it ("will **send**"), or whoever opens a sentence by acting."""
    before = words[k - 1].fold if k else ""
    opens = before in ("", ".", '"', "“", "that") and k + 1 < len(words) and words[k + 1].fold in AUXILIARIES
    base_form = words[k].fold.startswith(words[k].stem) and not words[k].fold.endswith("s")
    return opens or before in _BEFORE_VERBS or (before == "to" and base_form)


def _may_name(word: Token) -> bool:
    return len(word.fold) > 3 and not word.fold.endswith(("ly", "ing", "ed"))


def _shown(text: str, words: Sequence[Token], names: Sequence[str]) -> str:
    """The phrase as written; without the capital of a sentence's beginning unless it is a name."""
    phrase = " ".join(text[words[0].start : words[-1].end].split())
    is_name = any(phrase.casefold() in name.casefold() for name in names) or phrase[1:] != phrase[1:].lower()
    return phrase if is_name else phrase.lower()
