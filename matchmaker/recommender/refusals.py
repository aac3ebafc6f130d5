"""What the sides refuse, held against what the other side is about.

A refusal is read as a list of alternatives ("wool or alpaca"). One of them speaks against a listing when the
listing's title is about it, by words or by concept; one that refuses the lack of something ("without a written
consent") when the listing denies that thing. Words deep in a text are not enough: precision comes first.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matchmaker.recommender.lexicon.negation import negated_spans
from matchmaker.recommender.profile import Listing
from matchmaker.recommender.reader import Reader
from matchmaker.recommender.words import gloss_words

_ALTERNATIVES = re.compile(r"[,;:/・、，]|\b(?:or|and|nor)\b")
_LACK = re.compile(r"\b(?:not|without|no|never)\b")
#: An alternative of more words than these is a whole story; its title would have to retell it.
MAX_WORDS = 3
# What trade is made of says nothing about what is refused.
_TRADE_WORDS = frozenset(gloss_words(
    "buy buying sell sale selling make made making use using used product item piece work goods thing service offer"
    " request order own other type kind company brand before after give take accept handle party business new any"
    " person people proposal same one two line under over more less only project similar show collection design"
    " licence license licensing publish publishing"
))


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the things a sentence refuses: stems that must all be there; ``lack`` where it is their absence."""

    stems: frozenset[str]
    lack: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence of a side, its alternatives, and the concepts it names."""

    sentence: str
    alternatives: tuple[Alternative, ...]
    concepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class About:
    """What a listing is about by its title, and the stems it denies or refuses anywhere."""

    stems: frozenset[str]
    concepts: frozenset[str]
    denied: frozenset[str]


def refusals_of(listings: Iterable[Listing], *, reader: Reader) -> tuple[Refusal, ...]:
    """Everything that the listings of one side refuse; what a side refuses once, it refuses for all of them."""
    found = {
        (sentence, listing.lang): _read(sentence, listing.lang, reader)
        for listing in listings
        for sentence in listing.refuses
    }
    return tuple(found.values())


def about(listing: Listing, *, reader: Reader) -> About:
    """What a refusal is held against."""
    spans = negated_spans(listing.document, listing.lang)
    denied = " ".join(listing.document[start:end] for start, end in spans)
    refused = " . ".join(reader.in_english(sentence, listing.lang) for sentence in listing.refuses)
    mentions = reader.detector.mentions(listing.title, listing.lang)
    vocabulary = reader.detector.vocabulary
    return About(
        stems=frozenset(gloss_words(reader.in_english(listing.title, listing.lang))),
        concepts=frozenset(
            concept for mention in mentions if not mention.negated for concept in vocabulary.ancestors(mention.concept)
        ),
        denied=frozenset(gloss_words(f"{reader.in_english(denied, listing.lang)} . {refused}")),
    )


def speaks_against(refusal: Refusal, listing: About) -> bool:
    """True where a refusal is about the listing."""
    for alternative in refusal.alternatives:
        if alternative.lack:
            if alternative.stems <= listing.denied:
                return True
        elif len(alternative.stems) <= MAX_WORDS and alternative.stems <= listing.stems:
            return True
    named = refusal.concepts & listing.concepts
    refuses_lack = any(alternative.lack for alternative in refusal.alternatives)
    return bool(named) and not refuses_lack and len(refusal.concepts) >= len(refusal.alternatives)


def first_against(refusals: Sequence[Refusal], listing: About) -> str | None:
    """The first sentence that speaks against the listing, as it was written."""
    return next((refusal.sentence for refusal in refusals if speaks_against(refusal, listing)), None)


def _read(sentence: str, lang: str, reader: Reader) -> Refusal:
    english = reader.in_english(sentence, lang).lower()
    return Refusal(
        sentence=sentence,
        alternatives=tuple(_alternatives(english)),
        concepts=frozenset(mention.concept for mention in reader.detector.mentions(sentence, lang)),
    )


def _alternatives(english: str) -> Iterator[Alternative]:
    for part in _ALTERNATIVES.split(english):
        stems = frozenset(gloss_words(_LACK.sub(" ", part))) - _TRADE_WORDS
        if stems:
            yield Alternative(stems=stems, lack=bool(_LACK.search(part)))
