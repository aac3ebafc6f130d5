"""Reading profiles.jsonl: every kind of bad line is named by number and reason, in words for a person."""

import codecs
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.errors import CollectionError
from matchmaker.services.collection_files import MAX_LINE_CHARACTERS, ProfileRecord, read_profiles
from models.enums import Authorship, Consent
from tests.builders import listing_record, profile_record, write_collection

GOOD = json.dumps(profile_record("e-001")).encode()
BAD_REF = "may hold only letters, digits, “.”, “_” and “-”, and begins with a letter or a digit"
TWO_BILLION = 2**31
DOMAINS = (
    "'audiovisual', 'music', 'performing_arts', 'publishing', 'visual_arts', 'crafts', 'design', 'media_arts',"
    " 'heritage', 'gastronomy', 'architecture_advertising' or 'cross_cutting'"
)


def offering(**fields: Any) -> dict[str, Any]:
    """An enterprise whose one offer has those fields."""
    return profile_record("e-001", offers=[listing_record("o1", **fields)])


def needing(**fields: Any) -> dict[str, Any]:
    """A buyer whose one need has those fields."""
    return profile_record("b-001", needs=[listing_record("n1", **fields)])


def read_bytes(folder: Path, raw: bytes) -> list[ProfileRecord]:
    """The profiles of a file with those bytes."""
    (folder / "profiles.jsonl").write_bytes(raw)
    return read_profiles(folder)


def problems_of(folder: Path, raw: bytes) -> tuple[str, ...]:
    """What is wrong with a file of those bytes."""
    with pytest.raises(CollectionError) as caught:
        read_bytes(folder, raw)
    return caught.value.problems


# Lines that hold no profile at all


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b'{"ref": "e-\xff"}', "is not UTF-8 at byte 12"),
        ('{"ref": "e-1"}'.encode("utf-16"), "is not UTF-8 at byte 1"),
        (b"\xed\xa0\x80", "is not UTF-8 at byte 1"),
        (b"ref: e-001", "is not valid JSON at column 1"),
        (b'{"ref": "e-001"', "is not valid JSON at column 16"),
        (b"{'ref': 'e-001'}", "is not valid JSON at column 2"),
        (GOOD + b"," + GOOD, f"is not valid JSON at column {len(GOOD) + 1}"),
        (b'{"ref": "e\x00"}', "is not valid JSON at column 11"),
        (b"[" * 100_000, "has too many brackets within brackets"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "has too many brackets within brackets"),
        (b"[" + GOOD + b"]", "is not a JSON object"),
        (b'"e-001"', "is not a JSON object"),
        (b"null", "is not a JSON object"),
        (b"NaN", "is not a JSON object"),
        (b'{"ref": "e-001", "ref": "e-002"}', "the field ref stands twice"),
        (b'{"offers": [{"id": "a", "id": "b"}]}', "the field id stands twice"),
        (b'"' + b"x" * MAX_LINE_CHARACTERS + b'"', "is longer than 1,000,000 characters"),
    ],
)
def test_a_line_that_is_no_profile_is_named_with_its_reason(tmp_path: Path, line: bytes, fault: str) -> None:
    problems = problems_of(tmp_path, GOOD + b"\n" + line + b"\n")

    assert problems == (f"profiles.jsonl line 2: {fault}",)


