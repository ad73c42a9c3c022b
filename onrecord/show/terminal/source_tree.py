"""The chain behind a statement as a tree: each outlet, whom it has it from, who said it, the words.

    The Courier  23 August 2021
    └── text from TASS (agency, Russia, state-owned)  “TASS”
        └── said by Ana Vell  “she”, that is “Ana Vell”
            └── "The gate is shut."

Below, how many independent origins stand behind the reports, at least and at most, and why; and
where it is from who owns an outlet. What is known of outlets comes from their table
(article/resolve/outlet_table.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from onrecord.article.resolve.outlet_table import known
from onrecord.show.export.comparisons import Comparison, Step, VersionView
from onrecord.show.export.wording import content


def sources(shown: Comparison) -> RenderableType:
    """Each report's chain as a branch, from the outlet to the words; how many origins, and why."""
    head = Text(shown.speaker, style="bold").append(f", {shown.day or 'day unknown'}", style="not bold")
    return Group(head, Text(), *_trees(shown), _origins(shown), *_owners(shown))


def _trees(shown: Comparison) -> Iterator[RenderableType]:
    for version in shown.versions:
        outlet, *steps = version.chain
        root = branch = Tree(_outlet(outlet.name).append(f"  {version.day}", style="not bold"))
        for step in steps:
            branch = branch.add(_step(step))
        branch.add(Text(_words(version), style="dim"))
        yield root
        yield Text()


def _owners(shown: Comparison) -> Iterator[Text]:
    """Where it is from that an outlet of these chains is state-owned."""
    named = dict.fromkeys(step.name for version in shown.versions for step in version.chain)
    for row in dict.fromkeys(row for name in named if (row := known(name))):
        if row.state_owned == "yes" and row.source:
            yield Text(f"State-owned: {row.name} ({row.source})", style="dim")


def _words(version: VersionView) -> str:
    pieces = ((" " if s.before else "") + s.text for s in version.stretches if s.text)
    return re.sub(r"\A([\"“‘'])\s", r"\1", content("".join(pieces)))


def _outlet(name: str) -> Text:
    """The outlet with what the table knows of it: kind, country, and who owns it."""
    row = known(name)
    owned = {"yes": "state-owned"}.get(row.state_owned, "") if row else ""
    facts = [fact for fact in (row.kind, row.country, owned) if fact] if row else []
    return Text(name, style="bold").append(f" ({', '.join(facts)})" if facts else "", style="not bold")


def _step(step: Step) -> Text:
    said = not step.relation  # the speaker, at the end of every chain
    text = Text("said by " if said else f"{step.relation} ")
    text.append_text(Text(step.name, style="bold") if said else _outlet(step.name))
    if step.words:
        own, _, meant = step.words.partition(" … ")
        text.append(f"  “{own}”" + (f", that is “{meant}”" if meant else ""), style="dim")
    return text


def _origins(shown: Comparison) -> Text:
    text = Text(shown.origins[:1].upper() + shown.origins[1:])
    for reason in shown.why:
        text.append(f"\n  - {reason}", style="dim")
    return text
