"""What the recommender knows of an organisation: plain, immutable values."""

from dataclasses import dataclass

from models.enums import Authorship, Consent, Domain, ListingKind, OrganisationKind


@dataclass(frozen=True, slots=True)
class Listing:
    """An offer or a need. ``id`` is unique within a run; ``ref`` within its profile."""

    id: int
    ref: str
    kind: ListingKind
    title: str
    text: str
    lang: str
    refuses: tuple[str, ...] = ()
    territories_excluded: frozenset[str] = frozenset()
    capacity_per_month: int | None = None
    min_per_month: int | None = None
    pooling_accepted: bool | None = None
    authorship: Authorship | None = None
    consent: Consent | None = None
    licences_heritage: bool = False

    @property
    def document(self) -> str:
        """Title and text as one, the way a reader takes them in."""
        return f"{self.title}. {self.text}"


@dataclass(frozen=True, slots=True)
class Profile:
    """An enterprise or a buyer with its listings. ``id`` is unique within a run."""

    id: int
    ref: str
    kind: OrganisationKind
    name: str
    economy: str
    languages: tuple[str, ...]
    summary: str
    summary_lang: str
    domains: frozenset[Domain] = frozenset()
    verified: bool = True
    target_economies: frozenset[str] = frozenset()
    export_readiness: int | None = None
    offers: tuple[Listing, ...] = ()
    needs: tuple[Listing, ...] = ()

    @property
    def listings(self) -> tuple[Listing, ...]:
        """Offers, then needs, in the owner's order."""
        return self.offers + self.needs
