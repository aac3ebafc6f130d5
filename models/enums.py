"""Every closed vocabulary and status of the service; standard library only."""

from enum import StrEnum


class Party(StrEnum):
    """The four Parties of the Pacific Alliance, by ISO 3166-1 alpha-2 code."""

    CHILE = "CL"
    COLOMBIA = "CO"
    MEXICO = "MX"
    PERU = "PE"


class OrganisationKind(StrEnum):
    """Which side of a trade an organisation stands on."""

    ENTERPRISE = "enterprise"
    BUYER = "buyer"


class ListingKind(StrEnum):
    """What a listing says: what an organisation brings, or what it seeks."""

    OFFER = "offer"
    NEED = "need"


class Domain(StrEnum):
    """Cultural domains of the interchange format."""

    AUDIOVISUAL = "audiovisual"
    MUSIC = "music"
    PERFORMING_ARTS = "performing_arts"
    PUBLISHING = "publishing"
    VISUAL_ARTS = "visual_arts"
    CRAFTS = "crafts"
    DESIGN = "design"
    MEDIA_ARTS = "media_arts"
    HERITAGE = "heritage"
    GASTRONOMY = "gastronomy"
    ARCHITECTURE_ADVERTISING = "architecture_advertising"
    CROSS_CUTTING = "cross_cutting"


class Authorship(StrEnum):
    """Whose creation an offer is."""

    INDIVIDUAL = "individual"
    COMPANY = "company"
    COLLECTIVE = "collective"
    COMMUNITY = "community"


class Consent(StrEnum):
    """State of a community's consent to an offer that rests on its heritage."""

    NOT_NEEDED = "not_needed"
    PENDING = "pending"
    GRANTED = "granted"
    REVOKED = "revoked"


class Relation(StrEnum):
    """Who asks, and among whom it looks.

    ``BUYER``: a buyer among enterprises. ``MARKET``: an enterprise among buyers. ``PARTNER``: an
    enterprise among enterprises of the other Parties.
    """

    BUYER = "buyer"
    MARKET = "market"
    PARTNER = "partner"


class MissionFormat(StrEnum):
    """How a mission's meetings are held."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    MIXED = "mixed"


class ProfileStatus(StrEnum):
    """Life of a profile; see ``matchmaker.lifecycle``."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    EXPIRED = "expired"


class PairingStatus(StrEnum):
    """Life of a recommended pair; see ``matchmaker.lifecycle``."""

    SUGGESTED = "suggested"
    ENDORSED = "endorsed"
    REJECTED = "rejected"
    RETURNED = "returned"
    DEFERRED = "deferred"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    MET = "met"
    PARTNERSHIP = "partnership"


class MatchListStatus(StrEnum):
    """Life of one version of a mission's match list."""

    REQUESTED = "requested"
    COMPUTING = "computing"
    READY = "ready"
    FAILED = "failed"


class JobStatus(StrEnum):
    """Life of a piece of background work."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class JobKind(StrEnum):
    """The kinds of background work there are."""

    EMBED_LISTINGS = "embed_listings"
    COMPUTE_MATCH_LIST = "compute_match_list"


class TransitionSubject(StrEnum):
    """What a row of the transition log is about."""

    PROFILE = "profile"
    PAIRING = "pairing"
    MATCH_LIST = "match_list"
    JOB = "job"
