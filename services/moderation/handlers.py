"""How each content type meets the one queue: what a decision means there, and how it is undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from models import (
    ARTICLE_LIFECYCLE,
    ASSOCIATION_LIFECYCLE,
    ATTACHMENT_LIFECYCLE,
    COMMENT_LIFECYCLE,
    GROUP_LIFECYCLE,
    IDEA_LIFECYCLE,
    RESULTS_LIFECYCLE,
    STORY_LIFECYCLE,
    THREAD_LIFECYCLE,
    VISIBILITY_LIFECYCLE,
    Article,
    ArticleAction,
    ArticleState,
    Association,
    AssociationAction,
    AssociationState,
    Attachment,
    AttachmentAction,
    AttachmentState,
    Comment,
    CommentAction,
    CommentState,
    Decision,
    Group,
    GroupAction,
    GroupState,
    Idea,
    IdeaAction,
    IdeaState,
    JournalEntry,
    Kind,
    Lifecycle,
    Meeting,
    ProjectResults,
    Proposal,
    ResultsAction,
    ResultsState,
    RevisionState,
    Story,
    StoryAction,
    StoryState,
    Thread,
    ThreadAction,
    ThreadState,
    Visibility,
    VisibilityAction,
    WrongState,
)
from services import (
    articles,
    associations,
    comments,
    decisions,
    files,
    groups,
    ideas,
    journal,
    meetings,
    results,
    stories,
    threads,
)
from services.actors import Actor
from services.moderation import preview
from services.moderation.preview import Line

# What `ReviewItem.thing_before` says when the decision was about edits and not about the thing.
REVISION = "revision"


@dataclass(frozen=True)
class Revision:
    """Edits of what is public already are accepted or sent back; the thing itself stays as it is."""

    waits: Callable[[Any], bool]
    decisions: Mapping[Decision, Callable[..., Any]]
    reopen: Callable[[Session, Actor, int], Any]


@dataclass(frozen=True)
class Handler:
    """One content type. `decisions` and `undoing` are steps of its own lifecycle."""

    kind: Kind
    model: type[Any]
    lifecycle: Lifecycle[Any, Any]
    # The state that readers see it in: publishing there means "nothing wrong with it".
    public: StrEnum
    decisions: Mapping[Decision, Any]
    undoing: tuple[Any, ...]
    fetch: Callable[[Session, Actor, int], Any]
    may: Callable[[Actor, Any, Any], bool]
    move: Callable[..., Any]
    lines: Callable[[Session, Actor, Any], list[Line]]
    # A reader's "please look": the noun knows who may see the thing and whose it is.
    flag: Callable[..., None]
    revision: Revision | None = None

    def changing(self, actor: Actor, thing: Any) -> list[Decision]:
        """The decisions that change something now and are this person's to take."""
        of_edits = [decision for decision in Decision if self._of_edits(thing, decision)]
        return of_edits + [
            decision
            for decision, action in self.decisions.items()
            if action in self.lifecycle.actions(thing.state) and self.may(actor, action, thing)
        ]

    def confirming(self, thing: Any) -> list[Decision]:
        """The decisions that leave the thing as it is: fine as it stands, or better hidden as before."""
        if thing.state == self.public:
            return [] if self.revision and self.revision.waits(thing) else [Decision.PUBLISH]
        restored = self.lifecycle.steps.get((thing.state, self.decisions[Decision.RESTORE]))
        return [Decision.HIDE] if restored == self.public else []

    def before(self, thing: Any, decision: Decision) -> str:
        return REVISION if self._of_edits(thing, decision) else str(thing.state)

    def act(self, session: Session, actor: Actor, thing: Any, decision: Decision, why: str) -> JournalEntry:
        if self.revision and self._of_edits(thing, decision):
            self.revision.decisions[decision](session, actor, thing.id, why=why)
        else:
            self.move(session, actor, thing.id, self.decisions[decision], why=why)
        return journal.newest(session, self.kind, thing.id)

    def undo(self, session: Session, actor: Actor, thing: Any, before: str) -> JournalEntry:
        if self.revision and before == REVISION:
            self.revision.reopen(session, actor, thing.id)
        else:
            self.move(session, actor, thing.id, self._step_back(thing.state, before))
        return journal.newest(session, self.kind, thing.id)

    def _of_edits(self, thing: Any, decision: Decision) -> bool:
        return bool(self.revision and decision in self.revision.decisions and self.revision.waits(thing))

    def _step_back(self, now: StrEnum, before: str) -> Any:
        for action in self.undoing:
            if self.lifecycle.steps.get((now, action)) == before:
                return action
        raise WrongState("undo_gone")