# Fields that do not fit


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"colour": "red"}, "colour: is not a field of this format"),
        ({"colour\x1b[31m": "red"}, "colour\ufffd[31m: is not a field of this format"),
        ({"c" * 5000: "red"}, "c" * 60 + "…: is not a field of this format"),
        ({"\ud800": "red"}, "\ufffd: is not a field of this format"),
        ({"kind": "seller"}, "kind: must be 'enterprise' or 'buyer'"),
        ({"kind": None}, "kind: must be 'enterprise' or 'buyer'"),
        ({"kind": "Enterprise"}, "kind: must be 'enterprise' or 'buyer'"),
        ({"kind": ["enterprise"]}, "kind: must be 'enterprise' or 'buyer'"),
        ({"name": 5}, "name: must be text"),
        ({"name": None}, "name: must be text"),
        ({"name": ""}, "name: is empty"),
        ({"name": " \t\u3000"}, "name: is empty"),
        ({"name": "\u200b"}, "name: is empty"),
        ({"name": "House\nof Clay"}, "name: must stand on one line"),
        ({"name": "House of Clay\n"}, "name: must stand on one line"),
        ({"name": "x" * 201}, "name: is longer than 200 characters"),
        ({"name": "House\x00"}, "name: contains a control character or half a character that cannot be stored"),
        ({"name": "\ud83d"}, "name: contains a control character or half a character that cannot be stored"),
        ({"name": "\udc00\ud800"}, "name: contains a control character or half a character that cannot be stored"),
        ({"city": " "}, "city: is empty"),
        ({"city": False}, "city: must be text"),
        ({"city": "x" * 121}, "city: is longer than 120 characters"),
        ({"summary": "\n\n"}, "summary: is empty"),
        ({"summary": "a\x1b[2Jb"}, "summary: contains a control character or half a character that cannot be stored"),
        ({"summary": "x" * 20_001}, "summary: is longer than 20,000 characters"),
        ({"summary": ["text"]}, "summary: must be text"),
        ({"summary_lang": "spanish"}, "summary_lang: “spanish” is not a language tag such as es, ja or zh-Hans"),
        ({"summary_lang": ""}, "summary_lang: “” is not a language tag such as es, ja or zh-Hans"),
        ({"summary_lang": "es\n"}, "summary_lang: “es\ufffd” is not a language tag such as es, ja or zh-Hans"),
        ({"languages": "es"}, "languages: must be a list"),
        ({"languages": None}, "languages: must be a list"),
        ({"languages": {"es": True}}, "languages: must be a list"),
        ({"languages": ["es", 5]}, "languages[1]: must be text"),
        ({"languages": ["es", "e"]}, "languages: “e” is not a language tag such as es, ja or zh-Hans"),
        ({"languages": ["es_PE"]}, "languages: “es_PE” is not a language tag such as es, ja or zh-Hans"),
        ({"languages": ["\ud800"]}, "languages: “\ufffd” is not a language tag such as es, ja or zh-Hans"),
        ({"languages": ["x" * 900]}, f"languages: “{'x' * 60}…” is not a language tag such as es, ja or zh-Hans"),
        ({"domains": ["crafts", "weaving"]}, f"domains[1]: must be {DOMAINS}"),
        ({"domains": [True]}, f"domains[0]: must be {DOMAINS}"),
        ({"domains": "crafts"}, "domains: must be a list"),
        ({"founded": "2010"}, "founded: must be a whole number"),
        ({"founded": 2010.0}, "founded: must be a whole number"),
        ({"founded": True}, "founded: must be a whole number"),
        ({"founded": float("nan")}, "founded: must be a whole number"),
        ({"founded": float("inf")}, "founded: must be a whole number"),
        ({"founded": 999}, "founded: must be at least 1000"),
        ({"founded": 2201}, "founded: must be at most 2200"),
        ({"people": 0}, "people: must be more than 0"),
        ({"people": -3}, "people: must be more than 0"),
        ({"people": TWO_BILLION}, "people: must be at most 2147483647"),
        ({"people": 2**64}, "people: must be at most 2147483647"),
        ({"people": -(2**64)}, "people: must be more than 0"),
        ({"people": False}, "people: must be a whole number"),
        ({"people": 4.5}, "people: must be a whole number"),
        ({"export_readiness": 6}, "export_readiness: must be at most 5"),
        ({"export_readiness": -1}, "export_readiness: must be at least 0"),
        ({"export_readiness": True}, "export_readiness: must be a whole number"),
        ({"verified": 1}, "verified: must be true or false"),
        ({"verified": "true"}, "verified: must be true or false"),
        ({"verified": None}, "verified: must be true or false"),
        ({"target_economies": ["JP", "XX"]}, "target_economies: “XX” is not an ISO 3166-1 code of two letters"),
        ({"target_economies": ["jp"]}, "target_economies: “jp” is not an ISO 3166-1 code of two letters"),
        ({"target_economies": [None]}, "target_economies[0]: must be text"),
        ({"economy": "Peru"}, "economy: “Peru” is not an ISO 3166-1 code of two letters"),
        ({"economy": "EU"}, "economy: “EU” is not an ISO 3166-1 code of two letters"),
        ({"economy": "ZZ"}, "economy: “ZZ” is not an ISO 3166-1 code of two letters"),
        ({"economy": "JP"}, "an enterprise belongs to one of the four Parties, not to JP"),
        ({"offers": None}, "offers: must be a list"),
        ({"offers": {"id": "o1"}}, "offers: must be a list"),
        ({"offers": ["Woven bags"]}, "offers[0]: must be a listing, with its fields in braces"),
        ({"offers": [listing_record("x"), listing_record("x")]}, "the listing id x is used twice"),
        ({"needs": [listing_record("o1")]}, "the listing id o1 is used twice"),
    ],
)
def test_a_field_that_does_not_fit_is_named_with_its_place(
    tmp_path: Path, fields: dict[str, Any], fault: str,
) -> None:
    line = json.dumps(profile_record("e-001", **fields)).encode()

    problems = problems_of(tmp_path, line)

    assert problems == (f"profiles.jsonl line 1: (e-001) {fault}",)


