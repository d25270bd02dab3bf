from ui import long_texts, parts
from ui.texts import t

long_texts.show("terms")
parts.open_link("promise", t("promise.title"), icon="schedule")
parts.open_link("privacy", t("privacy.title"), icon="shield_person")