HANDLERS: dict[Kind, Handler] = {
    Kind.ASSOCIATION: Handler(
        kind=Kind.ASSOCIATION,
        model=Association,
        lifecycle=ASSOCIATION_LIFECYCLE,
        public=AssociationState.VERIFIED,
        decisions={
            Decision.PUBLISH: AssociationAction.VERIFY,
            Decision.REJECT: AssociationAction.DECLINE,
            Decision.HIDE: AssociationAction.ARCHIVE,
            Decision.RESTORE: AssociationAction.RESTORE,
        },
        undoing=(AssociationAction.REOPEN, AssociationAction.RESTORE, AssociationAction.ARCHIVE),
        fetch=associations.fetch,
        may=associations.may,
        move=associations.move,
        lines=preview.association_lines,
        flag=associations.flag,
    ),
    Kind.GROUP: Handler(
        kind=Kind.GROUP,
        model=Group,
        lifecycle=GROUP_LIFECYCLE,
        public=GroupState.ACTIVE,
        decisions={
            Decision.PUBLISH: GroupAction.PUBLISH,
            Decision.RETURN: GroupAction.RETURN,
            Decision.REJECT: GroupAction.REJECT,
            Decision.HIDE: GroupAction.HIDE,
            Decision.RESTORE: GroupAction.RESTORE,
        },
        undoing=(GroupAction.REOPEN, GroupAction.RESTORE, GroupAction.HIDE),
        fetch=groups.fetch,
        may=groups.may,
        move=groups.move,
        lines=preview.group_lines,
        flag=groups.flag,
    ),
    Kind.IDEA: Handler(
        kind=Kind.IDEA,
        model=Idea,
        lifecycle=IDEA_LIFECYCLE,
        public=IdeaState.PUBLISHED,
        decisions={
            Decision.PUBLISH: IdeaAction.PUBLISH,
            Decision.RETURN: IdeaAction.RETURN,
            Decision.REJECT: IdeaAction.REJECT,
            Decision.HIDE: IdeaAction.HIDE,
            Decision.RESTORE: IdeaAction.RESTORE,
        },
        undoing=(IdeaAction.REOPEN, IdeaAction.RESTORE, IdeaAction.HIDE),
        fetch=ideas.fetch,
        may=ideas.may,
        move=ideas.move,
        lines=preview.idea_lines,
        flag=ideas.flag,
        revision=Revision(
            waits=lambda idea: idea.revision_state == RevisionState.SUBMITTED,
            decisions={Decision.PUBLISH: ideas.accept_revision, Decision.RETURN: ideas.return_revision},
            reopen=ideas.reopen_revision,
        ),
    ),
    Kind.THREAD: Handler(
        kind=Kind.THREAD,
        model=Thread,
        lifecycle=THREAD_LIFECYCLE,
        public=ThreadState.VISIBLE,
        decisions={Decision.HIDE: ThreadAction.HIDE, Decision.RESTORE: ThreadAction.RESTORE},
        undoing=(ThreadAction.RESTORE, ThreadAction.HIDE),
        fetch=threads.fetch,
        may=threads.may,
        move=threads.move,
        lines=preview.thread_lines,
        flag=threads.flag,
    ),
    Kind.COMMENT: Handler(
        kind=Kind.COMMENT,
        model=Comment,
        lifecycle=COMMENT_LIFECYCLE,
        public=CommentState.VISIBLE,
        decisions={Decision.HIDE: CommentAction.HIDE, Decision.RESTORE: CommentAction.RESTORE},
        undoing=(CommentAction.RESTORE, CommentAction.HIDE),
        fetch=comments.fetch,
        may=comments.may,
        move=comments.move,
        lines=preview.comment_lines,
        flag=comments.flag,
    ),
    Kind.RESULTS: Handler(
        kind=Kind.RESULTS,
        model=ProjectResults,
        lifecycle=RESULTS_LIFECYCLE,
        public=ResultsState.PUBLISHED,
        decisions={Decision.HIDE: ResultsAction.HIDE, Decision.RESTORE: ResultsAction.RESTORE},
        undoing=(ResultsAction.RESTORE, ResultsAction.HIDE),
        fetch=results.fetch,
        may=results.may,
        move=results.move,
        lines=preview.results_lines,
        flag=results.flag,
    ),
    Kind.DECISION: Handler(
        kind=Kind.DECISION,
        model=Proposal,
        lifecycle=VISIBILITY_LIFECYCLE,
        public=Visibility.VISIBLE,
        decisions={Decision.HIDE: VisibilityAction.HIDE, Decision.RESTORE: VisibilityAction.RESTORE},
        undoing=(VisibilityAction.RESTORE, VisibilityAction.HIDE),
        fetch=decisions.fetch,
        may=decisions.may_judge,
        move=decisions.move,
        lines=preview.decision_lines,
        flag=decisions.flag,
    ),
    Kind.MEETING: Handler(
        kind=Kind.MEETING,
        model=Meeting,
        lifecycle=VISIBILITY_LIFECYCLE,
        public=Visibility.VISIBLE,
        decisions={Decision.HIDE: VisibilityAction.HIDE, Decision.RESTORE: VisibilityAction.RESTORE},
        undoing=(VisibilityAction.RESTORE, VisibilityAction.HIDE),
        fetch=meetings.fetch,
        may=meetings.may_judge,
        move=meetings.move,
        lines=preview.meeting_lines,
        flag=meetings.flag,
    ),
    Kind.ATTACHMENT: Handler(
        kind=Kind.ATTACHMENT,
        model=Attachment,
        lifecycle=ATTACHMENT_LIFECYCLE,
        public=AttachmentState.VISIBLE,
        decisions={Decision.HIDE: AttachmentAction.HIDE, Decision.RESTORE: AttachmentAction.RESTORE},
        undoing=(AttachmentAction.RESTORE, AttachmentAction.HIDE),
        fetch=files.fetch,
        may=files.may,
        move=files.move,
        lines=preview.attachment_lines,
        flag=files.flag,
    ),
    Kind.ARTICLE: Handler(
        kind=Kind.ARTICLE,
        model=Article,
        lifecycle=ARTICLE_LIFECYCLE,
        public=ArticleState.PUBLISHED,
        decisions={
            Decision.PUBLISH: ArticleAction.PUBLISH,
            Decision.RETURN: ArticleAction.RETURN,
            Decision.REJECT: ArticleAction.REJECT,
            Decision.HIDE: ArticleAction.HIDE,
            Decision.RESTORE: ArticleAction.RESTORE,
        },
        undoing=(ArticleAction.REOPEN, ArticleAction.RESTORE, ArticleAction.HIDE),
        fetch=articles.fetch,
        may=articles.may,
        move=articles.move,
        lines=preview.article_lines,
        flag=articles.flag,
    ),
    Kind.STORY: Handler(
        kind=Kind.STORY,
        model=Story,
        lifecycle=STORY_LIFECYCLE,
        public=StoryState.PUBLISHED,
        decisions={
            Decision.PUBLISH: StoryAction.PUBLISH,
            Decision.RETURN: StoryAction.RETURN,
            Decision.REJECT: StoryAction.REJECT,
            Decision.HIDE: StoryAction.HIDE,
            Decision.RESTORE: StoryAction.RESTORE,
        },
        undoing=(StoryAction.REOPEN, StoryAction.RESTORE, StoryAction.HIDE),
        fetch=stories.fetch,
        may=stories.may,
        move=stories.move,
        lines=preview.story_lines,
        flag=stories.flag,
    ),
}
