"""How far does a record depend on the order in which its articles came?

    python -m evaluation.order ARTICLES … [--orders 4]

Reads the articles once, adds them to one record after another, each time in another order, and
compares the groups and stories with those that `onrecord rebuild` makes, which are the same in any
order. Counted are pairs of statements that share a group (of articles that share a story) in one of
the two and not in the other, over the pairs in either. Written to results/order.json.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from evaluation.kept import keep
from onrecord.article import read
from onrecord.pipeline import readings, rebuild, settle
from onrecord.record.store import Record
from onrecord.types import Reading

Pairs = frozenset[tuple[str, str]]


def pairs(parts: Iterable[Sequence[str]]) -> Pairs:
    """All pairs that lie in one part.

    >>> sorted(pairs([["a", "b"], ["c"]]))
    [('a', 'b')]
    """
    return frozenset(pair for part in parts for pair in combinations(sorted(part), 2))


def told(record: Record) -> tuple[Pairs, Pairs]:
    """Pairs of statements in one group, and of articles in one story."""
    return (
        pairs(group.statements for group in record.groups()),
        pairs(story.articles for story in record.stories()),
    )


def main() -> None:
    """Print and write how often the order mattered."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--orders", type=int, default=4)
    options = parser.parse_args()
    found = [one for one in readings(read.articles(options.articles), jobs=1) if isinstance(one, Reading)]
    orders = []
    rebuilt: tuple[Pairs, Pairs] | None = None
    for seed in range(options.orders):
        order = found.copy()
        random.Random(seed).shuffle(order)
        with tempfile.TemporaryDirectory() as name, Record.open(str(Path(name) / "record.db")) as record:
            for one in order:
                settle(one, record)
            online = told(record)
            if rebuilt is None:
                for _ in rebuild(record):
                    pass
                rebuilt = told(record)
        figures = {
            what: {"pairs": len(a | b), "differ": len(a ^ b)}
            for what, a, b in zip(("groups", "stories"), online, rebuilt, strict=True)
        }
        print(f"order {seed}: {figures}", flush=True)
        orders.append(figures)
    keep("order", {"articles": len(found), "orders": orders})


if __name__ == "__main__":
    main()
