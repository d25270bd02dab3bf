from models import Kind
from services import plans
from ui import door, parts, plan_fields, plan_history, plan_parts, plan_schedule
from ui.accounts import need_sign_in
from ui.comments import discussion

need_sign_in()

view = door.load(plans.opened, parts.number_of())
plan_parts.heading(view)

match plan_parts.choose_view(view):
    case "shared":
        plan_fields.shared(view)
    case "part":
        plan_fields.own_parts(view)
    case "others":
        plan_fields.other_parts(view)
    case "schedule":
        plan_schedule.draw(view)
    case "discussion":
        discussion(Kind.PLAN, view.id)
    case "history":
        plan_history.draw(view)
