"""The desk in use: flags that hid a comment, an appeal, a note between the facilitators, a trusted association."""

from sqlmodel import col, select

from models import Comment, CommentState, FlagReason, Idea, IdeaState, Kind
from services import associations, moderation, reviews
from services.demo.stage import Stage

NOTE = "Soitin yhdistykseen: he täydentävät idean ensi viikolla."
APPEAL = (
    "Idea koskee nimenomaan tätä hakua. Se lukee hakuilmoituksen toisessa kohdassa, jonka liitämme mukaan."
)
FLAG = "Tämä on saman yrityksen mainos kuin eilen."
# The association whose words need no look beforehand, and those whose people flag.
TRUSTED, READERS = "A06", ("A10", "A11", "A12")


def sit_down(stage: Stage) -> None:
    with stage.days_ago(20):
        associations.trust(stage.session, stage.actor("kaisa"), stage.associations[TRUSTED])
    _appeal(stage)
    _flag(stage)


def _appeal(stage: Stage) -> None:
    """The author of a rejected idea asks the other facilitator."""
    rejected = select(Idea).where(Idea.state == IdeaState.REJECTED).order_by(col(Idea.id))
    idea = stage.session.exec(rejected).first()
    item = idea and reviews.item_of(stage.session, Kind.IDEA, idea.id)
    if not idea or not item:
        return
    home = next(key for key, value in stage.associations.items() if value == idea.association_id)
    with stage.days_ago(0.2):
        moderation.appeal(stage.session, stage.actor(home), item.id, APPEAL)
        moderation.add_note(stage.session, stage.actor("kaisa"), item.id, NOTE)


def _flag(stage: Stage) -> None:
    """Three readers of three associations hide the newest comment on an idea until somebody has looked."""
    newest = (
        select(Comment)
        .where(Comment.subject_kind == Kind.IDEA, Comment.state == CommentState.VISIBLE)
        .order_by(col(Comment.id).desc())
    )
    comment = stage.session.exec(newest).first()
    if not comment:
        return
    own = (comment.association_id, comment.author_id)
    with stage.days_ago(0.1):
        for key in READERS:
            reader = stage.actor(key)
            if stage.associations[key] not in own and reader.person_id not in own:
                moderation.flag(stage.session, reader, Kind.COMMENT, comment.id, FlagReason.SPAM, FLAG)
