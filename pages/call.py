from services import calls
from ui import call_page, door, parts
from ui.texts import t

call = door.load(calls.view, parts.number_of(), parts.number_of("version"))
parts.name_tab(call.terms.name)
parts.back("calls", t("calls.title"))
call_page.head(call)
call_page.acts(call)
call_page.body(call)
call_page.versions(call)