@pytest.mark.parametrize("party", ["CL", "CO", "MX", "PE"])
def test_a_buyer_comes_from_outside_the_parties(tmp_path: Path, party: str) -> None:
    line = json.dumps(profile_record("b-001", economy=party)).encode()

    problems = problems_of(tmp_path, line)

    fault = f"a buyer comes from outside the four Parties, not from {party}"
    assert problems == (f"profiles.jsonl line 1: (b-001) {fault}",)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"id": ""}, "offers[0].id: is empty"),
        ({"id": "o" * 33}, "offers[0].id: is longer than 32 characters"),
        ({"id": "o\n1"}, "offers[0].id: must stand on one line"),
        ({"id": 1}, "offers[0].id: must be text"),
        ({"title": " "}, "offers[0].title: is empty"),
        ({"title": "Bags\u2028Hats"}, "offers[0].title: must stand on one line"),
        ({"title": "x" * 301}, "offers[0].title: is longer than 300 characters"),
        ({"text": ""}, "offers[0].text: is empty"),
        ({"text": "a\x00b"}, "offers[0].text: contains a control character or half a character that cannot be stored"),
        ({"lang": "EN"}, "offers[0].lang: “EN” is not a language tag such as es, ja or zh-Hans"),
        ({"lang": None}, "offers[0].lang: must be text"),
        ({"concepts": [" "]}, "offers[0].concepts: is empty"),
        ({"refuses": ["gold\x07"]},
         "offers[0].refuses: contains a control character or half a character that cannot be stored"),
        ({"refuses": "gold"}, "offers[0].refuses: must be a list"),
        ({"territories_excluded": ["ASIA"]},
         "offers[0].territories_excluded: “ASIA” is not an ISO 3166-1 code of two letters"),
        ({"capacity_per_month": 0}, "offers[0].capacity_per_month: must be more than 0"),
        ({"capacity_per_month": True}, "offers[0].capacity_per_month: must be a whole number"),
        ({"capacity_per_month": TWO_BILLION}, "offers[0].capacity_per_month: must be at most 2147483647"),
        ({"authorship": "family"},
         "offers[0].authorship: must be 'individual', 'company', 'collective' or 'community'"),
        ({"consent": True}, "offers[0].consent: must be 'not_needed', 'pending', 'granted' or 'revoked'"),
        ({"licences_heritage": 0}, "offers[0].licences_heritage: must be true or false"),
        ({"min_per_month": 5}, "offers[0]: min_per_month belongs to needs, not to offers"),
        ({"licences_heritage": True},
         "offers[0]: an offer that licenses heritage must say whether consent is pending, granted or revoked"),
        ({"licences_heritage": True, "consent": "not_needed"},
         "offers[0]: an offer that licenses heritage must say whether consent is pending, granted or revoked"),
    ],
)
def test_a_fault_of_an_offer_is_named_with_its_place(tmp_path: Path, fields: dict[str, Any], fault: str) -> None:
    line = json.dumps(offering(**fields)).encode()

    problems = problems_of(tmp_path, line)

    assert problems == (f"profiles.jsonl line 1: (e-001) {fault}",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("territories_excluded", ["JP"]), ("capacity_per_month", 5), ("authorship", "company"),
        ("consent", "not_needed"), ("licences_heritage", True),
    ],
)
def test_a_need_carries_no_field_of_an_offer(tmp_path: Path, name: str, value: object) -> None:
    line = json.dumps(needing(**{name: value})).encode()

    problems = problems_of(tmp_path, line)

    assert problems == (f"profiles.jsonl line 1: (b-001) needs[0]: {name} belongs to offers, not to needs",)


@pytest.mark.parametrize(
    ("ref", "fault"),
    [
        (None, "ref: must be text"),
        (7, "ref: must be text"),
        ("", "() ref: is empty"),
        ("e 001", f"(e 001) ref: {BAD_REF}"),
        ("../e", f"(../e) ref: {BAD_REF}"),
        ("e-1\n", f"(e-1\ufffd) ref: {BAD_REF}"),
        ("ñ-1", f"(ñ-1) ref: {BAD_REF}"),
        ("e" * 65, f"({'e' * 60}…) ref: is longer than 64 characters"),
    ],
)
def test_a_bad_ref_is_named(tmp_path: Path, ref: object, fault: str) -> None:
    line = json.dumps({**profile_record("e-001"), "ref": ref}).encode()

    problems = problems_of(tmp_path, line)

    assert problems == (f"profiles.jsonl line 1: {fault}",)


