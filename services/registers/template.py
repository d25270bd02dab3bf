"""An empty sheet with the headings that a register's file may have, to be filled in."""

from io import BytesIO

from xlsxwriter import Workbook

from services import places, vocabulary
from services.registers import columns
from services.registers.tables import MOST_ROWS

_WIDTHS = {"name": 44, "municipality": 18, "kind": 34, "description": 60}
_EXAMPLE = {
    "name": "Esimerkkilän kyläyhdistys ry",
    "business_id": "1234567-1",
    "register_number": "123.456",
    "municipality": "167",
    "kind": "kylayhdistys",
}


def template(language: str) -> bytes:
    """As Excel opens it, with an example that is to be overwritten; municipalities and kinds are chosen from lists."""
    into = BytesIO()
    with Workbook(into, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        # As text: 123.450 is no number, and a business id may begin with a nought.
        text = book.add_format({"num_format": "@"})
        sheet, lists = book.add_worksheet(), book.add_worksheet()
        lists.hide()
        sheet.freeze_panes(1, 0)
        for at, field in enumerate(columns.fields()):
            sheet.set_column(at, at, _WIDTHS.get(field, 18), text)
            sheet.write_string(0, at, columns.label(field, language), head)
            names = _names(field, language)
            sheet.write_string(1, at, names.get(_EXAMPLE.get(field, ""), _EXAMPLE.get(field, "")), text)
            for down, name in enumerate(names.values()):
                lists.write_string(down, at, name)
            if names:
                source = f"={lists.name}!${chr(65 + at)}$1:${chr(65 + at)}${len(names)}"
                sheet.data_validation(1, at, MOST_ROWS, at, {"validate": "list", "source": source})
    return into.getvalue()


def _names(field: str, language: str) -> dict[str, str]:
    """What may be chosen in a column; nothing where anything may be written."""
    if field == "municipality":
        return {code: place.names[language] for code, place in places.municipalities().items()}
    if field == "kind":
        kinds = vocabulary.terms(vocabulary.ASSOCIATION_KINDS)
        return {slug: term.names[language] for slug, term in kinds.items()}
    return {}
