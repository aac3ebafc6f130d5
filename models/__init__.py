"""The tables. Importing this package registers all of them on ``Base.metadata``."""

from models.base import Base
from models.embedding import Embedding
from models.job import Job
from models.listing import Listing, Need, Offer
from models.mission import MatchList, MatchListEntry, Mission, Participation
from models.organisation import Organisation
from models.pairing import Pairing
from models.transition import Transition

__all__ = [
    "Base",
    "Embedding",
    "Job",
    "Listing",
    "MatchList",
    "MatchListEntry",
    "Mission",
    "Need",
    "Offer",
    "Organisation",
    "Pairing",
    "Participation",
    "Transition",
]
