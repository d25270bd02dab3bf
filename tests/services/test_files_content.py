"""What is taken as a file and what is not, by its content; and the stores that keep it."""

import asyncio
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from PIL import Image

from models import Invalid
from services.files import LARGEST, TYPES, sniffing, stored
from services.settings import settings
from tests.services import s3


def packed(**entries: str) -> bytes:
    """A zip with these entries; a double underscore is a slash, a single trailing one a dot."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in entries.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), words)
    return made.getvalue()


def locked(content: bytes) -> bytes:
    """Says that its first entry is encrypted, in the entry's own header and in the directory."""
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + place
        content = content[:at] + b"\x01" + content[at + 1 :]
    return content


def picture(kind: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), "green").save(made, kind)
    return made.getvalue()


def document() -> bytes:
    made = BytesIO()
    docx.Document().save(made)
    return made.getvalue()


def sheet() -> bytes:
    made = BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


def odf(kind: str, **more: str) -> bytes:
    return packed(mimetype=f"application/vnd.oasis.opendocument.{kind}", content_DOT_xml="<x/>", **more)


PDF = b"%PDF-1.7\n%%EOF\n"
OOXML = {"word__document_DOT_xml": "<w/>"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Hakemus.pdf", PDF),
        ("Hakemus.PDF", PDF),
        ("Kuva.png", picture("PNG")),
        ("Kuva.jpg", picture("JPEG")),
        ("Kuva.jpeg", picture("JPEG")),
        ("Teksti.docx", document()),
        ("Luvut.xlsx", sheet()),
        (
            "Esitys.pptx",
            packed(**{"[Content_Types]_DOT_xml": "<Types/>", "ppt__presentation_DOT_xml": "<p/>"}),
        ),
        ("Teksti.odt", odf("text")),
        ("Luvut.ods", odf("spreadsheet")),
        ("Esitys.odp", odf("presentation")),
        ("Muistio.txt", "Läsnä: Åke <3".encode()),
        ("Muistio.txt", "Läsnä: Åke".encode("cp1252")),
        ("Luvut.csv", b"\xef\xbb\xbfnimi;euroa\r\n\xc3\x84yri\xc3\xb6;1,00\r\n"),
    ],
)
def test_what_associations_send_is_taken(name: str, content: bytes) -> None:
    assert sniffing.checked(name, content) == TYPES[sniffing.ending(name)].media


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("Tyhjä.pdf", b"", "file_empty"),
        ("Iso.pdf", PDF + bytes(LARGEST), "file_too_large"),
        ("Kuva.svg", b"<svg/>", "file_type"),
        ("Sivu.html", b"<html>", "file_type"),
        ("Ohjelma.exe", b"MZ", "file_type"),
        ("Paketti.zip", packed(a="b"), "file_type"),
        ("ilman_päätettä", b"x", "file_type"),
        ("Makro.docm", document(), "file_macros"),
        ("Makro.xlsm", sheet(), "file_macros"),
        ("Vanha.doc", b"\xd0\xcf\x11\xe0", "file_old"),
        ("Kuva.heic", b"x", "file_picture"),
        # The name promises something else than the content holds.
        ("Kuva.pdf", picture("PNG"), "file_mismatch"),
        ("Kuva.png", picture("JPEG"), "file_mismatch"),
        ("Kuva.jpg", b"\xff\xd8 no picture", "file_mismatch"),
        ("Luvut.xlsx", document(), "file_mismatch"),
        ("Teksti.odt", odf("spreadsheet"), "file_mismatch"),
        ("Teksti.docx", packed(a="b"), "file_mismatch"),
        ("Teksti.docx", b"PK\x03\x04", "file_mismatch"),
        ("Teksti.pdf", b"%PDF-1.7 cut short", "file_mismatch"),
        ("Ohjelma.txt", b"MZ\x90\x00\x03", "file_mismatch"),
        ("Sivu.txt", b"  \n<!DOCTYPE html><script>", "file_mismatch"),
        ("Kuva.csv", b"<svg onload=x>", "file_mismatch"),
        ("Komento.txt", b"#!/bin/sh\n", "file_mismatch"),
        # Macros under an honest-looking name, and passwords.
        (
            "Makro.docx",
            packed(**{"[Content_Types]_DOT_xml": "", "word__vbaProject_DOT_bin": ""}, **OOXML),
            "file_macros",
        ),
        (
            "Makro.docx",
            packed(**{"[Content_Types]_DOT_xml": "ms-word.document.macroEnabled"}, **OOXML),
            "file_macros",
        ),
        ("Makro.ods", odf("spreadsheet", Basic__Standard__Module1_DOT_xml="x"), "file_macros"),
        (
            "Salattu.docx",
            locked(document()),
            "file_locked",
        ),
        ("Salattu.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", "file_locked"),
        (
            "Salattu.odt",
            odf("text", **{"META-INF__manifest_DOT_xml": "<manifest:encryption-data/>"}),
            "file_locked",
        ),
    ],
)
def test_anything_else_is_refused_with_what_to_do(name: str, content: bytes, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        sniffing.checked(name, content)

    assert (refused.value.key, refused.value.field) == (key, "file")


def test_what_would_fill_the_memory_is_not_unpacked() -> None:
    bomb = packed(**{"[Content_Types]_DOT_xml": "0" * (201 * 1024**2)})

    with pytest.raises(Invalid) as refused:
        sniffing.checked("Pommi.docx", bomb)

    assert (refused.value.key, refused.value.field) == ("file_bomb", "file")


@pytest.fixture(params=["memory", "folder", "s3"])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of each kind of store, empty; S3 is spoken over the wire to a server of the test's own."""
    match request.param:
        case "s3":
            monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3.KEY)
            monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3.SECRET)
            with s3.served() as endpoint:
                yield f"s3://bucket/kanto/liitteet?region=eu-north-1&endpoint={endpoint}"
        case "folder":
            yield str(tmp_path / "files")
        case _:
            yield "memory:"


def test_a_store_keeps_gives_lists_and_drops(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANTO_FILES_URL", address)
    settings.cache_clear()
    stored.opened.cache_clear()
    content = bytes(range(256)) * 3000
    soon = datetime.now(UTC) + timedelta(minutes=1)
    try:
        name = stored.keep(content)
        again = stored.keep(content)

        assert name == again == stored.hash_of(content)
        assert stored.read(name) == content
        assert asyncio.run(_whole(name)) == content
        assert list(stored.names(soon)) == [name]
        assert list(stored.names(soon - timedelta(days=1))) == []
        stored.drop(name)
        with pytest.raises(FileNotFoundError):
            stored.read(name)
        with pytest.raises(FileNotFoundError):
            asyncio.run(_whole(name))
        assert list(stored.names(soon)) == []
    finally:
        settings.cache_clear()
        stored.opened.cache_clear()


async def _whole(name: str) -> bytes:
    return b"".join([piece async for piece in await stored.stream(name)])


def test_two_who_send_one_file_at_once_keep_it_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "store", lambda: stored.opened(str(tmp_path)))
    content = bytes(300_000)

    def send() -> None:
        for _ in range(5):
            stored.keep(content)

    senders: list[Any] = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [content]
