"""Agendas of business rounds: values in, checked agendas out. Solver libraries load only when a solve starts."""

from matchmaker.scheduler.objectives import Score
from matchmaker.scheduler.outcome import Method, Outcome, Progress, Status
from matchmaker.scheduler.problem import (
    Agenda,
    Delegate,
    Interpreter,
    Lock,
    Meeting,
    Participant,
    Precedence,
    Request,
    Room,
    Round,
    Session,
    Slot,
    Table,
    Wish,
    WishKind,
)
from matchmaker.scheduler.rules import Rule, Violation, check, check_move
from matchmaker.scheduler.solver import solve

__all__ = [
    "Agenda",
    "Delegate",
    "Interpreter",
    "Lock",
    "Meeting",
    "Method",
    "Outcome",
    "Participant",
    "Precedence",
    "Progress",
    "Request",
    "Room",
    "Round",
    "Rule",
    "Score",
    "Session",
    "Slot",
    "Status",
    "Table",
    "Violation",
    "Wish",
    "WishKind",
    "check",
    "check_move",
    "solve",
]
