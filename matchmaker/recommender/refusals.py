"""What the sides refuse, in fields and in words, held against what the other side's listings are about.

A refusal is read as alternatives ("wool or alpaca"). One of them speaks against a listing that is about it: by the
words of its title and first sentence, or by a concept of its title. A refusal of the lack of something ("without a
written consent") speaks against a listing that denies that thing; one of unfinished work against a listing in
development; one of services against services only. Words deep in a text are not enough: precision comes first.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matchmaker.recommender.lexicon import Kind
from matchmaker.recommender.lexicon.negation import negated_spans
from matchmaker.recommender.profile import Listing
from matchmaker.recommender.reader import Reader
from matchmaker.recommender.text import language
from matchmaker.recommender.words import gloss_words

_SEPARATORS = {
    "es": r"[,;:/]|\s[oueyn]i?\s",
    "en": r"[,;:/]|\s(?:or|and|nor)\s",
    "pt": r"[,;:/]|\s(?:ou|e|nem)\s",
    "ja": r"[、，,;:/・]|または|および|及び|や",
    "ko": r"[,;:/·]| 및 | 또는 | 혹은 |[이]?나 ",
    "zh": r"[、，,;:/]|或者?|以及|和|與|与|及",
}
_LACK = re.compile(r"\b(?:not|without|no|never|lack|lacking)\b")
# In running text the "not" of a clause is the refusal itself; only "without" still names a lack.
_WITHOUT = re.compile(r"\b(?:without|lack|lacking)\b")
_SERVICE = re.compile(r"\b(?:services?|outsourc\w*|subcontract\w*)\b")
_RIGHTS = re.compile(r"\b(?:rights?|licen[cs]\w*|adaptation)\b")
_UNFINISHED = re.compile(
    r"\b(?:in (?:early )?development|under development|unfinished|work in progress|early stage|in production"
    r"|(?:not|nothing)(?: \w+)? (?:finish|complete|ready)\w*|(?:planning|development|production) stage)\b"
)
_FINISHED_STEMS = frozenset(gloss_words("finished complete ready"))
# A clause of a text refuses where it says no to taking or doing, not where it merely lacks something.
_REFUSES = re.compile(
    r"^\W*no\b|\bnot(?: \w+){0,3} (?:accept|take|buy|purchase|handle|deal|licen[cs]e|sell|outsource|want|look|need"
    r"|allow|authorise|permit|copy|print|reproduce|give|lend|transfer|consider|work with|interested)"
    r"|\b(?:refuse|reject|decline|except|excluding)\b|\bnot (?:accepted|allowed|permitted|possible|handled)\b"
)
_NEGATIONS = re.compile(
    r"\b(?:not|no|never|nor|neither|refuse|reject|decline|except|excluding|accepted|allowed|permitted)\b"
)
#: An alternative of more words than these is a whole story; a title would have to retell it.
MAX_WORDS = 3
# What trade is made of says nothing about what is refused.
_TRADE_WORDS = frozenset(gloss_words(
    "buy buying purchase sell selling sale make making made use using used product item piece work goods thing service"
    " outsource outsourcing subcontract offer request order own other type kind company brand before after give take"
    " accept handle deal party business new any person people proposal same one two line under over more less only"
    " project similar show collection design licence license licensing publish publishing yet still recognise allow"
    " permit authorise admit want look need be have do can please this time now several three four five six seven eight"
    " nine ten hundred thousand first second third"
))


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the things a sentence refuses: stems that must all be there; ``lack`` where it is their absence."""

    stems: frozenset[str]
    lack: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence of a side, what it refuses, and whether that concerns services or unfinished work only."""

    sentence: str
    alternatives: tuple[Alternative, ...]
    concepts: frozenset[str]
    services: bool
    unfinished: bool


@dataclass(frozen=True, slots=True)
class About:
    """What a listing is about by its title and first sentence, and the stems it denies or refuses anywhere."""

    stems: frozenset[str]
    concepts: frozenset[str]
    denied: frozenset[str]
    service: bool
    unfinished: bool


def refusals_of(listings: Iterable[Listing], *, reader: Reader) -> tuple[Refusal, ...]:
    """Everything that the listings of one side refuse; what a side refuses once, it refuses for all of them."""
    found: dict[tuple[str, str], Refusal] = {}
    for listing in listings:
        for sentence in listing.refuses:
            found[sentence, listing.lang] = _read(sentence, listing.lang, reader, lack=_LACK)
        for clause in refusing_clauses(listing, reader=reader):
            found.setdefault((clause, listing.lang), _read(clause, listing.lang, reader, lack=_WITHOUT))
    return tuple(found.values())


def refusing_clauses(listing: Listing, *, reader: Reader) -> Iterator[str]:
    """The clauses of a listing's text that refuse something, as they are written."""
    for start, end in negated_spans(listing.text, listing.lang):
        clause = listing.text[start:end].strip()
        if _REFUSES.search(reader.in_english(clause, listing.lang).lower()):
            yield clause


