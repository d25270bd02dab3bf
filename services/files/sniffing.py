"""What a file really is: by its content, whatever its name says.

Taken: what associations send to funders. Refused, each with its own words: programs, web pages and drawings that can
hold scripts, documents with macros or a password, and names that promise something else than the content holds.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import puremagic
from PIL import Image

from models import Invalid

# As `server.maxUploadSize` in .streamlit/config.toml.
LARGEST = 10 * 1024 * 1024
# Unpacked, a document of the largest size can be this large, in this many parts: more is a bomb.
_UNPACKED = 200 * 1024 * 1024
_ENTRIES = 5000
# How text begins that a browser, a shell, a printer or a word processor would not only show.
_RUNNABLE = ("<!", "<?", "<html", "<head", "<body", "<script", "<svg", "#!", "%!ps", "{\\rtf")

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class Type:
    media: str
    holds: Callable[[bytes, "Type"], bool]
    # In an office document, the part without which it is none.
    heart: str = ""


def checked(name: str, content: bytes) -> str:
    """The media type of a file that may be kept; Invalid beside `file` otherwise."""
    if not content:
        raise Invalid("file_empty", field="file", name=name)
    if len(content) > LARGEST:
        raise Invalid("file_too_large", field="file", name=name, most=LARGEST // 1024**2)
    kind = TYPES.get(ending(name))
    if kind is None:
        raise Invalid(_advice(name), field="file", name=name, types=SPOKEN)
    if not kind.holds(content, kind):
        raise Invalid("file_mismatch", field="file", name=name, ending=ending(name))
    return kind.media


def ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _advice(name: str) -> str:
    """The sentence that says what to do with a type that is not taken."""
    match ending(name):
        case "docm" | "xlsm" | "pptm" | "dotm" | "xltm":
            return "file_macros"
        case "doc" | "xls" | "ppt" | "rtf" | "pages" | "numbers":
            return "file_old"
        case "heic" | "heif" | "webp" | "tif" | "tiff" | "bmp" | "gif":
            return "file_picture"
        case _:
            return "file_type"


def _picture(content: bytes, kind: Type) -> bool:
    """By its first bytes, and by its header: a picture that cannot be opened is none."""
    try:
        if puremagic.from_string(content[: 64 * 1024], mime=True) != kind.media:
            return False
        with Image.open(BytesIO(content), formats=(kind.media.removeprefix("image/"),)) as found:
            return found.size > (0, 0)
    except (puremagic.PureError, OSError, ValueError, Image.DecompressionBombError):
        return False


def _pdf(content: bytes, _kind: Type) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]


def _text(content: bytes, _kind: Type) -> bool:
    """Words, in today's encoding or that of an old Windows; nothing that a browser or a shell would run."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if any(sign < " " and sign not in "\t\r\n\f" for sign in text):
        return False
    return not text.lstrip().lower().startswith(_RUNNABLE)


def _office(content: bytes, kind: Type) -> bool:
    found = _opened(content)
    if found is None:
        # An encrypted OOXML document is no zip but an old container.
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise Invalid("file_locked", field="file")
        return False
    with found:
        _refuse_harm(found)
        names = set(found.namelist())
        if "mimetype" in names:
            return _read(found, "mimetype").decode("ascii", "replace").strip() == kind.media
        return "[Content_Types].xml" in names and kind.heart in names


def _opened(content: bytes) -> zipfile.ZipFile | None:
    try:
        return zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError):
        return None


def _refuse_harm(found: zipfile.ZipFile) -> None:
    entries = found.infolist()
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > _UNPACKED:
        raise Invalid("file_bomb", field="file")
    if any(entry.flag_bits & 1 for entry in entries) or _odf_locked(found, names):
        raise Invalid("file_locked", field="file")
    if any(_runs(name) for name in names) or _says_macros(found, names):
        raise Invalid("file_macros", field="file")


def _runs(name: str) -> bool:
    return (
        name.endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".html", ".svgz"))
        or "/activex/" in name
        or name.startswith(("basic/", "scripts/", "/", "../"))
    )


def _says_macros(found: zipfile.ZipFile, names: list[str]) -> bool:
    return "[content_types].xml" in names and b"macroEnabled" in _read(found, "[Content_Types].xml")


def _odf_locked(found: zipfile.ZipFile, names: list[str]) -> bool:
    return "meta-inf/manifest.xml" in names and b"encryption-data" in _read(found, "META-INF/manifest.xml")


def _read(found: zipfile.ZipFile, name: str) -> bytes:
    try:
        with found.open(name) as entry:
            return entry.read(1024 * 1024)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return b""


TYPES: dict[str, Type] = {
    "pdf": Type("application/pdf", _pdf),
    "docx": Type(f"{_OOXML}.wordprocessingml.document", _office, "word/document.xml"),
    "xlsx": Type(f"{_OOXML}.spreadsheetml.sheet", _office, "xl/workbook.xml"),
    "pptx": Type(f"{_OOXML}.presentationml.presentation", _office, "ppt/presentation.xml"),
    "odt": Type(f"{_ODF}.text", _office),
    "ods": Type(f"{_ODF}.spreadsheet", _office),
    "odp": Type(f"{_ODF}.presentation", _office),
    "png": Type("image/png", _picture),
    "jpg": Type("image/jpeg", _picture),
    "jpeg": Type("image/jpeg", _picture),
    "txt": Type("text/plain", _text),
    "csv": Type("text/csv", _text),
}
SPOKEN = ", ".join(TYPES)
