"""What is embedded: for every listing and summary its own text, and that text's English gloss."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from matchmaker.recommender.profile import Profile

#: Turns a text of a language (BCP 47) into its English gloss.
Glosser = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Document:
    """A text to embed and the hash under which its vector is kept."""

    text: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class TextPair:
    """The two documents of one text: as written, and glossed. They are the same where the text is English."""

    own: Document
    gloss: Document
    lang: str


@dataclass(frozen=True, slots=True)
class ProfileDocuments:
    """The documents of one profile: its summary, and each listing by its id."""

    summary: TextPair
    listings: dict[int, TextPair]

    def all(self) -> tuple[Document, ...]:
        """Every document once, in a stable order."""
        pairs = (self.summary, *self.listings.values())
        unique = {doc.content_hash: doc for pair in pairs for doc in (pair.own, pair.gloss)}
        return tuple(unique.values())


def document(text: str) -> Document:
    """The document of a text; the hash is the SHA-256 of its UTF-8 bytes."""
    return Document(text=text, content_hash=hashlib.sha256(text.encode()).hexdigest())


def text_pair(text: str, *, lang: str, glosser: Glosser) -> TextPair:
    """Own text and gloss of one text; a gloss that came out empty falls back to the text."""
    own = document(text)
    gloss = own if lang.partition("-")[0] == "en" else document(glosser(text, lang) or text)
    return TextPair(own=own, gloss=gloss, lang=lang)


def profile_documents(profile: Profile, *, glosser: Glosser) -> ProfileDocuments:
    """All documents of a profile."""
    return ProfileDocuments(
        summary=text_pair(profile.summary, lang=profile.summary_lang, glosser=glosser),
        listings={
            listing.id: text_pair(listing.document, lang=listing.lang, glosser=glosser)
            for listing in profile.listings
        },
    )


def documents_of(profiles: Iterable[ProfileDocuments]) -> tuple[Document, ...]:
    """Every document of several profiles once, in order of first appearance."""
    return tuple({doc.content_hash: doc for profile in profiles for doc in profile.all()}.values())
