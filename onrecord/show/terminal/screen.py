"""What is drawn on a terminal: tables, messages, a bar. The library for it is loaded when one is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.segment import Segment

from onrecord.show.terminal.output import harmless


class Screen(Console):
    """A console that obeys styles alone, never what the text itself holds."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is drawn, without what would steer the terminal."""
        for part in super().render(renderable, options):
            yield part if part.control else Segment(harmless(part.text), part.style)


errors = Screen(stderr=True, highlight=False, soft_wrap=True)


@contextlib.contextmanager
def bar(what: str, total: int | None) -> Iterator[Callable[[], None]]:
    """A bar on standard error; yields the function that moves it by one."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=errors, transient=True) as drawn:
        task = drawn.add_task(what, total=total)
        yield lambda: drawn.advance(task)
