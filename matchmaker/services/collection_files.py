"""Reading a collection's profiles: every bad line by number and reason, in words fit to show a person."""

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from babel import Locale
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from matchmaker.errors import CollectionError
from models.enums import Authorship, Consent, Domain, OrganisationKind, Party

PROFILES = "profiles.jsonl"
MAX_LINE_CHARACTERS = 1_000_000
MAX_LINE_FAULTS = 20

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?")
# PostgreSQL cannot store NUL, and the other control characters garble a terminal.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A JSON escape, taken whole, so that half of a surrogate pair is known from a pair and from an escaped backslash.
_PAIR_OR_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)
# Unicode names these too, but ISO 3166-1 has not given them to any economy.
_NOT_ISO = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
ECONOMIES = frozenset(code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code)) - _NOT_ISO

# What pydantic finds, in words for the person who mends the file.
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of this format",
    "string_type": "must be text",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length:,} characters",
    "string_pattern_mismatch": "may hold only letters, digits, “.”, “_” and “-”, and begins with a letter or a digit",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "model_type": "must be a listing, with its fields in braces",
    "enum": "must be {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "value_error": "{error}",
}


def abridge(text: str, *, limit: int = 60) -> str:
    """The text as a message may quote it: ``limit`` characters at most, each of them visible."""
    visible = "".join(character if character.isprintable() else "\ufffd" for character in text[:limit])
    return f"{visible}…" if len(text) > limit else visible


def _clean(text: str) -> str:
    if _UNSTORABLE.search(text):
        raise ValueError("contains a control character or half a character that cannot be stored")
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise ValueError("is empty")
    return text


def _line(text: str) -> str:
    if _clean(text).splitlines() != [text]:
        raise ValueError("must stand on one line")
    return text


def _language(tag: str) -> str:
    if not _LANGUAGE.fullmatch(tag):
        raise ValueError(f"“{abridge(tag)}” is not a language tag such as es, ja or zh-Hans")
    return tag


def _economy(code: str) -> str:
    if code not in ECONOMIES:
        raise ValueError(f"“{abridge(code)}” is not an ISO 3166-1 code of two letters")
    return code


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ListingRecord(_Record):
    """One offer or need as it stands in the file."""

    id: str = Field(min_length=1, max_length=32)
    title: str = Field(max_length=300)
    text: str = Field(max_length=20_000)
    lang: str
    concepts: list[str] = []
    territories_excluded: list[str] = []
    capacity_per_month: int | None = Field(default=None, gt=0, le=2**31 - 1)
    min_per_month: int | None = Field(default=None, gt=0, le=2**31 - 1)
    authorship: Annotated[Authorship | None, Field(strict=False)] = None
    consent: Annotated[Consent | None, Field(strict=False)] = None
    licences_heritage: bool = False
    refuses: list[str] = []

    _lines = field_validator("id", "title")(_line)
    _text = field_validator("text")(_clean)
    _lang = field_validator("lang")(_language)

    @field_validator("refuses", "concepts")
    @classmethod
    def _sentences(cls, values: list[str]) -> list[str]:
        return [_clean(value) for value in values]

    @field_validator("territories_excluded")
    @classmethod
    def _territories(cls, values: list[str]) -> list[str]:
        return [_economy(value) for value in values]


class OfferRecord(ListingRecord):
    """An offer: carries no field of a need."""

    @model_validator(mode="after")
    def _offer(self) -> "OfferRecord":
        if self.min_per_month is not None:
            raise ValueError("min_per_month belongs to needs, not to offers")
        if self.licences_heritage and self.consent not in {Consent.PENDING, Consent.GRANTED, Consent.REVOKED}:
            raise ValueError("an offer that licenses heritage must say whether consent is pending, granted or revoked")
        return self


class NeedRecord(ListingRecord):
    """A need: carries no field of an offer."""

    @model_validator(mode="after")
    def _need(self) -> "NeedRecord":
        for name in ("territories_excluded", "capacity_per_month", "authorship", "consent", "licences_heritage"):
            if getattr(self, name):
                raise ValueError(f"{name} belongs to offers, not to needs")
        return self


