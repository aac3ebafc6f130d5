"""The tables. Importing this package registers all of them on ``Base.metadata``."""

from models.account import AuthSession, LimitCounter, OneTimeToken, RecoveryCode, RoleGrant, TotpSecret, User
from models.audit import AuditEvent
from models.base import Base
from models.embedding import Embedding
from models.job import Job
from models.listing import Listing, Need, Offer
from models.mail import OutgoingMail
from models.mission import MatchList, MatchListEntry, Mission, Participation
from models.organisation import Organisation
from models.pairing import Pairing
from models.transition import Transition

__all__ = [
    "AuditEvent",
    "AuthSession",
    "Base",
    "Embedding",
    "Job",
    "LimitCounter",
    "Listing",
    "MatchList",
    "MatchListEntry",
    "Mission",
    "Need",
    "Offer",
    "OneTimeToken",
    "Organisation",
    "OutgoingMail",
    "Pairing",
    "Participation",
    "RecoveryCode",
    "RoleGrant",
    "TotpSecret",
    "Transition",
    "User",
]
