"""Where to go after signing in: only ever a page of this site."""

from urllib.parse import urlsplit

from flask import request

LONGEST = 2000


def safe_next(target: str | None) -> str | None:
    """The address if it is a path of this site and cannot be read as anything else, None otherwise."""
    if not target or len(target) > LONGEST or not target.startswith("/") or target.startswith("//"):
        return None
    # Browsers drop control characters and take a backslash for a slash.
    if "\\" in target or any(ord(character) <= 32 or ord(character) == 127 for character in target):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else target


def asked_next() -> str | None:
    """Where this request asks to go afterwards, if that is safe."""
    return safe_next(request.args.get("next"))
