"""Importing a collection: all of it or nothing, and a second time without any change."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matchmaker.errors import CollectionError
from matchmaker.services.collection_files import ListingRecord, ProfileRecord, read_profiles
from matchmaker.services.transitions import record_transition
from models.enums import ListingKind, ProfileStatus, TransitionSubject
from models.listing import Listing, Need, Offer
from models.organisation import Organisation

MAX_NAME = 64


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many profiles were new, changed and left as they were."""

    added: int
    changed: int
    unchanged: int


def import_collection(session: Session, *, folder: Path, name: str) -> ImportReport:
    """Bring the profiles of ``folder`` in under the collection ``name``; flushes.

    A profile that exists is brought up to the file; one the file no longer names is left alone. Raises
    CollectionError, before anything is written, when a line is bad.
    """
    check_name(name)
    records = read_profiles(folder)
    known = {
        organisation.ref: organisation
        for organisation in session.scalars(
            select(Organisation).where(Organisation.collection == name).options(selectinload(Organisation.listings))
            .order_by(Organisation.id)
        )
    }
    added = [_add(session, record, name=name) for record in records if record.ref not in known]
    changed = [record for record in records if record.ref in known and _bring_up_to(session, known[record.ref], record)]
    session.flush()
    for organisation in added:
        record_transition(
            session, subject=TransitionSubject.PROFILE, subject_id=organisation.id, before=None,
            after=organisation.status, actor="import", reason=f"collection {name}",
        )
    session.flush()
    return ImportReport(added=len(added), changed=len(changed), unchanged=len(records) - len(added) - len(changed))


def check_name(name: str) -> None:
    """Raise CollectionError unless the name can be stored and shown."""
    if not name.strip() or len(name) > MAX_NAME or not name.isprintable():
        raise CollectionError(
            f"A collection's name has 1 to {MAX_NAME} printable characters. Give one: --name spring."
        )


def _add(session: Session, record: ProfileRecord, *, name: str) -> Organisation:
    organisation = Organisation(
        collection=name, ref=record.ref, kind=record.kind, status=ProfileStatus.PUBLISHED, **_organisation(record),
    )
    organisation.listings = _new_listings(record)
    session.add(organisation)
    return organisation


def _bring_up_to(session: Session, organisation: Organisation, record: ProfileRecord) -> bool:
    """Make the rows say what the record says; True where anything differed."""
    changed = _assign(organisation, {"kind": record.kind, **_organisation(record)})
    wanted = {listing.ref: listing for listing in _new_listings(record)}
    kept: list[Listing] = []
    for listing in organisation.listings:
        new = wanted.get(listing.ref)
        # An offer never turns into a need in place: the fields of the two differ.
        if new is not None and new.kind is listing.kind:
            changed |= _assign(listing, {column: getattr(new, column) for column in _LISTING_COLUMNS})
            kept.append(listing)
            del wanted[listing.ref]
    if wanted or len(kept) != len(organisation.listings):
        changed = True
        organisation.listings = kept
        # What goes must be gone before what comes: a need may take over the id of an offer.
        session.flush()
        organisation.listings = sorted([*kept, *wanted.values()], key=lambda listing: listing.position)
    return changed


_LISTING_COLUMNS = (
    "position", "title", "text", "lang", "concepts", "refuses", "territories_excluded", "capacity_per_month",
    "min_per_month", "authorship", "consent", "licences_heritage",
)


def _assign(row: Organisation | Listing, values: dict[str, object]) -> bool:
    differing = {column: value for column, value in values.items() if getattr(row, column) != value}
    for column, value in differing.items():
        setattr(row, column, value)
    return bool(differing)


def _organisation(record: ProfileRecord) -> dict[str, object]:
    return {
        "name": record.name, "economy": record.economy, "city": record.city, "languages": tuple(record.languages),
        "summary": record.summary, "summary_lang": record.summary_lang,
        "domains": tuple(domain.value for domain in record.domains), "founded": record.founded,
        "people": record.people, "export_readiness": record.export_readiness, "verified": record.verified,
        "target_economies": tuple(record.target_economies),
    }


def _new_listings(record: ProfileRecord) -> list[Listing]:
    offers: list[Listing] = [
        Offer(kind=ListingKind.OFFER, capacity_per_month=offer.capacity_per_month, min_per_month=None,
              authorship=offer.authorship, consent=offer.consent, licences_heritage=offer.licences_heritage,
              **_listing(offer, position=position))
        for position, offer in enumerate(record.offers)
    ]
    needs: list[Listing] = [
        Need(kind=ListingKind.NEED, capacity_per_month=None, min_per_month=need.min_per_month, authorship=None,
             consent=None, licences_heritage=False, **_listing(need, position=len(offers) + position))
        for position, need in enumerate(record.needs)
    ]
    return offers + needs


def _listing(record: ListingRecord, *, position: int) -> dict[str, object]:
    return {
        "ref": record.id, "position": position, "title": record.title, "text": record.text, "lang": record.lang,
        "concepts": tuple(record.concepts), "refuses": tuple(record.refuses),
        "territories_excluded": tuple(record.territories_excluded),
    }
