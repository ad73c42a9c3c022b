"""How well clashes between two reports are found: `python -m evaluation.clashes [--check]`.

Controlled edits: each statement of `data/clashes.txt` stands there as two outlets tell it, with
slots for a number, a day, a place, a person, yes or no, a modal, a tense. One slot at a time gets
a value that clashes, or one that agrees; the edited telling is laid beside the untouched one, in
the same words and in the other outlet's, each way round. `data/clashes_hard.csv` adds pairs written
by hand, most of them without a clash ("a dozen" and 12, "not impossible", "has yet to").

Odd entries are for tuning, even ones for testing only; the figures to quote are the even ones'. A
find counts only where it shows the edited words. `--claims FOLDER` adds how often a clash is found
in ClaimDiff's pairs (Ko et al., NAACL 2023), whose labels say which claim is the stronger, not
which clash: it tells how rarely we cry wolf on real pairs, and nothing about recall.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from evaluation.kept import keep
from onrecord.record.compare import clashes
from onrecord.record.compare.words import word_set
from onrecord.types import Clash, Report, Span, Statement

HERE = Path(__file__).parent
KINDS = {"N": "number", "D": "date", "P": "name", "M": "name", "V": "negation", "O": "modality", "T": "tense"}
BAR = ("number", "date", "negation")
PRECISION, RECALL = 95.0, 90.0
FLOORS = HERE / "floors_clashes.json"
_NAME = re.compile(r"[A-ZÉ][\w'-]+(?: (?:al-)?[A-Z][\w'-]+)*")
_NO_NAMES = word_set(
    """January February March April May June July August September October November December Jan Feb Nov Monday
    Tuesday Wednesday Thursday Friday Saturday Sunday The At By On In Of If It Before Within Over Until From Since
    Not We He She They This There Dr Mr Mrs Ms"""
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Two tellings and the kind of clash between them (None: they agree); `words` are what was edited."""

    entry: str
    base: str
    own: str
    names: tuple[str, ...]
    expected: str | None
    words: tuple[str, str] = ("", "")
    slot: str | None = None

    @property
    def testing(self) -> bool:
        """Whether it belongs to the half that is for testing only."""
        return int(self.entry.rpartition("-")[2]) % 2 == 0


def edits() -> Iterator[Edit]:
    """Every controlled edit, then the pairs written by hand."""
    text = (HERE / "data" / "clashes.txt").read_text(encoding="utf-8")
    for block in text.split("\n= ")[1:]:
        number, *frames_and_slots = block.strip().splitlines()
        yield from _of_statement(number, frames_and_slots[:2], frames_and_slots[2:])
    with (HERE / "data" / "clashes_hard.csv").open(encoding="utf-8", newline="") as table:
        for n, row in enumerate(csv.DictReader(table)):
            names = tuple(row["names"].split("|")) if row["names"] else ()
            yield Edit(f"hand-{n}", row["base"], row["own"], names, row["expected"] or None)


def _of_statement(number: str, frames: list[str], slots: list[str]) -> Iterator[Edit]:
    values = {line[0]: [part.strip() for part in line[2:].split("|")] for line in slots}
    own = {slot: told[0] for slot, told in values.items()}
    told = [_filled(frame, own, n) for n, frame in enumerate(frames)]
    yield Edit(number, told[0], told[1], _names(told[0], told[1]), None)
    for slot, (_, clashing, agreeing) in values.items():
        for kind, choices in ((KINDS[slot], clashing), (None, agreeing)):
            for choice in filter(None, map(str.strip, choices.split(";"))):
                for n, frame in enumerate(frames):
                    other = _filled(frame, own | {slot: choice}, n)
                    if other != told[0]:
                        words = (_told(own[slot], 0), _told(choice, n))
                        yield Edit(number, told[0], other, _names(told[0], other), kind, words, slot)


def _filled(frame: str, values: dict[str, str], telling: int) -> str:
    text = re.sub(r"\{(\w)\}", lambda slot: _told(values[slot.group(1)], telling), frame)
    return text[0].upper() + text[1:]


def _told(value: str, telling: int) -> str:
    """A value as the first or second telling words it ("rejected / was rejected")."""
    both = value.split(" / ")
    return both[min(telling, len(both) - 1)]


def _names(*texts: str) -> tuple[str, ...]:
    """The capitalised names in the tellings, as the model would mark them."""
    found = chain.from_iterable(_NAME.findall(text) for text in texts)
    kept = (" ".join(w for w in name.split() if w not in _NO_NAMES) for name in found)
    return tuple(sorted({name for name in kept if name}))


def found(base: str, own: str, names: tuple[str, ...]) -> tuple[Clash, ...]:
    """The clashes between two contents, taken as reports of one statement."""
    return clashes(
        _report("b", base, tuple(n for n in names if n in base)),
        _report("o", own, tuple(n for n in names if n in own)),
    )


def _report(id: str, content: str, names: tuple[str, ...]) -> Report:
    statement = Statement(id, id, (), (), (Span(0, len(content)),))
    return Report(statement, id, 1, None, None, 0, content, names=names)


@dataclass(frozen=True, slots=True)
class Score:
    """Right, wrong and missed clashes of one kind, and how many pairs could have been cried wolf at."""

    right: int
    wrong: int
    missed: int
    agreeing: int

    @property
    def precision(self) -> float:
        """In percent; 100 where nothing was said."""
        said = self.right + self.wrong
        return 100 * self.right / said if said else 100.0

    @property
    def recall(self) -> float:
        """In percent; 100 where there was nothing to find."""
        there = self.right + self.missed
        return 100 * self.right / there if there else 100.0


