"""Importing a collection, on both engines."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.errors import CollectionError
from matchmaker.services.collections import ImportReport, import_collection
from models import Listing, Organisation, Transition
from tests.builders import listing_record, profile_record, write_collection


def test_a_second_import_of_the_same_collection_changes_nothing(session: Session, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "c", profile_record("e-001"), profile_record("b-001"))
    import_collection(session, folder=folder, name="c")
    session.commit()
    before = session.scalars(select(Organisation.updated_at).order_by(Organisation.id)).all()

    report = import_collection(session, folder=folder, name="c")
    session.commit()

    assert report == ImportReport(added=0, changed=0, unchanged=2)
    assert session.scalars(select(Organisation.updated_at).order_by(Organisation.id)).all() == before
    assert session.scalar(select(func.count()).select_from(Transition)) == 2


def test_a_changed_line_brings_its_profile_up_to_date_and_leaves_the_others(session: Session, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "c", profile_record("e-001"), profile_record("e-002"))
    import_collection(session, folder=folder, name="c")
    changed = profile_record("e-001", offers=[listing_record("o2", title="Hats")], city="Lima")
    write_collection(folder, changed, profile_record("e-002"))

    report = import_collection(session, folder=folder, name="c")
    session.commit()

    assert report == ImportReport(added=0, changed=1, unchanged=1)
    first = session.scalars(select(Organisation).where(Organisation.ref == "e-001")).one()
    assert (first.city, [listing.title for listing in first.listings]) == ("Lima", ["Hats"])
    assert session.scalar(select(func.count()).select_from(Listing)) == 2


def test_an_offer_that_becomes_a_need_under_the_same_id_is_replaced(session: Session, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "c", profile_record("e-001", offers=[listing_record("x")]))
    import_collection(session, folder=folder, name="c")
    session.commit()
    write_collection(folder, profile_record("e-001", offers=[], needs=[listing_record("x", min_per_month=5)]))

    import_collection(session, folder=folder, name="c")
    session.commit()

    listing = session.scalars(select(Listing)).one()
    assert (listing.kind.value, listing.min_per_month) == ("need", 5)


def test_one_bad_line_keeps_the_whole_collection_out(session: Session, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "c", profile_record("e-001"), profile_record("e-002", economy="FR"))

    with pytest.raises(CollectionError) as caught:
        import_collection(session, folder=folder, name="c")
    session.commit()

    assert caught.value.problems == (
        "profiles.jsonl line 2: (e-002) an enterprise belongs to one of the four Parties, not to FR",
    )
    assert session.scalar(select(func.count()).select_from(Organisation)) == 0


def test_the_same_ref_in_two_collections_is_two_profiles(session: Session, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "c", profile_record("e-001"))
    import_collection(session, folder=folder, name="one")

    import_collection(session, folder=folder, name="two")
    session.commit()

    assert session.scalar(select(func.count()).select_from(Organisation)) == 2
