"""How an older record becomes a current one: one numbered step for each version of the schema.

A new record is made whole from schema.py and stamped `CURRENT`. An older one goes through the
steps above its own number, all in one transaction: it is current afterwards, or untouched. When
schema.py changes, add `STEPS[n]` in a file of its own (`step_2.py`, …) and never edit it again; a
test asserts that a migrated record has the same tables as a new one.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from onrecord.record.store.migrations import (
    step_2,
    step_3,
    step_4,
    step_5,
    step_6,
    step_7,
    step_8,
    step_9,
    step_10,
)

# The number of the schema that a step leads to, and what it does.
STEPS: dict[int, Callable[[Connection], None]] = {
    2: step_2.step,
    3: step_3.step,
    4: step_4.step,
    5: step_5.step,
    6: step_6.step,
    7: step_7.step,
    8: step_8.step,
    9: step_9.step,
    10: step_10.step,
}

FIRST = 1


def current() -> int:
    """The schema's number as this version of onrecord writes it.

    >>> current() >= FIRST
    True
    """
    return max(STEPS, default=FIRST)


def migrate(connection: Connection, found: int) -> None:
    """Bring tables of schema number `found` up to `current()`, inside the caller's transaction."""
    for number in range(found + 1, current() + 1):
        STEPS[number](connection)
