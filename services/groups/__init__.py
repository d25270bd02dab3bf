"""Peer development groups: founded, judged, joined, hosted. Their discussions are `services.threads`."""

from services.groups.access import (
    Joining,
    actions_for,
    fetch,
    may,
    may_found,
    may_judge,
    may_step,
    oversees,
    runs,
    takes_part,
    visible,
)
from services.groups.acts import edit, found, move
from services.groups.members import (
    accept,
    decline,
    give_role,
    invite,
    join,
    leave,
    people_in,
    remove,
)
from services.groups.people import (
    MemberCard,
    associations_of,
    invitable,
    members_of,
    waiting_in,
)
from services.groups.reading import GroupCard, GroupView, history, view, visible_to

__all__ = [
    "GroupCard",
    "GroupView",
    "Joining",
    "MemberCard",
    "accept",
    "actions_for",
    "associations_of",
    "decline",
    "edit",
    "fetch",
    "found",
    "give_role",
    "history",
    "invitable",
    "invite",
    "join",
    "leave",
    "may",
    "may_found",
    "may_judge",
    "may_step",
    "members_of",
    "move",
    "oversees",
    "people_in",
    "remove",
    "runs",
    "takes_part",
    "view",
    "visible",
    "visible_to",
    "waiting_in",
]