@pytest.mark.parametrize(
    "name",
    ["ref", "kind", "name", "economy", "city", "languages", "summary", "summary_lang", "domains", "verified", "offers",
     "needs"],
)
def test_a_missing_field_is_named(tmp_path: Path, name: str) -> None:
    record = profile_record("e-001")
    del record[name]

    problems = problems_of(tmp_path, json.dumps(record).encode())

    prefix = "" if name == "ref" else "(e-001) "
    assert problems == (f"profiles.jsonl line 1: {prefix}{name}: is missing",)


@pytest.mark.parametrize(("sign", "fault"), [("", "must be at most 2147483647"), ("-", "must be more than 0")])
def test_a_number_of_five_thousand_digits_is_only_too_large(tmp_path: Path, sign: str, fault: str) -> None:
    line = json.dumps(profile_record("e-001")).replace('"people": 5', f'"people": {sign}{"9" * 5000}').encode()

    problems = problems_of(tmp_path, line)

    assert problems == (f"profiles.jsonl line 1: (e-001) people: {fault}",)


# Several faults


def test_the_faults_of_a_file_stand_in_order_of_their_lines(tmp_path: Path) -> None:
    lines = [
        GOOD,
        b"\xff",
        b"",
        json.dumps(profile_record("e-002", people=0, city="", offers=[listing_record("o1", lang="?")])).encode(),
        b"[]",
        GOOD,
        json.dumps(profile_record("b-001", economy="MX")).encode(),
    ]

    problems = problems_of(tmp_path, b"\n".join(lines))

    assert problems == (
        "profiles.jsonl line 2: is not UTF-8 at byte 1",
        "profiles.jsonl line 4: (e-002) city: is empty",
        "profiles.jsonl line 4: (e-002) people: must be more than 0",
        "profiles.jsonl line 4: (e-002) offers[0].lang: “?” is not a language tag such as es, ja or zh-Hans",
        "profiles.jsonl line 5: is not a JSON object",
        "profiles.jsonl line 6: ref e-001 already stands in line 1",
        "profiles.jsonl line 7: (b-001) a buyer comes from outside the four Parties, not from MX",
    )


def test_the_message_counts_the_faults(tmp_path: Path) -> None:
    (tmp_path / "profiles.jsonl").write_bytes(b"1\n2\n")

    with pytest.raises(CollectionError) as caught:
        read_profiles(tmp_path)

    assert str(caught.value) == f"Nothing was imported, because {tmp_path / 'profiles.jsonl'} has 2 faults."


def test_a_line_with_thousands_of_faults_names_twenty_and_counts_the_rest(tmp_path: Path) -> None:
    line = json.dumps(profile_record("e-001", languages=[5] * 2020)).encode()

    problems = problems_of(tmp_path, line)

    assert problems == (
        *(f"profiles.jsonl line 1: (e-001) languages[{index}]: must be text" for index in range(20)),
        "profiles.jsonl line 1: has 2,000 more faults",
    )


# Files as editors and machines leave them


def test_a_ref_used_three_times_is_named_twice(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, b"\n".join([GOOD, GOOD, GOOD]))

    assert problems == (
        "profiles.jsonl line 2: ref e-001 already stands in line 1",
        "profiles.jsonl line 3: ref e-001 already stands in line 1",
    )


@pytest.mark.parametrize(
    "raw",
    [
        GOOD, GOOD + b"\n", GOOD + b"\r\n", codecs.BOM_UTF8 + GOOD, codecs.BOM_UTF8 + b"\r\n" + GOOD,
        b"\n\n  \t\r\n" + GOOD + b"\n\n", b"  " + GOOD + b"  ",
    ],
    ids=["bare", "line end", "CRLF", "BOM", "BOM on a line of its own", "blank lines", "indented"],
)
def test_byte_order_marks_blank_lines_and_line_ends_do_not_matter(tmp_path: Path, raw: bytes) -> None:
    records = read_bytes(tmp_path, raw)

    assert [record.ref for record in records] == ["e-001"]


def test_a_byte_order_mark_in_the_middle_is_a_fault(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, GOOD + b"\n" + codecs.BOM_UTF8 + GOOD)

    assert problems == ("profiles.jsonl line 2: is not valid JSON at column 1",)


