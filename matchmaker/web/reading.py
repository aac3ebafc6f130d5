"""The session of a page that only reads: it takes no write lock on SQLite."""

from matchmaker.extensions import Session, db


def reading_session() -> Session:
    """The request's session, in a transaction that cannot write."""
    session = db.session
    session.connection(execution_options={"sqlite_readonly": True})
    return session
