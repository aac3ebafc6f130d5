"""Security headers on every response, errors included."""

from flask import Flask, Response, current_app, request

from matchmaker.web.identity import identity

#: No script at all; styles, images and fonts from here only. ``data:`` is for the icons inside Bootstrap's sheet.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: Rooms whose pages carry forms of people.
PERSONAL_ROOMS = frozenset({"accounts", "signing_in", "account", "second_factor"})
YEAR_SECONDS = 31_536_000


def init_app(app: Flask) -> None:
    """Add the headers to every response."""

    @app.after_request
    def _protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure or current_app.config["SETTINGS"].over_https:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}; includeSubDomains")
        if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
            response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        elif _is_personal(response):
            response.headers["Cache-Control"] = "no-store"
        return response


def _is_personal(response: Response) -> bool:
    """Whether the page belongs to one reader: forms with their tokens, and all that is shown to somebody signed in."""
    if request.endpoint in {"static", "health.healthz"} or response.status_code >= 500:
        return response.status_code >= 500
    return request.blueprint in PERSONAL_ROOMS or response.status_code == 401 or identity() is not None
