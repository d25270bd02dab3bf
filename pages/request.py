from services import partner_requests
from ui import parts, request_answer, request_letter
from ui.accounts import need_sign_in
from ui.door import load
from ui.texts import t

number = parts.number_of()
if not number:
    parts.go("requests")

need_sign_in()

view = load(partner_requests.view, number)
parts.back("requests", t("request.all"))
request_letter.draw(view)
request_answer.draw(view)
