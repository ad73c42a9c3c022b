"""Who made each statement: `speakers(cast, statements, mentions)`, in the order of the statements.

A source's words are cut into heads (sources.py); each head is settled by its kind: names and
roles by the cast, pronouns and bare nouns by weighing who was in sight (reference.py), nameless
people stay nameless but described. A statement without a source is its neighbour's where it goes
on speaking, else unknown, with the reason in plain words.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.article.resolve import collective, described, genders, kin, named, nouns, pronouns, relatives
from onrecord.article.resolve.authors import author
from onrecord.article.resolve.cast import Cast
from onrecord.article.resolve.crowds import both
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.issuers import issuer
from onrecord.article.resolve.nameless import part_of
from onrecord.article.resolve.relayed import relayed
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.seeming import seeming
from onrecord.article.resolve.sources import heads
from onrecord.article.resolve.tables import fold
from onrecord.article.resolve.turns import by_turn
from onrecord.types import Mention, Speaker, Statement

OUTLET = "the outlet's own voice"
NO_SOURCE = "no source is named"
_BLOCK, _PARAGRAPHS = 3000, 4  # characters and paragraphs of a quotation set off by a colon
_OPENS = ("“", '"', "‘", "'", "«", ">", "–", "—")
_CONTINUED = 0.95
_SAME_SENTENCE = 0.75
_NEXT_QUOTATION = 0.66
_PASSIVE = frozenset(
    ("reported", "said", "believed", "alleged", "claimed", "understood", "expected", "thought")
)


def speakers(cast: Cast, statements: Sequence[Statement], mentions: Sequence[Mention]) -> list[Answer]:
    """Who made each statement: `(speakers, reason)`; speakers is empty where unknown."""
    scene = Scene(cast, statements, mentions)
    genders.tell(scene)
    answers: dict[str, Answer] = {}
    for statement in sorted(statements, key=scene.begins):
        _settle(scene, statement, answers, ())
    return [answers[s.id] for s in statements]


def _settle(
    scene: Scene, statement: Statement, answers: dict[str, Answer], waiting: tuple[str, ...]
) -> Answer:
    if statement.id in answers:
        return answers[statement.id]
    if statement.manner == "narrated":
        answers[statement.id] = ((), OUTLET)
        return answers[statement.id]
    for before in (statement.parent, statement.continues):
        if before in scene.by_id and before not in (*waiting, statement.id):
            _settle(scene, scene.by_id[before], answers, (*waiting, statement.id))
    # two statements of one source are of one mouth
    same = scene.answered.get(statement.source) if statement.source else None
    answer = same or (_named(scene, statement, answers) if statement.source else None)
    if statement.source and answer is not None:
        scene.answered[statement.source] = answer
    if answer is None:
        answer = _unnamed(scene, statement, answers)
    answers[statement.id] = answer
    scene.heard(statement, answer[0])
    return answer


def _named(scene: Scene, statement: Statement, answers: dict[str, Answer]) -> Answer | None:
    turn = by_turn(scene, statement)
    if turn is not None:
        return turn
    if pair := both(scene, statement):
        return pair, None
    if other := seeming(scene, statement):
        return other
    found = heads(scene.cast, statement.source)
    if not found:
        if some := part_of(scene, statement):
            return (some,), None
        words = " ".join(scene.cast.page.article.slice(span) for span in statement.source)
        return (), f"'{' '.join(words.split())[:60]}' names nobody"
    if all(head.kind not in ("pronoun", "relative", "first") for head in found):
        quoted = relayed(scene, statement)
        if quoted is not None:
            return quoted
    together: list[Speaker] = []
    reasons: list[str] = []
    for head in found:
        settled, reason = _head(scene, statement, head, answers)
        together += [s for s in settled if (s.name, s.entity) not in {(t.name, t.entity) for t in together}]
        if reason:
            reasons.append(reason)
    if not together:
        return (), "; ".join(reasons) or NO_SOURCE
    return tuple(together), None


def _head(scene: Scene, statement: Statement, head: Head, answers: dict[str, Answer]) -> Answer:
    match head.kind:
        case "name" | "spare" if named.slug(scene, statement, head):
            return (), f"'{scene.cast.page.text[head.start : head.end]}' tells where or of what, not who"
        case "name":
            return (named.by_name(scene, head),), None
        case "doubtful":
            return named.doubtful(scene, head)
        case "spare" if named.mute(scene, head):
            return (), f"'{scene.cast.page.text[head.start : head.end]}' is a place, and nobody speaks for it"
        case "spare":
            return (named.newcomer(scene, head),), None
        case "role":
            return described.by_role(scene, statement, head)
        case "body":
            return collective.by_body(scene, statement, head)
        case "noun":
            return nouns.by_noun(scene, statement, head)
        case "pronoun":
            kin.meet(scene, statement, head.start)
            return pronouns.by_pronoun(scene, statement, head)
        case "relative":
            return relatives.by_relative(scene, statement, head)
        case "first":
            return _first_person(scene, statement, head, answers)


def _first_person(scene: Scene, statement: Statement, head: Head, answers: dict[str, Answer]) -> Answer:
    """ "I" and "we" are whoever is being quoted around them; outside a quotation, the author."""
    if head.noun in ("you", "your"):
        return (), f"'{scene.cast.page.text[head.start : head.end]}' is whoever is spoken to"
    around = scene.quoting(head.start, statement.id)
    owner = scene.by_id.get(statement.parent or "") or around
    if owner is not None and owner.id in answers and answers[owner.id][0]:
        return tuple(scene.again(s, "first_person", 0.95) for s in answers[owner.id][0]), None
    if scene.cast.page.quote(head.start) is None and owner is None:
        if head.noun in ("i", "me", "my") and not _left_open(scene, head.start):
            return (author(scene, head.start, scene.span(head.start, head.end)),), None
        body = None if _left_open(scene, head.start) else issuer(scene, scene.span(head.start, head.end))
        if body and head.noun in ("we", "us", "our"):
            return (body,), None
        return (
            (),
            f"'{scene.cast.page.text[head.start : head.end]}' stands in no quotation: the author, or somebody we could not place",
        )
    return (
        (),
        f"'{scene.cast.page.text[head.start : head.end]}' stands in a quotation whose speaker is unknown",
    )


def _left_open(scene: Scene, position: int) -> bool:
    """Whether a quotation, in marks of any kind or set off by a colon, or an answer, may still go on."""
    text = scene.cast.page.text
    start = text.rfind("\n", 0, position) + 1
    before = text[start:position]
    lines = [line for line in text[max(0, start - _BLOCK) : start].split("\n") if line.strip()]
    return any(line.rstrip(" *_").endswith((":", "?")) for line in lines[-_PARAGRAPHS:]) or (
        before.count("“") > before.count("”")
        or before.count('"') % 2 > 0
        or before.count("''") % 2 > 0
        or before.lstrip()[:1] in _OPENS
    )


def _unnamed(scene: Scene, statement: Statement, answers: dict[str, Answer]) -> Answer:
    """The speaker of a statement without a source of its own."""
    before = answers.get(statement.continues or "")
    if before:
        if not before[0]:
            return (), before[1]
        return tuple(scene.again(s, "continued", _CONTINUED) for s in before[0]), None
    headline = named.by_headline(scene, statement)
    if headline:
        return (headline,), None
    if _passive(scene, statement):
        return (), NO_SOURCE
    last = scene.last_statement(statement)
    if last is None or not answers.get(last.id, ((), None))[0]:
        return (), NO_SOURCE
    score = _goes_on(scene, last, statement)
    if score is None:
        return (), NO_SOURCE
    return tuple(scene.again(s, "continued", score) for s in answers[last.id][0]), None


def _goes_on(scene: Scene, last: Statement, statement: Statement) -> float | None:
    """How surely `statement` goes on where `last` left off, or None."""
    page = scene.cast.page
    then, now = scene.begins(last), scene.begins(statement)
    if page.sentence(then) == page.sentence(now) and statement.cue:
        return _SAME_SENTENCE
    if statement.manner != "direct" or statement.cue or last.manner == "narrated":
        return None
    apart = page.paragraph(now) - page.paragraph(scene.ends(last))
    between = scene.cast.within(scene.ends(last), now)
    if any(scene.cast.drafts[d].kind == "person" for _, _, d in between):
        return None
    # a quotation on its own line is as often another speaker's: only right after a quotation
    return _NEXT_QUOTATION if apart == 0 or (apart == 1 and last.manner == "direct") else None


def _passive(scene: Scene, statement: Statement) -> bool:
    """Whether the cue is a passive without an agent: "it was reported", "is believed"."""
    cue = " ".join(scene.cast.page.article.slice(span) for span in statement.cue)
    words = fold(cue).split()
    be = {"is", "was", "are", "were", "been", "being", "be"}
    if len(words) > 1 and words[-1] in _PASSIVE and be & set(words):
        return True
    if not words or words[-1] not in _PASSIVE:
        return False
    start = scene.cast.page.inside(statement.cue[0])[0]
    i = scene.cast.page.word_at(start)
    return i > 0 and fold(scene.cast.page.words[i - 1].text) in be
