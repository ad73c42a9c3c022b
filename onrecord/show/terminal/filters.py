"""The filters of the lists, written once: `@filtered` gives a command all of them as options.

@app.command()
@filtered
def articles(wanted: Wanted, record: RecordPath = "record.db", form: Form = None) -> None: ...
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from onrecord.show.terminal.options import About, Confidence, OfStory, Outlet, Since, Speaker, Until, day
from onrecord.show.terminal.output import Line, messages

if TYPE_CHECKING:
    from onrecord.record.store import Record, Row

_OPTIONS: dict[str, Any] = {
    "speaker": Speaker,
    "about": About,
    "outlet": Outlet,
    "since": Since,
    "until": Until,
    "story": OfStory,
    "min_confidence": Confidence,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the lists; None lets everything through."""

    speaker: str | None = None
    about: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    story: str | None = None
    min_confidence: float | None = None

    def rows(self, record: Record, narrated: bool = False) -> Iterator[Row]:
        """The statements that pass."""
        return record.statements(**asdict(self), narrated=narrated)

    def found(self, record: Record) -> Found | None:
        """What the passing statements belong to; None where no filter is set."""
        if self == Wanted():
            return None
        rows = list(self.rows(record, narrated=True))
        return Found(
            {row.article.id for row in rows},
            {row.group for row in rows if row.group},
            {actor for row in rows for actor in row.actors if actor},
        )

    def told(self) -> str:
        """The filters that are set, as typed; "" without.

        >>> Wanted(about="the dam", since=date(2031, 5, 1)).told()
        "--about 'the dam' --since 2031-05-01"
        """
        return " ".join(
            f"--{key.replace('_', '-')} {value!r}"
            if isinstance(value, str)
            else f"--{key.replace('_', '-')} {value}"
            for key, value in asdict(self).items()
            if value is not None
        )

    def counted(self, lines: Iterable[Line], what: str) -> Iterator[Line]:
        """The lines; says on standard error where there is none."""
        empty = True
        for line in lines:
            empty = False
            yield line
        if empty:
            asked = self.told()
            messages.print(
                f"onrecord: no {what} fits {asked}" if asked else f"onrecord: the record holds no {what}",
                markup=False,
            )


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the articles, groups and actors of some statements."""

    articles: set[str]
    groups: set[str]
    actors: set[str]


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes each filter as an option, and gets them as `wanted`."""
    own = inspect.signature(command, eval_str=True)

    def with_options(**given: Any) -> None:
        chosen = {name: given.pop(name) for name in _OPTIONS}
        for name in ("since", "until"):
            chosen[name] = day(chosen[name], f"--{name}")
        command(wanted=Wanted(**chosen), **given)

    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in _OPTIONS.items()
    ]
    others = [
        p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own.parameters.values() if p.name != "wanted"
    ]
    parameters = [*others[:1], *options, *others[1:]]
    with_options.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": None}
    with_options.__name__, with_options.__doc__ = command.__name__, command.__doc__
    with_options.__module__ = command.__module__
    return with_options
