from models import FeedbackTopic
from ui import long_texts, parts
from ui.texts import t

long_texts.show("privacy")
parts.open_link("feedback", t("privacy.ask"), icon="feedback", topic=FeedbackTopic.PRIVACY)
