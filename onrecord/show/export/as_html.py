"""The record as one page to open, mail or print: no script, no request to anywhere.

Jinja escapes everything that comes from articles; the page forbids itself all else by its
Content-Security-Policy.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

import onrecord
from onrecord.show.export import wording
from onrecord.show.export.page import Page
from onrecord.show.export.view import sheet


def html(page: Page) -> str:
    """The page's HTML."""
    return _environment().get_template("record.html").render(sheet=sheet(page), version=onrecord.__version__)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.show.export"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["some"] = wording.some
    return made
