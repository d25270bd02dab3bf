"""A lived-in workspace to try things in: made through the ordinary use-cases, with things in every state."""

from datetime import timedelta

from sqlmodel import Session, col, select, update

from models import Mail, MailState, Notice, Person, now
from services.demo import (
    advising,
    associations,
    budgets,
    calls,
    confirming,
    events,
    files,
    groups,
    ideas,
    impact,
    introducing,
    moderating,
    noting,
    partner_sets,
    partners,
    people,
    plan_forms,
    plans,
    registers,
    running,
    schedules,
    similar,
    together,
    writing,
)
from services.demo.stage import Stage


def loaded(session: Session) -> bool:
    """Whether the demo's people are here already."""
    addresses = [row["email"] for row in people.rows()]
    return session.exec(select(Person.id).where(Person.email == addresses[0])).first() is not None


def load(session: Session, password: str) -> bool:
    """Brings the whole demo in, its people with this password; False when it is there already."""
    if loaded(session):
        return False
    stage = Stage(session)
    calls.open_up(stage)
    people.sign_up(stage, password)
    associations.register(stage)
    associations.take_seats(stage)
    groups.found(stage)
    ideas.post(stage)
    groups.talk(stage)
    similar.meet(stage)
    introducing.introduce(stage)
    noting.note(stage)
    writing.write(stage)
    partners.ask(stage)
    partner_sets.gather(stage)
    plans.draw_up(stage)
    schedules.arrange(stage)
    budgets.draw_up(stage)
    plan_forms.fill_in(stage)
    running.follow(stage)
    together.meet(stage)
    together.vote(stage)
    confirming.ask(stage)
    calls.change(stage)
    calls.assess(stage)
    files.attach(stage)
    events.hold(stage)
    advising.advise(stage)
    impact.tell(stage)
    moderating.sit_down(stage)
    registers.bring(stage)
    advising.hear(stage)
    _read_the_old(session)
    return True


def _read_the_old(session: Session) -> None:
    # What the past wrote to people has come and been read; only last week's notices are new.
    connection = session.connection()
    connection.execute(
        update(Mail).where(col(Mail.sent_at).is_(None)).values(state=MailState.SENT, sent_at=now(), link="")
    )
    week_ago = now() - timedelta(days=7)
    connection.execute(update(Notice).where(col(Notice.created_at) < week_ago).values(read_at=now()))
