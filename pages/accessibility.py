from models import FeedbackTopic
from ui import long_texts, parts
from ui.texts import t

long_texts.show("accessibility")
parts.open_link("feedback", t("accessibility.tell"), icon="feedback", topic=FeedbackTopic.ACCESSIBILITY)
