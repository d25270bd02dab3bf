"""Words on an idea, replies in a thread, remarks on a plan: visible at once, looked at afterwards.

A comment is as visible as its subject. Those on a plan are its people's own and do not come to the review
queue (`docs/decisions/plan-comments-are-not-moderated.md`).
"""

from services.comments.access import actions_for, fetch, may, may_flag
from services.comments.acts import LONGEST, add, flag, move
from services.comments.reading import CommentCard, of
from services.comments.subjects import Subject, speakers, subject_of

__all__ = [
    "LONGEST",
    "CommentCard",
    "Subject",
    "actions_for",
    "add",
    "fetch",
    "flag",
    "may",
    "may_flag",
    "move",
    "of",
    "speakers",
    "subject_of",
]
