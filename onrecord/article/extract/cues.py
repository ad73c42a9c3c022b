"""Cue words as tables: which tell an attitude, which negate, which only suppose.

PARC's sense of the terms: an attitude is held (believe, want, fear), a speech act is uttered.
`polarity` looks at the cue and the few words before it that belong to no other part.
"""

from __future__ import annotations

import re

from onrecord.article.extract.verbs import reporting
from onrecord.types import Act, Polarity

_ATTITUDES = """
    believ belief think thought hope hoping want fear doubt expect feel felt consider understand understood
    regard view see seen saw wish prefer suspect assum imagin know knew known opinion conviction attitude
    concern worr convinced confiden optimis pessimis afraid sure certain interested ready willing
    like love hate dislike trust distrust favor favour supportive oppos support agree disagree mind
    intend intent plan aim seek sought desire eager reluctan anger angry
"""
# these contain a stem above and yet are said aloud
_SPOKEN = (
    "thank",
    "likel",
    "unlikel",
    "planned to announce",
    "express",
    "voice",
    "said",
    "says",
    "told",
    "announc",
    "be known",
    "made known",
)
_ATTITUDE = re.compile(r"\b(?:" + "|".join(_ATTITUDES.split()) + r")\w*", re.IGNORECASE)
_UTTERED = re.compile(r"\b(?:" + "|".join(_SPOKEN) + r")\w*", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:not|never|neither|nor|no longer|nobody|no one|none|cannot|without|hardly)\b|n[’']t\b"
    r"|\b(?:declin|refus)(?:e|es|ed|ing|al)\b|\b(?:fail|avoid|stopped short)\w*\b(?=\s+(?:to|of|from)?\s*\w+)"
    r"|\b(?:ha[sd]|have|was|were|is|are) yet to\b|\b(?:gave|gives|given|made|offered|provided) no\b",
    re.IGNORECASE,
)
# whoever does not rule it out says no more than that it may be
_LEFT_OPEN = re.compile(
    r"(?:\b(?:not|never|nor)|n[’']t)\s+(?:\w+\s+)?(?:rul\w+\s+out|exclud\w+|preclud\w+|den(?:y|ied|ies)|disput\w+)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:neither|none|nobody|no one|no-one|not one|no)\b", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\b(?:would|could|might|may|should|if|unless|whether|will|shall|expected to|likely to|can|ought)\b"
    r"|[’'](?:ll|d)\b",
    re.IGNORECASE,
)


_CONNECTIVES = frozenset(
    {
        "and",
        "but",
        "also",
        "while",
        "then",
        "later",
        "further",
        "at",
        "the",
        "same",
        "time",
        "in",
        "addition",
        "as",
        "well",
        "thus",
        "yet",
        "though",
        "he",
        "she",
        "they",
        "it",
    }
)
_ACTIVE = re.compile(
    r"\W*(?:(?:and|but|also|then|while|later|\w+ly)\W+)*(?:\w+(?:ing|ed|s)|said|told|wrote|went on|made)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|it|reportedly|allegedly|according|has been|have been)\b",
    re.IGNORECASE,
)


def shares_subject(between: str, cue: str) -> bool:
    """Whether a cue without a source goes on with the subject of the cue before it.

    >>> shares_subject(", ", "adding"), shares_subject(" and ", "warned"), shares_subject(" as ", "was reported")
    (True, True, False)
    """
    words = re.findall(r"\w+", between.lower())
    plain = all(word in _CONNECTIVES or word.endswith("ly") for word in words)
    return plain and bool(_ACTIVE.match(cue)) and not _PASSIVE.search(cue)


# not the United States, nor "to let the states decide"
_BEFORE_NOUN = "united the these in to of our some many most all other"
_STATES = "".join(f"(?<!{word} )" for word in _BEFORE_NOUN.split()) + "states"
# beside the words of saying: what else somebody may be said to hold or to do with words
_OTHERS_VERBS = """
    accuse agree approve blame call complain condemn consider criticize criticise decline deem encourage favor
    favour feel invite know oppose order praise prefer propose recommend refuse regard reject signal support suspect
    swear trust want welcome worry
"""
# whoever says "I think" within a quotation is no other speaker
_ONE = "".join(f"(?<!\\b{word} )" for word in ("I", "we", "you", "to", "and"))
_SAYING = re.compile(
    rf"\b(?:according to|quot(?:es|ed|ing)|{_STATES}|convinced|{_ONE}{reporting(*_OTHERS_VERBS.split())})\b",
    re.IGNORECASE,
)


OWN = frozenset({"i", "we", "you", "me", "us", "one"})
"""Whoever says "I think" is no other speaker."""


def may_report(content: str) -> bool:
    """Whether a content may itself report what somebody else said: worth a second look.

    >>> may_report("that according to an aide, talks would go on"), may_report("in the United States")
    (True, False)
    """
    return bool(_SAYING.search(content))


def act(cue: str) -> Act:
    """Whether the cue tells something said or something held.

    >>> act("told reporters"), act("believes")
    ('speech', 'attitude')
    """
    return "attitude" if _ATTITUDE.search(cue) and not _UTTERED.search(cue) else "speech"


# "who asked not to be named," is over before the cue; "did not, at first," is not
_ASIDE = re.compile(r"(?:\b(?:not|never|no)|n['’]t)\s[^,]*,\s*\Z", re.IGNORECASE)


def polarity(before: str, cue: str, source: str = "") -> Polarity:
    """Whether the saying itself is asserted, denied or supposed; `before` is what precedes the cue.

    >>> polarity("", "did not say"), polarity("would", "say"), polarity("", "said"), polarity("", "said", "Nobody")
    ('negated', 'hypothetical', 'asserted', 'negated')
    >>> polarity("", "did not rule out")
    'hypothetical'
    """
    if _NOBODY.match(source):
        return "negated"
    words = " ".join(_ASIDE.sub("", before).split()[-4:]) + " " + cue
    if _LEFT_OPEN.search(words):
        return "hypothetical"
    if _NEGATED.search(words):
        return "negated"
    return "hypothetical" if _SUPPOSED.search(words) else "asserted"
