"""Roles: granted in a scope and for a time, gone at the next request when they end."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Blueprint, Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.errors import AccountError, NotFoundError
from matchmaker.extensions import db
from matchmaker.queries.identities import current_grants
from matchmaker.services import roles
from matchmaker.services.collections import import_collection
from matchmaker.services.roles import EVERYWHERE, Scope
from matchmaker.web.policies import access, hide_unless, public, role
from models import Organisation, RoleGrant
from models.base import utc_now
from models.enums import Membership, Party, Role
from tests.builders import profile_record, write_collection
from tests.fakes.clock import Clock
from tests.people import Visitor, make_member, make_staff, person


def organisation_in_address(arguments: Mapping[str, Any]) -> Scope:
    """The organisation of that number; a missing one raises NotFoundError."""
    with db.sessionmaker() as own:
        found = own.get(Organisation, arguments["number"])
    if found is None:
        raise NotFoundError("There is no such organisation.")
    return Scope(organisation_id=found.id)


@pytest.fixture
def houses(session: Session, tmp_path: Any) -> list[int]:
    """Ids of two enterprises."""
    import_collection(session, folder=write_collection(
        tmp_path / "c", profile_record("e-001"), profile_record("e-002")), name="c")
    session.commit()
    return list(session.scalars(select(Organisation.id).order_by(Organisation.id)))


@pytest.fixture
def rooms(app: Flask) -> None:
    """Routes as later rooms will have them: of an organisation, of administrators, and one that states nothing."""
    pages = Blueprint("rooms", __name__)
    members = role(Role.MEMBER, scope=organisation_in_address)

    @pages.get("/en/test/houses/<int:number>")
    @access(read=members)
    def house(number: int) -> str:
        return f"house {number}"

    @pages.route("/en/test/read-only", methods=["GET", "POST"])
    @access(read=public)
    def read_only() -> str:
        return "read"

    @pages.get("/en/test/admin")
    @access(read=role(Role.ADMINISTRATOR))
    def admin() -> str:
        return "admin"

    @pages.get("/en/test/papers/<int:number>")
    @access(read=public)
    def paper(number: int) -> str:
        hide_unless(number == 1)
        return "a paper"

    @pages.get("/en/test/unstated")
    def unstated() -> str:
        return "nobody said who may see this"

    app.register_blueprint(pages)


def test_another_organisations_page_is_byte_for_byte_a_missing_one(
    rooms: None, visitor: Visitor, session: Session, houses: list[int],
) -> None:
    make_member(session, person(session), houses[0])
    visitor.sign_in()
    visitor.get("/en/account/")  # the first page sets the cookie with the token of its form

    own, foreign, missing = (visitor.get(f"/en/test/houses/{number}") for number in (*houses, 999999))

    assert (own.status_code, own.text) == (200, f"house {houses[0]}")
    assert (foreign.status_code, foreign.data) == (404, missing.data)
    assert list(foreign.headers) == list(missing.headers)


def test_what_a_view_hides_is_byte_for_byte_missing(rooms: None, visitor: Visitor) -> None:
    visitor.get("/en/")

    shown, hidden, missing = (
        visitor.get(path) for path in ("/en/test/papers/1", "/en/test/papers/2", "/en/missions/none")
    )

    assert (shown.text, hidden.status_code, hidden.data) == ("a paper", 404, missing.data)
    assert list(hidden.headers) == list(missing.headers)


def test_leaving_an_organisation_ends_access_at_the_next_request(
    rooms: None, visitor: Visitor, session: Session, houses: list[int],
) -> None:
    user = person(session)
    make_member(session, user, houses[0])
    visitor.sign_in()
    before = visitor.get(f"/en/test/houses/{houses[0]}").status_code

    roles.leave_organisation(session, user_id=user.id, organisation_id=houses[0], actor="test", now=utc_now())
    session.commit()

    assert (before, visitor.get(f"/en/test/houses/{houses[0]}").status_code) == (200, 404)


def test_a_role_holds_from_its_first_to_its_last_moment(
    rooms: None, visitor: Visitor, session: Session, clock: Clock,
) -> None:
    user = person(session)
    roles.grant_role(
        session, user_id=user.id, role=Role.ADMINISTRATOR, scope=EVERYWHERE, actor="test", now=clock(),
        starts_at=clock() + timedelta(minutes=10), ends_at=clock() + timedelta(minutes=20),
    )
    session.commit()
    visitor.sign_in()

    answers = [visitor.get("/en/test/admin").status_code]
    for minutes in (10, 9, 1):
        clock.forward(minutes=minutes)
        answers.append(visitor.get("/en/test/admin").status_code)

    assert answers == [404, 200, 200, 404]


def test_ending_a_grant_takes_effect_at_the_next_request(rooms: None, visitor: Visitor, session: Session) -> None:
    grant_id = make_staff(session, person(session))
    visitor.sign_in()
    before = visitor.get("/en/test/admin").status_code

    roles.end_grant(session, grant_id=grant_id, actor="test", now=utc_now())
    session.commit()

    assert (before, visitor.get("/en/test/admin").status_code, visitor.is_in()) == (200, 404, True)


def test_who_is_not_signed_in_is_asked_to_and_who_lacks_the_role_sees_nothing(
    rooms: None, visitor: Visitor, session: Session,
) -> None:
    person(session)

    outside = visitor.get("/en/test/admin").status_code
    visitor.sign_in()
    inside = visitor.get("/en/test/admin").status_code

    assert (outside, inside) == (401, 404)


def test_a_route_that_states_nothing_lets_nobody_in(rooms: None, visitor: Visitor, session: Session) -> None:
    make_staff(session, person(session))
    visitor.sign_in()

    assert visitor.get("/en/test/unstated").status_code == 404


def test_reading_never_implies_writing(rooms: None, visitor: Visitor) -> None:
    read = visitor.get("/en/test/read-only").status_code

    written = visitor.send("/en/test/read-only", page="/en/sign-in").status_code

    assert (read, written) == (200, 404)


@pytest.mark.parametrize(
    ("kind", "scope", "membership"),
    [
        (Role.MEMBER, EVERYWHERE, Membership.OWNER), (Role.MISSION_OFFICER, Scope(party=Party.PERU), None),
        (Role.TECHNICAL_LIAISON, EVERYWHERE, None), (Role.FOCAL_POINT, EVERYWHERE, None),
        (Role.ADMINISTRATOR, Scope(party=Party.PERU), None), (Role.ADMINISTRATOR, EVERYWHERE, Membership.OWNER),
    ],
)
def test_a_role_is_given_only_in_a_scope_it_has(
    session: Session, kind: Role, scope: Scope, membership: Membership | None,
) -> None:
    user = person(session)

    with pytest.raises(AccountError):
        roles.grant_role(
            session, user_id=user.id, role=kind, scope=scope, membership=membership, actor="test", now=utc_now(),
        )
    assert session.scalar(select(func.count()).select_from(RoleGrant)) == 0


@pytest.mark.parametrize("scope", [EVERYWHERE, Scope(party=Party.PERU)])
def test_a_role_is_held_once_at_a_time(session: Session, scope: Scope) -> None:
    user = person(session)
    give = {"user_id": user.id, "role": Role.REPORTING_OFFICER, "scope": scope, "actor": "test", "now": utc_now()}
    first = roles.grant_role(session, **give)  # type: ignore[arg-type]

    with pytest.raises(AccountError, match="already"):
        roles.grant_role(session, **give)  # type: ignore[arg-type]
    roles.end_grant(session, grant_id=first.id, actor="test", now=utc_now())
    roles.grant_role(session, **give)  # type: ignore[arg-type]

    assert len(current_grants(session, user_id=user.id, now=utc_now())) == 1


def test_a_scope_reaches_its_own_and_no_other(session: Session) -> None:
    user = person(session)
    roles.grant_role(
        session, user_id=user.id, role=Role.FOCAL_POINT, scope=Scope(party=Party.PERU), actor="test",
        now=utc_now(),
    )

    (grant,) = current_grants(session, user_id=user.id, now=utc_now())

    reached = [grant.covers(party=party, mission_id=None, organisation_id=None) for party in Party]
    assert dict(zip(Party, reached, strict=True)) == {
        Party.CHILE: False, Party.COLOMBIA: False, Party.MEXICO: False, Party.PERU: True,
    }


def test_grants_go_with_their_organisation_and_their_person(session: Session, houses: list[int]) -> None:
    user = person(session)
    make_member(session, user, houses[0])
    make_staff(session, user)

    session.delete(session.get_one(Organisation, houses[0]))
    session.commit()
    left = session.scalars(select(RoleGrant.role)).all()
    session.delete(session.get_one(type(user), user.id))
    session.commit()

    assert (left, session.scalar(select(func.count()).select_from(RoleGrant))) == ([Role.ADMINISTRATOR], 0)


def test_the_table_itself_refuses_a_grant_that_ends_before_it_starts(session: Session) -> None:
    user = person(session)
    now = utc_now()
    session.add(RoleGrant(user_id=user.id, role=Role.ADMINISTRATOR, starts_at=now, ends_at=now - timedelta(days=1)))

    with pytest.raises(IntegrityError):
        session.flush()
