"""Agendas of business rounds: values in, checked agendas out. Solver libraries load only when a solve starts."""

from matchmaker.scheduler.diagnosis import Diagnosis, Remedy, unmet_wishes, why_not
from matchmaker.scheduler.diff import Change, Diff, diff
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
from matchmaker.scheduler.repair import repair
from matchmaker.scheduler.rules import Rule, Violation, check, check_move
from matchmaker.scheduler.solver import solve
from matchmaker.scheduler.timezones import (
    Hours,
    LocalTime,
    Window,
    bearable_windows,
    clock_changes,
    common_windows,
    for_both,
    local,
    slots_at,
    unbearable,
)

__all__ = [
    "Agenda",
    "Change",
    "Delegate",
    "Diagnosis",
    "Diff",
    "Hours",
    "Interpreter",
    "LocalTime",
    "Lock",
    "Meeting",
    "Method",
    "Outcome",
    "Participant",
    "Precedence",
    "Progress",
    "Remedy",
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
    "Window",
    "Wish",
    "WishKind",
    "bearable_windows",
    "check",
    "check_move",
    "clock_changes",
    "common_windows",
    "diff",
    "for_both",
    "local",
    "repair",
    "slots_at",
    "solve",
    "unbearable",
    "unmet_wishes",
    "why_not",
]
