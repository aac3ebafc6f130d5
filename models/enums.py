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
    SEND_MAIL = "send_mail"


class TransitionSubject(StrEnum):
    """What a row of the transition log is about."""

    PROFILE = "profile"
    PAIRING = "pairing"
    MATCH_LIST = "match_list"
    JOB = "job"
    ACCOUNT = "account"


class AccountStatus(StrEnum):
    """Life of an account; see ``matchmaker.lifecycle``."""

    UNCONFIRMED = "unconfirmed"
    ACTIVE = "active"
    DISABLED = "disabled"


class Role(StrEnum):
    """What a person may be, each within a scope: an organisation, a mission, a Party or the whole service.

    The two liaisons are the advisers: the technical one looks at product and capacity, the institutional one at
    eligibility and balance.
    """

    MEMBER = "member"
    MISSION_OFFICER = "mission_officer"
    TECHNICAL_LIAISON = "technical_liaison"
    INSTITUTIONAL_LIAISON = "institutional_liaison"
    FOCAL_POINT = "focal_point"
    REPORTING_OFFICER = "reporting_officer"
    ADMINISTRATOR = "administrator"


#: Roles that see or decide about others: they need a second factor, and their sessions are short.
STAFF_ROLES = frozenset(Role) - {Role.MEMBER}


class Membership(StrEnum):
    """What a member may do in an organisation."""

    OWNER = "owner"
    EDITOR = "editor"
    DELEGATE = "delegate"


class TokenPurpose(StrEnum):
    """What a one-time token is good for."""

    CONFIRM_ADDRESS = "confirm_address"
    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    RESET_PASSWORD = "reset_password"  # noqa: S105 -- a purpose, not a password
    CHANGE_ADDRESS = "change_address"
    SECOND_FACTOR = "second_factor"


class SessionEnd(StrEnum):
    """Why a session ended before its time."""

    SIGNED_OUT = "signed_out"
    REVOKED = "revoked"
    CREDENTIALS_CHANGED = "credentials_changed"
    DISABLED = "disabled"


class MailTemplate(StrEnum):
    """The mails there are."""

    CONFIRM_ADDRESS = "confirm_address"
    ALREADY_REGISTERED = "already_registered"
    SIGN_IN_LINK = "sign_in_link"
    RESET_PASSWORD = "reset_password"  # noqa: S105 -- a template, not a password
    CHANGE_ADDRESS = "change_address"
    ADDRESS_CHANGED = "address_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- as above
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    RECOVERY_CODE_USED = "recovery_code_used"


class AuditKind(StrEnum):
    """What an audit row says has happened to an account."""

    SIGNED_UP = "signed_up"
    SIGN_UP_REPEATED = "sign_up_repeated"
    CREATED_BY_OPERATOR = "created_by_operator"
    ADDRESS_CONFIRMED = "address_confirmed"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_LINK_ASKED = "sign_in_link_asked"
    INVITED = "invited"
    REAUTHENTICATED = "reauthenticated"
    SIGNED_OUT = "signed_out"
    SESSION_REVOKED = "session_revoked"
    SESSIONS_ENDED = "sessions_ended"
    RESET_ASKED = "reset_asked"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- an event, not a password
    PASSWORD_REHASHED = "password_rehashed"  # noqa: S105 -- as above
    ADDRESS_CHANGE_ASKED = "address_change_asked"
    ADDRESS_CHANGED = "address_changed"
    SECOND_FACTOR_STARTED = "second_factor_started"
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    SECOND_FACTOR_FAILED = "second_factor_failed"
    RECOVERY_CODE_USED = "recovery_code_used"
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed"
    ROLE_GRANTED = "role_granted"
    ROLE_ENDED = "role_ended"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
