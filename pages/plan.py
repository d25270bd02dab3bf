from services import plans
from ui import door, parts, plan_parts, plan_views
from ui.accounts import need_sign_in

need_sign_in()

view = door.load(plans.opened, parts.number_of())
plan_parts.heading(view)
plan_views.draw(view)
