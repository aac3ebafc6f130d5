"""Shared by the tests of reading profiles.jsonl: small files, and what reading them says."""

import json
from pathlib import Path
from typing import Any

import pytest

from matchmaker.errors import CollectionError
from matchmaker.services.collection_files import ProfileRecord, read_profiles
from tests.builders import listing_record, profile_record

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
