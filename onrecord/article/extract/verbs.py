"""Verbs as the rules need them: words of saying in all their forms, and signs of a finite verb.

SAYING                        a pattern for one word of saying: "said", "insists", "told"
INVERTED                      one for it and its subject: "said the driver"
opens_clause("had left")      whether words begin with a finite verb, as the rest of a clause does
is_clause("The port shut")    whether words hold one
"""

from __future__ import annotations

import re

_SAYING = """
    say tell warn claim insist hint vow deny admit confirm announce find pledge urge argue believe fear hope suggest
    show reveal think expect predict forecast declare stress add explain concede allege assert caution signal maintain
    conclude note complain boast reckon estimate promise threaten report ask reply rule hear learn state write answer
    recall remark observe assure inform specify clarify underline underscore emphasize emphasise highlight joke quip
    shout cry whisper beg demand object protest acknowledge lament joke respond retort exclaim repeat testify recount
    comment fume laugh snap thunder sigh tweet post summarize reiterate remind mutter counter read
"""
_OF_SEVERAL = "say tell think believe fear hope expect worry feel insist argue claim"
_NOUNS = "learns learned states comments posts rules reads read hears heard counters laughs jokes sounds"
_PAST = {
    "say": "said", "tell": "told", "find": "found", "think": "thought", "show": "showed", "hear": "heard", "write": "wrote",
    "forecast": "forecast", "beg": "begged", "quip": "quipped", "learn": "learned", "admit": "admitted", "read": "read",
    "feel": "felt", "know": "knew", "swear": "swore", "prefer": "preferred",
}  # fmt: skip


def forms(verb: str) -> tuple[str, str, str]:
    """The plain form, the one with -s, and the past.

    >>> forms("deny"), forms("say")
    (('deny', 'denies', 'denied'), ('say', 'says', 'said'))
    """
    y = verb[-1] == "y" and verb[-2] not in "aeiou"
    present = verb[:-1] + "ies" if y else verb + "s"
    regular = verb[:-1] + "ied" if y else (verb + "d" if verb.endswith("e") else verb + "ed")
    return verb, present, _PAST.get(verb, regular)


def reporting(*verbs: str) -> str:
    """A pattern for what others say or hold: words of saying and `verbs`, in the forms that nouns seldom have.

    >>> import re
    >>> [bool(re.fullmatch(reporting("want"), word)) for word in ("wants", "wanted", "said", "say", "want")]
    [True, True, True, True, False]
    """
    told = {form for verb in (*_SAYING.split(), *verbs) for form in forms(verb)[1:]} - set(_NOUNS.split())
    return "(?:" + "|".join(sorted(told | set(_OF_SEVERAL.split()), reverse=True)) + ")"


SAYING = (
    "(?:" + "|".join(sorted({form for verb in _SAYING.split() for form in forms(verb)}, reverse=True)) + ")"
)
"""Longer forms before the shorter ones that begin them."""

INVERTED = re.compile(
    rf"(?P<cue>{SAYING})[ \t]+(?P<who>(?:the|an?|his|her|their|my|one|[A-Z][\w’'-]+)\b[^,.;:\n“”\"«»]{{0,60}}?)(?=[.,;]|[ \t]*$)"
)
"""A word of saying and who says so: "said the driver"."""

_AUXILIARIES = """
    had has have was were is are will would must could can may might should shall did does do isn't aren't wasn't weren't
    hasn't haven't hadn't won't wouldn't can't couldn't doesn't didn't don't
"""
_IRREGULAR = """
    became began broke brought built bought came chose cost dealt drew drove fell felt fled fought found flew gave got
    grew held kept knew led left lost made meant met paid ran rose said saw sank sent shook shot slept sold spent spoke
    spread stood stole struck swept swore took taught threw told thought went withdrew won wore wrote drowned
"""
_FINITE = "|".join((*_AUXILIARIES.split(), *_IRREGULAR.split()))
_ADVERB = r"(?:(?:not|never|also|still|now|no longer|finally|already|probably|\w+ly)\s+)?"
_OPENS = re.compile(rf"{_ADVERB}(?:{_FINITE})\b", re.IGNORECASE)
_OPENS_SURE = re.compile(rf"(?:{'|'.join(_AUXILIARIES.split())})\b", re.IGNORECASE)
_OPENS_PAST = re.compile(rf"{_ADVERB}[a-z]{{2,}}ed\s+(?!by\b)\w", re.IGNORECASE)
_HOLDS = re.compile(
    rf"\b(?:{_FINITE})\b|\b(?!united\b)[a-z]{{3,}}ed\b|[’'](?:s|re|ve|ll|d)\s+(?:not|a|the|\w+ing)\b",
    re.IGNORECASE,
)


def opens_clause(words: str) -> bool:
    """Whether `words` begin with a verb that has lost its subject.

    >>> opens_clause("will have to pay"), opens_clause("escaped through a window"), opens_clause("and wages rose")
    (True, True, False)
    """
    return bool(_OPENS.match(words) or _OPENS_PAST.match(words))


def opens_with_auxiliary(words: str) -> bool:
    """Whether `words` begin with a verb that no subject can lack.

    >>> opens_with_auxiliary("will have to pay"), opens_with_auxiliary("escaped through a window")
    (True, False)
    """
    return bool(_OPENS_SURE.match(words))


def is_clause(words: str) -> bool:
    """Whether `words` hold a finite verb already, as far as its form shows.

    >>> is_clause("Prices fell"), is_clause("The next government")
    (True, False)
    """
    return bool(_HOLDS.search(words))
