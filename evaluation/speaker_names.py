"""Is the speaker that was named the one the editor marked? Right, wrong, or left unknown.

Names are compared as folded words. A person is right under an accepted name (the full name, the
surname where it is enough, with or without initials and titles); everybody else also when the
description has the same head ("several Democrats", "Democrats in Congress"). What only repeats the
article's own role phrase or pronoun names nobody: it is unknown, not wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS = _words(
    "i me my we us our you he him his himself she her hers it its they them their theirs who whom whose "
    "which that this these those one all both each"
)
TITLES = _words(
    "the a an mr mrs ms miss dr sir sen senator rep representative congressman gov governor president "
    "secretary gen general lt rev reverend prof professor justice chief mayor judge prime minister "
    "chancellor attorney retired former interim"
)
POSSESSIVE = _words("his her their its")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
AMOUNTS = _words(
    "many some several most few all other others two three one dozens both more various number of at "
    "least only nearly no any a an the his her its their these those such"
)
AFTER_HEAD = _words(
    "of in on at from to with for by about against among who whom whose that which as including like and "
    "or familiar close worried is was"
)

Outcome = Literal["right", "wrong", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one source, and for an unknown the reason."""

    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom the editor marked: `names` are all that count as right."""

    kind: str
    names: tuple[str, ...]


def words(name: str) -> list[str]:
    """Folded words, possessives and what follows a comma or bracket left out.

    >>> words("Gov. José O’Neill's (R)")
    ['gov', 'jose', "o'neill"]
    """
    text = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"'s\b|(?<=s)'(?!\w)", "", text)
    text = re.sub(r"(?<=\b\w)\.(?=\w)", "", text)  # U.S. is one word
    stop = re.search(r"[(,]", text)
    head = text[: stop.start()] if stop and stop.start() > 0 else text
    return re.findall(r"\w+(?:'\w+)*", head)


def _bare(name: str) -> list[str]:
    found = words(name)
    while len(found) > 1 and found[0] in TITLES:
        found = found[1:]
    while len(found) > 1 and found[-1] in SUFFIXES:
        found = found[:-1]
    return found


def named(name: str, accepted: str) -> bool:
    """The same person's name: all words, the first and the last, or a full name after a role.

    >>> named("Sen. Ada B. Rook", "Ada Rook"), named("Rook", "Ada Rook")
    (True, False)
    >>> named("Grocer Ada Rook", "Ada Rook"), named("Ida Rook", "Rook")
    (True, False)
    """
    left, right = _bare(name), _bare(accepted)
    ends = len(left) > 1 and len(right) > 1 and (left[0], left[-1]) == (right[0], right[-1])
    after_role = len(right) > 1 and left[-len(right) :] == right
    return bool(left) and (left == right or ends or after_role)


def _described(name: str) -> tuple[str, list[str]]:
    found = words(name)
    while len(found) > 1 and found[0] in AMOUNTS:
        found = found[1:]
    head = next((n for n, word in enumerate(found) if n and word in AFTER_HEAD), len(found))
    return (found[head - 1] if found else ""), found


def described(name: str, accepted: str) -> bool:
    """The same head, and one says nothing that the other leaves out.

    >>> described("several senior officials", "officials in Kubria")
    False
    >>> described("officials", "several senior officials"), described("officials I met", "officials")
    (True, True)
    """
    left, right = _described(name), _described(accepted)
    if right[1] and left[1][: len(right[1])] == right[1]:  # the same words, and more of the sentence
        return True
    one, other = set(left[1]), set(right[1])
    return bool(left[0]) and left[0] == right[0] and (one <= other or other <= one)


def is_actor(name: str, actor: Actor, source: str) -> bool:
    """Whether `name` names or describes `actor`, whom the text calls `source` here."""
    if any(named(name, accepted) for accepted in actor.names):
        return True
    if actor.kind != "person":
        return any(described(name, accepted) for accepted in actor.names)
    # the name as this very source prints it, first name misspelled or with its middle names
    left, printed = _bare(name), words(source)
    standing = any(printed[n : n + len(left)] == left for n in range(len(printed)))
    return bool(left) and standing and any(words(accepted) == left[-1:] for accepted in actor.names)


def parts(source: str) -> list[str]:
    """The members of a joint source.

    >>> parts("Rook, Finn and other bakers")
    ['Rook', 'Finn', 'other bakers']
    """
    return [part.strip() for part in re.split(r",| and | or ", source) if part.strip()]


def _own_words(name: str, source: str, by_name: bool) -> bool:
    """Whether `name` only repeats `source`; of a source that holds a name, all of it."""
    found, printed = words(name), words(source)
    if len(found) == 1 and found[0] in PRONOUNS:
        return True
    # "Ada Rook's lawyer" for "her lawyer" says whose, and still names nobody
    spelled = printed[:1] and printed[0] in POSSESSIVE and re.search(r"['’]s?\s", name)
    if spelled and len(printed) > 1 and found[1 - len(printed) :] == printed[1:]:
        return True
    same_head = _described(name)[0] == _described(source)[0] and set(found) <= set(printed)
    return found == printed or (same_head and not by_name)


def judge(
    names: Sequence[str],
    actors: Sequence[Actor],
    source: str,
    kind: str,
    elsewhere: Iterable[str] = (),
    reason: str = "",
) -> Verdict:
    """Compare the speakers found for one source, of class `kind`, with the actors marked for it.

    `elsewhere` are other role phrases that the text uses for the same actors. One name that is
    none of the actors makes it wrong; a joint source must have all its actors to be right.

    >>> rook = Actor("person", ("Ada Rook", "Rook"))
    >>> [judge([name], [rook], "she", "pronoun").outcome for name in ("Rook", "Finn", "she")]
    ['right', 'wrong', 'unknown']
    >>> judge(["the minister"], [rook], "the minister", "role")
    Verdict(outcome='unknown', reason='left in its own words')
    >>> judge(["Ida Finn's lawyer"], [rook], "her lawyer", "role").outcome
    'unknown'
    >>> judge(["Ida Rook"], [rook], "Rook", "name").outcome
    'wrong'
    """
    if not names:
        return Verdict("unknown", reason or "no reason given")
    members = {" ".join(words(part)) for part in parts(source)} if kind == "collective" else set()
    met: set[int] = set()
    some: set[str] = set()
    own = False
    for name in names:
        who = [n for n, actor in enumerate(actors) if is_actor(name, actor, source)]
        if who:
            met.update(who)
        elif len(members) > 1 and " ".join(words(name)) in members:
            some.add(" ".join(words(name)))
        elif _own_words(name, source, kind == "name") or any(_own_words(name, e, False) for e in elsewhere):
            own = True
        else:
            return Verdict("wrong")
    if len(met) == len(actors) or (some and some == members):
        return Verdict("right")
    if own and not met and not some:
        return Verdict("unknown", "left in its own words")
    return Verdict("unknown", "only some of a joint source")
