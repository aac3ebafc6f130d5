"""Files of profiles.jsonl as people and machines leave them: every fault by line, anything else taken as it stands."""

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.errors import CollectionError
from matchmaker.services.collection_files import ProfileRecord, read_profiles
from models.enums import Authorship, Consent
from tests.builders import listing_record, profile_record, write_collection
from tests.unit.collection_lines import GOOD, offering, problems_of, read_bytes

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