@pytest.mark.parametrize("raw", [b"", b"\n", b" \r\n\t\n", codecs.BOM_UTF8])
def test_a_file_without_a_profile_is_a_fault(tmp_path: Path, raw: bytes) -> None:
    problems = problems_of(tmp_path, raw)

    assert problems == ("profiles.jsonl: holds no profile",)


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CollectionError) as caught:
        read_profiles(tmp_path)

    path = tmp_path / "profiles.jsonl"
    assert str(caught.value) == f"The collection has no readable profiles.jsonl: {path} (No such file or directory)."


def test_a_folder_in_place_of_the_file_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "profiles.jsonl"
    path.mkdir()

    with pytest.raises(CollectionError) as caught:
        read_profiles(tmp_path)

    assert str(caught.value) == f"The collection has no readable profiles.jsonl: {path} (Is a directory)."


# What is taken as it stands


def test_the_longest_and_strangest_good_values_are_taken_as_they_stand(tmp_path: Path) -> None:
    texts = [
        "𝄞 música", "手織り", "a\\ud800 is text", "tab\tand\nline", 'quote " and \\ slash', "\u200fعربي", "👩\u200d🎨",
    ]
    listings = [listing_record(f"o{index}", text=text) for index, text in enumerate(texts)]
    record = profile_record(
        "e" * 64, name="x" * 200, people=2**31 - 1, founded=1000, languages=["es-419", "zh-Hant-HK", "qu"],
        offers=listings,
    )

    escaped = read_bytes(tmp_path, json.dumps(record).encode())
    plain = read_bytes(tmp_path, json.dumps(record, ensure_ascii=False).encode())

    assert [offer.text for offer in escaped[0].offers] == texts
    assert plain == escaped


@pytest.mark.parametrize("consent", [Consent.PENDING, Consent.GRANTED, Consent.REVOKED])
def test_heritage_is_licensed_with_any_said_state_of_consent(tmp_path: Path, consent: Consent) -> None:
    record = offering(licences_heritage=True, consent=consent.value, authorship="community")

    offer = read_profiles(write_collection(tmp_path, record))[0].offers[0]

    assert (offer.licences_heritage, offer.consent, offer.authorship) == (True, consent, Authorship.COMMUNITY)


# Whatever comes

unstorable = st.text(st.characters(categories=["Cs", "Cc"]))
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | unstorable,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
strange_listing = st.builds(
    lambda name, value: {**listing_record("o1"), name: value}, st.sampled_from(sorted(listing_record("o1"))), anything,
)
strange_profile = st.builds(
    lambda name, value: {**profile_record("e-001"), name: value},
    st.sampled_from(sorted(profile_record("e-001"))) | st.text(max_size=8),
    anything | st.lists(strange_listing, max_size=3),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose file every example writes anew."""
    return tmp_path_factory.mktemp("collection")


def faults_fit_to_show(folder: Path, raw: bytes) -> None:
    """Read the file; whatever is wrong with it must be said in visible characters and known words."""
    records: list[ProfileRecord] = []
    problems: tuple[str, ...] = ()
    try:
        records = read_bytes(folder, raw)
    except CollectionError as error:
        problems = error.problems

    assert bool(records) != bool(problems)
    assert [problem for problem in problems if not problem.isprintable() or len(problem) > 500] == []
    assert [problem for problem in problems if problem.endswith("cannot be used")] == []
    # What was taken can be stored and sent.
    "".join(record.model_dump_json() for record in records).encode()


@given(raw=st.binary() | st.builds(bytes.__add__, st.just(GOOD + b"\n"), st.binary()))
@settings(max_examples=100, deadline=None)
def test_no_bytes_raise_anything_but_a_collection_error(folder: Path, raw: bytes) -> None:
    faults_fit_to_show(folder, raw)


@given(values=st.lists(anything | strange_profile, max_size=3))
@settings(max_examples=80, deadline=None)
def test_no_json_raises_anything_but_a_collection_error(folder: Path, values: list[object]) -> None:
    faults_fit_to_show(folder, b"\n".join(json.dumps(value).encode() for value in values))


@given(at=st.integers(min_value=0, max_value=len(GOOD) - 1), byte=st.integers(min_value=0, max_value=255))
@settings(max_examples=100, deadline=None)
def test_no_damaged_byte_raises_anything_but_a_collection_error(folder: Path, at: int, byte: int) -> None:
    faults_fit_to_show(folder, GOOD[:at] + bytes([byte]) + GOOD[at + 1 :])
