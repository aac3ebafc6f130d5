"""Match lists: request a version for a mission, compute it, and keep it as a snapshot that never changes."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker import lifecycle
from matchmaker.errors import NotFoundError
from matchmaker.recommender.documents import Glosser
from matchmaker.recommender.explanations import notes_on
from matchmaker.recommender.profile import Listing, Profile
from matchmaker.recommender.recommendation import Evidence, Recommendation
from matchmaker.recommender.settings import RecommenderSettings
from matchmaker.services import jobs
from matchmaker.services.missions import find_mission
from matchmaker.services.transitions import record_transition
from models.enums import JobKind, MatchListStatus, PairingStatus, TransitionSubject
from models.mission import MatchList, MatchListEntry, Mission
from models.pairing import Pairing


def request(
    session: Session, *, slug: str, settings: RecommenderSettings, now: datetime, actor: str,
) -> MatchList:
    """The next version of a mission's match list, with the job that will compute it; flushes.

    While a version is waiting or being computed, asking again returns that one.
    """
    # Locking the mission's row makes two requests at the same moment take turns.
    mission = session.scalars(
        select(Mission).where(Mission.id == find_mission(session, slug).id).with_for_update()
    ).one()
    pending = session.scalar(
        select(MatchList)
        .where(
            MatchList.mission_id == mission.id,
            MatchList.status.in_((MatchListStatus.REQUESTED, MatchListStatus.COMPUTING)),
        )
        .order_by(MatchList.id).limit(1)
    )
    if pending is not None:
        _enqueue(session, pending, now=now)
        return pending
    latest = session.scalar(select(func.max(MatchList.version)).where(MatchList.mission_id == mission.id)) or 0
    match_list = MatchList(
        mission_id=mission.id, version=latest + 1, status=MatchListStatus.REQUESTED, settings=asdict(settings),
    )
    session.add(match_list)
    session.flush()
    _record(session, match_list, before=None, actor=actor)
    _enqueue(session, match_list, now=now)
    return match_list


def begin(session: Session, *, match_list_id: int, encoder_id: str) -> MatchList:
    """Mark a version as being computed; an attempt after a killed worker begins again. Flushes."""
    match_list = find_match_list(session, match_list_id)
    if match_list.status is MatchListStatus.COMPUTING:
        match_list.encoder_id = encoder_id
        return match_list
    _move(session, match_list, target=MatchListStatus.COMPUTING)
    match_list.encoder_id = encoder_id
    session.flush()
    return match_list


def complete(
    session: Session, *, match_list_id: int, recommendations: Sequence[Recommendation], profiles: Sequence[Profile],
    glosser: Glosser, now: datetime,
) -> None:
    """Store the entries of a version and mark it ready, all in one transaction; flushes.

    Pairs seen for the first time in this mission become pairings that are suggested.
    """
    match_list = find_match_list(session, match_list_id)
    by_id = {profile.id: profile for profile in profiles}
    listings = {listing.id: listing for profile in profiles for listing in profile.listings}
    pairings = _pairings(session, mission_id=match_list.mission_id, recommendations=recommendations)
    session.add_all(
        MatchListEntry(
            match_list_id=match_list.id, relation=one.relation, query_id=one.query_id,
            candidate_id=one.candidate_id, pairing_id=pairings[_ordered(one)], rank=one.rank, score=one.score,
            parts=one.parts, evidence=evidence_record(one, profiles=by_id, listings=listings, glosser=glosser),
        )
        for one in recommendations
    )
    match_list.completed_at = now
    _move(session, match_list, target=MatchListStatus.READY)
    session.flush()


def give_up(session: Session, *, match_list_id: int, reason: str) -> None:
    """Mark a version as failed, with the reason a person will read; flushes."""
    match_list = find_match_list(session, match_list_id)
    match_list.failure = reason
    _move(session, match_list, target=MatchListStatus.FAILED)
    session.flush()


def find_match_list(session: Session, match_list_id: int) -> MatchList:
    """The version with that id; raises NotFoundError."""
    match_list = session.get(MatchList, match_list_id)
    if match_list is None:
        raise NotFoundError(f"There is no match list {match_list_id}.")
    return match_list


def evidence_record(
    one: Recommendation, *, profiles: dict[int, Profile], listings: dict[int, Listing], glosser: Glosser,
) -> dict[str, Any]:
    """What an entry rests on, as it reads today: the two listings with their owners, in one or both directions."""

    def direction(evidence: Evidence) -> dict[str, Any]:
        giver = one.candidate_id if evidence.seeker_id == one.query_id else one.query_id
        return {
            "seeker": profiles[evidence.seeker_id].name,
            "giver": profiles[giver].name,
            "need": _quoted(listings[evidence.need_id], glosser),
            "offer": _quoted(listings[evidence.offer_id], glosser),
        }

    record: dict[str, Any] = {"main": direction(one.evidence)}
    if one.return_evidence is not None:
        record["return"] = direction(one.return_evidence)
    notes = notes_on(
        profiles[one.query_id], profiles[one.candidate_id], offer=listings[one.evidence.offer_id],
        need=listings[one.evidence.need_id],
    )
    return {**record, "notes": list(notes)}


def _quoted(listing: Listing, glosser: Glosser) -> dict[str, Any]:
    return {
        "id": listing.id, "ref": listing.ref, "title": listing.title, "lang": listing.lang,
        "keywords": glosser(listing.title, listing.lang),
    }


def _pairings(
    session: Session, *, mission_id: int, recommendations: Sequence[Recommendation],
) -> dict[tuple[int, int], int]:
    """The id of each pair's pairing, made where it is new."""
    known = {
        (first, second): id_
        for first, second, id_ in session.execute(
            select(Pairing.first_id, Pairing.second_id, Pairing.id).where(Pairing.mission_id == mission_id)
            .order_by(Pairing.id)
        )
    }
    fresh = sorted({_ordered(one) for one in recommendations} - known.keys())
    rows = [
        Pairing(mission_id=mission_id, first_id=first, second_id=second, status=PairingStatus.SUGGESTED)
        for first, second in fresh
    ]
    session.add_all(rows)
    session.flush()
    for row in rows:
        record_transition(
            session, subject=TransitionSubject.PAIRING, subject_id=row.id, before=None, after=row.status,
            actor="recommender",
        )
        known[row.first_id, row.second_id] = row.id
    return known


def _ordered(one: Recommendation) -> tuple[int, int]:
    return min(one.query_id, one.candidate_id), max(one.query_id, one.candidate_id)


def _enqueue(session: Session, match_list: MatchList, *, now: datetime) -> None:
    jobs.enqueue(
        session, kind=JobKind.COMPUTE_MATCH_LIST, dedupe_key=str(match_list.id), now=now,
        payload={"match_list_id": match_list.id},
    )


def _move(session: Session, match_list: MatchList, *, target: MatchListStatus) -> None:
    before = match_list.status
    lifecycle.check(lifecycle.MATCH_LIST, current=before, target=target)
    match_list.status = target
    _record(session, match_list, before=before, actor="recommender")


def _record(session: Session, match_list: MatchList, *, before: MatchListStatus | None, actor: str) -> None:
    record_transition(
        session, subject=TransitionSubject.MATCH_LIST, subject_id=match_list.id, before=before,
        after=match_list.status, actor=actor,
    )
