"""People's judgements laid over what the machine did, while a record is settled.

    amend(writer, article)      its statements: marked, corrected, hidden; who said them
    placed(writer, article)     what its judgements' anchors are now
    regard(writer, touched)     its actors: the same, different, renamed, identified
    parted(writer, statements)  its groups: the same, different, split, joined

Nothing here changes what the machine found; all is computed anew from that and from the judgements
that stand. So a judgement taken back leaves no trace, and it is all one whether articles or
judgements came first. Of every record, only what a judgement touches is computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord import amending
from onrecord.record import match
from onrecord.record.actors import judged
from onrecord.types import Actor, Match, Report

if TYPE_CHECKING:
    from onrecord.record.store import Anchor, Judgement, JudgementKind, Side, Writer

ACTORS: tuple[JudgementKind, ...] = ("same", "different", "rename", "identify", "reassign")
GROUPS: tuple[JudgementKind, ...] = ("same", "different", "split", "join")


def amend(writer: Writer, article_id: str) -> set[str] | None:
    """List an article's statements as judgements leave them.

    Returns the statements of other articles that this disturbs; None where no judgement
    changes (or changed) a statement of this article.
    """
    anchors = writer.anchors(article_id)
    if not anchors:
        return None
    reading = writer.reading(article_id)
    amended = amending.amended(reading, writer.judgements_in(article_id), anchors)
    writer.put_found(article_id, "statement", amended.found)
    writer.put_found(article_id, "article", {one: article_id for one in anchors if one.kind == "article"})
    differs = amended.reading != reading or bool(amended.hidden)
    disturbed = writer.put_amended(amended.reading, amended.hidden, differs)
    if disturbed is not None:
        writer.shown.put_extras(article_id, amended.extras)
    return disturbed


def placed(writer: Writer, article_id: str) -> set[str]:
    """Find this article's actors that judgements are about; returns those that they are and were."""
    anchors = writer.anchors(article_id)
    if not anchors:
        return set()
    here = writer.judgements_in(article_id)
    touched = {side.found for one in here for side in one.sides if side.found and _of_actor(side)}
    touched |= {one.arguments["made"] for one in here if "made" in one.arguments}
    machine = writer.shown.machine(article_id)
    made = {one.arguments["made"] for one in here if _makes(one)}
    found: dict[Anchor, str | None] = {}
    for anchor in anchors:
        if anchor.kind == "made":
            found[anchor] = anchor.id if anchor.id in made else None
        elif anchor.kind == "actor":
            own = [actor for name, _, actor in machine if judged.named_alike(anchor.name, [name])]
            other = [actor for _, names, actor in machine if judged.named_alike(anchor.name, names)]
            found[anchor] = next(iter([*own, *other]), None)
    for kind in ("actor", "made"):
        touched |= writer.put_found(article_id, kind, found)
    return touched


def _makes(one: Judgement) -> bool:
    return one.kind == "reassign" and "made" in one.arguments and one.sides[0].found is not None


# ----------------------------------------------------------------------------- actors


def regard(writer: Writer, touched: Iterable[str], force: bool = False) -> set[str]:
    """Show the machine's actors as judgements about them say; returns the articles that this changes.

    `touched` are actors of which a mention came or went, or about which a judgement came or went
    (then `force`: what it left behind has to be cleared).
    """
    ids, rulings, surnames = _concerned(writer, touched, force)
    if not rulings and not force:
        writer.forsaken_gone()
        return set()
    put = writer.shown
    meant = [_ruling(one) for one in rulings]
    split = judged.parts(one for one in meant if one)
    machine = {one.id: one for one in put.machine_actors(ids)}
    before = ids | put.now(ids)

    attested = {one: put.attested(one, None if one in split else 1) for one in sorted(machine)}
    nodes: dict[str, tuple[int, int, int]] = {}
    actors: dict[str, Actor] = {}
    for one, actor in machine.items():
        for mention in attested[one]:
            node = judged.part(one, mention.entity.name, actor.kind, split)
            nodes.setdefault(node, (0, mention.number, mention.position))
            if one in split:
                base = actors.get(node) or Actor(node, mention.entity.name, actor.kind)
                actors[node] = judged.learned(base, mention.entity, mention.published)
            else:
                actors[node] = actor
    for judgement in rulings:
        if _makes(judgement):
            made = judgement.arguments["made"]
            nodes[made] = (1, judgement.id, 0)
            actors[made] = Actor(made, judgement.arguments["name"], judgement.arguments["kind"])  # type: ignore[arg-type]

    def node_of(side: judged.Meant) -> str:
        kind = machine[side[0]].kind if side[0] in machine else "other"
        return judged.part(side[0], side[1], kind, split)

    pairs = {
        kind: [(node_of(r.left), node_of(r.right)) for r in meant if r and r.right and r.kind == kind]
        for kind in ("same", "different")
    }
    order = sorted(nodes, key=nodes.__getitem__)
    now = judged.classes(order, pairs["same"], pairs["different"])
    if implied := judged.meant(surnames, actors, now):
        pairs["same"] += implied
        now = judged.classes(order, pairs["same"], pairs["different"])
    by = max((one.id for one in rulings), default=None)

    forms: dict[str, Actor] = {}
    lead = judged.leaders(now, pairs["same"])
    for node in sorted(order, key=lambda node: lead[now[node]] != node):
        actor = replace(actors[node], id=now[node])
        forms[actor.id] = judged.united(forms[actor.id], actor) if actor.id in forms else actor
    names = {
        now[node_of(r.left)]: r.name for r in meant if r and r.kind == "rename" and node_of(r.left) in now
    }
    elsewhere = judged.identified(
        (now.get(node_of(r.left)), r.name) for r in meant if r and r.kind == "identify"
    )
    for one, form in forms.items():
        put.ensure(form)
        form = judged.renamed(form, names[one]) if one in names else form  # noqa: PLW2901
        forms[one] = replace(form, same_as=elsewhere.get(one, ()))

    changed = set[str]()
    for one, actor in machine.items():
        if one in split:
            places = {
                (m.article_id, m.position): now[judged.part(one, m.entity.name, actor.kind, split)]
                for m in attested[one]
            }
            changed |= put.put_parts(one, places, by)
        else:
            shown = now.get(one, one)
            changed |= put.put_shown(one, None if shown == one else shown, by)
    for judgement in rulings:
        if judgement.kind == "reassign":
            target = _meant(judgement.sides[1]) if len(judgement.sides) > 1 else None
            target = target or ((judgement.arguments["made"], "") if _makes(judgement) else None)
            changed |= put.put_extra(judgement.id, now.get(node_of(target)) if target else None)
    for article in sorted(changed):
        put.findable(article)
    writer.forsaken_gone()
    for one in sorted(ids | set(forms)):
        put.put_actor(one, None if forms.get(one) == machine.get(one) else forms.get(one))
    put.unused_gone(before - set(forms))
    return changed


