"""Project ideas: written as drafts, reviewed, read, endorsed and revised."""

from services.ideas.access import actions_for, fetch, may, may_edit, may_revise, revision_actions_for, visible
from services.ideas.cards import IdeaCard, visible_to
from services.ideas.content import FIELDS, Content, Need, being_written, missing
from services.ideas.detail import IdeaDetail, NeedRow, detail, needs_of
from services.ideas.drafts import (
    EditedMeanwhile,
    Incomplete,
    Saved,
    create,
    editable,
    save,
    submit,
    submit_revision,
)
from services.ideas.endorsements import endorse, unendorse
from services.ideas.form import Draft, form_of, groups_for, writable_associations
from services.ideas.leaving import empty_drafts
from services.ideas.partner_calls import call_ended, end_due, remind_due, renew_call
from services.ideas.reopening import reopen_revision
from services.ideas.steps import (
    accept_revision,
    discard_revision,
    flag,
    move,
    return_revision,
    take_back,
    take_back_revision,
    withdraw,
)
from services.ideas.versions import (
    Change,
    VersionCard,
    changes,
    difference,
    versions,
    waiting_difference,
)

__all__ = [
    "FIELDS",
    "Change",
    "Content",
    "Draft",
    "EditedMeanwhile",
    "IdeaCard",
    "IdeaDetail",
    "Incomplete",
    "Need",
    "NeedRow",
    "Saved",
    "VersionCard",
    "accept_revision",
    "actions_for",
    "being_written",
    "call_ended",
    "changes",
    "create",
    "detail",
    "difference",
    "discard_revision",
    "editable",
    "empty_drafts",
    "end_due",
    "endorse",
    "fetch",
    "flag",
    "form_of",
    "groups_for",
    "may",
    "may_edit",
    "may_revise",
    "missing",
    "move",
    "needs_of",
    "remind_due",
    "renew_call",
    "reopen_revision",
    "return_revision",
    "revision_actions_for",
    "save",
    "submit",
    "submit_revision",
    "take_back",
    "take_back_revision",
    "unendorse",
    "versions",
    "visible",
    "visible_to",
    "waiting_difference",
    "withdraw",
    "writable_associations",
]
