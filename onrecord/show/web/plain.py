"""A page of one sentence, for when nothing else can be said: no record, no template, no record open."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse


def plain_page(status: int, title: str, sentence: str) -> HTMLResponse:
    """A heading and a sentence; both may hold anything."""
    title, sentence = escape(title), escape(sentence)
    return HTMLResponse(
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/desk.css">'
        f'</head><body class="alone"><main><h1>{title}</h1><p>{sentence}</p></main></body></html>',
        status,
    )
