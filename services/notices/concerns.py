"""Which kind of event each notice is, and the way that it usually goes."""

from models import Channel, Concern

# The key of a notice, or how it begins.
_ANSWER = (
    "action_point",
    "association_claimed",
    "association_requested",
    "association_invited",
    "change_to_apply",
    "decision_opened",
    "decision_remind",
    "decision_tie",
    "group_invited",
    "group_requested",
    "introduction_come_back",
    "introduction_propose",
    "introduction_remind",
    "joining_propose",
    "partner_call_remind",
    "partner_request_ask",
    "partner_request_invitation",
    "partner_request_offer",
    "partner_request_remind",
    "partner_request_reply",
    "plan_asked",
    "plan_confirm_late",
    "plan_confirm_remind",
    "plan_deadline",
    "plan_task_assigned",
    "plan_touched",
    "results_offered",
)
_MINE = (
    "association_invite_",
    "association_role_given",
    "file_removed",
    "group_made_host",
    "plan_you_wait",
)
_MEETING = ("event_", "meeting_", "minutes_", "seat_")
_TALK = ("comment_", "file_added", "plan_remark", "thread_")
_NEWS = ("idea_endorsed", "joined_endorsed", "partner_pinned", "saved_search_found")
# Whose receivers get a letter of its own kind elsewhere: an invitation, a saved search, a seat like a ticket.
_ELSEWHERE = ("association_invited", "event_", "saved_search_found", "seat_")
# What everybody may know who follows an event; the rest is between its holder and one seat.
_OF_AN_EVENT = ("event_cancelled", "event_moved")
_TABLE = (
    (Concern.ANSWER, _ANSWER),
    (Concern.MINE, _MINE),
    (Concern.MEETING, _MEETING),
    (Concern.TALK, _TALK),
    (Concern.NEWS, _NEWS),
    (Concern.LETTER, ("bulletin",)),
)

CHANNELS = tuple(Channel)
# The digest is the usual way; what waits for the person or is their own goes at once.
USUAL = {
    Concern.ANSWER: Channel.AT_ONCE,
    Concern.MINE: Channel.AT_ONCE,
    Concern.MEETING: Channel.AT_ONCE,
    Concern.WORK: Channel.DIGEST,
    Concern.TALK: Channel.DIGEST,
    Concern.NEWS: Channel.DIGEST,
    Concern.LETTER: Channel.AT_ONCE,
}
# What somebody else does at a thing is heard by who follows it, and not by who has muted it. What waits for the
# person, and what becomes of their own, depends on neither.
_OF_THE_THING = (Concern.WORK, Concern.TALK, Concern.NEWS)


def concern_of(key: str, *, weighty: bool) -> Concern:
    """The kind of event; of what stands in no table, the weighty is one's own and the rest is common work."""
    for concern, beginnings in _TABLE:
        if key.startswith(beginnings):
            return concern
    return Concern.MINE if weighty else Concern.WORK


def follows(key: str, concern: Concern) -> bool:
    """Whether who follows the thing hears of it."""
    return concern in _OF_THE_THING or key.startswith(_OF_AN_EVENT)


def muted(concern: Concern) -> bool:
    """Whether who has muted the thing does not hear of it."""
    return concern in _OF_THE_THING


def lettered_elsewhere(key: str) -> bool:
    return key.startswith(_ELSEWHERE)
