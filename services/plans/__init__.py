"""Plans: one shared part that the lead writes, and one part for each implementer."""

from services.plans.access import actions_for, fetch, may, open_in, parts_in, taking_part, theirs
from services.plans.acts import move, share, unshare
from services.plans.birth import begin, join_if_begun, of_idea, ready_to_begin
from services.plans.dates import bounds
from services.plans.fields import (
    LONGEST,
    SHARED,
    EarlierText,
    FieldConflict,
    FieldText,
    earlier,
    keep_theirs,
    save_field,
    set_aside,
    texts_of,
)
from services.plans.milestones import add_milestone, edit_milestone, reach_milestone, remove_milestone
from services.plans.reading import (
    HISTORY_LENGTH,
    NextStep,
    PartView,
    PlanCard,
    PlanView,
    history,
    opened,
    visible_to,
)
from services.plans.schedule import MilestoneRow, Schedule, TaskRow, schedule_of
from services.plans.tasks import LONGEST_TITLE, TaskWords, add_task, edit_task, move_task, remove_task

__all__ = [
    "HISTORY_LENGTH",
    "LONGEST",
    "LONGEST_TITLE",
    "SHARED",
    "EarlierText",
    "FieldConflict",
    "FieldText",
    "MilestoneRow",
    "NextStep",
    "PartView",
    "PlanCard",
    "PlanView",
    "Schedule",
    "TaskRow",
    "TaskWords",
    "actions_for",
    "add_milestone",
    "add_task",
    "begin",
    "bounds",
    "earlier",
    "edit_milestone",
    "edit_task",
    "fetch",
    "history",
    "join_if_begun",
    "keep_theirs",
    "may",
    "move",
    "move_task",
    "of_idea",
    "open_in",
    "opened",
    "parts_in",
    "reach_milestone",
    "ready_to_begin",
    "remove_milestone",
    "remove_task",
    "save_field",
    "schedule_of",
    "set_aside",
    "share",
    "taking_part",
    "texts_of",
    "theirs",
    "unshare",
    "visible_to",
]
