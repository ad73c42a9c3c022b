"""The question that a statement answers, where the text gives it.

"Asked whether …, she said …", "Answering a question about …", "… responded to a question about
whether …" stand in the statement's sentence; "So she replied to those asking whether …" follows it.
"""

from __future__ import annotations

import re

from onrecord.article.extract.intervals import Intervals

_ASKED = re.compile(
    r"\b(?:ask(?:ed|s|ing)?|answer(?:ed|s|ing)?|repl(?:y|ies|ied|ying)|respon(?:d|ds|ded|ding|se)|"
    r"questions?|questioned|inquir(?:y|ies)|quer(?:y|ies)|comment(?:ed|ing)?)\b"
    r"[^.?!;\"“”«»]{0,70}?(?<!\w)"
    r"(?P<question>(?:whether|if|why|how|when|where|what|which|who|about|on)\b[^.?!\"“”«»]*\??)",
    re.IGNORECASE,
)
_HOW_ANSWERED = re.compile(
    r"^\W*(?:th(?:is|at|us)|so)\b[^.]{0,30}\b(?:answer|repl|respon|react)", re.IGNORECASE
)


def question_in(text: str, start: int, end: int, taken: Intervals) -> tuple[int, int] | None:
    """Offsets of the question told in the sentence `start`…`end`, outside the `taken` parts.

    >>> text = "Asked whether talks would go on, Ivar Tal said they would."
    >>> start, end = question_in(text, 0, len(text), Intervals([(33, 42), (48, 57)]))
    >>> text[start:end]
    'whether talks would go on'
    """
    for match in _ASKED.finditer(text, start, end):
        low, high = match.span("question")
        for begin, stop in taken.touching(match.start(), high):
            if begin <= match.start() < stop or begin <= low < stop:
                low = high
                break
            if low < begin < high:
                high = begin
                break
        while high > low and text[high - 1] in " ,:;-–—\t\n\r":
            high -= 1
        if high - low >= 8 and " " in text[low:high]:
            return low, high
    return None


_ASKING_BEFORE = re.compile(
    r"\b(?:ask(?:ed|ing)|answer(?:ed|s|ing)?|repl(?:y|ies|ied|ying)|respon(?:d|ds|ded|ding|se)|questions?|"
    r"questioned|inquir(?:y|ies)|quer(?:y|ies)|comment(?:ing)?)\b[^.?!;\"“”«»]{0,60}$",
    re.IGNORECASE,
)
_OPENS_QUESTION = re.compile(
    r"\W*(?:whether|if|why|how|when|where|what|which|who|about|on|is|are|does|do|did|will|would|can)\b",
    re.IGNORECASE,
)


def is_question(text: str, sentence: int, start: int) -> bool:
    """Whether what begins at `start` is the question put, by what its sentence says before it.

    >>> is_question("Answering the question whether it rains, she said no.", 0, 23)
    True
    """
    return bool(_OPENS_QUESTION.match(text, start) and _ASKING_BEFORE.search(text[sentence:start]))


_ASKING_CLAUSE = re.compile(
    r"(?:when |while |after being |on being )?(?:asked|answering|responding|replying|questioned|in (?:reply|response|answer))\b"
    r"[^.?!\"“”«»]{0,70}?\b(?P<question>(?:whether|if|why|how|when|where|what|which|who|about|on)\b.*)",
    re.IGNORECASE | re.DOTALL,
)


def asking_clause(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The question, where `start`…`end` is a clause that only tells what was asked.

    >>> text = "Asked by a reporter whether it rains"
    >>> start, end = asking_clause(text, 0, len(text))
    >>> text[start:end]
    'whether it rains'
    """
    match = _ASKING_CLAUSE.match(text, start, end)
    return match.span("question") if match else None


_ANSWERING = re.compile(
    r"\b(?:answer\w*|(?:repl(?:y|ies|ied|ying)|respon\w+) to|put|posed)\s*$", re.IGNORECASE
)
_NAMED_QUESTION = re.compile(
    r"(?:(?:an?|the|another|one|his|her|their|\w+'s)\s+)?(?:[\w-]+\s+){0,2}(?:questions?|quer(?:y|ies)|inquir(?:y|ies))\b"
    r"[^.?!\"“”«»]{0,40}?\b(?P<question>(?:whether|if|why|how|when|where|what|which|who|about|on)\b.*)",
    re.IGNORECASE | re.DOTALL,
)


def named_question(text: str, sentence: int, start: int, end: int) -> tuple[int, int] | None:
    """The question, where `start`…`end` is the object of an answering: "a follow-up question whether …".

    >>> text = "Answering a follow-up question whether it rains, she said no."
    >>> start, end = named_question(text, 0, 10, 47)
    >>> text[start:end]
    'whether it rains'
    """
    if not _ANSWERING.search(text[sentence:start]):
        return None
    match = _NAMED_QUESTION.match(text, start, end)
    return match.span("question") if match else None


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The question itself, without what only calls it one.

    >>> text = "a clarifying question whether it rains"
    >>> start, end = bare(text, 0, len(text))
    >>> text[start:end]
    'whether it rains'
    """
    match = _NAMED_QUESTION.match(text, start, end)
    return match.span("question") if match else (start, end)


def tells_how_answered(sentence: str) -> bool:
    """Whether a sentence tells which question the statement before it answered.

    >>> tells_how_answered("That was his reply to those asking whether help would come.")
    True
    """
    return bool(_HOW_ANSWERED.match(sentence))
