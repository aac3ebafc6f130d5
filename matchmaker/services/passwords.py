"""Passwords: which ones will do, and how they are kept (argon2id)."""

import re
import threading
import unicodedata
from collections.abc import Iterable
from typing import Protocol

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from matchmaker.errors import AccountError
from matchmaker.services.common_passwords import RUNS, SITE_WORDS, WORDS

SHORTEST = 12
LONGEST = 128
#: OWASP's floor is 19 MiB with two passes: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet
MEMORY_KIB = 19 * 1024
PASSES = 2
LONGEST_UNIT = 6
SHORTEST_CONTEXT_WORD = 3
_LOOKALIKES = str.maketrans("013457@$!|", "oieastasil")


class Hasher(Protocol):
    """Turns passwords into hashes, slowly."""

    def hash(self, password: str) -> str:
        """A salted hash of the password."""

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether the hash is the password's; without a hash it takes as long and is False."""

    def needs_rehash(self, password_hash: str) -> bool:
        """Whether the hash was made with weaker parameters than today's."""


class Argon2:
    """Argon2id; at most ``at_once`` hashes are computed together, because each takes 19 MiB."""

    def __init__(self, *, at_once: int) -> None:
        self._hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1, type=Type.ID)
        self._turns = threading.BoundedSemaphore(max(1, at_once))
        self._decoy = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """A salted argon2id hash in its standard text form."""
        with self._turns:
            return self._hasher.hash(normalised(password))

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether the hash is the password's; an unknown account costs the same time as a known one."""
        with self._turns:
            try:
                matches = self._hasher.verify(password_hash or self._decoy, normalised(password))
            except (VerificationError, InvalidHashError):
                return False
        return matches and password_hash is not None

    def needs_rehash(self, password_hash: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)


def normalised(password: str) -> str:
    """The password as every keyboard types it: one accent may be one character or two."""
    return unicodedata.normalize("NFC", password)


def check_password(password: str, *, context: Iterable[str]) -> None:
    """Raise AccountError unless the password is 12 to 128 characters and no obvious guess.

    ``context`` are the person's name and address: they, and the service's own words, are guesses too.
    """
    length = len(normalised(password))
    if length < SHORTEST:
        raise AccountError(f"Use at least {SHORTEST} characters.", fault="password_short")
    if length > LONGEST:
        raise AccountError(f"Use at most {LONGEST} characters.", fault="password_long")
    if _is_made_of(password, WORDS):
        raise AccountError("This is among the first passwords a guesser tries.", fault="password_common")
    own = {word for text in context for word in _words(text)} | SITE_WORDS
    if _is_made_of(password, WORDS | own):
        raise AccountError("This is made of your name, your address or this service's.", fault="password_context")


def _is_made_of(password: str, words: frozenset[str] | set[str]) -> bool:
    plain = _folded(password)
    trimmed = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    candidates = {plain, "".join(c for c in plain if c.isalpha()), _letters(trimmed.translate(_LOOKALIKES))}
    return (
        _repeats(plain)
        or any(_runs(part) for part in (plain, re.sub(r"[\W_]", "", plain)))
        or any(_segments(candidate, words) for candidate in candidates if candidate.isalpha())
    )


def _folded(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


def _words(text: str) -> list[str]:
    """The words of a name or an address, and all of them joined."""
    words = [word for word in re.split(r"[\W_\d]+", _folded(text)) if word]
    return [word for word in (*words, "".join(words)) if len(word) >= SHORTEST_CONTEXT_WORD]


def _repeats(text: str) -> bool:
    """One short piece over and over."""
    return any((text[:size] * len(text))[: len(text)] == text for size in range(1, LONGEST_UNIT + 1))


def _runs(text: str) -> bool:
    return bool(text) and any(text in run or text[::-1] in run for run in RUNS)


def _segments(text: str, words: frozenset[str] | set[str]) -> bool:
    """Whether the text is nothing but such words, one after the other."""
    reached = [True] + [False] * len(text)
    for end in range(1, len(text) + 1):
        reached[end] = any(
            reached[start] and (text[start:end] in words or (end - start >= 4 and _runs(text[start:end])))
            for start in range(max(0, end - 24), end)
        )
    return reached[-1]
