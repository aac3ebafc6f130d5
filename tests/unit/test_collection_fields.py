"""Fields of profiles.jsonl that do not fit are named with line, place and reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from matchmaker.services.collection_files import MAX_LINE_CHARACTERS
from tests.builders import listing_record, profile_record
from tests.unit.collection_lines import BAD_REF, DOMAINS, GOOD, TWO_BILLION, needing, offering, problems_of

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
