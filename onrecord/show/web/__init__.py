"""The record in a browser: server-rendered pages on this machine, for people who use no terminal.

    app.py          the addresses, and what becomes of an error
    guard.py        Host, size, security headers, tokens for forms
    shelf.py        the record, kept open and opened anew where its file was replaced
    view.py         one answer: a template with what it shows, and the same as JSON
    data.py         the same address with .json: the objects of the command-line contract
    asked.py        a search as it stands in an address, and as somebody would say it
    front.py, story.py, statement.py, actor.py, outlet.py, article.py, search.py     the pages
    work.py, review.py, upload.py   what people do: judgements with undo and history, the review, adding files
    places.py, whom.py              where words stand; whom a statement speaks of, and what is opposed to it
    forms.py, at_hand.py            what a form sends; what lies at hand for whoever judges
    drawing.py      timelines, histograms and chains of sources as SVG
    feed.py         a kept search as an Atom feed

Nothing comes from elsewhere than this package, nothing is sent anywhere, and every page works
without its script. static/htmx.min.js is htmx 2.0.11 (0BSD, htmx.org) as its authors publish it.
"""
