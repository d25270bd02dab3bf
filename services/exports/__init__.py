"""A plan as files: for the funder's form, for counting, for moving it elsewhere, and for printing."""

from services.exports.dossier import Dossier, dossier_of
from services.exports.facts import facts_of, tables_of
from services.exports.files import KINDS, Kind, kinds_for
from services.exports.filling import TOLD, Filled, Refused, fill, intended
from services.exports.tables import Table
from services.exports.words import Words

__all__ = [
    "KINDS",
    "TOLD",
    "Dossier",
    "Filled",
    "Kind",
    "Refused",
    "Table",
    "Words",
    "dossier_of",
    "facts_of",
    "fill",
    "intended",
    "kinds_for",
    "tables_of",
]
