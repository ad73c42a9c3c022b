"""The data tables of this room, as the files in `data/` hold them.

`.csv` tables have a header line; `.txt` lists have one entry a line, lines with # are remarks.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.csv`, each as column → value.

    >>> rows("agencies")[0]["name"]
    'Reuters'
    """
    text = files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of `data/<name>.txt`.

    >>> "Kabul" in entries("places")
    True
    """
    lines = files(__package__).joinpath("data", f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