class ProfileRecord(_Record):
    """One line of the file."""

    ref: str = Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    kind: Annotated[OrganisationKind, Field(strict=False)]
    name: str = Field(max_length=200)
    economy: str
    city: str | None = Field(max_length=120)
    languages: list[str]
    summary: str = Field(max_length=20_000)
    summary_lang: str
    domains: list[Annotated[Domain, Field(strict=False)]]
    founded: int | None = Field(default=None, ge=1000, le=2200)
    people: int | None = Field(default=None, gt=0, le=2**31 - 1)
    export_readiness: int | None = Field(default=None, ge=0, le=5)
    verified: bool
    target_economies: list[str] = []
    offers: list[OfferRecord]
    needs: list[NeedRecord]

    _name = field_validator("name")(_line)
    _text = field_validator("summary")(_clean)
    _tag = field_validator("summary_lang")(_language)
    _code = field_validator("economy")(_economy)

    @field_validator("city")
    @classmethod
    def _city(cls, value: str | None) -> str | None:
        return None if value is None else _line(value)

    @field_validator("languages")
    @classmethod
    def _tags(cls, values: list[str]) -> list[str]:
        return [_language(value) for value in values]

    @field_validator("target_economies")
    @classmethod
    def _codes(cls, values: list[str]) -> list[str]:
        return [_economy(value) for value in values]

    @model_validator(mode="after")
    def _whole(self) -> "ProfileRecord":
        of_a_party = self.economy in set(Party)
        if self.kind is OrganisationKind.ENTERPRISE and not of_a_party:
            raise ValueError(f"an enterprise belongs to one of the four Parties, not to {self.economy}")
        if self.kind is OrganisationKind.BUYER and of_a_party:
            raise ValueError(f"a buyer comes from outside the four Parties, not from {self.economy}")
        refs = Counter(listing.id for listing in (*self.offers, *self.needs))
        repeated = sorted(ref for ref, times in refs.items() if times > 1)
        if repeated:
            raise ValueError(f"the listing id {abridge(repeated[0])} is used twice")
        return self


def read_profiles(folder: Path) -> list[ProfileRecord]:
    """The profiles of a collection in file order.

    Raises CollectionError that lists every bad line with its number, or says that the file cannot be read.
    """
    path = folder / PROFILES
    try:
        lines = path.read_bytes().removeprefix(codecs.BOM_UTF8).split(b"\n")
    except OSError as error:
        raise CollectionError(f"The collection has no readable {PROFILES}: {path} ({error.strerror}).") from error
    records: list[ProfileRecord] = []
    problems: list[str] = []
    first_seen: dict[str, int] = {}
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        parsed = list(_parse_line(raw))
        faults = [fault for fault in parsed if isinstance(fault, str)]
        for record in (record for record in parsed if isinstance(record, ProfileRecord)):
            if record.ref in first_seen:
                faults.append(f"ref {record.ref} already stands in line {first_seen[record.ref]}")
            first_seen.setdefault(record.ref, number)
            records.append(record)
        problems += [f"{PROFILES} line {number}: {fault}" for fault in faults]
    if not records and not problems:
        problems.append(f"{PROFILES}: holds no profile")
    if problems:
        raise CollectionError(f"Nothing was imported, because {path} has {_count(problems)}.", tuple(problems))
    return records


def _parse_line(raw: bytes) -> Iterator[ProfileRecord | str]:
    """The record of a line, or its faults."""
    try:
        text = raw.decode("utf-8")
        if len(text) > MAX_LINE_CHARACTERS:
            yield f"is longer than {MAX_LINE_CHARACTERS:,} characters"
            return
        value = _read_json(text)
    except UnicodeDecodeError as error:
        yield f"is not UTF-8 at byte {error.start + 1}"
        return
    except json.JSONDecodeError as error:
        yield f"is not valid JSON at column {error.colno}"
        return
    except ValueError as error:
        yield str(error)
        return
    except RecursionError:
        yield "has too many brackets within brackets"
        return
    if not isinstance(value, dict):
        yield "is not a JSON object"
        return
    try:
        yield ProfileRecord.model_validate(value)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        yield from (_fault(value, details) for details in faults[:MAX_LINE_FAULTS])
        if len(faults) > MAX_LINE_FAULTS:
            yield f"has {len(faults) - MAX_LINE_FAULTS:,} more faults"


def _read_json(text: str) -> Any:
    """The value of a line; half a surrogate pair becomes NUL, which no field takes."""
    halves_marked = _PAIR_OR_ESCAPE.sub(lambda found: r"\u0000" if found["half"] else found[0], text)
    # int() refuses thousands of digits; twenty are beyond every bound already.
    return json.loads(halves_marked, parse_int=lambda digits: int(digits[:20]), object_pairs_hook=_fields)


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The fields of an object; raises ValueError where one stands twice, as JSON itself would take the last."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        name = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise ValueError(f"the field {abridge(name)} stands twice")
    return fields


def _fault(value: dict[str, Any], details: Any) -> str:
    """One fault in words, with the profile's ref and the field's place."""
    ref = value.get("ref")
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{abridge(part)}" for part in details["loc"])
    words = _WORDS.get(details["type"], "cannot be used").format(**details.get("ctx", {}))
    prefix = f"({abridge(ref)}) " if isinstance(ref, str) else ""
    return f"{prefix}{where.lstrip('.')}: {words}" if where else f"{prefix}{words}"


def _count(problems: list[str]) -> str:
    kind: Literal["a fault", "faults"] = "a fault" if len(problems) == 1 else "faults"
    return kind if len(problems) == 1 else f"{len(problems)} {kind}"