def about(listing: Listing, *, reader: Reader) -> About:
    """What a refusal is held against."""
    spans = negated_spans(listing.document, listing.lang)
    denied = " ".join(listing.document[start:end] for start, end in spans)
    refused = [reader.in_english(sentence, listing.lang) for sentence in listing.refuses]
    title = reader.in_english(listing.title, listing.lang).lower()
    first_sentence = reader.in_english(_first_sentence(listing), listing.lang)
    mentions = [one for one in reader.detector.mentions(listing.title, listing.lang) if not one.negated]
    vocabulary = reader.detector.vocabulary
    kinds = {vocabulary.concepts[one.concept].kind for one in mentions}
    return About(
        stems=frozenset(gloss_words(f"{title} . {first_sentence}")),
        concepts=frozenset(concept for one in mentions for concept in vocabulary.ancestors(one.concept)),
        # Who refuses a lack does not deny the thing: "nobody without a name" is for names.
        denied=frozenset(gloss_words(" . ".join(
            [reader.in_english(denied, listing.lang), *(one for one in refused if not _LACK.search(one.lower()))]
        ))),
        service=(kinds == {Kind.SERVICE} or bool(_SERVICE.search(title))) and not _RIGHTS.search(title),
        unfinished=bool(_UNFINISHED.search(reader.in_english(listing.document, listing.lang).lower())),
    )


def speaks_against(refusal: Refusal, listing: About) -> bool:
    """True where a refusal is about the listing."""
    if refusal.unfinished:
        return listing.unfinished
    if refusal.services and not listing.service:
        return False
    if any(_covers(alternative, listing) for alternative in refusal.alternatives):
        return True
    if refusal.services and not refusal.alternatives:
        return True
    return bool(refusal.concepts & listing.concepts)


def first_against(refusals: Sequence[Refusal], listing: About) -> str | None:
    """The first sentence that speaks against the listing, as it was written."""
    return next((refusal.sentence for refusal in refusals if speaks_against(refusal, listing)), None)


def _covers(alternative: Alternative, listing: About) -> bool:
    if alternative.lack:
        return bool(alternative.stems & listing.denied) and alternative.stems <= listing.denied | listing.stems
    return len(alternative.stems) <= MAX_WORDS and alternative.stems <= listing.stems


def _first_sentence(listing: Listing) -> str:
    """The first sentence of the text without what it denies."""
    sentence = re.split(r"(?<=[.。！？!?])", listing.text, maxsplit=1)[0]
    for start, end in reversed(negated_spans(sentence, listing.lang)):
        sentence = sentence[:start] + sentence[end:]
    return sentence


def _read(sentence: str, lang: str, reader: Reader, *, lack: re.Pattern[str]) -> Refusal:
    english = reader.in_english(sentence, lang).lower()
    parts = [part for part in re.split(_SEPARATORS.get(language(lang), r"[,;:/]"), sentence) if part.strip()]
    alternatives = tuple(_alternatives(parts, lang, reader, lack=lack))
    mentions = reader.detector.mentions(sentence, lang)
    # A concept speaks for a sentence that is mostly its label; in "re-cutting the film", "film" does not.
    covered = sum(end - start for start, end in {(one.start, one.end) for one in mentions})
    speaks = 2 * covered >= len(sentence) and not any(one.lack for one in alternatives)
    return Refusal(
        sentence=sentence,
        alternatives=alternatives,
        concepts=frozenset(one.concept for one in mentions) if speaks else frozenset(),
        services=bool(_SERVICE.search(english)),
        unfinished=bool(_UNFINISHED.search(english))
        or any(one.lack and one.stems & _FINISHED_STEMS for one in alternatives),
    )


def _alternatives(
    parts: Sequence[str], lang: str, reader: Reader, *, lack: re.Pattern[str],
) -> Iterator[Alternative]:
    for part in parts:
        # A sentence that begins with "no" refuses what follows, as in running text.
        english = re.sub(r"^\W*no\b", " ", reader.in_english(part, lang).lower())
        stems = frozenset(gloss_words(_NEGATIONS.sub(" ", _LACK.sub(" ", english)))) - _TRADE_WORDS
        if stems:
            yield Alternative(stems=stems, lack=bool(lack.search(english)))
