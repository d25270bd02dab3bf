"""What the statistics count: a table of rows of the journal, and a table of figures that are read from them.

Whoever adds a figure adds a line to `FIGURES` and its definition to `locales/` (`statistics_definition.<name>`); who
adds a kind of thing says in `facts.PROVIDERS` what was so at that moment.
"""

from dataclasses import dataclass
from enum import StrEnum

from models import (
    AdviceAction,
    AssociationAction,
    AssociationState,
    EventAction,
    FactName,
    GroupAction,
    GroupState,
    IdeaAction,
    IdeaState,
    IntroductionAction,
    IntroductionOutcome,
    Kind,
    MembershipState,
    PartnerRequestAction,
    PlanAction,
    PlanState,
    SeatAction,
    SeatState,
)


class By(StrEnum):
    """What a figure is divided by."""

    TIME = "time"
    MUNICIPALITY = "municipality"
    TARGET_GROUP = "target_group"
    PRIORITY = "priority"


class Section(StrEnum):
    ADVICE = "advice"
    EVENTS = "events"
    ASSOCIATIONS = "associations"
    IDEAS = "ideas"
    COOPERATION = "cooperation"
    PLANS = "plans"


class Measure(StrEnum):
    """How the rows of a series become a figure."""

    ROWS = "rows"
    # Sum of money, in cents.
    CENTS = "cents"
    # How many different ones there are among the rows.
    PEOPLE = "person"
    ASSOCIATIONS = "association"
    PAIRS = "pair"


DISTINCT = {
    Measure.PEOPLE: FactName.PERSON,
    Measure.ASSOCIATIONS: FactName.ASSOCIATION,
    Measure.PAIRS: FactName.PAIR,
}


@dataclass(frozen=True)
class Step:
    """Rows of the journal with this action; where a state is named, only those that came from it or led to it."""

    action: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """Rows that count. A step whose next step among `undone` took it back does not count.

    once: of a thing's steps only the first one that stands; else each of them.
    """

    kind: Kind
    steps: tuple[Step, ...]
    undone: tuple[Step, ...] = ()
    once: bool = False


IDEAS_PUBLISHED = Series(
    Kind.IDEA,
    (Step(IdeaAction.PUBLISH),),
    (Step(IdeaAction.REOPEN, before=(IdeaState.PUBLISHED,)),),
    once=True,
)
ASSOCIATIONS_VERIFIED = Series(
    Kind.ASSOCIATION,
    (Step(AssociationAction.VERIFY),),
    (Step(AssociationAction.REOPEN, before=(AssociationState.VERIFIED,)),),
    once=True,
)
GROUPS_OPENED = Series(
    Kind.GROUP,
    (Step(GroupAction.PUBLISH), Step("found", after=(GroupState.ACTIVE,))),
    (Step(GroupAction.REOPEN, before=(GroupState.ACTIVE,)),),
    once=True,
)
GROUP_JOINED = Series(
    Kind.GROUP,
    tuple(Step(action, after=(MembershipState.MEMBER,)) for action in ("accept", "invite", "request")),
)
EVENTS_HELD = Series(Kind.EVENT, (Step(EventAction.HOLD),), once=True)
# Who is marked as absent after all, or unmarked, was not there.
ATTENDED = Series(
    Kind.EVENT_SEAT,
    (Step(SeatAction.ATTEND),),
    tuple(Step(action, before=(SeatState.ATTENDED,)) for action in (SeatAction.MISS, SeatAction.UNMARK)),
    once=True,
)
CASES_ANSWERED = Series(Kind.ADVICE, (Step(AdviceAction.ANSWER),), once=True)
# Who is advised again in another month is advised in both.
ANSWERS_GIVEN = Series(Kind.ADVICE, (Step(AdviceAction.ANSWER),))
REQUESTS_SENT = Series(Kind.PARTNER_REQUEST, (Step("send"),), once=True)
REQUESTS_ACCEPTED = Series(Kind.PARTNER_REQUEST, (Step(PartnerRequestAction.ACCEPT),), once=True)
REQUESTS_DECLINED = Series(Kind.PARTNER_REQUEST, (Step(PartnerRequestAction.DECLINE),), once=True)
INTRODUCTIONS_MADE = Series(Kind.INTRODUCTION, (Step("propose"),), once=True)
INTRODUCTIONS_AGREED = Series(Kind.INTRODUCTION, (Step(IntroductionAction.COMPLETE),), once=True)
# What the desk has heard may turn out otherwise.
INTRODUCTIONS_LED = Series(
    Kind.INTRODUCTION,
    (Step(IntroductionAction.FOLLOW_UP, after=(IntroductionOutcome.COOPERATION,)),),
    (Step(IntroductionAction.FOLLOW_UP, before=(IntroductionOutcome.COOPERATION,)),),
    once=True,
)
PLANS_BEGUN = Series(Kind.PLAN, (Step("form"),), once=True)
# A plan that is sent again after a no is another application.
APPLICATIONS = Series(
    Kind.PLAN,
    (Step(PlanAction.SUBMIT),),
    (Step(PlanAction.TAKE_BACK, before=(PlanState.SUBMITTED,)),),
)
GRANTS = Series(
    Kind.PLAN,
    (Step(PlanAction.FUND),),
    (Step(PlanAction.TAKE_BACK, before=(PlanState.FUNDED,)),),
)