def score(cases: Iterable[Edit]) -> tuple[dict[str, Score], list[tuple[str, Edit, tuple[Clash, ...]]]]:
    """The score of each kind over both directions, and what went wrong."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    errors: list[tuple[str, Edit, tuple[Clash, ...]]] = []
    kinds = sorted(set(KINDS.values()))
    for case in cases:
        for one in (case, Edit(case.entry, case.own, case.base, case.names, case.expected, case.words[::-1])):
            told = found(one.base, one.own, one.names)
            for kind in kinds:
                said = [c for c in told if c.kind == kind]
                if one.expected == kind:
                    right = any(_shows(c, one.words) for c in said)
                    counts[kind]["right" if right else "missed"] += 1
                    if not right:
                        errors.append((f"missed {kind}", one, told))
                elif said:
                    counts[kind]["wrong"] += 1
                    errors.append((f"wrong {kind}", one, told))
                else:
                    counts[kind]["agreeing"] += 1
    scores = {
        kind: Score(*(counts[kind][key] for key in ("right", "wrong", "missed", "agreeing")))
        for kind in kinds
    }
    return scores, errors


def _shows(clash: Clash, words: tuple[str, str]) -> bool:
    """Whether the clash shows the edited words, or some of them, on both sides."""
    if not any(words):
        return True
    return all(
        set(re.findall(r"\w+", edited.casefold())) & set(re.findall(r"\w+", shown.casefold()))
        for edited, shown in zip(words, (clash.base, clash.own), strict=True)
    )


def on_claims(folder: Path) -> dict[str, float | int]:
    """How many of ClaimDiff's pairs show a clash, each pair once; names are not looked at."""
    pairs = json.loads((folder / "ClaimDiff-strength-train.json").read_text(encoding="utf-8"))["data"]
    once = [pair for pair in pairs if not pair["pair_id"].endswith("_rev")]
    kinds: Counter[str] = Counter()
    clashing: Counter[bool] = Counter()
    related: Counter[bool] = Counter()
    for pair in once:
        told = found(pair["claim_a"], pair["claim_b"], ())
        kinds.update({c.kind for c in told})
        related[bool(pair["relation"])] += 1
        clashing[bool(pair["relation"])] += bool(told)
    return {
        "pairs": len(once),
        "with a clash": sum(clashing.values()),
        "labelled stronger or weaker": related[True],
        "of these with a clash": clashing[True],
        **{f"pairs with a {kind} clash": n for kind, n in sorted(kinds.items())},
    }


def main() -> None:
    """Print a line for each kind and half; write the figures of the test half."""
    parser = argparse.ArgumentParser(description="Clashes found in controlled edits.")
    parser.add_argument("--errors", action="store_true", help="show what went wrong in the tuning half")
    parser.add_argument("--check", action="store_true", help="exit 1 below the bar or the pinned floors")
    parser.add_argument("--set", action="store_true", help="pin floors one point below what is measured now")
    parser.add_argument("--claims", type=Path, help="ClaimDiff's folder")
    options = parser.parse_args()
    every = list(edits())
    results: dict[str, object] = {"edits": len(every)}
    tested: dict[str, Score] = {}
    for half, testing in (("tuning", False), ("test", True)):
        cases = [case for case in every if case.testing is testing]
        tested, errors = score(cases)
        print(f"{half}: {len(cases)} pairs, each way round")
        for kind, it in tested.items():
            print(
                f"  {kind:<9} P {it.precision:5.1f}  R {it.recall:5.1f}   "
                f"{it.right + it.missed} clashes, {it.wrong} wrong in {it.agreeing + it.wrong} without"
            )
        if options.errors and not testing:
            for what, case, told in errors:
                shown = "; ".join(f"{c.kind}: {c.base} / {c.own}" for c in told)
                print(f"  {what} [{case.entry}] {case.base}\n      {case.own}\n      -> {shown or 'nothing'}")
    results["test"] = {
        kind: {
            "precision": round(it.precision, 1),
            "recall": round(it.recall, 1),
            "clashes": it.right + it.missed,
            "wrong": it.wrong,
            "without": it.agreeing + it.wrong,
        }
        for kind, it in tested.items()
    }
    if options.claims:
        results["claimdiff"] = told_claims = on_claims(options.claims)
        print("ClaimDiff:", ", ".join(f"{key} {value}" for key, value in told_claims.items()))
    keep("clashes", results)
    if options.set:
        floors = {k: [round(s.precision - 1, 1), round(s.recall - 1, 1)] for k, s in tested.items()}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    if below := below_floors(tested):
        print("\n".join(below))
    sys.exit(1 if options.check and below else 0)


def below_floors(scores: dict[str, Score]) -> list[str]:
    """A line for each figure under the bar or under its pinned floor ([precision, recall])."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    lines = []
    for kind, it in scores.items():
        bar = (PRECISION, RECALL) if kind in BAR else (0.0, 0.0)
        for name, value, low, floor in zip(
            ("precision", "recall"), (it.precision, it.recall), bar, pinned.get(kind, (0.0, 0.0)), strict=True
        ):
            if value < max(low, floor):
                lines.append(f"{kind}: {name} {value:.1f}, expected at least {max(low, floor):.1f}")
    return lines


if __name__ == "__main__":
    main()