def _concerned(
    writer: Writer, touched: Iterable[str], force: bool
) -> tuple[set[str], list[Judgement], dict[str, tuple[str, ...]]]:
    """All actors that judgements tie to these, those judgements in order, and bare surnames among them.

    Where any are judged the same (or were: `force`), a bare surname may be theirs.
    """
    ids, frontier = set[str](), set(touched)
    found: dict[int, Judgement] = {}
    surnames: dict[str, tuple[str, ...]] = {}
    if force or writer.judged("same"):
        people = [one for one in writer.shown.machine_actors(frontier) if one.kind == "person"]
        surnames = judged.surnames(people, writer.actors_named(judged.surname_keys(people)))
        frontier.update(surnames, *surnames.values())
    while frontier:
        ids |= frontier
        for one in writer.judgements_about(frontier, ACTORS):
            if any(_of_actor(side) for side in one.sides) or _makes(one):
                found[one.id] = one
        made = {one.arguments["made"] for one in found.values() if _makes(one)}
        sides = [side for one in found.values() for side in one.sides if _of_actor(side)]
        frontier = {side.found for side in sides if side.found} | made
        frontier -= ids
    return ids, [found[number] for number in sorted(found)], surnames


def _of_actor(side: Side) -> bool:
    return side.anchors[0].kind in ("actor", "made")


def _meant(side: Side) -> judged.Meant | None:
    return (side.found, side.name) if side.found is not None and _of_actor(side) else None


def _ruling(one: Judgement) -> judged.Ruling | None:
    """A judgement as one on actors; None where it is none, or what it is about is not found."""
    sides = [_meant(side) for side in one.sides]
    if one.kind in ("rename", "identify") and sides[0]:
        told = one.arguments["name" if one.kind == "rename" else "address"]
        return judged.Ruling(one.id, one.kind, sides[0], name=told)
    if one.kind in ("same", "different") and sides[0] and sides[1]:
        return judged.Ruling(one.id, one.kind, sides[0], sides[1])
    return None


# ----------------------------------------------------------------------------- groups

Parted = tuple[tuple[Report, ...], tuple[tuple[str, ...], ...]]


def parted(writer: Writer, statement_ids: Iterable[str]) -> Parted:
    """All reports tied to these statements, by links or by judgements, and the groups they make."""
    asked = set(statement_ids)
    while True:
        around, links = writer.component(asked)
        here = {report.statement.id for report in around}
        rulings = [one for one in writer.judgements_about(here, GROUPS) if not _of_actor(one.sides[0])]
        more = {side.found for one in rulings for side in one.sides if side.found} - here - asked
        if not more:
            break
        asked |= here | more
    parts = [set(part) for part in match.partition(around, links)]
    for one in rulings:
        told = [side.found for side in one.sides if side.found in here]
        parts = _overruled(parts, one.kind, [side for side in told if side], links)
    return around, tuple(sorted(tuple(sorted(part)) for part in parts if part))


def _overruled(
    parts: list[set[str]], kind: JudgementKind, told: Sequence[str], links: Sequence[Match]
) -> list[set[str]]:
    """The groups after one more judgement."""
    hit = [part for part in parts if part.intersection(told)]
    others = [part for part in parts if not part.intersection(told)]
    if kind == "split":
        return [*others, *(part.difference(told) for part in hit), set(told)]
    if kind in ("same", "join"):
        return [*others, set().union(*hit)]
    if len(told) == 2 and len(hit) == 1:
        return [*others, *_divided(hit[0], told[0], told[1], links)]
    return parts


def _divided(part: set[str], one: str, other: str, links: Sequence[Match]) -> tuple[set[str], set[str]]:
    """A group in two: every report with the one of the two that it matches better, else with the first."""
    score: dict[frozenset[str], float] = {}
    for link in links:
        if link.relation == "same":
            pair = frozenset((link.left, link.right))
            score[pair] = max(link.score, score.get(pair, 0.0))
    away = {other}
    for report in sorted(part - {one, other}):
        if score.get(frozenset((report, other)), 0.0) > score.get(frozenset((report, one)), 0.0):
            away.add(report)
    return part - away, away
