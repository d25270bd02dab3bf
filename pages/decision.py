from services import decisions
from ui import decision_page, decision_result, decision_vote, door, parts
from ui.accounts import need_sign_in

need_sign_in()

view = door.load(decisions.view, parts.number_of())
decision_page.head(view)
decision_page.closing(view)
decision_result.outcome(view)
decision_vote.boxes(view)
decision_result.turnout(view)
decision_vote.rules(view)
decision_result.counts(view)
decision_result.roll(view)
decision_page.steps(view)
decision_page.history(view)
