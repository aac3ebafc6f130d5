"""READ FIRST: which status may follow which, for every object that has one.

Each table maps a status to those that may follow it. Nothing else in the code decides this: use cases call
``check`` and then write a ``transition`` row.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from matchmaker.errors import TransitionError
from models.enums import AccountStatus as Account
from models.enums import JobStatus as Job
from models.enums import MatchListStatus as List
from models.enums import PairingStatus as Pair
from models.enums import ProfileStatus as Profile

S = TypeVar("S", bound=StrEnum)

#: What an entrepreneur writes, a liaison validates, and time lets expire.
PROFILE: Mapping[Profile, frozenset[Profile]] = {
    Profile.DRAFT: frozenset({Profile.SUBMITTED}),
    Profile.SUBMITTED: frozenset({Profile.RETURNED, Profile.PUBLISHED}),
    Profile.RETURNED: frozenset({Profile.SUBMITTED}),
    Profile.PUBLISHED: frozenset({Profile.DRAFT, Profile.EXPIRED}),
    Profile.EXPIRED: frozenset({Profile.DRAFT, Profile.PUBLISHED}),
}

#: A person's account: nobody acts through one before its address is confirmed.
ACCOUNT: Mapping[Account, frozenset[Account]] = {
    Account.UNCONFIRMED: frozenset({Account.ACTIVE, Account.DISABLED}),
    Account.ACTIVE: frozenset({Account.DISABLED}),
    Account.DISABLED: frozenset({Account.ACTIVE, Account.UNCONFIRMED}),
}

#: What the recommender suggests, two advisers endorse, and both sides accept. A rejection holds until an adviser
#: reopens it, a deferral until its date.
PAIRING: Mapping[Pair, frozenset[Pair]] = {
    Pair.SUGGESTED: frozenset({Pair.ENDORSED, Pair.REJECTED, Pair.RETURNED, Pair.DEFERRED}),
    Pair.RETURNED: frozenset({Pair.SUGGESTED, Pair.REJECTED}),
    Pair.DEFERRED: frozenset({Pair.SUGGESTED, Pair.REJECTED}),
    Pair.REJECTED: frozenset({Pair.SUGGESTED}),
    Pair.ENDORSED: frozenset({Pair.SUGGESTED, Pair.PROPOSED}),
    Pair.PROPOSED: frozenset({Pair.ACCEPTED, Pair.DECLINED}),
    Pair.ACCEPTED: frozenset({Pair.MET, Pair.DECLINED}),
    Pair.DECLINED: frozenset({Pair.SUGGESTED}),
    Pair.MET: frozenset({Pair.PARTNERSHIP}),
    Pair.PARTNERSHIP: frozenset(),
}

#: One version of a mission's match list. A version that failed or is ready never changes: a new one is made.
MATCH_LIST: Mapping[List, frozenset[List]] = {
    List.REQUESTED: frozenset({List.COMPUTING, List.FAILED}),
    List.COMPUTING: frozenset({List.READY, List.FAILED}),
    List.READY: frozenset(),
    List.FAILED: frozenset(),
}

#: Background work. A lease that ran out, or a failed attempt, sends a running job back to the queue; after the
#: last attempt it is dead until a person retries it.
JOB: Mapping[Job, frozenset[Job]] = {
    Job.QUEUED: frozenset({Job.RUNNING}),
    Job.RUNNING: frozenset({Job.QUEUED, Job.DONE, Job.DEAD}),
    Job.DEAD: frozenset({Job.QUEUED}),
    Job.DONE: frozenset(),
}


def check(table: Mapping[S, frozenset[S]], *, current: S, target: S) -> None:
    """Raise TransitionError unless ``target`` may follow ``current`` in ``table``."""
    if target not in table[current]:
        raise TransitionError(f"This cannot become “{target}”, because it is “{current}”.")
