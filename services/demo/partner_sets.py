"""A set of partners that was asked in one act: some said yes, one no, one has still to answer."""

from services import consortia, partner_requests
from services.actors import Actor
from services.consortia import Letter, Wishes
from services.demo.stage import Stage, home_of

IDEA = "I29"
NO = "Meillä on jo kaksi hanketta kesken. Kysykää taas ensi vuonna."


def gather(stage: Stage) -> None:
    asking, idea_id = stage.actor(home_of(IDEA)), stage.ideas[IDEA]
    with stage.days_ago(9):
        proposed = consortia.sought(stage.session, asking, idea_id, Wishes())
        made = consortia.ask(
            stage.session,
            asking,
            idea_id,
            Wishes(),
            {partner.id: consortia.usual_role(partner) for partner in proposed.new},
            reply_by=stage.in_days(21),
            words="Tehdään kotiinpaluusta helpompi. Teillä on juuri se, mikä meiltä puuttuu: lähdettekö mukaan?",
        )
    letters = consortia.progress(stage.session, asking, made.id).letters
    with stage.days_ago(5):
        partner_requests.accept(stage.session, _receiver(stage, letters[0]), letters[0].request_id)
    with stage.days_ago(2):
        partner_requests.decline(stage.session, _receiver(stage, letters[-1]), letters[-1].request_id, NO)


def _receiver(stage: Stage, letter: Letter) -> Actor:
    key = next(key for key, number in stage.associations.items() if number == letter.association_id)
    return stage.actor(key)
