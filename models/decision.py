from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.base import Moderated, Table, now, stored
from models.lifecycle import Lifecycle
from models.visibility import VISIBILITY_LIFECYCLE, Visibility, VisibilityAction


class ProposalStage(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class ProposalAction(StrEnum):
    VOTE = "vote"
    CLOSE = "close"
    WITHDRAW = "withdraw"


PROPOSAL_LIFECYCLE = Lifecycle(
    {
        (ProposalStage.OPEN, ProposalAction.VOTE): ProposalStage.OPEN,
        (ProposalStage.OPEN, ProposalAction.CLOSE): ProposalStage.CLOSED,
        (ProposalStage.OPEN, ProposalAction.WITHDRAW): ProposalStage.WITHDRAWN,
    }
)


class VoteBy(StrEnum):
    ASSOCIATION = "association"
    PERSON = "person"


class Ballot(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class QuorumKind(StrEnum):
    NONE = "none"
    NUMBER = "number"
    # Per cent of those on the roll.
    SHARE = "share"


class Outcome(StrEnum):
    CHOSEN = "chosen"
    TIE = "tie"
    NO_QUORUM = "no_quorum"
    # Nobody voted for anything, or everybody abstained.
    NO_VOTES = "no_votes"


class Proposal(Moderated, Table, table=True):
    """What a group or a plan is to decide; who may vote is frozen when it is opened."""

    __table_args__ = (
        CheckConstraint("(group_id IS NULL) <> (plan_id IS NULL)", name="ck_proposal_place"),
        Index("ix_proposal_due", "stage", "closes_at"),
    )

    id: int = Field(default=None, primary_key=True)
    group_id: int | None = Field(default=None, foreign_key="peer_group.id", index=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="agenda_item.id", index=True)
    author_id: int = Field(foreign_key="person.id", index=True)
    association_id: int | None = Field(default=None, foreign_key="association.id")
    title: str = Field(max_length=160)
    body: str = Field(default="", max_length=5000)
    vote_by: VoteBy = Field(sa_type=stored(VoteBy))
    ballot: Ballot = Field(sa_type=stored(Ballot))
    quorum_kind: QuorumKind = Field(default=QuorumKind.NONE, sa_type=stored(QuorumKind))
    quorum: int = 0
    closes_at: datetime
    stage: ProposalStage = Field(default=ProposalStage.OPEN, sa_type=stored(ProposalStage))
    state: Visibility = Field(default=Visibility.VISIBLE, sa_type=stored(Visibility))
    created_at: datetime = Field(default_factory=now)
    closed_at: datetime | None = None
    outcome: Outcome | None = Field(default=None, sa_type=stored(Outcome))
    # The option that was chosen: its place, since the options point at the proposal.
    chosen: int | None = None
    # Why it was withdrawn.
    reason: str = Field(default="", max_length=1000)

    @property
    def is_visible(self) -> bool:
        return self.state == Visibility.VISIBLE

    @property
    def takes_votes(self) -> bool:
        """Until the closing time itself, though the clock may come round a moment later."""
        return self.stage == ProposalStage.OPEN and self.is_visible and now() < self.closes_at

    def step(self, action: ProposalAction) -> None:
        self.stage = PROPOSAL_LIFECYCLE.after(self.stage, action)

    def move(self, action: VisibilityAction) -> None:
        self.state = VISIBILITY_LIFECYCLE.after(self.state, action)


class ProposalOption(Table, table=True):
    __tablename__ = "proposal_option"
    __table_args__ = (UniqueConstraint("proposal_id", "position"),)

    id: int = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    position: int
    # Empty when it is the abstention: that one has its words in every language.
    text: str = Field(default="", max_length=300)
    abstains: bool = False
    # Of a closed ballot only: how many, with nothing that says whose. Of an open one the seats are counted.
    votes: int = 0


class ProposalSeat(Table, table=True):
    """One vote of the roll: an association's or a person's. It stays when they leave: the quorum does not shrink.

    In an open ballot it says what was voted and who did it; in a closed one only that a vote was cast, without when.
    """

    __tablename__ = "proposal_seat"
    __table_args__ = (
        CheckConstraint("(association_id IS NULL) <> (person_id IS NULL)", name="ck_proposal_seat_whose"),
        UniqueConstraint("proposal_id", "association_id"),
        UniqueConstraint("proposal_id", "person_id"),
    )

    id: int = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    association_id: int | None = Field(default=None, foreign_key="association.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    has_voted: bool = False
    option_id: int | None = Field(default=None, foreign_key="proposal_option.id")
    cast_by: int | None = Field(default=None, foreign_key="person.id")
    cast_at: datetime | None = None
