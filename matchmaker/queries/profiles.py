"""Profiles as the recommender's values, and counts for pages."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from matchmaker.recommender.profile import Listing as ListingValue
from matchmaker.recommender.profile import Profile
from models.enums import Domain, ListingKind, OrganisationKind, ProfileStatus
from models.listing import Listing
from models.mission import Participation
from models.organisation import Organisation


def published_profiles(session: Session, *, collection: str | None = None) -> list[Profile]:
    """Every published profile (of one collection), in order of id."""
    statement = select(Organisation).where(Organisation.status == ProfileStatus.PUBLISHED)
    if collection is not None:
        statement = statement.where(Organisation.collection == collection)
    return _values(session.scalars(statement.options(selectinload(Organisation.listings)).order_by(Organisation.id)))


def participating_profiles(session: Session, *, mission_id: int) -> list[Profile]:
    """The published profiles of a mission's participants, in order of id."""
    statement = (
        select(Organisation)
        .join(Participation, Participation.organisation_id == Organisation.id)
        .where(Participation.mission_id == mission_id, Organisation.status == ProfileStatus.PUBLISHED)
        .options(selectinload(Organisation.listings))
        .order_by(Organisation.id)
    )
    return _values(session.scalars(statement))


def count_organisations(session: Session, *, collection: str) -> dict[OrganisationKind, int]:
    """How many enterprises and buyers a collection has."""
    rows = session.execute(
        select(Organisation.kind, func.count()).where(Organisation.collection == collection)
        .group_by(Organisation.kind).order_by(Organisation.kind)
    )
    return {kind: int(count) for kind, count in rows}


def _values(organisations: Iterable[Organisation]) -> list[Profile]:
    return [profile_value(organisation) for organisation in organisations]


def profile_value(organisation: Organisation) -> Profile:
    """The recommender's view of one row; its listings must be loaded."""
    return Profile(
        id=organisation.id,
        ref=organisation.ref,
        kind=organisation.kind,
        name=organisation.name,
        economy=organisation.economy,
        languages=organisation.languages,
        summary=organisation.summary,
        summary_lang=organisation.summary_lang,
        domains=frozenset(Domain(domain) for domain in organisation.domains),
        verified=organisation.verified,
        target_economies=frozenset(organisation.target_economies),
        export_readiness=organisation.export_readiness,
        offers=_listings(organisation.listings, kind=ListingKind.OFFER),
        needs=_listings(organisation.listings, kind=ListingKind.NEED),
    )


def _listings(rows: Sequence[Listing], *, kind: ListingKind) -> tuple[ListingValue, ...]:
    return tuple(
        ListingValue(
            id=row.id,
            ref=row.ref,
            kind=row.kind,
            title=row.title,
            text=row.text,
            lang=row.lang,
            refuses=row.refuses,
            territories_excluded=frozenset(row.territories_excluded),
            capacity_per_month=row.capacity_per_month,
            min_per_month=row.min_per_month,
            pooling_accepted=row.pooling_accepted,
            authorship=row.authorship,
            consent=row.consent,
            licences_heritage=row.licences_heritage,
        )
        for row in rows
        if row.kind is kind
    )