_PLACE = frozenset({By.TIME, By.MUNICIPALITY})
_ALL = frozenset(By)


@dataclass(frozen=True)
class Figure:
    """One number of the report, in the order in which it stands there.

    parts: figures whose sum this one is, at any place of the report.
    like: a figure that this one tells much of, so that it is hidden wherever that one is.
    """

    name: str
    section: Section
    series: Series | None = None
    measure: Measure = Measure.ROWS
    by: frozenset[By] = _ALL
    parts: tuple[str, ...] = ()
    like: str = ""

    @property
    def is_money(self) -> bool:
        return self.measure == Measure.CENTS


FIGURES = (
    Figure("advised_cases", Section.ADVICE, CASES_ANSWERED, by=_PLACE),
    Figure("people_advised", Section.ADVICE, ANSWERS_GIVEN, Measure.PEOPLE, by=_PLACE, like="advised_cases"),
    Figure(
        "associations_advised",
        Section.ADVICE,
        ANSWERS_GIVEN,
        Measure.ASSOCIATIONS,
        _PLACE,
        like="advised_cases",
    ),
    Figure("sessions", Section.EVENTS, EVENTS_HELD, by=_PLACE),
    Figure("participants", Section.EVENTS, ATTENDED, by=_PLACE),
    Figure("associations", Section.ASSOCIATIONS, ASSOCIATIONS_VERIFIED, by=_ALL - {By.PRIORITY}),
    Figure("groups", Section.ASSOCIATIONS, GROUPS_OPENED, by=_PLACE),
    Figure("group_members", Section.ASSOCIATIONS, GROUP_JOINED, by=_PLACE),
    Figure("ideas", Section.IDEAS, IDEAS_PUBLISHED),
    Figure("idea_associations", Section.IDEAS, IDEAS_PUBLISHED, Measure.ASSOCIATIONS, like="ideas"),
    Figure("requests", Section.COOPERATION, REQUESTS_SENT),
    Figure("answers", Section.COOPERATION, parts=("accepted", "declined")),
    Figure("accepted", Section.COOPERATION, REQUESTS_ACCEPTED),
    Figure("declined", Section.COOPERATION, REQUESTS_DECLINED),
    Figure("partnerships", Section.COOPERATION, REQUESTS_ACCEPTED, Measure.PAIRS, like="accepted"),
    Figure("introductions", Section.COOPERATION, INTRODUCTIONS_MADE, by=_PLACE),
    Figure("introductions_agreed", Section.COOPERATION, INTRODUCTIONS_AGREED, by=_PLACE),
    Figure("introductions_led", Section.COOPERATION, INTRODUCTIONS_LED, by=_PLACE),
    Figure("plans", Section.PLANS, PLANS_BEGUN),
    Figure("applications", Section.PLANS, APPLICATIONS),
    Figure("euros_applied", Section.PLANS, APPLICATIONS, Measure.CENTS, like="applications"),
    Figure("grants", Section.PLANS, GRANTS),
    Figure("euros_granted", Section.PLANS, GRANTS, Measure.CENTS, like="grants"),
)
BY_NAME = {figure.name: figure for figure in FIGURES}
# The rows that any figure reads, each named once however many figures do.
SERIES = tuple(dict.fromkeys(figure.series for figure in FIGURES if figure.series))


def counted_steps() -> frozenset[tuple[Kind, str]]:
    """The steps at which facts are noted."""
    return frozenset((series.kind, str(step.action)) for series in SERIES for step in series.steps)
