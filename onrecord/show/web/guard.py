"""What stands before every page: who may ask, how much, and what the answer allows a browser to do.

The pages listen on this machine only. That keeps other machines out, but not a page of another site
in the same browser: so the Host must be ours (DNS rebinding), and a form must carry a token that only
our own pages have (cross-site request forgery). The policy lets nothing run or load but our own files.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import OnrecordError
from onrecord.show.web.plain import plain_page

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not "no-referrer": with that, a browser sends our own forms with the Origin "null"
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
COOKIE = "onrecord"
LONGEST_ADDRESS = 4_000  # bytes of path and query; a search itself may be shorter still


class Forbidden(OnrecordError):
    """A request that did not come from our own pages."""


class Guard:
    """ASGI middleware: refuses foreign hosts and endless addresses, adds the security headers."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app, self.hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                ours = scope["path"].startswith("/static/")  # asked for again only where they changed
                headers.setdefault("Cache-Control", "no-cache" if ours else "no-store")
            await send(message)

        asked = len(scope["raw_path"] or b"") + len(scope["query_string"])
        host = Headers(scope=scope).get("host", "")
        if _name(host) not in self.hosts:
            answer = plain_page(
                421, "Not this host", f"These pages are for this machine only; found the host {host[:100]!r}."
            )
            await answer(scope, receive, guarded)
        elif asked > LONGEST_ADDRESS:
            answer = plain_page(
                414,
                "Too long",
                f"Found an address of {asked:,} characters, expected at most {LONGEST_ADDRESS:,}: "
                "search for a few words.",
            )
            await answer(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)


def _name(host: str) -> str:
    """The host without its port: `[::1]:8000` is `[::1]`.

    >>> _name("LocalHost:8000"), _name("[::1]:8000")
    ('localhost', '[::1]')
    """
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).lower()


class Tokens:
    """Tokens for forms: made from a secret of this run and from a cookie that other sites cannot read."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def session(self, request: Request) -> str:
        """The browser's own random word, out of its cookie; a new one where it has none."""
        try:
            jar = SimpleCookie(request.headers.get("cookie", ""))
        except CookieError:
            return secrets.token_urlsafe(24)
        known = jar[COOKIE].value if COOKIE in jar else ""
        return known if 24 <= len(known) <= 64 else secrets.token_urlsafe(24)

    def token(self, session: str) -> str:
        """The token that a form of this browser carries."""
        return hmac.new(self._secret, session.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def check(self, request: Request, given: str) -> None:
        """Raise Forbidden unless the form came from one of our own pages."""
        origin = request.headers.get("origin")
        site = request.headers.get("sec-fetch-site", "same-origin")
        ours = origin in (None, f"http://{request.headers.get('host', '')}")
        right = hmac.compare_digest(
            self.token(self.session(request)).encode(), given.encode("utf-8", "replace")
        )
        if not (ours and right and site in ("same-origin", "none")):
            raise Forbidden(
                "the form did not come from these pages, or they were started anew since; "
                "go back, load the page again and repeat"
            )
